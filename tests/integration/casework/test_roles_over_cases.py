"""Whom a case asks by their role: just those whom the permission check lets take the step, wherever and since
whenever they hold it. Desk, queue, page, mail and declaration give one answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from app.accounts.services import grant_role
from app.casework import parties, queries, rules
from app.casework.enums import DeclaredTie, StepForm
from app.casework.process import Asked, Step
from app.casework.services import ask, ask_again, list_parties_without_holder
from app.kernel import clock
from app.kernel.actor import SYSTEM, can
from app.kernel.database import db
from app.kernel.permissions import Permission, Role, ScopeKind
from app.kernel.worker import Worker
from tests.databases import Database
from tests.desks import tasks_of
from tests.factories import give_role
from tests.integration.casework.conftest import Library, fresh
from tests.integration.casework.short_loan import SHORT, change
from tests.library_loan.enums import CaseRole
from tests.library_loan.labels import Action as A
from tests.library_loan.labels import Status as S
from tests.library_loan.models import Loan
from tests.library_loan.process import at
from tests.organisation_factories import make_body, region

KEEPER, KEEPERS = Role.COMMITTEE_MEMBER, Permission.VOTE_ON_MEMBERSHIP


def asking(library: Library, kind: str) -> tuple[Loan, str]:
    """A loan in Asia that waits for the keepers of its network, or of its region, to lend it."""
    here = region("asia").id
    party = (
        parties.body_role(KEEPER, library.body.id) if kind == "network" else parties.region_role(KEEPER, here)
    )
    lend = Step(A.LEND, at(S.ASKED), S.LENT, KEEPERS, form=StepForm.CONFIRM)
    change(
        steps=(lend, *SHORT.steps[1:]),
        waits=lambda _loan: [Asked(party, A.LEND)],
        roles={A.LEND: CaseRole.LENDER},
    )
    loan = library.ask_for()
    loan.region_id = here
    ask(loan)
    return fresh(loan), party


def answers(person: Any, loan: Loan, party: str) -> dict[str, bool]:
    """Whether this person is asked, as each part of the program says it."""
    return {
        "may take the step": can(person, KEEPERS, body=loan.body_id, region=loan.region_id),
        "desk": [row.id for row in tasks_of(person)] == [loan.id],
        "queue": queries.list_mine_among(person, [loan.id]) == {loan.id},
        "page": queries.find_kind(loan.ref, queries.asked_of(person)) is not None,
        "mail": person in queries.list_people_of(party, loan, A.LEND),
        "declares first": rules.must_declare(person, loan),
    }


@pytest.mark.parametrize("kind", ["network", "region"])
@pytest.mark.parametrize(
    ("scope", "place", "is_asked"),
    [
        (ScopeKind.INSTALLATION, "", True),
        (ScopeKind.BODY, "here", True),
        (ScopeKind.BODY, "elsewhere", False),
        (ScopeKind.REGION, "here", True),
        (ScopeKind.REGION, "elsewhere", False),
    ],
)
def test_whoever_may_take_the_step_is_asked_for_it(
    library: Library, kind: str, scope: ScopeKind, place: str, is_asked: bool
) -> None:
    loan, party = asking(library, kind)
    places = {
        (ScopeKind.BODY, "here"): library.body.id,
        (ScopeKind.BODY, "elsewhere"): make_body("elsewhere").id,
        (ScopeKind.REGION, "here"): loan.region_id,
        (ScopeKind.REGION, "elsewhere"): region("latin_america_caribbean").id,
    }
    person = library.add("somebody")
    assert list_parties_without_holder() == [(party, 1)]
    give_role(person, KEEPER, scope, places.get((scope, place)))
    found = answers(person, loan, party)
    assert set(found.values()) == {is_asked}, found
    assert list_parties_without_holder() == ([] if is_asked else [(party, 1)])

    give_role(person, Role.AUDITOR)
    person.acting_as = Role.AUDITOR
    found = answers(person, loan, party) | {"mail": False}  # a message reaches them in whatever role
    assert set(found.values()) == {False}, found


def test_another_role_over_everything_is_not_asked(library: Library) -> None:
    loan, party = asking(library, "network")
    person = library.add("somebody")
    give_role(person, Role.MEMBERSHIP_OFFICER)
    assert set(answers(person, loan, party).values()) == {False}


def test_a_role_counts_from_its_first_day_until_its_last(app: Flask, library: Library) -> None:
    change()
    loan = library.ask_for()
    library.note(loan, "librarian", DeclaredTie.CONFLICT)
    ask_again(loan.id)
    keepers, librarians = parties.body_role(KEEPER, library.body.id), SHORT.office(loan)
    grant_role(
        library.add("new"),
        Role.MEMBERSHIP_OFFICER,
        scope_kind=ScopeKind.INSTALLATION,
        scope_id=None,
        actor=SYSTEM,
        reason="Stands in.",
        starts_on=clock.today() + timedelta(days=3),
        ends_on=clock.today() + timedelta(days=10),
    )
    for day, party in ((0, keepers), (2, keepers), (3, librarians), (9, librarians), (10, keepers)):
        with clock.shift(timedelta(days=day)):
            db.session.commit()
            Worker(app).run_all()
            assert (day, fresh(loan).waits_on) == (day, party)


def test_a_role_over_everything_asks_the_cases_of_every_network(app: Flask, library: Library) -> None:
    change()
    loan = library.ask_for()
    library.note(loan, "librarian", DeclaredTie.CONFLICT)
    ask_again(loan.id)
    everywhere = {"scope_kind": ScopeKind.INSTALLATION, "scope_id": None}
    grant_role(library.add("new"), Role.MEMBERSHIP_OFFICER, actor=SYSTEM, reason="All of it.", **everywhere)
    db.session.commit()
    Worker(app).run_all()
    assert fresh(loan).waits_on == SHORT.office(loan)


def test_the_desk_finds_waits_by_their_party_not_by_all_cases_of_a_network(
    database: Database, library: Library
) -> None:
    """A network has thousands of cases where the other parties of one role are few."""
    if database.dialect != "sqlite":
        pytest.skip("PostgreSQL plans by the rows that there are, and here are hardly any")
    give_role(library["librarian"], Role.REGIONAL_COORDINATOR, ScopeKind.REGION, region("asia").id)
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        sent.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        tasks_of(library["librarian"])
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    (statement, parameters) = next(one for one in sent if "case_wait" in one[0])
    plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
    steps = [row[3] for row in plan if "SEARCH case_wait " in row[3]]
    ranges = [step for step in steps if "(party>? AND party<?)" in step]
    assert (len(ranges), [step for step in steps if "case_id" in step]) == (2, [])
