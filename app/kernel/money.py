"""Money is integer minor units with its currency: never a float, never a bare number."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import format_currency, format_decimal, get_currency_precision

from app.kernel.errors import DomainError, KernelRefusal


@dataclass(frozen=True, order=False)
class Money:
    """`minor` units (cents, or whole units where the currency has none) of an ISO 4217 `currency`."""

    minor: int
    currency: str

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.minor < other.minor

    def __le__(self, other: Money) -> bool:
        self._same(other)
        return self.minor <= other.minor

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise DomainError(KernelRefusal.CURRENCIES_DIFFER, left=self.currency, right=other.currency)

    def shown(self, language: str) -> str:
        """The amount as a reader of `language` writes it, with the ISO code."""
        amount = Decimal(self.minor).scaleb(-get_currency_precision(self.currency))
        return format_currency(amount, self.currency, format="¤¤ #,##0.00", locale=language)

    def number(self, language: str) -> str:
        """The amount without its currency, for a column whose head names it: 19,200.00."""
        digits = get_currency_precision(self.currency)
        amount = Decimal(self.minor).scaleb(-digits)
        return str(format_decimal(amount, format=f"#,##0.{'0' * digits}", locale=language))
