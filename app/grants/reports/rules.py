"""Which expenses a grant pays for, and when they can be entered. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.grants.awards import rules as awards
from app.grants.awards.enums import Happened
from app.grants.awards.process_words import Status
from app.grants.funding.enums import Evidence
from app.grants.funding.rules import gap_around
from app.grants.reports.enums import Proof, ReportRefusal
from app.kernel.actor import Actor
from app.kernel.clock import now
from app.kernel.errors import DomainError, RefusalCode
from app.kernel.local_time import local
from app.kernel.money import Money

if TYPE_CHECKING:
    from app.grants.awards.models import GrantAward
    from app.grants.reports.models import GrantExpense

EVIDENCE: Mapping[Proof, Evidence] = {
    Proof.RECEIPT: Evidence.RECEIPT,
    Proof.PHOTO: Evidence.PHOTO,
    Proof.SIGNED_STATEMENT: Evidence.SIGNED_STATEMENT,
    Proof.PEERS: Evidence.SIGNED_STATEMENT,
}
"""What the ledger accepts each on. Codes of peers are the group's word, as a statement is, and keep to the
same ceiling of the donor."""
OWNER = "grant_receipt"
FILE_KINDS = ("pdf", "jpg", "png", "webp")
"""What shows an expense: a photo or a scan."""
BETWEEN_CODES = re.compile(r"[\s,;]+")
CODE = re.compile(r"[A-Za-z]{1,2}-?[0-9]{1,3}")
"""One or two letters and up to three digits: no name, no year of birth after one, no telephone number."""


def has_expenses(case: GrantAward) -> bool:
    """Whether expenses belong to this grant: it pays what things cost."""
    return not awards.is_fixed(case)


def owner_of(case: GrantAward) -> tuple[str, int]:
    """Under what the files of a grant's expenses are kept."""
    return OWNER, case.id


def was_sent(expense: GrantExpense) -> bool:
    """Whether files of it belong to a report that was sent."""
    return any(one.sent_at is not None for one in expense.files)


def may_enter(actor: Actor, case: GrantAward) -> RefusalCode | None:
    """Lead and editor enter expenses from the first payment on, until the report is sent."""
    refused = awards.acts_for_grantee(actor, case)
    if refused is not None:
        return refused
    if not any(awards.is_paid(one) for one in case.tranches):
        return ReportRefusal.ENTERED_TOO_EARLY
    open_to = (Status.ACTIVE, Status.SUSPENDED)
    return None if case.status in open_to else ReportRefusal.ENTERED_TOO_LATE


def is_all_in_one(case: GrantAward, expenses: Sequence[GrantExpense]) -> bool:
    """Whether a report was sent before expenses were entered one by one, so that it says only what they come
    to."""
    may_change = case.status in (Status.ACTIVE, Status.SUSPENDED)
    spent = case.spent_minor is not None and case.happened is not Happened.NO
    return not expenses and not may_change and case.reported_at is not None and spent


def check_day(case: GrantAward, day: date, *, due: date | None) -> None:
    """`due` is the last day for the report. Days are those of the call's time zone. Raises DAY_TO_COME,
    DAY_OUTSIDE for a day before the grant was accepted, or after the report was due or the donor's award
    ended, and DAY_STOPPED while the donor has stopped its award."""
    zone = case.application.call.zone
    today = local(now(), zone).date()
    if day > today:
        raise DomainError(ReportRefusal.DAY_TO_COME)
    fund = case.commitment.line.fund
    first = local(case.accepted_at, zone).date() if case.accepted_at is not None else today
    last = min(due or today, fund.ends_on or due or today)
    if not first <= day <= last:
        raise DomainError(ReportRefusal.DAY_OUTSIDE, first=first, last=last)
    gap = gap_around(fund.suspensions, day)
    if gap is not None:
        raise DomainError(ReportRefusal.DAY_STOPPED, last=gap.last_eligible_on)


def check_amount(case: GrantAward, minor: int, others: Iterable[GrantExpense]) -> None:
    """Raises NOT_ABOVE_ZERO, and OVER_THE_GRANT where it is more than is left beside `others`."""
    if minor <= 0:
        raise DomainError(ReportRefusal.NOT_ABOVE_ZERO)
    total = minor + total_minor(others)
    if total > case.amount_minor:
        raise DomainError(ReportRefusal.OVER_THE_GRANT, total=Money(total, case.currency), grant=case.amount)


def codes_of(text: str) -> list[str]:
    """The codes of what was typed: between commas, semicolons or spaces."""
    return [one for one in BETWEEN_CODES.split(text) if one]


def check_codes(proof: Proof, text: str) -> None:
    """Raises CODES_MISSING where peers were paid and no code says whom, NOT_A_CODE for what could name
    somebody."""
    codes = codes_of(text)
    if proof is Proof.PEERS and not codes:
        raise DomainError(ReportRefusal.CODES_MISSING)
    if any(CODE.fullmatch(one) is None for one in codes):
        raise DomainError(ReportRefusal.NOT_A_CODE)


def check_original(case: GrantAward, minor: int | None, currency: str | None) -> None:
    """What was paid in another currency, in its minor units. Raises CURRENCY_MISSING, AMOUNT_MISSING and
    SAME_CURRENCY."""
    if minor is None and currency is None:
        return
    if currency is None:
        raise DomainError(ReportRefusal.CURRENCY_MISSING)
    if minor is None or minor <= 0:
        raise DomainError(ReportRefusal.AMOUNT_MISSING)
    if currency == case.currency:
        raise DomainError(ReportRefusal.SAME_CURRENCY)


def same_receipt(
    number: str, day: date, amounts: Collection[Money], others: Iterable[GrantExpense]
) -> GrantExpense | None:
    """An expense with the same number of a receipt, day and one of these amounts, as it was paid or in the
    grant's currency. A receipt without a number is like no other."""
    wanted = _plain(number)
    found = (
        one
        for one in others
        if one.day == day and wanted and (one.amount in amounts or one.original in amounts)
    )
    return next((one for one in found if _plain(one.receipt_number or "") == wanted), None)


def _plain(number: str) -> str:
    return "".join(sign for sign in number.casefold() if sign.isalnum())


def total_minor(expenses: Iterable[GrantExpense]) -> int:
    return sum(one.minor for one in expenses)


def is_stated(proof: Proof) -> bool:
    """Whether nothing but the group's word shows it."""
    return EVIDENCE[proof] is Evidence.SIGNED_STATEMENT


@dataclass(frozen=True)
class BudgetLine:
    """A line of the budget, by its place from 0: what was planned and what is claimed, in minor units."""

    place: int
    item: str
    planned_minor: int
    claimed_minor: int

    def differs_by_more_than(self, percent: int) -> bool:
        """Whether it cost so much more or less than was planned that the group has to say why."""
        return abs(self.claimed_minor - self.planned_minor) * 100 > self.planned_minor * percent


def lines_of(
    plan: Mapping[str, int], granted_minor: int, expenses: Iterable[GrantExpense]
) -> list[BudgetLine]:
    """The lines of a plan (item → minor units) with what is claimed of each. Where less was granted than was
    asked for, each line is planned at its share."""
    asked, claimed = sum(plan.values()), dict.fromkeys(plan, 0)
    for one in expenses:
        claimed[one.item] = claimed.get(one.item, 0) + one.minor
    return [
        BudgetLine(place, item, (minor * granted_minor + asked // 2) // asked if asked else 0, claimed[item])
        for place, (item, minor) in enumerate(plan.items())
    ]


def stamp(case: GrantAward, expenses: Sequence[GrantExpense]) -> str:
    """Which report and which expenses somebody has before their eyes."""
    rows = ";".join(f"{row_stamp(one)}/{one.admitted_minor}/{one.reason}" for one in expenses)
    return f"{awards.report_stamp(case)}/{hashlib.sha256(rows.encode()).hexdigest()[:16]}"


def row_stamp(expense: GrantExpense) -> str:
    """Which expense somebody has before their eyes, as it was entered last."""
    return f"{expense.number}/{expense.entered_at.isoformat()}/{expense.minor}"
