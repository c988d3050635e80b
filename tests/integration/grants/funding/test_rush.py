"""Forty at once promise from one line: it is never over its budget, and filled to the last unit."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from app.accounts.models import Person
from app.grants.funding import services
from app.grants.funding.enums import FundingRefusal
from app.grants.funding.models import Allocation, BudgetLine, Fact
from app.grants.funding.queries import sums
from app.kernel.database import db
from app.kernel.errors import DomainError, RefusalCode
from app.kernel.permissions import Role
from tests.databases import Database
from tests.factories import give_role, make_person
from tests.funding_factories import make_award
from tests.integration.grants.funding.year import at_noon
from tests.organisation_factories import make_body
from tests.proofs import is_whole

DAY = date(2026, 1, 10)
THREADS = 40
ROUNDS = 50 if is_whole() else 3
WHOLE = 10_000_00  # what the line of an award holds
PLACES = (25, 16, 8, 32, 1, 20)  # how many fit in, round by round


class Rush:
    """A network whose awards are stored; by keys, since each thread reads with a session of its own."""

    def __init__(self, database: Database) -> None:
        self.app = database.app
        with self.app.app_context(), at_noon(DAY):
            self.body = make_body("rush")
            finance = make_person("Finch")
            give_role(finance, Role.FINANCE_OFFICER)
            db.session.commit()
            self.finance = finance.id

    def line(self, number: int, *, kept: bool) -> tuple[int, int | None]:
        """A new line of 10,000 dollars, and all of it set aside where that is asked for."""
        with self.app.app_context():
            person = db.session.get_one(Person, self.finance)
            [line] = make_award(db.session.merge(self.body), person, f"A{number}").lines
            part = None
            if kept:
                part = services.allocate(line, minor=WHOLE, purpose="call", day=DAY, actor=person)
            db.session.commit()
            return line.id, part.id if part is not None else None

    def run(self, line: int, part: int | None, minor: int) -> Counter[RefusalCode | None]:
        """What all those who begin at the same moment are told; None is yes."""
        barrier = Barrier(THREADS)

        def promise(number: int) -> RefusalCode | None:
            barrier.wait()
            with self.app.app_context():
                try:
                    services.commit(
                        db.session.get_one(BudgetLine, line),
                        ref=f"R{number}",
                        minor=minor,
                        currency="USD",
                        agreed_on=DAY,
                        actor=db.session.get_one(Person, self.finance),
                        allocation=db.session.get_one(Allocation, part) if part is not None else None,
                    )
                    db.session.commit()
                except DomainError as error:
                    db.session.rollback()
                    return error.code
                return None

        with ThreadPoolExecutor(THREADS) as pool:
            return Counter(pool.map(promise, range(THREADS)))


@pytest.fixture
def rush(committed_database: Database) -> Rush:
    return Rush(committed_database)


def test_forty_at_once_fill_a_line_and_never_more(rush: Rush) -> None:
    """In every second round the line is set aside for a purpose, and that part is what they fill."""
    with at_noon(DAY):
        for number in range(ROUNDS):
            fit, kept = PLACES[number % len(PLACES)], bool(number % 2)
            line, part = rush.line(number, kept=kept)
            told = rush.run(line, part, WHOLE // fit)
            full = FundingRefusal.ALLOCATION_EXCEEDED if kept else FundingRefusal.LINE_EXCEEDED
            assert told == {None: fit, full: THREADS - fit}
            with rush.app.app_context():
                held, fund = sums(Fact.line_id == line), db.session.get_one(BudgetLine, line).fund
                assert (held.committed, held.used) == (WHOLE, WHOLE)
                numbers = db.session.scalars(db.select(Fact.number).where(Fact.fund_id == fund.id)).all()
                assert sorted(numbers) == list(range(1, fund.facts_written + 1))
