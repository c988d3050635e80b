"""The end of a donor's award: what is left goes back or on, and the award is closed or terminated."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import Optional

from app.grants.funding.forms.base import (
    ActForm,
    Subject,
    account_field,
    amount_field,
    chosen_account,
    day_field,
    name_currency,
    note_field,
    offer_accounts,
)
from app.grants.funding.forms.closing import checked_field
from app.grants.funding.forms.fields import PickField
from app.grants.funding.queries import list_following
from app.web.languages import current_language


class RepayForm(ActForm):
    """Money that goes back to the donor."""

    amounts: ClassVar = ("amount",)
    account = account_field()
    amount = amount_field()
    day = day_field()
    note = note_field()

    def offer(self, subject: Subject) -> None:
        offer_accounts(self.account, subject, subject.of_fund.currency)
        name_currency(self.amount, subject.of_fund.currency)

    def arguments(self, subject: Subject) -> dict[str, Any]:
        return {
            "fund": subject.of_fund,
            "account": chosen_account(self.account, subject),
            "minor": self.amount.minor,
            "day": self.day.data,
            "note": self.note.data or "",
        }


class CarryOverForm(RepayForm):
    """Money that goes on in the donor's following award."""

    following = PickField(_l("To the award"), _l("Choose the award"))
    consented = BooleanField(_l("The donor has agreed to this in writing"), [Optional()])

    def offer(self, subject: Subject) -> None:
        super().offer(subject)
        language, found = current_language(), list_following(subject.of_fund)
        self.following.offer((one.ref, f"{one.code} · {one.title_in(language)}") for one in found)
        if not found:
            self.following.description = _("The network has no other award of this donor in this currency.")

    def arguments(self, subject: Subject) -> dict[str, Any]:
        following = {one.ref: one for one in list_following(subject.of_fund)}[self.following.data]
        more = {"following": following, "consented": self.consented.data}
        return super().arguments(subject) | more


class StartClosingForm(ActForm):
    """Nothing to fill in: the button says it."""

    def arguments(self, subject: Subject) -> dict[str, Any]:
        return {"fund": subject.of_fund}


class EndForm(StartClosingForm):
    """The award is over once somebody has looked at what is left."""

    checked = checked_field()
