"""Two people at once: whoever saw an older version of a case changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.casework.enums import DeclaredTie
from app.casework.services import declare_tie, take_step
from app.kernel import clock
from app.kernel.actor import SYSTEM
from app.membership import services
from app.membership.enums import Stance
from app.membership.forms.verdicts import CONFIRM
from app.membership.models import Application
from app.membership.process_words import Action
from tests.clients import WeftClient, sign_in
from tests.membership_factories import (
    VERDICTS,
    World,
    fresh,
    make_earlier_world,
    make_in_check,
    make_in_comment,
    make_submitted,
    vote_all,
)


def before_the_committee(world: World, *, objects: bool = False) -> Application:
    with clock.shift(-timedelta(days=15)):
        application = make_in_comment(world)
        if objects:
            services.comment(
                application,
                organisation_id=world.member_id,
                stance=Stance.OBJECTION,
                criterion="purpose",
                text="Not independent.",
                language="en",
                actor=world.member,
            )
    take_step(fresh(application), Action.CLOSE_COMMENT, actor=SYSTEM)
    return fresh(application)


def voted(world: World) -> Application:
    application = before_the_committee(world)
    vote_all(world, application)
    return fresh(application)


def over(world: World) -> Application:
    with clock.shift(-timedelta(days=15)):
        return make_in_comment(world)


def in_check(world: World) -> Application:
    application = make_in_check(world)
    declare_tie(application, tie=DeclaredTie.NONE, note="", actor=world.coordinator)
    return application


GIVEN = {f"verdict_{code}": verdict.value for code, (verdict, _reason) in VERDICTS.items()} | {
    f"reason_{code}": reason for code, (_verdict, reason) in VERDICTS.items()
}

EXPLAINED = {f"reason_{code}": reason or "So it is." for code, (_verdict, reason) in VERDICTS.items()}
FINAL = GIVEN | EXPLAINED | {"words": "Yes.", "outcome": "member", "step": CONFIRM, "has_read": "y"}


def officer(world: World) -> Person:
    return world.officer


@pytest.mark.parametrize(
    ("prepare", "who", "page", "data"),
    [
        (make_submitted, officer, "assess", GIVEN),
        (make_submitted, officer, "ask", {"questions": ["purpose"], "message": "More?"}),
        (make_submitted, officer, "on/start_check", {}),
        (in_check, lambda world: world.coordinator, "check", {"result": "known", "note": "Known."}),
        (in_check, lambda world: world.coordinator, "=return_to_secretariat", {"note": "Look."}),
        (make_in_comment, officer, "=extend_comment", {"days": "5"}),
        (over, officer, "=close_comment", {}),
        (lambda w: before_the_committee(w, objects=True), officer, "put-objections", {"substance": "This."}),
        (
            voted,
            lambda world: world.committee[0],
            "decide",
            FINAL,
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_older_version_of_the_case_changes_nothing(
    client: WeftClient,
    session: Session,
    prepare: Callable[[World], Application],
    who: Callable[[World], Person],
    page: str,
    data: dict[str, str],
) -> None:
    world = make_earlier_world()
    application = fresh(prepare(world))
    seen = application.version
    sign_in(client, who(world))
    path = f"/en/n/example/applications/{application.ref}/{page}"
    if page.startswith("="):
        path = f"/en/cases/{application.ref}/{page[1:]}"
    stale = client.post(path, data=data | {"version": str(seen - 1)})
    assert stale.status_code == 409
    assert "Somebody changed this while you were writing." in stale.text
    assert (fresh(application).status, fresh(application).version) == (application.status, seen)
    assert client.post(path, data=data | {"version": str(seen)}).status_code == 303
