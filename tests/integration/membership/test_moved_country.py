"""Cases of a country that moves to another region: those before the regional check go along."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from app.kernel import audit, clock
from app.kernel.actor import SYSTEM
from app.membership import queries, services
from app.membership.models import Application
from app.organisations.queries import get_scheme
from app.organisations.services import move_country, place_in_region
from tests.membership_factories import (
    World,
    fresh,
    make_draft,
    make_in_check,
    make_in_comment,
    make_submitted,
    make_world,
)
from tests.organisation_factories import region

HERE, THERE = "latin_america_caribbean", "asia"


def move_mexico() -> dict[str, int]:
    moved = move_country(
        get_scheme("inpud"),
        country="MX",
        region=region(THERE),
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
    services.request_information(
        application, questions=["purpose"], message="More?", language="en", actor=world.officer
    )
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
