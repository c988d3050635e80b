"""What a group fills in about its grant, and what finance and the office do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.grants.awards.enums import Route
from app.grants.awards.labels import DETAILS, HAPPENED, ROUTES
from app.grants.awards.services.payouts import FIELDS, OPTIONAL
from app.grants.funding.forms.fields import AmountField, CountryField, CurrencyField, NeededDay, PickField
from app.kernel.clock import today
from app.kernel.money import Money
from app.web.forms import Form, LineField, NeededAtTimes, WholeNumberField


class AcceptForm(Form):
    """The group's signature."""

    name = LineField(_l("Your name, as you sign"), [InputRequired(_l("Enter your name")), Length(max=120)])
    role = LineField(_l("Your role in the group"), [InputRequired(_l("Enter your role")), Length(max=120)])


class RouteForm(Form):
    """How money can reach the group."""

    route = RadioField(
        _l("How can money reach you?"),
        validators=[InputRequired(_l("Choose how money can reach you"))],
        choices=[SelectChoice(one.value, label) for one, label in ROUTES.items()],
    )


class DetailsForm(Form):
    """What one route asks for: a class of its own for each."""

    def details(self, route: Route) -> Mapping[str, str]:
        return {name: self[name].data or "" for name in FIELDS[route]}


def _details_form(route: Route) -> type[DetailsForm]:
    needed = [InputRequired(_l("Fill this in")), Length(max=120)]
    fields = {
        name: CountryField(DETAILS[name])
        if name == "country"
        else LineField(DETAILS[name], [Optional(), *needed[1:]] if name in OPTIONAL else list(needed))
        for name in FIELDS[route]
    }
    return type(f"{route.name.title()}Form", (DetailsForm,), fields)


DETAILS_FORMS: Mapping[Route, type[DetailsForm]] = {route: _details_form(route) for route in Route}


NOTHING = "nothing"


class ReceiptForm(Form):
    """What arrived of a payment."""

    arrived = RadioField(
        _l("Has the money arrived?"),
        validators=[InputRequired(_l("Say whether the money has arrived"))],
        choices=[
            SelectChoice("all", _l("Yes, all of it")),
            SelectChoice("less", _l("Yes, but another amount")),
            SelectChoice(NOTHING, _l("No, nothing has arrived")),
        ],
    )
    amount = AmountField(_l("How much arrived?"), [NeededAtTimes()])
    currency = CurrencyField(_l("In which currency?"), [Optional()])
    day = NeededDay(_l("On which day?"), default=today)

    @property
    def is_missing(self) -> bool:
        return bool(self.arrived.data == NOTHING)

    def show(self, received: Money, sent: Money, day: date | None) -> None:
        """Fill in what the group said before."""
        self.arrived.data = "all" if received == sent else "less"
        if received != sent:
            self.amount.show(received)
            self.currency.data = received.currency
        self.day.data = day

    def arrived_minor(self, minor: int, currency: str) -> tuple[int, str] | None:
        """What arrived, in which currency: all that was sent, or what was typed; None where that cannot be
        read."""
        if self.arrived.data == "all":
            return minor, currency
        wanted = self.currency.data or currency
        if not self.amount.data:
            self.amount.errors = [*self.amount.errors, _l("Enter the amount")]
            return None
        return (self.amount.minor, wanted) if self.amount.read(wanted) else None


class WhatHappenedForm(Form):
    """What every report of a grant says."""

    happened = RadioField(
        _l("Did it take place?"),
        validators=[InputRequired(_l("Say whether it took place"))],
        choices=[SelectChoice(one.value, label) for one, label in HAPPENED.items()],
    )
    text = TextAreaField(
        _l("What happened?"),
        [InputRequired(_l("Write in one line what happened")), Length(max=2000)],
        description=_l("One line is enough. Leave out names of people."),
    )
    people = WholeNumberField(_l("How many people took part?"), [Optional(), NumberRange(0, 1_000_000)])


class ReportForm(WhatHappenedForm):
    """The report of a small grant: one page."""

    left = AmountField(
        _l("Is any money left? How much?"), [Optional()], description=_l("Leave it empty if nothing is left.")
    )

    def read_left(self, currency: str) -> bool:
        """Whether what is left can be read."""
        return not self.left.data or self.left.read(currency)


class TimeForm(Form):
    """More time for the report, and why."""

    day = NeededDay(_l("What should the new due date of the report be?"))
    reason = TextAreaField(
        _l("Why is more time needed?"),
        [InputRequired(_l("Say why more time is needed")), Length(max=2000)],
        description=_l("One or two sentences. Leave out names of people."),
    )


class AmountChangeForm(Form):
    """Another amount for the whole grant, and why."""

    amount = AmountField(
        _l("What should the total amount be?"),
        [InputRequired(_l("Enter the amount"))],
        description=_l("The amount of the whole grant, with what was sent already."),
    )
    reason = TextAreaField(
        _l("Why is another amount needed?"),
        [InputRequired(_l("Say why another amount is needed")), Length(max=2000)],
        description=_l("One or two sentences. The group reads them before it signs."),
    )


YES, NO = "yes", "no"


class VariationForm(Form):
    """The decision on a change of a grant."""

    decision = RadioField(
        _l("Do you agree to this change?"),
        validators=[InputRequired(_l("Say whether you agree"))],
        choices=[
            SelectChoice(YES, _l("Yes, change the agreement")),
            SelectChoice(NO, _l("No, it stays as it is")),
        ],
    )
    reason = TextAreaField(
        _l("Why do you not agree?"),
        [Optional(), Length(max=2000)],
        description=_l("Needed only if you do not agree. The group reads the reason."),
    )

    @property
    def agrees(self) -> bool:
        return bool(self.decision.data == YES)


class RunForm(Form):
    """From which account the ticked payments are made."""

    account = PickField(_l("Account"), _l("Choose the account"))


class ConflictForm(Form):
    """Why somebody in finance does not pay a group; nobody has to say it."""

    note = TextAreaField(
        _l("Would you like to say why?"),
        [Optional(), Length(max=1000)],
        description=_l("You do not have to. The people who check declared conflicts read it."),
    )


class ApproveRunForm(Form):
    """The word of the second person."""

    despite_cash = BooleanField(
        _l("Pay this although the donor’s own cash is short"),
        description=_l("Until the donor’s next payment, the money of another fund is used."),
    )
