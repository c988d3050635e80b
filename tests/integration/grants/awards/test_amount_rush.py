"""Two officers approve two raises on one line at the same moment: the line is never over its budget."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from app.accounts.models import Person
from app.grants.awards import queries, services
from app.grants.awards.enums import AwardRefusal, VariationStatus
from app.grants.funding.enums import FundingRefusal
from app.grants.funding.models import BudgetLine, Fact
from app.grants.funding.queries import sums
from app.grants.funding.services.ceilings import free_on
from app.kernel import clock
from app.kernel.database import db
from app.kernel.errors import DomainError, KernelRefusal, RefusalCode
from tests.award_factories import Bursary
from tests.databases import Database
from tests.grant_factories import after


class Rush:
    """Two grants of USD 450 on one line of USD 10,000; by keys: each thread has a session of its own."""

    def __init__(self, database: Database) -> None:
        self.app = database.app
        with self.app.app_context():
            office = Bursary()
            call = office.call(report_by=clock.today() + timedelta(days=60))
            assert call.closes_at is not None
            self.moment = call.closes_at + timedelta(minutes=2)
            with after(call):
                awards = [office.accepted(call, name)[0] for name in ("Reed", "Fern")]
            call.largest_minor = 10_000_00
            self.refs = [one.ref for one in awards]
            self.line, self.officer, self.second = office.line.id, office.officer.id, office.second.id
            db.session.commit()

    def propose(self, *minors: int) -> None:
        with self.app.app_context(), clock.at(self.moment):
            for ref, minor in zip(self.refs, minors, strict=False):
                award = queries.get_award(ref, lock=True)
                officer = db.session.get_one(Person, self.officer)
                services.propose_amount(award, minor=minor, reason="More come.", actor=officer)
            db.session.commit()

    def approve(self, refs: list[str]) -> list[RefusalCode | None]:
        """What each of those who begin at the same moment is told; None is yes."""
        barrier = Barrier(len(refs))

        def one(ref: str) -> RefusalCode | None:
            barrier.wait()
            with self.app.app_context():
                try:
                    award = queries.get_award(ref, lock=True)
                    services.approve_variation(award, actor=db.session.get_one(Person, self.second))
                    db.session.commit()
                except DomainError as error:
                    db.session.rollback()
                    return error.code
                return None

        with clock.at(self.moment), ThreadPoolExecutor(len(refs)) as pool:
            return list(pool.map(one, refs))


@pytest.fixture
def rush(committed_database: Database) -> Rush:
    return Rush(committed_database)


def test_of_two_raises_that_do_not_fit_together_one_is_held(rush: Rush) -> None:
    """9,100 is free, and each of them wants 5,000 more."""
    rush.propose(5_450_00, 5_450_00)
    told = rush.approve(rush.refs)
    assert sorted(told, key=str) == sorted([None, FundingRefusal.LINE_EXCEEDED], key=str)
    with rush.app.app_context():
        line = db.session.get_one(BudgetLine, rush.line)
        assert (free_on(line), sums(Fact.line_id == line.id).committed) == (4_100_00, 5_900_00)
        found = sorted(queries.get_award(ref).variations[0].status for ref in rush.refs)
        assert found == sorted([VariationStatus.TO_SIGN, VariationStatus.PROPOSED])


def test_one_raise_that_two_approve_at_once_is_held_once(rush: Rush) -> None:
    rush.propose(600_00)
    told = rush.approve([rush.refs[0]] * 2)
    assert told.count(None) == 1
    assert set(told) - {None} <= {AwardRefusal.NOTHING_PROPOSED, KernelRefusal.NOT_IN_THIS_STATE}
    with rush.app.app_context():
        award = queries.get_award(rush.refs[0])
        assert sums(Fact.commitment_id == award.commitment_id).promised == 600_00
