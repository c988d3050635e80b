"""Money set aside, moved between lines, promised and released."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from app.grants.funding.forms.base import (
    ActForm,
    Subject,
    amount_field,
    chosen_line,
    day_field,
    line_field,
    name_currency,
    note_field,
    offer_lines,
)
from app.grants.funding.forms.fields import CHOOSE, CurrencyField, PickField
from app.grants.funding.queries import list_allocations
from app.kernel.locales import country_choices
from app.web.forms import LineField, LongSelectField
from app.web.languages import current_language


class AllocateForm(ActForm):
    """A part of a line that is kept for a purpose."""

    amounts: ClassVar = ("amount",)
    line = line_field()
    amount = amount_field()
    purpose = LineField(
        _l("What for?"),
        [InputRequired(_l("Say what the money is set aside for")), Length(max=100)],
        description=_l("For example: the call of spring."),
    )
    day = day_field()

    def offer(self, subject: Subject) -> None:
        offer_lines(self.line, subject.of_fund.lines)
        name_currency(self.amount, subject.of_fund.currency)

    def arguments(self, subject: Subject) -> dict[str, Any]:
        return {
            "line": chosen_line(self.line, subject),
            "minor": self.amount.minor,
            "purpose": self.purpose.data,
            "day": self.day.data,
        }


class MoveForm(ActForm):
    """Budget that goes from one line to another."""

    amounts: ClassVar = ("amount",)
    giving = line_field(_l("From the line"))
    taking = line_field(_l("To the line"))
    amount = amount_field()
    consented = BooleanField(_l("The donor has agreed to this in writing"), [Optional()])
    day = day_field()

    def offer(self, subject: Subject) -> None:
        offer_lines(self.giving, subject.of_fund.lines)
        offer_lines(self.taking, subject.of_fund.lines)
        name_currency(self.amount, subject.of_fund.currency)

    def arguments(self, subject: Subject) -> dict[str, Any]:
        return {
            "giving": chosen_line(self.giving, subject),
            "taking": chosen_line(self.taking, subject),
            "minor": self.amount.minor,
            "day": self.day.data,
            "consented": self.consented.data,
        }


class CommitForm(ActForm):
    """What a grantee is promised."""

    amounts: ClassVar = ("amount",)
    ref = LineField(
        _l("Reference of the grant"),
        [InputRequired(_l("Enter the reference of the grant")), Length(max=40)],
        description=_l("A code, never the name of a person or a group."),
    )
    line = line_field()
    allocation = PickField(_l("From what is set aside for"), validators=[Optional()])
    currency = CurrencyField(_l("Currency of the grant"))
    amount = amount_field()
    agreed_on = day_field(_l("Day of the agreement"))
    country = LongSelectField(_l("Country that the money goes to"), [Optional()])

    def offer(self, subject: Subject) -> None:
        offer_lines(self.line, subject.of_fund.lines)
        kept = list_allocations(subject.of_fund)
        self.allocation.offer((str(number), purpose) for number, purpose in _named(kept))
        self.country.choices = [
            CHOOSE,
            *(SelectChoice(*pair) for pair in country_choices(current_language())),
        ]
        if not self.is_submitted():
            self.currency.data = subject.of_fund.currency

    def currency_of(self, name: str, subject: Subject) -> str | None:
        return self.currency.data or None

    def arguments(self, subject: Subject) -> dict[str, Any]:
        kept = dict(list_allocations(subject.of_fund))
        return {
            "line": chosen_line(self.line, subject),
            "ref": self.ref.data,
            "minor": self.amount.minor,
            "currency": self.currency.data,
            "agreed_on": self.agreed_on.data,
            "allocation": kept[int(self.allocation.data)] if self.allocation.data else None,
            "country": self.country.data or None,
        }


def _named(kept: Any) -> list[tuple[int, str]]:
    """(number of the entry, purpose and line) of what is set aside."""
    return [(number, f"{one.purpose} · {one.line.code}") for number, one in kept]


class ReleaseForm(ActForm):
    """The rest of what was promised goes back to the line."""

    day = day_field()
    note = note_field()

    def arguments(self, subject: Subject) -> dict[str, Any]:
        return {
            "commitment": subject.of_fact.commitment,
            "day": self.day.data,
            "note": self.note.data or "",
        }


class ReleaseAllocationForm(ActForm):
    """The rest of what was set aside goes back to the line."""

    day = day_field()
    note = note_field()

    def arguments(self, subject: Subject) -> dict[str, Any]:
        return {
            "allocation": subject.of_fact.allocation,
            "day": self.day.data,
            "note": self.note.data or "",
        }


class DayForm(ActForm):
    """An act on a whole fund that takes nothing but a day."""

    day = day_field()

    def arguments(self, subject: Subject) -> dict[str, Any]:
        return {"fund": subject.of_fund, "day": self.day.data}
