"""Fields of money: amounts, rates and shares as people of three languages write them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel.numbers import get_currency_name, get_territory_currencies
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from app.kernel.locales import ISO_COUNTRIES, country_choices
from app.kernel.money import Money
from app.questionnaires.number_format import write_number
from app.questionnaires.types.money import typed_amount
from app.questionnaires.types.numbers import LARGEST_FIGURE, typed_number
from app.questionnaires.types.problems import TOO_LARGE, AnswerProblem, Misread
from app.questionnaires.validation_messages import problem_words
from app.web.days import DayField
from app.web.forms import LineField, LongSelectField
from app.web.languages import current_language

RATE_DECIMALS, SHARE_DECIMALS = 8, 4
TYPED = {"inputmode": "decimal", "autocomplete": "off"}
CHOOSE = SelectChoice("", _l("Choose…"))


def _needed(words: Any) -> list[Any]:
    return [InputRequired(words)]


class AmountField(LineField):
    """An amount of money. What was typed stays in the field; `read` makes minor units of it."""

    width = "short"
    errors: Any

    def __init__(self, label: Any, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators or _needed(_l("Enter the amount")), render_kw=TYPED, **kwargs)
        self.minor = 0

    def read(self, currency: str) -> bool:
        """Whether it is an amount of this currency; else the field says what is wrong."""
        try:
            self.minor = int(typed_amount(self.data or "", currency, current_language())["minor"])
            if abs(self.minor) > LARGEST_FIGURE:
                largest = Money(LARGEST_FIGURE, currency)
                raise Misread(AnswerProblem(TOO_LARGE, {"limit": largest}))
        except Misread as misread:
            self.errors = [*self.errors, *_words(misread)]
            return False
        return True

    def show(self, amount: Money) -> None:
        """Fill in an amount, as the reader writes it."""
        self.data = amount.number(current_language())


class NumberField(LineField):
    """A number that is no amount: a rate, a share in per cent. `number` is None where nothing was typed."""

    width = "short"

    def __init__(
        self, label: Any, validators: Any = None, *, decimals: int, most: int, **kwargs: Any
    ) -> None:
        super().__init__(label, validators, render_kw=TYPED, **kwargs)
        self.decimals, self.most = decimals, most
        self.number: Decimal | None = None

    def pre_validate(self, form: Any) -> None:
        if not self.data:
            return
        try:
            self.number = typed_number(self.data, current_language(), decimals=self.decimals)
        except Misread as misread:
            raise ValidationError(" ".join(_words(misread))) from None
        if not 0 < self.number <= self.most:
            limit = write_number(str(self.most), current_language())
            raise ValidationError(_("Write a number greater than 0 and at most %(limit)s", limit=limit))
        rounded = self.number.quantize(Decimal(1).scaleb(-self.decimals))
        self.number = Decimal(format(rounded.normalize(), "f"))  # 10, never 1E+1

    def show(self, number: Decimal | None) -> None:
        """Fill in a number, as the reader writes it."""
        self.data = write_number(number, current_language()) if number is not None else ""


class RateField(NumberField):
    """So many units of one currency for one of another."""

    def __init__(self, label: Any, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, decimals=RATE_DECIMALS, most=10**8, **kwargs)


class ShareField(NumberField):
    """A share in per cent."""

    def __init__(self, label: Any, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, decimals=SHARE_DECIMALS, most=100, **kwargs)


class PickField(SelectField):
    """One of a few things that are only known when the form is shown; chosen by itself where it is alone."""

    width = "half"

    def __init__(self, label: Any, words: Any = None, validators: Any = None, **kwargs: Any) -> None:
        needed = _needed(words) if words is not None else []
        super().__init__(label, validators or needed, choices=[CHOOSE], **kwargs)

    def offer(self, options: Iterable[tuple[str, str]]) -> None:
        """Name what can be chosen: (value, words)."""
        found = [SelectChoice(*pair) for pair in options]
        self.choices = found if len(found) == 1 and not self.flags.optional else [CHOOSE, *found]


class CountryField(LongSelectField):
    """A country, by the name that the reader knows."""

    width = "half"

    def __init__(self, label: Any, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(
            label,
            validators or _needed(_l("Choose the country")),
            choices=lambda: [CHOOSE, *(SelectChoice(*pair) for pair in country_choices(current_language()))],
            **kwargs,
        )


class CurrencyField(LongSelectField):
    """A currency in use today."""

    width = "half"

    def __init__(self, label: Any, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(
            label,
            validators or _needed(_l("Choose the currency")),
            choices=lambda: [CHOOSE, *(SelectChoice(*pair) for pair in currency_choices(current_language()))],
            **kwargs,
        )


class NeededDay(DayField):
    """A day that has to be given."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, _needed(_l("Enter the day")), **kwargs)


@lru_cache(maxsize=8)
def currency_choices(language: str) -> tuple[tuple[str, str], ...]:
    """(code, code and name) of every currency that is tender somewhere today, by its code."""
    codes = sorted({code for country in ISO_COUNTRIES for code in get_territory_currencies(country)})
    return tuple((code, f"{code} · {get_currency_name(code, locale=language)}") for code in codes)


def _words(misread: Misread) -> list[str]:
    return [problem_words(problem, current_language()) for problem in misread.problems]
