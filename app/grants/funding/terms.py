"""What a donor's agreement says, as data. A version holds from its first day until the next; what was agreed
with a grantee keeps the version it was agreed under.

Stored as JSON with the same keys as the fields below; rates are decimal text, amounts are minor units of the
fund's currency. `clauses` names the clause of the agreement for each key, so that a refusal can point to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from app.grants.funding.enums import Category, ExchangeBasis, IndirectBase, Recognition


@dataclass(frozen=True)
class Rate:
    """So many units of `quote` for one unit of `base`."""

    base: str
    quote: str
    value: Decimal


@dataclass(frozen=True)
class Indirect:
    """Indirect costs: `percent` of `base`, counted without the lines of the categories in `without`."""

    percent: Decimal
    base: IndirectBase = IndirectBase.DIRECT
    without: frozenset[Category] = frozenset()

    @property
    def share_of_direct(self) -> tuple[Decimal, Decimal]:
        """Numerator and denominator of the share of direct costs: 7/100, or 10/90 for 10 % of the total."""
        whole = Decimal(100)
        return self.percent, whole - self.percent if self.base is IndirectBase.TOTAL else whole


@dataclass(frozen=True)
class Reallocation:
    """What may move between lines: at most `percent` of the giving line's agreed amount over the whole award
    (None: no limit), never out of the categories in `never_from`; `with_consent`: only with its consent."""

    percent: Decimal | None = None
    never_from: frozenset[Category] = frozenset()
    never_into: frozenset[Category] = frozenset()
    with_consent: bool = False


@dataclass(frozen=True)
class Terms:
    """One version of a donor's terms."""

    recognition: Recognition = Recognition.WHEN_PAID
    exchange: ExchangeBasis = ExchangeBasis.BANK
    exchange_losses_eligible: bool = False
    indirect: Indirect | None = None
    reallocation: Reallocation = Reallocation()
    statement_ceiling: int | None = None
    """The largest expense that a signed statement proves where there is no receipt."""
    carry_over_percent: Decimal | None = None
    carry_over_with_consent: bool = False
    interest_returned: bool = False
    may_publish: bool = False
    """Grants from this award may be published; a group's own wish still comes first."""
    closed_countries: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    """The only countries that may receive; empty for all."""
    barred_tags: frozenset[str] = frozenset()
    budget_rates: tuple[Rate, ...] = ()
    clauses: Mapping[str, str] = field(default_factory=dict)
    passed_on: dict[str, str] = field(default_factory=dict)
    """What grantees have to agree to as well, in the donor's words, by language; a paragraph on each line."""

    def clause(self, key: str) -> str:
        """The clause that sets `key`, or nothing where the agreement's clauses were not entered."""
        return self.clauses.get(key, "")


def read_terms(data: Mapping[str, Any]) -> Terms:
    """The terms of stored JSON. Raises ValueError or KeyError for what no version can hold."""
    known = set(Terms.__dataclass_fields__)
    if unknown := sorted(set(data) - known):
        raise ValueError(f"no such terms: {', '.join(unknown)}")
    return Terms(**{key: _READERS.get(key, _as_it_is)(value) for key, value in data.items()})


def _as_it_is(value: Any) -> Any:
    return value


def _categories(values: Any) -> frozenset[Category]:
    return frozenset(Category(value) for value in values)


def _percent(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)


def _indirect(value: Any) -> Indirect | None:
    if value is None:
        return None
    return Indirect(
        percent=Decimal(value["percent"]),
        base=IndirectBase(value.get("base", IndirectBase.DIRECT)),
        without=_categories(value.get("without", ())),
    )


def _reallocation(value: Any) -> Reallocation:
    return Reallocation(
        percent=_percent(value.get("percent")),
        never_from=_categories(value.get("never_from", ())),
        never_into=_categories(value.get("never_into", ())),
        with_consent=bool(value.get("with_consent", False)),
    )


def _rates(values: Any) -> tuple[Rate, ...]:
    return tuple(Rate(one["base"], one["quote"], Decimal(one["value"])) for one in values)


_READERS: Mapping[str, Any] = {
    "recognition": Recognition,
    "exchange": ExchangeBasis,
    "indirect": _indirect,
    "reallocation": _reallocation,
    "carry_over_percent": _percent,
    "closed_countries": frozenset,
    "countries": frozenset,
    "barred_tags": frozenset,
    "budget_rates": _rates,
}
