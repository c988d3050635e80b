"""Cases of a country that moves to another region: those before the regional check go along."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel import audit, clock
from app.kernel.actor import SYSTEM
from app.kernel.outbox import OutboxMessage
from app.kernel.permissions import Role, ScopeKind
from app.membership import queries, services
from app.membership.models import Application
from app.membership.process_words import Status
from app.organisations.queries import get_scheme
from app.organisations.services import move_country, place_in_region
from tests.clockwork import end_what_is_over
from tests.factories import give_role, make_person
from tests.membership_factories import (
    World,
    ask,
    fill_in,
    fresh,
    make_draft,
    make_in_check,
    make_in_comment,
    make_submitted,
    make_world,
)
from tests.organisation_factories import region

HERE, THERE = "latin_america_caribbean", "asia"


def move_mexico(to: str = THERE) -> dict[str, int]:
    moved = move_country(
        get_scheme("inpud"),
        country="MX",
        region=region(to),
        reason="Board decision 12",
        effective_on=clock.today(),
        actor=SYSTEM,
    )
    return dict(moved.followers)


def kinds(session: Session, application: Application) -> list[str]:
    session.commit()
    return [event.kind for event in audit.list_events("application", application.id)]


def test_a_case_before_the_check_goes_along(session: Session) -> None:
    world = make_world()
    application = make_submitted(world)
    assert application.region_id == region(HERE).id
    version = application.version
    assert move_mexico() == {"Applications that no region was asked about yet": 1}
    moved = fresh(application)
    assert moved.region_id == region(THERE).id
    assert moved.version > version
    assert kinds(session, moved)[-1] == "application.region_changed"


def test_a_case_that_waits_for_information_goes_along(session: Session) -> None:
    world = make_world()
    application = make_submitted(world)
    ask(world, application, "purpose", "More?")
    move_mexico()
    assert fresh(application).region_id == region(THERE).id


def test_a_case_that_silence_closed_goes_along_since_it_may_be_opened_again(session: Session) -> None:
    world = make_world()
    application = make_submitted(world)
    ask(world, application, "purpose", "More?")
    with clock.shift(timedelta(days=61)):
        assert end_what_is_over() == 1
        assert fresh(application).status is Status.CLOSED
        move_mexico()
    assert fresh(application).region_id == region(THERE).id


@pytest.mark.parametrize("make", [make_in_check, make_in_comment], ids=["asked", "past it"])
def test_a_case_whose_region_was_asked_keeps_it(session: Session, make: object) -> None:
    world = make_world()
    application = make(world)  # type: ignore[operator]
    assert move_mexico() == {"Applications that no region was asked about yet": 0}
    assert fresh(application).region_id == region(HERE).id
    assert "application.region_changed" not in kinds(session, application)


def test_an_organisation_placed_by_decision_stays(session: Session) -> None:
    world = make_world()
    application = make_submitted(world)
    place_in_region(application.organisation, region_id=region(HERE).id, reason="exile", actor=SYSTEM)
    move_mexico()
    assert fresh(application).region_id == region(HERE).id


def test_a_draft_gets_its_region_when_it_is_sent(session: Session) -> None:
    world: World = make_world()
    draft = make_draft(world)
    move_mexico()
    assert queries.get_application(draft.ref).region_id is None


def test_what_is_read_for_the_move_does_not_grow_with_the_cases(
    session: Session, count_queries: Callable[[], Any]
) -> None:
    world = make_world()
    world.applicant.email = "ana@example.org"
    places = [HERE, THERE]

    def reads(number: int) -> list[str]:
        """Each kind of statement that reads, while so many cases more are moved."""
        for one in range(number):
            draft = make_draft(world, known_as=f"Group {len(places)} {one}")
            fill_in(world, draft)
            services.submit_application(draft, actor=world.applicant)
        session.commit()
        session.expire_all()
        places.reverse()
        with count_queries() as count:
            move_mexico(places[0])
        return [one for one in count.statements if one.startswith("SELECT")]

    first, second = len(reads(1)), len(reads(5))
    assert second == first, (first, second)


def test_who_is_asked_in_the_new_region_is_told(session: Session) -> None:
    world = make_world()  # nobody of the group has an e-mail address: the coordinator is to reach it
    there = make_person("There")
    there.email = "there@example.org"
    give_role(there, Role.REGIONAL_COORDINATOR, ScopeKind.REGION, region(THERE).id)
    make_submitted(world)
    move_mexico()
    session.flush()
    written = session.execute(select(OutboxMessage.recipient, OutboxMessage.about)).all()
    assert ("there@example.org", "application.note_reached") in [tuple(row) for row in written]
