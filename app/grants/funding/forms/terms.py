"""The terms of a donor's agreement: those of a new award, and a further version of them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, RadioField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from app.grants.funding import labels
from app.grants.funding.enums import Category, IndirectBase
from app.grants.funding.forms.base import ActForm, Section, Subject, day_field
from app.grants.funding.forms.fields import AmountField, CurrencyField, RateField, ShareField
from app.grants.funding.terms import Rate, Terms
from app.kernel.locales import LANGUAGES, country_choices
from app.kernel.money import Money
from app.web.forms import LineField, NeededAtTimes, TicksField
from app.web.languages import current_language


def _one_of(words: Any, options: dict[Any, Any], needed: Any) -> RadioField:
    choices = [SelectChoice(one.value, label) for one, label in options.items()]
    return RadioField(words, [InputRequired(needed)], choices=choices)


def _several_of(words: Any, options: dict[Any, Any], **kwargs: Any) -> TicksField:
    choices = [SelectChoice(one.value, label) for one, label in options.items()]
    return TicksField(words, [Optional()], choices=choices, **kwargs)


def _countries(words: Any, description: Any) -> TicksField:
    return TicksField(
        words,
        [Optional()],
        choices=lambda: [SelectChoice(*pair) for pair in country_choices(current_language())],
        description=description,
        render_kw={"class": "long"},
    )


def _clause() -> LineField:
    return LineField(
        _l("Clause of the agreement"),
        [Optional(), Length(max=100)],
        description=_l("A refusal names it: “Clause 7.2”."),
    )


def _passed_on(words: Any) -> TextAreaField:
    return TextAreaField(
        words,
        [Optional(), Length(max=4000)],
        description=_l(
            "Each line becomes a paragraph of the agreement. If you leave a group’s language "
            "empty, the group reads it in another."
        ),
    )


class RateRow(PlainForm):
    """A rate of the budget; all three or nothing."""

    base = CurrencyField(_l("One unit of this currency"), [NeededAtTimes()])
    value = RateField(_l("Rate"), [NeededAtTimes()])
    quote = CurrencyField(_l("In units of this currency"), [NeededAtTimes()])

    def validate(self, extra_validators: Any = None) -> bool:
        fine = bool(super().validate(extra_validators))
        given = [bool(self[name].data) for name in ("base", "value", "quote")]
        if any(given) and not all(given):
            self.value.errors = [*self.value.errors, _("Enter both currencies and the rate")]
            return False
        return fine


class TermsForm(ActForm):
    """Everything that terms hold."""

    amounts: ClassVar = ("statement_ceiling",)
    sections: ClassVar[tuple[Section, ...]] = (
        Section(
            _l("What counts as a cost"),
            ("recognition", "exchange", "exchange_losses_eligible", "rates"),
        ),
        Section(_l("Indirect costs"), ("indirect_percent", "indirect_base", "indirect_without")),
        Section(
            _l("Moving money between lines"),
            ("move_percent", "never_from", "never_into", "with_consent", "clause_reallocation"),
        ),
        Section(
            _l("Limits"),
            (
                "statement_ceiling",
                "clause_statement_ceiling",
                "closed_countries",
                "countries",
                "clause_closed_countries",
                "barred_tags",
                "clause_barred_tags",
            ),
        ),
        Section(
            _l("At the end of the award"),
            ("carry_over_percent", "carry_over_with_consent", "interest_returned"),
        ),
        Section(
            _l("What grantees agree to as well"),
            ("passed_on_en", "passed_on_es", "passed_on_fr"),
        ),
        Section(_l("Open data"), ("may_publish",)),
    )
    recognition = _one_of(
        _l("When does money passed on become a cost?"),
        labels.RECOGNITIONS,
        _l("Choose when money passed on becomes a cost"),
    )
    exchange = _one_of(
        _l("At which rate does the donor take costs in other currencies?"),
        labels.EXCHANGES,
        _l("Choose at which rate the donor takes costs"),
    )
    exchange_losses_eligible = BooleanField(_l("The donor pays exchange losses"))
    rates = FieldList(
        FormField(RateRow),
        label=_l("Exchange rates of the budget"),
        description=_l("At these rates, grants in other currencies are committed."),
        min_entries=2,
    )
    indirect_percent = ShareField(
        _l("Indirect costs, in per cent"),
        [Optional()],
        description=_l("Leave it empty if the donor pays none."),
    )
    indirect_base = RadioField(
        _l("Per cent of what?"),
        [Optional()],
        choices=[SelectChoice(one.value, label) for one, label in labels.INDIRECT_BASES.items()],
        default=IndirectBase.DIRECT.value,
    )
    indirect_without = _several_of(_l("Costs that are not counted for it"), labels.COST_CATEGORIES)
    move_percent = ShareField(
        _l("How much of a line may move to other lines, in per cent?"),
        [Optional()],
        description=_l("Over the whole award. Leave it empty if there is no limit."),
    )
    never_from = _several_of(_l("Never out of lines for"), labels.CATEGORIES)
    never_into = _several_of(_l("Never into lines for"), labels.CATEGORIES)
    with_consent = BooleanField(_l("Each move takes the donor’s consent"))
    clause_reallocation = _clause()
    statement_ceiling = AmountField(
        _l("Largest expense that a signed statement proves without a receipt"), [Optional()]
    )
    clause_statement_ceiling = _clause()
    closed_countries = _countries(_l("Countries that may not receive"), "")
    countries = _countries(
        _l("The only countries that may receive"), _l("Choose none if every other country may.")
    )
    clause_closed_countries = _clause()
    barred_tags = _several_of(_l("What the donor does not pay for"), labels.LINE_TAGS)
    clause_barred_tags = _clause()
    carry_over_percent = ShareField(
        _l("How much of the award may be carried over, in per cent?"), [Optional()]
    )
    carry_over_with_consent = BooleanField(_l("Carrying over takes the donor’s consent"))
    interest_returned = BooleanField(_l("Interest goes back to the donor"))
    passed_on_en = _passed_on(_l("In English"))
    passed_on_es = _passed_on(_l("In Spanish"))
    passed_on_fr = _passed_on(_l("In French"))
    may_publish = BooleanField(
        _l("Grants from this award may be published"),
        description=_l("Each group still decides for itself whether it is named."),
    )

    def validate(self, extra_validators: Any = None) -> bool:
        fine = bool(super().validate(extra_validators))
        share = self.indirect_percent.number
        if share == 100 and self.indirect_base.data == IndirectBase.TOTAL.value:
            self.indirect_percent.errors = [_("Indirect costs cannot be the whole total")]
            return False
        return fine

    @property
    def terms(self) -> dict[str, Any]:
        """As terms are stored, without what was left empty; only of a valid form."""
        found: dict[str, Any] = {
            "recognition": self.recognition.data,
            "exchange": self.exchange.data,
            "exchange_losses_eligible": self.exchange_losses_eligible.data,
            "indirect": self._indirect(),
            "reallocation": {
                "percent": _text(self.move_percent.number),
                "never_from": self.never_from.data,
                "never_into": self.never_into.data,
                "with_consent": self.with_consent.data,
            },
            "statement_ceiling": self.statement_ceiling.minor if self.statement_ceiling.data else None,
            "carry_over_percent": _text(self.carry_over_percent.number),
            "carry_over_with_consent": self.carry_over_with_consent.data,
            "interest_returned": self.interest_returned.data,
            "may_publish": self.may_publish.data,
            "closed_countries": self.closed_countries.data,
            "countries": self.countries.data,
            "barred_tags": self.barred_tags.data,
            "budget_rates": [_rate(row.form) for row in self.rates if row.form.value.number is not None],
            "passed_on": self._passed_on(),
            "clauses": {name: self[field].data for name, field in _clauses(self) if self[field].data},
        }
        return {key: value for key, value in found.items() if value not in (None, [], {}, False)}

    def _passed_on(self) -> dict[str, str]:
        typed = {language: (self[f"passed_on_{language}"].data or "").strip() for language in LANGUAGES}
        return {language: text for language, text in typed.items() if text}

    def _indirect(self) -> dict[str, Any] | None:
        if self.indirect_percent.number is None:
            return None
        return {
            "percent": _text(self.indirect_percent.number),
            "base": self.indirect_base.data or IndirectBase.DIRECT.value,
            "without": self.indirect_without.data,
        }

    def show_terms(self, terms: Terms, currency: str) -> None:
        """Fill in the terms that hold so far."""
        for name in ("recognition", "exchange"):
            self[name].data = getattr(terms, name).value
        for name in (
            "exchange_losses_eligible",
            "carry_over_with_consent",
            "interest_returned",
            "may_publish",
        ):
            self[name].data = getattr(terms, name)
        for name in ("closed_countries", "countries", "barred_tags"):
            self[name].data = sorted(getattr(terms, name))
        self.carry_over_percent.show(terms.carry_over_percent)
        if terms.indirect is not None:
            self.indirect_percent.show(terms.indirect.percent)
            self.indirect_base.data = terms.indirect.base.value
            self.indirect_without.data = _values(terms.indirect.without)
        rule = terms.reallocation
        self.move_percent.show(rule.percent)
        self.never_from.data, self.never_into.data = _values(rule.never_from), _values(rule.never_into)
        self.with_consent.data = rule.with_consent
        if terms.statement_ceiling is not None:
            self.statement_ceiling.show(Money(terms.statement_ceiling, currency))
        for name, field in _clauses(self):
            self[field].data = terms.clause(name)
        for language in LANGUAGES:
            self[f"passed_on_{language}"].data = terms.passed_on.get(language, "")
        self._show_rates(terms.budget_rates)

    def _show_rates(self, rates: Iterable[Rate]) -> None:
        for place, rate in enumerate(rates):
            if place >= len(self.rates.entries):
                self.rates.append_entry()
            row = self.rates[place].form
            row.base.data, row.quote.data = rate.base, rate.quote
            row.value.show(rate.value)


class NewTermsForm(TermsForm):
    """A further version of the terms of an award."""

    sections: ClassVar[tuple[Section, ...]] = (Section("", ("since",)), *TermsForm.sections)
    since = day_field(_l("These terms hold from"))

    def offer(self, subject: Subject) -> None:
        fund = subject.of_fund
        if not self.is_submitted() and fund.versions:
            self.show_terms(fund.versions[-1].terms, fund.currency or "")

    def arguments(self, subject: Subject) -> dict[str, Any]:
        return {"fund": subject.of_fund, "terms": self.terms, "since": self.since.data}


def _clauses(form: TermsForm) -> list[tuple[str, str]]:
    """(key of the terms, field) of every clause."""
    names = [field.short_name for field in form if field.short_name.startswith("clause_")]
    return [(name.removeprefix("clause_"), name) for name in names]


def _text(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")


def _rate(row: Any) -> dict[str, str]:
    return {"base": row.base.data, "quote": row.quote.data, "value": format(row.value.number, "f")}


def _values(categories: Iterable[Category]) -> list[str]:
    return sorted(one.value for one in categories)
