"""The expenses of a grant, and what its application and its donor say about them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.documents.models import StoredDocument
from app.documents.queries import list_documents
from app.grants.awards.models import GrantAward
from app.grants.awards.queries import list_open_payments
from app.grants.calls.call_templates.two_pages import AMOUNT, BUDGET, ITEM
from app.grants.funding.queries.commitments import stated
from app.grants.funding.queries.facts import left_of
from app.grants.funding.rules import at_cost
from app.grants.reports.enums import Proof
from app.grants.reports.models import ExpenseFile, GrantExpense, LineNote
from app.grants.reports.rules import BudgetLine, is_all_in_one, lines_of, owner_of
from app.kernel.actor import Actor
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.kernel.local_time import local
from app.kernel.settings import setting
from app.questionnaires.queries import answers_of

WITH_FILES = selectinload(GrantExpense.files).joinedload(ExpenseFile.document, innerjoin=True)


def list_expenses(award: GrantAward) -> Sequence[GrantExpense]:
    """In the order in which they were entered."""
    statement = (
        select(GrantExpense)
        .where(GrantExpense.award_id == award.id)
        .order_by(GrantExpense.number)
        .options(WITH_FILES)
    )
    return db.session.scalars(statement).all()


def list_claimed(award: GrantAward) -> Sequence[GrantExpense]:
    """The same; of a report that was sent before expenses were entered one by one, what they come to as one
    of them, which is not stored."""
    expenses = list_expenses(award)
    if not is_all_in_one(award, expenses):
        return expenses
    assert award.reported_at is not None
    return [
        GrantExpense(
            award=award,
            award_id=award.id,
            number=1,
            item="",
            purpose="",
            day=local(award.reported_at, award.application.call.zone).date(),
            minor=award.spent_minor,
            proof=Proof.RECEIPT,
            entered_at=award.reported_at,
            files=[],
        )
    ]


def get_expense(award: GrantAward, number: int) -> GrantExpense:
    """One expense of this grant. Raises NotFound."""
    found = db.session.scalar(
        select(GrantExpense)
        .where(GrantExpense.award_id == award.id, GrantExpense.number == number)
        .options(WITH_FILES)
    )
    if found is None:
        raise NotFound
    return found


def list_items(award: GrantAward) -> list[str]:
    """What the rows of the budget in the application are called, each once; empty where it has no budget."""
    return list(plan_of(award))


def plan_of(award: GrantAward) -> dict[str, int]:
    """What the budget in the application plans for each item, in minor units: item → amount."""
    plan: dict[str, int] = {}
    for row in answers_of(award.application.response).get(BUDGET) or ():
        if isinstance(row, dict) and row.get(ITEM):
            plan[row[ITEM]] = plan.get(row[ITEM], 0) + ((row.get(AMOUNT) or {}).get("minor") or 0)
    return plan


def list_lines(award: GrantAward, expenses: Sequence[GrantExpense]) -> list[BudgetLine]:
    """The lines of the budget with what is claimed of each; none where there is no budget."""
    return lines_of(plan_of(award), award.amount_minor, expenses)


def list_notes(award: GrantAward) -> dict[int, LineNote]:
    """What the group says of lines that cost more or less, by their place."""
    found = db.session.scalars(select(LineNote).where(LineNote.award_id == award.id))
    return {one.place: one for one in found}


def list_waiting(award: GrantAward, actor: Actor) -> list[StoredDocument]:
    """Files that this person sent with a page about the grant which was never saved."""
    found = list_documents(owner_of(award))
    return [one for one in found if one.claimed_at is None and one.uploaded_by == actor.actor_id]


def list_attached(document_ids: Collection[int]) -> set[int]:
    """Which of these files belong to an expense."""
    return set(
        db.session.scalars(select(ExpenseFile.document_id).where(ExpenseFile.document_id.in_(document_ids)))
    )


def keep_until(award: GrantAward) -> date:
    """The day until which what was sent is kept: as long as the agreement, for the donor's auditor."""
    fund = award.commitment.line.fund
    ends = fund.ends_on or award.started_at.date()
    return date(ends.year + setting("GRANT_KEEP_YEARS"), 12, 31)


def stated_before(award: GrantAward) -> int:
    """What the ledger holds on signed statements for this grant, in minor units of the fund's currency."""
    return stated(award.commitment)


def value_in_fund(award: GrantAward, minor: int) -> int:
    """What an amount of the grant's currency is worth in the fund's, at the rates at which it was paid."""
    left = [left_of(fact) for fact, _minor in list_open_payments(award)]
    cash, value = sum(one.open_cash for one in left), sum(one.open_value for one in left)
    return at_cost(cash, value, minor) if cash else minor
