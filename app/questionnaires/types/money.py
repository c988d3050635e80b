"""Amounts of money, in one currency or in one of several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from babel.numbers import get_currency_name, get_currency_precision, get_currency_symbol, is_currency
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from app.kernel.money import Money
from app.questionnaires.number_format import without_unit, write_number
from app.questionnaires.types.base import (
    Asked,
    Figure,
    Known,
    Paper,
    Question,
    QuestionType,
    Words,
    crossed_bounds,
    plain,
)
from app.questionnaires.types.numbers import LARGEST_FIGURE, decimals_in, typed_number
from app.questionnaires.types.problems import (
    TOO_LARGE,
    TOO_MANY_DECIMALS,
    TOO_SMALL,
    AnswerProblem,
    Misread,
    ProblemCode,
)
from app.questionnaires.types.settings import NUMBER, TRUTH, Reader, Setting
from app.web.forms import LineField

NO_CURRENCY = ProblemCode("no_currency", _l("Choose the currency of this amount"))
NO_DECIMALS = ProblemCode("no_decimals", _l("Write the amount without decimals: %(currency)s has none"))


def _currency(reader: Reader, place: str, raw: Any) -> str:
    code = str(raw)
    if len(code) != 3 or not is_currency(code):
        reader.wrong(place, f"{raw!r} is not a currency (three letters of ISO 4217)")
    return code


def _currencies(reader: Reader, place: str, raw: Any) -> tuple[str, ...]:
    return reader.items(place, raw, lambda inner, each: _currency(reader, inner, each))


class MoneyType(QuestionType):
    """An amount, stored as `{"minor": 123450, "currency": "EUR"}`: whole cents, or what the currency has.

    `currencies` are what may be chosen; of just one, nothing is asked. `minimum` and `maximum` are amounts
    in the one currency, "1000.50". `figure` keeps it beside the encrypted answer too, where it can be summed.
    """

    kind = "money"
    settings: ClassVar = {
        "currencies": Setting(_currencies, list),
        "minimum": NUMBER,
        "maximum": NUMBER,
        "figure": TRUTH,
    }
    in_table = True
    numeric = True
    template = "questionnaires/types/_money.html"

    def faults(self, question: Question) -> Iterator[str]:
        currencies = question.setting("currencies", ())
        low, high = question.setting("minimum"), question.setting("maximum")
        if not currencies or len(set(currencies)) < len(currencies):
            yield "at least one currency is needed, each once"
        if (low is not None or high is not None) and len(currencies) != 1:
            yield "a minimum or maximum needs one currency"
        yield from crossed_bounds(question)

    def unit(self, question: Question, language: str) -> str:
        """The currency, where there is just one."""
        currencies = question.setting("currencies")
        return str(currencies[0]) if len(currencies) == 1 else ""

    def fields(self, asked: Asked) -> dict[str, Any]:
        attributes = {"inputmode": "decimal", "autocomplete": "off"}
        amount = LineField(render_kw=attributes, **asked.common)
        currencies = asked.question.setting("currencies")
        if len(currencies) == 1:
            return {asked.name: amount}
        named = [(code, f"{code} · {get_currency_name(code, locale=asked.language)}") for code in currencies]
        return {
            asked.name: amount,
            f"{asked.name}_currency": SelectField(
                _("Currency"),
                validators=[Optional()],
                choices=[SelectChoice(*pair) for pair in [("", _("Choose…")), *named]],
            ),
        }

    def data(self, asked: Asked) -> dict[str, Any]:
        value = asked.value
        text = self.to_text(asked.question, value, asked.language) if value else ""
        return {asked.name: text, f"{asked.name}_currency": value["currency"] if value else ""}

    def read(self, asked: Asked, form: Any) -> Any:
        text = plain(form[asked.name].data)
        if not text:
            return None
        currencies, chosen = asked.question.setting("currencies"), f"{asked.name}_currency"
        currency = form[chosen].data if chosen in form else currencies[0]
        if currency not in currencies:
            raise Misread(AnswerProblem(NO_CURRENCY, at="_currency"))
        return typed_amount(text, currency, asked.language)

    def to_text(self, question: Question, value: Any, language: str) -> str:
        scale = get_currency_precision(value["currency"])
        return write_number(Decimal(value["minor"]).scaleb(-scale), language, decimals=scale)

    def from_text(self, question: Question, text: str, language: str) -> Any:
        return typed_amount(text, question.setting("currencies")[0], language)

    def stored(self, question: Question, value: object) -> Any:
        if not isinstance(value, dict) or not isinstance(value.get("minor"), int):
            raise ValueError(f"{question.code}: an amount expected")
        if value.get("currency") not in question.setting("currencies"):
            raise ValueError(f"{question.code}: another currency expected")
        return {"minor": int(value["minor"]), "currency": str(value["currency"])}

    def check(self, question: Question, value: Any) -> Iterator[AnswerProblem]:
        currency = value["currency"]
        low, high = question.setting("minimum"), question.setting("maximum")
        least = in_minor(low, currency) if low is not None else 0
        most = in_minor(high, currency) if high is not None else LARGEST_FIGURE
        if value["minor"] < least:
            yield AnswerProblem(TOO_SMALL, {"limit": Money(least, currency)})
        elif value["minor"] > most:
            yield AnswerProblem(TOO_LARGE, {"limit": Money(most, currency)})

    def paper(self, question: Question, language: str) -> Paper:
        currencies = question.setting("currencies")
        return Paper(options=currencies if len(currencies) > 1 else (), lines=1)

    def words(
        self, question: Question, value: Any, language: str, known: Known, *, written_in: str = ""
    ) -> Sequence[Words]:
        return (Words(Money(value["minor"], value["currency"]).shown(language)),)

    def figures(self, question: Question, value: Any) -> Sequence[Figure]:
        return (Figure(value["minor"], get_currency_precision(value["currency"]), value["currency"]),)

    def summed(self, question: Question, values: Sequence[Any]) -> Any:
        """Of a question with one currency."""
        currency = question.setting("currencies")[0]
        return {"minor": sum(value["minor"] for value in values), "currency": currency}


def in_minor(amount: Decimal, currency: str) -> int:
    """An amount in the smallest units of its currency."""
    return int(amount.scaleb(get_currency_precision(currency)))


def typed_amount(text: str, currency: str, language: str) -> dict[str, Any]:
    """What was typed, as it is stored; its own currency may stand beside it, no other. Raises Misread."""
    scale = get_currency_precision(currency)
    figures = without_unit(text, currency, get_currency_symbol(currency, locale=language))
    amount = typed_number(figures, language, decimals=scale)
    if decimals_in(amount) > scale and scale == 0:
        raise Misread(AnswerProblem(NO_DECIMALS, {"currency": currency}))
    if decimals_in(amount) > scale:
        raise Misread(AnswerProblem(TOO_MANY_DECIMALS, {"decimals": scale}))
    return {"minor": in_minor(amount, currency), "currency": currency}
