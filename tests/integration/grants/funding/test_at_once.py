"""Two at once on one fund: whoever had to wait judges by what the first has left."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from app.accounts.models import Person
from app.grants.funding import services
from app.grants.funding.enums import FundingRefusal
from app.grants.funding.models import Account, BudgetLine, Commitment, Fact
from app.grants.funding.queries import sums
from app.grants.funding.services.approvals import write_once
from app.kernel.database import db
from app.kernel.errors import DomainError
from tests.databases import Database
from tests.integration.grants.funding.year import Year, at_noon

DAY = date(2026, 3, 1)
BLOCKED = """SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'"""


class Two:
    """The year on its first of March, stored; by keys, since each thread reads with its own session."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.app.app_context():
            year = Year().run_until(DAY)
            self.line, self.quarter = year.lines["B1"].id, year.funds["B"].periods[0].id
            self.grant, self.euro = year.grants["O1"].id, year.accounts["EUR"].id
            self.finance, self.treasurer = year.finance.id, year.treasurer.id
            db.session.commit()

    def promise(self, minor: int) -> Callable[[], Any]:
        def act() -> None:
            line, person = db.session.get_one(BudgetLine, self.line), self.person()
            assert len(line.fund.periods) == 4  # read before the lock, as a page does
            services.commit(line, ref=f"N{minor}", minor=minor, currency="EUR", agreed_on=DAY, actor=person)

        return act

    def pay(self, minor: int) -> Callable[[], Any]:
        def act() -> None:
            services.pay(
                db.session.get_one(Commitment, self.grant),
                tranche=1,
                minor=minor,
                account=db.session.get_one(Account, self.euro),
                day=DAY,
                actor=self.person(),
                approver=db.session.get_one(Person, self.treasurer),
            )

        return act

    def repay(self) -> None:
        """The second person approves one repayment."""
        fund, actor = db.session.get_one(BudgetLine, self.line).fund, self.person()
        write_once(
            fund,
            "one proposal",
            lambda: services.repay(
                fund,
                db.session.get_one(Account, self.euro),
                minor=1_00,
                day=DAY,
                actor=actor,
                approver=db.session.get_one(Person, self.treasurer),
                act="one proposal",
            ),
        )

    def person(self) -> Person:
        return db.session.get_one(Person, self.finance)

    def run(self, first: Callable[[], Any], second: Callable[[], Any]) -> Any:
        """What the second answers, who began while the first was not through yet."""
        with ThreadPoolExecutor(1) as pool, self.database.app.app_context():
            with at_noon(DAY):
                first()
            answer = pool.submit(self._committed, second)
            while self.database.dialect == "postgresql" and not _somebody_waits():
                assert not answer.done(), answer.result()
            db.session.commit()
            return answer.result()

    def _committed(self, act: Callable[[], Any]) -> Any:
        with self.database.app.app_context(), at_noon(DAY):
            try:
                act()
                db.session.commit()
            except DomainError as error:
                return error.code
            return None


def _somebody_waits() -> bool:
    db.session.execute(text("SELECT pg_stat_clear_snapshot()"))
    return bool(db.session.scalar(text(BLOCKED)))


@pytest.fixture
def two(committed_database: Database) -> Two:
    return Two(committed_database)


def test_of_two_promises_only_one_takes_the_rest_of_a_line(two: Two) -> None:
    rest = 36_000_00 - 25_000_00
    assert two.run(two.promise(rest), two.promise(1)) is FundingRefusal.LINE_EXCEEDED
    with two.database.app.app_context():
        assert sums(Fact.line_id == two.line).used == 36_000_00


def test_of_two_payments_only_one_takes_the_rest_of_an_award(two: Two) -> None:
    assert two.run(two.pay(5_000_00), two.pay(1)) is FundingRefusal.COMMITMENT_EXCEEDED
    with two.database.app.app_context():
        assert sums(Fact.commitment_id == two.grant).paid == 5_000_00


def test_what_two_approve_at_once_is_written_once(two: Two) -> None:
    assert two.run(two.repay, two.repay) is None
    with two.database.app.app_context():
        paid = db.session.scalars(db.select(Fact.cash_minor).where(Fact.act == "one proposal")).all()
        assert paid == [-1_00]


def test_two_that_fit_are_numbered_one_after_the_other(two: Two) -> None:
    assert two.run(two.pay(1_00), two.promise(1_00)) is None
    with two.database.app.app_context():
        line = db.session.get_one(BudgetLine, two.line)
        numbers = db.session.scalars(db.select(Fact.number).where(Fact.fund_id == line.fund_id)).all()
        assert sorted(numbers) == list(range(1, line.fund.facts_written + 1))
