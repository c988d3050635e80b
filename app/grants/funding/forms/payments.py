"""Payments to grantees, what comes back of them, and what is accepted on them."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.grants.funding import labels
from app.grants.funding.enums import Evidence
from app.grants.funding.forms.base import (
    BUDGET_LINE,
    OF_THE_ACCOUNT,
    ActForm,
    Subject,
    account_currency,
    account_field,
    amount_field,
    chosen_account,
    chosen_line,
    day_field,
    name_currency,
    note_field,
    offer_accounts,
    offer_lines,
)
from app.grants.funding.forms.fields import PickField
from app.kernel.money import Money
from app.web.filters import show_money
from app.web.forms import Form, LineField, WholeNumberField


def paid_in(subject: Subject) -> str | None:
    """The currency in which a payment was made, or a promise given; of a fund as a whole its own."""
    fact = subject.fact
    if fact is None:
        return subject.of_fund.currency
    if fact.account is not None:
        return fact.account.currency
    return fact.commitment.currency if fact.commitment is not None else subject.of_fund.currency


class PayForm(ActForm):
    """A payment of what was promised, in the currency of the promise."""

    amounts: ClassVar = ("amount",)
    amount = amount_field()
    account = account_field()
    tranche = WholeNumberField(
        _l("Tranche"),
        [InputRequired(_l("Enter the number of the tranche")), NumberRange(1, 99)],
        default=1,
    )
    day = day_field(_l("Day of the payment"))
    payee = LineField(
        _l("Payee"),
        [Optional(), Length(max=40)],
        description=_l("A code, never a name."),
    )

    def offer(self, subject: Subject) -> None:
        currency = paid_in(subject)
        offer_accounts(self.account, subject, currency)
        name_currency(self.amount, currency)

    def currency_of(self, name: str, subject: Subject) -> str | None:
        return paid_in(subject)

    def arguments(self, subject: Subject) -> dict[str, Any]:
        return {
            "commitment": subject.of_fact.commitment,
            "tranche": self.tranche.data,
            "minor": self.amount.minor,
            "account": chosen_account(self.account, subject),
            "day": self.day.data,
            "payee": self.payee.data or None,
        }


class ApproveForm(Form):
    """The word of the second person."""

    despite_cash = BooleanField(
        _l("Approve this although the fund’s own cash is short"),
        description=_l("Until money arrives in this fund, the money of another fund is used."),
    )


class ReissueForm(ActForm):
    """A payment that came back is sent again, whole."""

    account = account_field()
    day = day_field(_l("Day of the payment"))
    payee = LineField(_l("Payee"), [Optional(), Length(max=40)], description=_l("A code, never a name."))

    def offer(self, subject: Subject) -> None:
        offer_accounts(self.account, subject, paid_in(subject))

    def arguments(self, subject: Subject) -> dict[str, Any]:
        return {
            "origin": subject.of_fact,
            "account": chosen_account(self.account, subject),
            "day": self.day.data,
            "payee": self.payee.data or None,
        }


class TakeBackForm(ActForm):
    """A payment that never arrived."""

    day = day_field(_l("Day on which it came back"))

    def arguments(self, subject: Subject) -> dict[str, Any]:
        return {"origin": subject.of_fact, "day": self.day.data}


class RefundForm(ActForm):
    """A part of a payment that the grantee gives back."""

    amounts: ClassVar = ("amount",)
    account = account_field()
    amount = amount_field()
    day = day_field()
    note = note_field()

    def offer(self, subject: Subject) -> None:
        currency = paid_in(subject)
        offer_accounts(self.account, subject, currency)
        name_currency(self.amount, currency)

    def currency_of(self, name: str, subject: Subject) -> str | None:
        return paid_in(subject)

    def arguments(self, subject: Subject) -> dict[str, Any]:
        return {
            "origin": subject.of_fact,
            "minor": self.amount.minor,
            "account": chosen_account(self.account, subject),
            "day": self.day.data,
            "note": self.note.data or "",
        }


class WriteOffForm(RefundForm):
    """A part of a payment that nobody can account for. Own funds replace it in the currency of the award."""

    account = account_field(_l("Account through which own funds replace it"))

    def offer(self, subject: Subject) -> None:
        super().offer(subject)
        offer_accounts(self.account, subject, subject.of_fund.currency)


class HostFeeForm(ActForm):
    """What a fiscal host took for passing a payment on."""

    amounts: ClassVar = ("amount",)
    line = PickField(BUDGET_LINE, validators=[Optional()])
    account = account_field()
    amount = amount_field(description=OF_THE_ACCOUNT)
    day = day_field()
    note = note_field()

    def offer(self, subject: Subject) -> None:
        offer_lines(self.line, subject.of_fund.lines)
        offer_accounts(self.account, subject)

    def currency_of(self, name: str, subject: Subject) -> str | None:
        return account_currency(self.account, subject)

    def arguments(self, subject: Subject) -> dict[str, Any]:
        return {
            "origin": subject.of_fact,
            "line": chosen_line(self.line, subject) if self.line.data else None,
            "account": chosen_account(self.account, subject),
            "minor": self.amount.minor,
            "day": self.day.data,
            "note": self.note.data or "",
        }


class AcceptForm(ActForm):
    """An expense that is accepted on a payment."""

    amounts: ClassVar = ("claimed", "admitted")
    claimed = amount_field(_l("Claimed"))
    admitted = amount_field(_l("Admitted"))
    evidence = RadioField(
        _l("Accepted on"),
        [InputRequired(_l("Choose what the expense is accepted on"))],
        choices=[SelectChoice(one.value, label) for one, label in labels.EVIDENCE.items()],
    )
    day = day_field()
    note = note_field()

    def offer(self, subject: Subject) -> None:
        currency = paid_in(subject)
        name_currency(self.claimed, currency)
        paid = Money(-subject.of_fact.cash_minor, currency or "")
        self.admitted.description = _("The payment was %(amount)s.", amount=show_money(paid))

    def currency_of(self, name: str, subject: Subject) -> str | None:
        return paid_in(subject)

    def arguments(self, subject: Subject) -> dict[str, Any]:
        return {
            "origin": subject.of_fact,
            "claimed": self.claimed.minor,
            "admitted": self.admitted.minor,
            "evidence": Evidence(self.evidence.data),
            "day": self.day.data,
            "note": self.note.data or "",
        }
