"""The group sends its report: what it cost is the sum of its expenses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.grants.awards import services as awards
from app.grants.awards.enums import Happened
from app.grants.awards.models import GrantAward
from app.grants.awards.queries import paid_and_ended_minor
from app.grants.awards.rules import paid_minor
from app.grants.awards.services import report_day
from app.grants.reports import queries, rules
from app.grants.reports.enums import ReportRefusal
from app.grants.reports.models import GrantExpense, LineNote
from app.grants.reports.services.expenses import check_ceiling
from app.grants.reports.services.files import note_sent
from app.kernel.actor import Actor
from app.kernel.database import db
from app.kernel.errors import DomainError
from app.kernel.money import Money
from app.kernel.settings import setting

NO_WORDS: Mapping[int, str] = MappingProxyType({})


def send_report(
    award: GrantAward,
    *,
    happened: Happened,
    text: str,
    people: int | None,
    actor: Actor,
    seen: str | None = None,
    notes: Mapping[int, str] = NO_WORDS,
) -> None:
    """Report on a grant that is paid at actual cost. `seen` is the stamp of the report and the expenses that
    whoever sends it has read; `notes` say why lines of the budget cost more or less, by their place. What is
    left is what was paid and is neither spent nor back.

    Raises NO_EXPENSES, SPENT_ALL_THE_SAME where nothing took place and something was spent,
    CHANGED_MEANWHILE, the first of `faults_of_report`, and what `awards.send_report` raises.
    """
    expenses = queries.list_expenses(award)
    if seen is not None and seen != rules.stamp(award, expenses):
        raise DomainError(ReportRefusal.CHANGED_MEANWHILE)
    if bool(expenses) is (happened is Happened.NO):
        raise DomainError(ReportRefusal.SPENT_ALL_THE_SAME if expenses else ReportRefusal.NO_EXPENSES)
    for fault in faults_of_report(award, notes):
        raise fault
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
    _keep_notes(award, {one.place: notes[one.place] for one in lines_to_explain(award, expenses)})


def lines_to_explain(award: GrantAward, expenses: Sequence[GrantExpense]) -> list[rules.BudgetLine]:
    """The lines of the budget that cost so much more or less than planned that the group says why."""
    if not expenses:
        return []
    percent = setting("GRANT_LINE_DIFFERENCE_PERCENT")
    return [one for one in queries.list_lines(award, expenses) if one.differs_by_more_than(percent)]


def faults_of_report(award: GrantAward, notes: Mapping[int, str]) -> list[DomainError]:
    """What would be refused if the expenses were entered now, for the grant or its donor's terms may have
    changed since they were: EXPENSE_REFUSED with the number of the expense and `why`. And NOT_EXPLAINED with
    the place of each line that costs more or less than planned without words in `notes`."""
    expenses = queries.list_expenses(award)
    found = [*_outside(award, expenses), *_over(award, expenses)]
    for line in lines_to_explain(award, expenses):
        if not notes.get(line.place, "").strip():
            found.append(_not_explained(award, line))
    return found


def _not_explained(award: GrantAward, line: rules.BudgetLine) -> DomainError:
    return DomainError(
        ReportRefusal.NOT_EXPLAINED,
        place=line.place,
        item=line.item,
        planned=Money(line.planned_minor, award.currency),
        claimed=Money(line.claimed_minor, award.currency),
    )


def _refused(expense: GrantExpense, why: DomainError) -> DomainError:
    return DomainError(ReportRefusal.EXPENSE_REFUSED, number=expense.number, why=why)


def _outside(award: GrantAward, expenses: Sequence[GrantExpense]) -> list[DomainError]:
    """The expenses of days for which the grant does not pay."""
    found, due = [], report_day(award)
    for one in expenses:
        try:
            rules.check_day(award, one.day, due=due)
        except DomainError as why:
            found.append(_refused(one, why))
    return found


def _over(award: GrantAward, expenses: Sequence[GrantExpense]) -> list[DomainError]:
    """The first expense with which they are more than the grant, and the first with which more is on signed
    statements than the donor allows."""
    found: list[DomainError] = []
    for place, one in enumerate(expenses):
        try:
            rules.check_amount(award, one.minor, expenses[:place])
        except DomainError as why:
            found.append(_refused(one, why))
            break
    stated = [one for one in expenses if rules.is_stated(one.proof)]
    for number, one in enumerate(stated, 1):
        try:
            check_ceiling(award, rules.total_minor(stated[:number]))
        except DomainError as why:
            found.append(_refused(one, why))
            break
    return found


def _keep_notes(award: GrantAward, notes: Mapping[int, str]) -> None:
    """Let these be what the group says of its lines, and nothing else."""
    kept = queries.list_notes(award)
    for place, note in kept.items():
        if place not in notes:
            db.session.delete(note)
    for place, words in notes.items():
        note = kept.get(place) or LineNote(award_id=award.id, place=place)
        note.words = words.strip()
        db.session.add(note)
    db.session.flush()
