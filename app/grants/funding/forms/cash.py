"""Money that arrives, changes account, or pays costs of the network's own."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import Length, Optional

from app.grants.funding.forms.base import (
    OF_THE_ACCOUNT,
    ActForm,
    Subject,
    account_currency,
    account_field,
    amount_field,
    chosen_account,
    chosen_line,
    day_field,
    line_field,
    name_currency,
    note_field,
    offer_accounts,
    offer_lines,
)
from app.web.forms import LineField


class CostsForm(ActForm):
    """What is paid from a fund's own cash. Where that is short, the form offers to ask a second person, who
    decides whether the money of another fund is used."""

    second = BooleanField(
        _l("Ask a second person to approve this"),
        [Optional()],
        description=_l("Until money arrives in this fund, the money of another fund is used."),
    )

    def parts(self) -> list[tuple[Any, list[Any]]]:
        [(heading, fields)] = super().parts()
        asked = [self.second] if self.second.data or self.second.errors else []
        return [(heading, [*(one for one in fields if one is not self.second), *asked])]


class ArrivalForm(ActForm):
    """Money that arrives in an account: from the donor, as interest, or as what was there at the start."""

    amounts: ClassVar = ("amount",)
    account = account_field()
    amount = amount_field(description=OF_THE_ACCOUNT)
    day = day_field()
    note = note_field()

    def offer(self, subject: Subject) -> None:
        offer_accounts(self.account, subject, subject.of_fund.currency)
        name_currency(self.amount, subject.of_fund.currency)

    def currency_of(self, name: str, subject: Subject) -> str | None:
        return account_currency(self.account, subject)

    def arguments(self, subject: Subject) -> dict[str, Any]:
        return {
            "fund": subject.of_fund,
            "account": chosen_account(self.account, subject),
            "minor": self.amount.minor,
            "day": self.day.data,
            "note": self.note.data or "",
        }


class BankChargeForm(CostsForm):
    """What a bank or transfer agency took."""

    amounts: ClassVar = ("amount",)
    line = line_field()
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
            "line": chosen_line(self.line, subject),
            "account": chosen_account(self.account, subject),
            "minor": self.amount.minor,
            "day": self.day.data,
            "note": self.note.data or "",
        }


class CostForm(BankChargeForm):
    """A cost of the network's own, on a line of a donor's award."""

    day = day_field(_l("Day on which the cost was incurred"))
    booking_number = LineField(_l("Bookkeeping number"), [Optional(), Length(max=40)])

    def arguments(self, subject: Subject) -> dict[str, Any]:
        return super().arguments(subject) | {"booking_number": self.booking_number.data or None}


class OwnCostForm(CostsForm, ArrivalForm):
    """A cost that own funds bear."""

    day = day_field(_l("Day on which the cost was incurred"))
    booking_number = LineField(_l("Bookkeeping number"), [Optional(), Length(max=40)])

    def arguments(self, subject: Subject) -> dict[str, Any]:
        return super().arguments(subject) | {"booking_number": self.booking_number.data or None}


class ExchangeForm(ActForm):
    """Money that changes from one account to another."""

    amounts: ClassVar = ("sold", "bought")
    account = account_field(_l("From the account"))
    sold = amount_field(_l("Amount taken out"), description=_l("In the currency of this account."))
    target = account_field(_l("To the account"))
    bought = amount_field(_l("Amount that arrived"), description=_l("In the currency of this account."))
    day = day_field()
    note = note_field()

    def offer(self, subject: Subject) -> None:
        offer_accounts(self.account, subject)
        offer_accounts(self.target, subject)

    def currency_of(self, name: str, subject: Subject) -> str | None:
        return account_currency(self.account if name == "sold" else self.target, subject)

    def arguments(self, subject: Subject) -> dict[str, Any]:
        return {
            "fund": subject.of_fund,
            "sold": (chosen_account(self.account, subject), self.sold.minor),
            "bought": (chosen_account(self.target, subject), self.bought.minor),
            "day": self.day.data,
            "note": self.note.data or "",
        }
