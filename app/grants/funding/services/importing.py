"""Costs of a whole month at once: tried out, and booked in one act. What the books know is not booked again.

A number is looked for while the fund is held, so that of two who send the same file one finds it booked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.grants.funding.enums import Became, ImportRefusal
from app.grants.funding.models import Account, BudgetLine, Fact, Fund
from app.grants.funding.queries import costs_by_number
from app.grants.funding.services.cash import book_cost
from app.grants.funding.services.ledger import hold
from app.kernel.actor import Actor
from app.kernel.database import db
from app.kernel.errors import CONFLICT, DomainError
from app.kernel.ids import new_ref


@dataclass(frozen=True)
class Cost:
    """One row of a file that can be read: `minor` in the currency of the account."""

    row: int
    day: date
    line: BudgetLine
    account: Account
    minor: int
    number: str
    note: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of a row. `fact` is the entry that it became, or under whose number it was booked earlier;
    `booked_on` its day in the books; `refused` why not."""

    row: int
    became: Became
    fact: Fact | None = None
    booked_on: date | None = None
    refused: DomainError | None = None


NOT_BOOKED = (Became.REFUSED, Became.CHANGED)


def try_costs(fund: Fund, costs: Sequence[Cost], *, actor: Actor) -> list[Outcome]:
    """What would become of each row, one after the other as they stand; nothing stays. Raises NOT_YOURS."""
    hold(fund, actor=actor)
    trial = db.session.begin_nested()
    try:
        found = _book(fund, costs, actor)
    finally:
        trial.rollback()
    return [one if one.became is not Became.BOOKED else _without_fact(one) for one in found]


def book_costs(
    fund: Fund, costs: Sequence[Cost], *, actor: Actor, unread: Sequence[int] = (), only_good: bool = False
) -> list[Outcome]:
    """Book all rows in one act, or those that can be where `only_good` is chosen. `unread` are the rows that
    could not be read. Raises ROWS_REFUSED, and nothing is booked then; NOT_YOURS."""
    hold(fund, actor=actor)
    attempt = db.session.begin_nested()
    found = _book(fund, costs, actor)
    wrong = sorted([*unread, *(one.row for one in found if one.became in NOT_BOOKED)])
    if wrong and not only_good:
        attempt.rollback()
        raise DomainError(ImportRefusal.ROWS_REFUSED, rows=", ".join(map(str, wrong)))
    attempt.commit()
    return found


def _book(fund: Fund, costs: Sequence[Cost], actor: Actor) -> list[Outcome]:
    known = costs_by_number(fund, [one.number for one in costs])
    reference = new_ref()
    return [_book_one(one, known.get(one.number, []), actor, reference) for one in costs]


def _book_one(cost: Cost, earlier: Sequence[Fact], actor: Actor, reference: str) -> Outcome:
    if earlier:
        same = next((fact for fact in earlier if _is_same(fact, cost)), None)
        return Outcome(cost.row, Became.KNOWN if same is not None else Became.CHANGED, same or earlier[-1])
    attempt = db.session.begin_nested()
    try:
        fact = book_cost(
            cost.line,
            cost.account,
            minor=cost.minor,
            day=cost.day,
            actor=actor,
            booking_number=cost.number,
            note=cost.note,
            act=reference,
        )
    except DomainError as error:
        attempt.rollback()
        if error.http_status != CONFLICT:
            raise
        return Outcome(cost.row, Became.REFUSED, refused=error)
    attempt.commit()
    return Outcome(cost.row, Became.BOOKED, fact, booked_on=fact.effective_on)


def _is_same(fact: Fact, cost: Cost) -> bool:
    """Whether the entry says what the row says, its note apart."""
    said = (fact.of_day, fact.line_id, fact.account_id, -fact.cash_minor)
    return said == (cost.day, cost.line.id, cost.account.id, cost.minor)


def _without_fact(outcome: Outcome) -> Outcome:
    """An entry that was only tried is gone."""
    return Outcome(outcome.row, outcome.became, booked_on=outcome.booked_on)
