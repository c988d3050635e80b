"""Whom a case waits for: the second person, the lead of an organisation, nobody but the calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from typing import Any

import pytest
from sqlalchemy import select

from app.accounts.models import Person
from app.accounts.services import end_role, erase_person
from app.casework import parties, queries
from app.casework.jobs import ask_again, look_for_empty_roles
from app.casework.models import Casefile
from app.casework.process import Asked, Stage, Step
from app.casework.rules import only_when_over, organisation_waits
from app.casework.services import ask, list_parties_without_holder, take_step
from app.kernel import clock
from app.kernel.actor import SYSTEM
from app.kernel.database import db
from app.kernel.errors import RefusalCode
from app.kernel.jobs import Job
from app.kernel.outbox import OutboxMessage
from app.kernel.permissions import Role
from app.organisations.enums import ContactRole
from tests.clockwork import end_what_is_over, remind
from tests.desks import tasks_of
from tests.integration.casework.conftest import Library
from tests.integration.casework.short_loan import SHORT, change
from tests.library_loan.labels import Action as A
from tests.library_loan.labels import Status as S
from tests.library_loan.models import DAYS, Loan
from tests.library_loan.process import at, keepers


class LoanRole(StrEnum):
    LENDER = "lender"
    CHECKER = "checker"


@pytest.fixture(autouse=True)
def _short(library: Library) -> None:
    change()


def asked_of(party: Callable[[Loan], str], **more: Any) -> Callable[[Any], list[Asked]]:
    """Who has a loan is asked to extend it."""
    return lambda loan: [Asked(party(loan), A.EXTEND, **more)] if loan.status is S.LENT else SHORT.waits(loan)


def desk(person: Any) -> list[str]:
    return [row.title for row in tasks_of(person)]


def told() -> int:
    return len(db.session.execute(select(OutboxMessage.id)).all())


def test_the_second_person_is_somebody_else(library: Library) -> None:
    stand_in = parties.body_role(Role.COMMITTEE_MEMBER, library.body.id)
    change(
        roles={A.LEND: LoanRole.LENDER, A.EXTEND: LoanRole.CHECKER},
        waits=asked_of(SHORT.office, otherwise=stand_in),
    )
    library.lead.email = None
    loan = library.ask_for()
    before = told()
    take_step(loan, A.LEND, actor=library["librarian"])
    db.session.flush()
    assert loan.waits_on == stand_in, "the only librarian lent it; nobody is left to check"
    assert (desk(library["librarian"]), told()) == ([], before)


def test_the_lead_is_asked_and_the_editor_is_not(library: Library) -> None:
    lead, editor = library.lead, library.contact("editor", "Puentes", ContactRole.EDITOR)
    loan = library.ask_for()
    for only, wanted in ((ContactRole.LEAD, (["Puentes"], [])), (None, (["Puentes"], ["Puentes"]))):
        party = parties.organisation(library.borrower.id, only)
        change(waits=lambda _loan, party=party: [Asked(party, A.LEND)])
        ask(loan)
        assert (desk(lead), desk(editor)) == wanted
        people = queries.list_people_of(party, loan)
        assert [one.id for one in people] == [one.id for one in (lead, editor) if desk(one)]
        assert organisation_waits(loan)


def test_a_case_can_wait_for_nothing_but_a_day(library: Library) -> None:
    def may_be_sent_back(actor: Any, loan: Any) -> RefusalCode | None:
        return only_when_over(actor, loan, A.BRING_BACK)

    moment = clock.now() + timedelta(days=3)
    back = Step(A.BRING_BACK, at(S.LENT), S.RETURNED, unless=may_be_sent_back)
    change(
        steps=(*SHORT.steps[:3], back),
        at_end={A.BRING_BACK: A.BRING_BACK},
        waits=lambda loan: (
            [Asked(parties.CLOCK, A.BRING_BACK, until=moment)] if loan.status is S.LENT else SHORT.waits(loan)
        ),
    )
    loan = library.ask_for()
    take_step(loan, A.LEND, actor=library["librarian"])
    db.session.flush()
    assert (loan.waits_on, loan.sort_due) == (parties.CLOCK, moment)
    assert [desk(one) for one in (library["librarian"], library.lead)] == [[], []]
    assert parties.CLOCK not in [party for party, _number in list_parties_without_holder()]
    before = told()
    with clock.shift(timedelta(days=2)):
        remind()
        assert (end_what_is_over(), told()) == (0, before)
    with clock.shift(timedelta(days=3, minutes=1)):
        assert end_what_is_over() == 1
    assert loan.status is S.RETURNED


def test_an_organisation_does_not_know_of_a_case_that_is_hidden(library: Library) -> None:
    change(stages=SHORT.stages | {S.ASKED: Stage(hidden=True)})
    loan = library.ask_for()

    def seen(person: Any) -> list[int]:
        found = db.session.execute(select(Casefile.id).where(queries.known_to(person))).scalars()
        own = queries.list_on_desk(person, news_since=clock.now(), limit=60).own
        return [*found, *(row.id for row in own)]

    assert (seen(library.lead), seen(library["librarian"])) == ([], [loan.id])
    take_step(loan, A.LEND, actor=library["librarian"])
    db.session.flush()
    assert seen(library.lead) == [loan.id, loan.id]


def test_a_new_stage_asks_again_with_a_clock_of_its_own(library: Library) -> None:
    change(waits=lambda loan: [Asked(SHORT.office(loan), A.EXTEND, "loan")])
    loan = library.ask_for()
    (before,) = loan.open_waits
    before.remind_at = None
    with clock.at(clock.now() + timedelta(days=3)):
        take_step(loan, A.LEND, actor=library["librarian"])
        (after,) = loan.open_waits
        assert after.id != before.id
        assert (after.party, after.action) == (before.party, before.action)
        assert (after.since, after.due_at) == (clock.now(), clock.now() + timedelta(days=DAYS["loan"]))
        assert after.remind_at == after.due_at - timedelta(days=7)


def by_hand(person: Person) -> None:
    end_role(person.role_grants[0], actor=SYSTEM, reason="for a test")


def by_its_day(person: Person) -> None:
    person.role_grants[0].ends_on = clock.today()


def with_the_account(person: Person) -> None:
    erase_person(person)


@pytest.mark.parametrize("end", [by_hand, by_its_day, with_the_account])
def test_however_a_role_ends_its_cases_wait_for_somebody_else_within_a_day(
    library: Library, end: Callable[[Person], None]
) -> None:
    library.add("keeper", Role.COMMITTEE_MEMBER)
    loan = library.ask_for()
    end(library["librarian"])
    db.session.flush()
    look_for_empty_roles()
    rows = db.session.scalars(select(Job).where(Job.name == "casework.ask_again"))
    assert [row.arguments["case_id"] for row in rows] == [loan.id]
    ask_again(loan.id)
    assert [one.party for one in loan.open_waits] == [keepers(loan)]
