"""The end of a period, what an audit takes back, and an award that the donor stops."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import InputRequired

from app.grants.funding.forms.base import (
    ActForm,
    Subject,
    account_field,
    amount_field,
    chosen_account,
    chosen_line,
    chosen_period,
    day_field,
    line_field,
    name_currency,
    note_field,
    offer_accounts,
    offer_lines,
)
from app.grants.funding.forms.fields import PickField
from app.grants.funding.models import Period
from app.kernel.dates import write_months
from app.web.languages import current_language


def _named(periods: list[Period]) -> list[tuple[str, str]]:
    """Periods by their first day and their months."""
    language = current_language()
    return [
        (one.starts_on.isoformat(), write_months(one.starts_on, one.ends_on, language)) for one in periods
    ]


def checked_field() -> BooleanField:
    """The word of whoever does what cannot be undone."""
    needed = [InputRequired(_l("Say that you have checked the figures"))]
    return BooleanField(_l("I have checked the figures"), needed)


class CloseForm(ActForm):
    """Closing the earliest period that is open."""

    period = PickField(_l("Period"), _l("Choose the period"))
    account = account_field(_l("Account through which it is settled with own funds"))
    checked = checked_field()

    def offer(self, subject: Subject) -> None:
        fund = subject.of_fund
        self.period.offer(_named([one for one in fund.periods if one.closed_at is None][:1]))
        offer_accounts(self.account, subject, fund.currency)

    def arguments(self, subject: Subject) -> dict[str, Any]:
        return {
            "fund": subject.of_fund,
            "period": chosen_period(self.period, subject),
            "account": chosen_account(self.account, subject),
        }


WHOLE = "whole"


class SaveReportForm(ActForm):
    """Which donor report is saved."""

    period = PickField(_l("Report"), _l("Choose the report"))

    def offer(self, subject: Subject) -> None:
        self.period.offer([(WHOLE, _("Whole award")), *_named(subject.of_fund.periods)])

    def arguments(self, subject: Subject) -> dict[str, Any]:
        whole = self.period.data == WHOLE
        period = None if whole else chosen_period(self.period, subject)
        return {"fund": subject.of_fund, "period": period}


class DisallowForm(ActForm):
    """A cost that an audit takes back."""

    amounts: ClassVar = ("amount",)
    line = line_field()
    period = PickField(_l("Period that the cost belongs to"), _l("Choose the period"))
    amount = amount_field(_l("Amount disallowed"))
    account = account_field(_l("Account from which the donor is repaid"))
    day = day_field()
    note = note_field()

    def offer(self, subject: Subject) -> None:
        fund = subject.of_fund
        offer_lines(self.line, fund.lines)
        offer_accounts(self.account, subject, fund.currency)
        self.period.offer(_named(fund.periods))
        name_currency(self.amount, fund.currency)

    def arguments(self, subject: Subject) -> dict[str, Any]:
        return {
            "line": chosen_line(self.line, subject),
            "concerns": chosen_period(self.period, subject),
            "minor": self.amount.minor,
            "account": chosen_account(self.account, subject),
            "day": self.day.data,
            "note": self.note.data or "",
        }


class SuspendForm(ActForm):
    """The donor stops the award."""

    since = day_field(_l("Suspended since"))
    last_eligible_on = day_field(_l("Last day on which the donor takes costs"))

    def arguments(self, subject: Subject) -> dict[str, Any]:
        return {
            "fund": subject.of_fund,
            "since": self.since.data,
            "last_eligible_on": self.last_eligible_on.data,
        }


class ResumeForm(ActForm):
    """The award goes on."""

    on = day_field(_l("Costs are eligible again from"))

    def arguments(self, subject: Subject) -> dict[str, Any]:
        return {"fund": subject.of_fund, "on": self.on.data}
