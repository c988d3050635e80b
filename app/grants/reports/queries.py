"""The expenses of a grant, and what its application and its donor say about them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.grants.awards.models import GrantAward
from app.grants.awards.queries import list_open_payments
from app.grants.calls.call_templates.two_pages import BUDGET, ITEM
from app.grants.funding.queries.commitments import stated
from app.grants.funding.queries.facts import left_of
from app.grants.funding.rules import at_cost
from app.grants.reports.models import GrantExpense
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.questionnaires.queries import answers_of


def list_expenses(award: GrantAward) -> Sequence[GrantExpense]:
    """In the order in which they were entered."""
    statement = select(GrantExpense).where(GrantExpense.award_id == award.id).order_by(GrantExpense.number)
    return db.session.scalars(statement).all()


def get_expense(award: GrantAward, number: int) -> GrantExpense:
    """One expense of this grant. Raises NotFound."""
    found = db.session.scalar(
        select(GrantExpense).where(GrantExpense.award_id == award.id, GrantExpense.number == number)
    )
    if found is None:
        raise NotFound
    return found


def list_items(award: GrantAward) -> list[str]:
    """What the rows of the budget in the application are called, each once; empty where it has no budget."""
    rows = answers_of(award.application.response).get(BUDGET) or ()
    return list(dict.fromkeys(row[ITEM] for row in rows if isinstance(row, dict) and row.get(ITEM)))


def stated_before(award: GrantAward) -> int:
    """What the ledger holds on signed statements for this grant, in minor units of the fund's currency."""
    return stated(award.commitment)


def value_in_fund(award: GrantAward, minor: int) -> int:
    """What an amount of the grant's currency is worth in the fund's, at the rates at which it was paid."""
    left = [left_of(fact) for fact, _minor in list_open_payments(award)]
    cash, value = sum(one.open_cash for one in left), sum(one.open_value for one in left)
    return at_cost(cash, value, minor) if cash else minor
