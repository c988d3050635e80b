"""`advance` is the only door, and the buttons show just what it would let through."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

import pytest

from app.kernel import audit
from app.kernel.actor import ANONYMOUS, Grant, NonPersonActor
from app.kernel.errors import DomainError, KernelRefusal, RefusalCode
from app.kernel.permissions import Permission, Role, ScopeKind
from app.kernel.workflow import Transition, Workflow, advance, available_actions, refusal


class ThingRefusal(RefusalCode):
    NOT_NOW = "things.not_now"


class Status(StrEnum):
    OPEN = "open"
    DONE = "done"


class Action(StrEnum):
    FINISH = "finish"
    RETURN = "return"
    SIGN = "sign"


@dataclass
class Thing:
    WORKFLOW: ClassVar[Workflow] = Workflow(
        "thing",
        Status.OPEN,
        {
            (Status.OPEN, Action.FINISH): Transition(Status.DONE, Permission.SCREEN_APPLICATIONS),
            (Status.OPEN, Action.SIGN): Transition(
                Status.OPEN, guard=lambda actor, thing: None if thing.signable else ThingRefusal.NOT_NOW
            ),
            (Status.DONE, Action.RETURN): Transition(Status.OPEN),
        },
    )
    id: int = 1
    status: Status = Status.OPEN
    body_id: int = 7
    region_id: int | None = None
    signable: bool = False


OFFICER = NonPersonActor("officer", 1, (Grant(Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, 7),))
ELSEWHERE = NonPersonActor("elsewhere", 2, (Grant(Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, 8),))
ACTING_OTHERWISE = NonPersonActor("other", 3, OFFICER.grants, acting_as=Role.AUDITOR)


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    events: list[tuple[str, dict[str, Any]]] = []
    monkeypatch.setattr(audit, "record", lambda kind, **rest: events.append((kind, rest["details"])))
    return events


def test_step_moves_and_is_told(told: list[Any]) -> None:
    thing = Thing()
    advance(thing, Action.FINISH, actor=OFFICER, note="Well.")
    assert thing.status is Status.DONE
    assert told == [("thing.finish", {"from": "open", "to": "done", "note": "Well."})]


@pytest.mark.parametrize("actor", [ANONYMOUS, ELSEWHERE, ACTING_OTHERWISE])
def test_step_of_somebody_else_is_refused(actor: NonPersonActor, told: list[Any]) -> None:
    thing = Thing()
    with pytest.raises(DomainError) as refused:
        advance(thing, Action.FINISH, actor=actor)
    assert (refused.value.code, refused.value.http_status) == (KernelRefusal.NOT_YOURS_TO_DO, 403)
    assert type(refused.value) is DomainError, "one refusal has one error, however it comes about"
    assert (thing.status, told) == (Status.OPEN, [])


def test_step_from_elsewhere_is_refused(told: list[Any]) -> None:
    thing = Thing(status=Status.DONE)
    with pytest.raises(DomainError, match=r"kernel\.not_in_this_state"):
        advance(thing, Action.FINISH, actor=OFFICER)
    assert told == []


def test_guard_says_why(told: list[Any]) -> None:
    with pytest.raises(DomainError) as refused:
        advance(Thing(), Action.SIGN, actor=OFFICER)
    assert refused.value.code is ThingRefusal.NOT_NOW
    advance(Thing(signable=True), Action.SIGN, actor=ANONYMOUS)
    assert len(told) == 1


@pytest.mark.parametrize("actor", [OFFICER, ELSEWHERE, ANONYMOUS])
@pytest.mark.parametrize("signable", [True, False])
@pytest.mark.parametrize("status", Status)
def test_buttons_and_enforcement_agree(actor: NonPersonActor, signable: bool, status: Status) -> None:
    offered = available_actions(actor, Thing(status=status, signable=signable))
    for action in Action:
        thing = Thing(status=status, signable=signable)
        assert (refusal(actor, thing, action) is None) == (action in offered)


def test_diagram_draws_every_step() -> None:
    drawn = Thing.WORKFLOW.diagram()
    assert drawn.startswith("stateDiagram-v2\n    [*] --> open\n")
    assert "    open --> done: finish" in drawn
    assert "    done --> open: return" in drawn
    assert "--> [*]" not in drawn


def test_diagram_ends_where_no_step_leads_on() -> None:
    steps = {
        (Status.OPEN, Action.FINISH): Transition(Status.DONE),
        (Status.OPEN, Action.SIGN): Transition(Status.OPEN),
    }
    drawn = Workflow("thing", Status.OPEN, steps).diagram().splitlines()
    assert drawn == [
        "stateDiagram-v2",
        "    [*] --> open",
        "    open --> done: finish",
        "    open --> open: sign",
        "    done --> [*]",
    ]


def test_buttons_come_in_the_order_of_the_table() -> None:
    assert available_actions(OFFICER, Thing(signable=True)) == [Action.FINISH, Action.SIGN]
    assert available_actions(OFFICER, Thing(status=Status.DONE)) == [Action.RETURN]


def test_details_of_a_step_are_told_beside_where_it_led(told: list[Any]) -> None:
    advance(Thing(), Action.FINISH, actor=OFFICER, details={"pages": 3})
    assert told == [("thing.finish", {"pages": 3, "from": "open", "to": "done"})]


def test_a_step_is_told_of_its_thing_its_body_and_its_actor(monkeypatch: pytest.MonkeyPatch) -> None:
    events: list[dict[str, Any]] = []
    monkeypatch.setattr(audit, "record", lambda kind, **rest: events.append(rest))
    advance(Thing(id=4), Action.FINISH, actor=OFFICER)
    (event,) = events
    assert (event["subject"], event["subject_id"], event["body_id"]) == ("thing", 4, 7)
    assert event["actor"] is OFFICER


def test_an_action_of_another_status_is_not_offered_though_it_would_lead_somewhere() -> None:
    steps = {
        (Status.OPEN, Action.FINISH): Transition(Status.DONE),
        (Status.DONE, Action.FINISH): Transition(Status.OPEN),
    }

    class Twice(Thing):
        WORKFLOW: ClassVar[Workflow] = Workflow("thing", Status.OPEN, steps)

    assert available_actions(ANONYMOUS, Twice()) == [Action.FINISH]
