"""What everybody reads of calls, on pages that are kept for visitors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.grants.calls import services
from app.grants.calls.models import Call
from app.kernel import clock
from app.kernel.permissions import Role, ScopeKind
from tests.call_factories import make_call, publish_call
from tests.clients import WeftClient
from tests.databases import counted_queries
from tests.factories import give_role, make_person
from tests.organisation_factories import make_body

LIST, PAGE = "/en/n/river/grants/", "/en/n/river/grants/day-of-action"


@pytest.fixture
def call(session: Session) -> Call:
    made = publish_call(make_body("river"))
    session.commit()
    return made


@pytest.fixture
def officer(call: Call) -> Person:
    person = make_person("Second")
    give_role(person, Role.GRANTS_OFFICER, ScopeKind.BODY, call.body_id)
    return person


def _extend(call: Call, actor: Person) -> None:
    services.extend_call(call, closes_at=datetime(2099, 1, 1, tzinfo=UTC), reason="Storm", actor=actor)


def _decide(call: Call, actor: Person) -> None:
    with clock.shift(timedelta(days=20)):
        services.record_decided(call, actor=actor)


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (lambda call, actor: services.cancel_call(call, actor=actor, reason="No money"), "Cancelled"),
        (_extend, "2099"),
        (_decide, "Decided"),
    ],
)
def test_what_is_done_with_a_call_is_read_at_once(
    client: WeftClient, session: Session, call: Call, officer: Person, act: Callable[..., object], told: str
) -> None:
    assert told not in client.get(PAGE).text
    act(call, officer)
    session.commit()
    assert told in client.get(PAGE).text


def test_a_page_tells_who_learns_the_name_before_anybody_writes(
    client: WeftClient, call: Call, officer: Person, session: Session
) -> None:
    session.commit()
    text = " ".join(client.get(PAGE).text.split())
    assert "2 people in our office, the donor Donor A and its auditors. Nobody else" in text


def test_the_list_asks_the_same_few_queries(client: WeftClient, call: Call, session: Session) -> None:
    with counted_queries() as one:
        client.get(f"{LIST}?n=1")
    officer, line = make_person("More"), call.lines[0].line
    give_role(officer, Role.GRANTS_OFFICER, ScopeKind.BODY, call.body_id)
    for number in range(30):
        services.publish_call(make_call(call.body, officer, line, code=f"call-{number}"), actor=officer)
    session.commit()
    with counted_queries() as many:
        assert client.get(f"{LIST}?n=30").text.count("Call call-") == 30
    assert len(one.statements) == len(many.statements)
