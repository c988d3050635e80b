"""The group sends its report: what it cost is the sum of its expenses."""

from __future__ import annotations

from app.grants.awards import services as awards
from app.grants.awards.enums import Happened
from app.grants.awards.models import GrantAward
from app.grants.awards.queries import paid_and_ended_minor
from app.grants.awards.rules import paid_minor
from app.grants.reports import queries, rules
from app.grants.reports.enums import ReportRefusal
from app.grants.reports.services.files import note_sent
from app.kernel.actor import Actor
from app.kernel.errors import DomainError


def send_report(
    award: GrantAward,
    *,
    happened: Happened,
    text: str,
    people: int | None,
    actor: Actor,
    seen: str | None = None,
) -> None:
    """Report on a grant that is paid at actual cost. `seen` is the stamp of the report and the expenses that
    whoever sends it has read. What is left is what was paid and is neither spent nor back.

    Raises NO_EXPENSES, SPENT_ALL_THE_SAME where nothing took place and something was spent,
    CHANGED_MEANWHILE, and what `awards.send_report` raises.
    """
    expenses = queries.list_expenses(award)
    if seen is not None and seen != rules.stamp(award, expenses):
        raise DomainError(ReportRefusal.CHANGED_MEANWHILE)
    if bool(expenses) is (happened is Happened.NO):
        raise DomainError(ReportRefusal.SPENT_ALL_THE_SAME if expenses else ReportRefusal.NO_EXPENSES)
    spent = rules.total_minor(expenses)
    awards.send_report(
        award,
        happened=happened,
        text=text,
        people=people,
        left_minor=max(0, paid_minor(award) - paid_and_ended_minor(award) - spent),
        spent_minor=spent,
        actor=actor,
    )
    note_sent(award, expenses)
