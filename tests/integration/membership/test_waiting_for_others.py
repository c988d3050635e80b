"""What the desk says waits for others, stage by stage, and the list to which each line leads."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.casework.enums import DeclaredTie
from app.casework.models import Casefile, Wait
from app.casework.queries import MOST_LOOKED_AT
from app.casework.services import declare_tie, hold, take_step
from app.kernel import clock
from app.kernel.database import db
from app.kernel.ids import new_ref
from app.kernel.permissions import Role, ScopeKind
from app.membership import services
from app.membership.enums import Ballot, CheckResult
from app.membership.models import Application
from app.membership.process_words import Action
from tests.clients import WeftClient, sign_in
from tests.factories import give_role, make_person
from tests.membership_factories import (
    World,
    ask,
    decide,
    fill_in,
    fresh,
    make_draft,
    make_world,
    vote_all,
)
from tests.organisation_factories import make_contact, make_member

QUEUE = "/en/n/example/applications/"
STAGES = {
    "Submitted": "submitted",
    "Information requested": "information_requested",
    "Regional check": "regional_check",
    "Member comment": "member_comment",
    "Committee": "committee",
}


class Line(NamedTuple):
    """A line of the desk: its stage, where it leads, and what it says."""

    stage: str
    url: str
    words: str

    @property
    def number(self) -> str:
        return self.words.split()[0]


def lines(client: WeftClient, reader: Person) -> list[Line]:
    sign_in(client, reader)
    part = client.get("/en/desk").text.partition("<h2>Waiting for others</h2>")[2].partition("</section>")[0]
    found = re.findall(r'<a href="([^"]*)">([^<]*)</a><p[^>]*>([^<]*)</p>', part)
    return [Line(stage, url.replace("&amp;", "&"), words) for url, stage, words in found]


def listed(client: WeftClient, url: str) -> tuple[str, set[str]]:
    """What the tab of the list says that there are, and the names on its first page."""
    html = client.get(url).text
    number = re.findall(r'aria-current="page">[^<]*<b>([^<]*)</b>', html.partition('class="line-tabs"')[2])[0]
    return number, set(re.findall(r'class="cut"\s+href="/en/n/[^"]*" dir="auto"\s+title="([^"]*)"', html))


def make_one(**more: Any) -> World:
    """A world since long. Its applicant is reached by mail: else somebody is asked to reach them."""
    with clock.shift(-timedelta(days=500)):
        world = make_world(**more)
    world.applicant.email = "ana@example.org"
    return world


def send(world: World, name: str, *, country: str = "MX", **circulation: Any) -> Application:
    application = make_draft(world, known_as=name, country=country)
    fill_in(world, application, **circulation)
    services.submit_application(application, actor=world.applicant)
    return fresh(application)


def in_check(world: World, name: str, **more: Any) -> Application:
    application = send(world, name, **more)
    services.forward(application, Action.START_CHECK, actor=world.officer)
    return fresh(application)


def in_comment(world: World, name: str) -> Application:
    application = in_check(world, name)
    declare_tie(application, tie=DeclaredTie.NONE, note="", actor=world.coordinator)
    known = {"result": CheckResult.KNOWN, "note": "Known.", "language": "en"}
    services.record_check(application, actor=world.coordinator, **known)  # type: ignore[arg-type]
    return fresh(application)


def in_committee(world: World, name: str) -> Application:
    application = send(world, name, may_circulate=False)
    services.forward(application, Action.SEND_TO_COMMITTEE, actor=world.officer)
    return fresh(application)


def make_all_sorts(world: World) -> None:
    """Of each stage and of each end, on hold, without mail, with a tie, in a region of nobody's."""
    send(world, "Sent")
    send(world, "Sent elsewhere", country="LT")
    ask(world, send(world, "Asked"), "purpose", "More?")
    in_check(world, "In check")
    held = in_check(world, "Held in check")
    assert held.organisation_id is not None
    hold(held.organisation_id)
    in_comment(world, "Commented")
    in_committee(world, "Voted on by nobody")
    voted = in_committee(world, "Voted on by one")
    reader = world.committee[0]
    declare_tie(voted, tie=DeclaredTie.NONE, note="", actor=reader)
    services.cast_vote(voted, choice=Ballot.ADMIT, tier="member", reason="Good.", language="fr", actor=reader)
    for reader in (world.officer, world.coordinator, world.committee[0]):
        tied = in_check(world, f"Tied to {reader.chosen_name}")
        declare_tie(tied, tie=DeclaredTie.CONFLICT, note="", actor=reader)
    take_step(send(world, "Withdrawn"), Action.WITHDRAW, actor=world.applicant)
    world.applicant.email = None
    in_check(world, "Without mail")
    decided = in_committee(world, "Decided")
    vote_all(world, decided)
    decide(world, fresh(decided))
    make_draft(world, known_as="Draft")
    db.session.flush()


def readers_of(world: World) -> dict[str, Person]:
    nobody = make_person("Nobody")
    both = make_person("Both")
    give_role(both, Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, world.body.id)
    make_contact(both, make_member(world.body, "Both’s"))
    return {
        "officer": world.officer,
        "coordinator": world.coordinator,
        "voted": world.committee[0],
        "votes": world.committee[1],
        "officer of a member": both,
        "member": world.member,
        "nobody": nobody,
    }


def test_each_line_counts_what_the_list_shows_behind_it(client: WeftClient, session: Session) -> None:
    world = make_one()
    readers = readers_of(world)
    make_all_sorts(world)
    found = {}
    for name, reader in readers.items():
        told = lines(client, reader)
        for line in told:
            assert line.url == f"{QUEUE}?status={STAGES[line.stage]}&others=1", name
            number, names = listed(client, line.url)
            assert (number, len(names)) == (line.number, int(line.number)), (name, line)
        found[name] = {line.stage: int(line.number) for line in told}
    assert found == {
        "officer": {"Information requested": 1, "Regional check": 3, "Member comment": 1, "Committee": 2},
        "coordinator": {"Submitted": 1, "Information requested": 1, "Member comment": 1, "Committee": 2},
        "voted": {
            "Submitted": 2,
            "Information requested": 1,
            "Regional check": 5,
            "Member comment": 1,
            "Committee": 1,
        },
        "votes": {"Submitted": 2, "Information requested": 1, "Regional check": 6, "Member comment": 1},
        "officer of a member": {"Information requested": 1, "Regional check": 4, "Committee": 2},
        "member": {},
        "nobody": {},
    }


def test_what_waits_for_others_is_all_that_is_open_and_not_on_the_own_desk(
    client: WeftClient, session: Session
) -> None:
    world = make_one()
    make_all_sorts(world)
    for reader in (world.officer, world.coordinator, *world.committee):
        sign_in(client, reader)
        desk = client.get("/en/desk").text.partition("<h2>Waiting for others</h2>")[0]
        _number, everything = listed(client, QUEUE)
        number, others = listed(client, f"{QUEUE}?others=1")
        assert (number, others) == (str(len(others)), {name for name in everything if name not in desk})


def test_a_line_tells_the_first_deadline_of_those_that_wait_for_others(
    client: WeftClient, session: Session
) -> None:
    world = make_one()
    with clock.shift(timedelta(days=-20)):
        late, due = in_check(world, "Late").due_at, in_committee(world, "One").due_at
    in_check(world, "In time")
    session.flush()
    assert [(line.stage, line.words) for line in lines(client, world.officer)] == [
        ("Regional check", f"2 waiting, the first overdue since {said(late)}"),
        ("Committee", f"1 waiting, due on {said(due)}"),
    ]


def said(moment: Any) -> str:
    return f"{moment:%-d %b}" if moment.year == clock.today().year else f"{moment:%-d %b %Y}"


def test_networks_are_named_where_cases_of_several_wait(client: WeftClient, session: Session) -> None:
    first, second = make_one(), make_one(slug="second")
    give_role(first.officer, Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, second.body.id)
    in_check(first, "Here")
    session.flush()
    assert "<h3>" not in aside(client, first.officer)
    in_check(second, "There")
    session.flush()
    assert re.findall("<h3>([^<]*)</h3>", aside(client, first.officer)) == [
        first.body.name_in("en"),
        second.body.name_in("en"),
    ]


def aside(client: WeftClient, reader: Person) -> str:
    sign_in(client, reader)
    return client.get("/en/desk").text.partition('<aside class="side-stack">')[2]


def test_many_are_counted_up_to_a_bound(client: WeftClient, session: Session) -> None:
    world = make_one()
    copy(in_committee(world, "Many"), MOST_LOOKED_AT - 1)
    assert [line.words.split(",")[0] for line in lines(client, world.officer)] == [
        f"{MOST_LOOKED_AT} waiting"
    ]
    copy(in_committee(world, "More"), 0)
    (line,) = lines(client, world.officer)
    assert line.words.startswith(f"{MOST_LOOKED_AT}+ waiting, the first due on ")


def copy(case: Application, times: int) -> None:
    """As many more cases as this one, as far as lists read them."""
    row = dict(db.session.execute(select(Casefile.__table__).where(Casefile.id == case.id)).mappings().one())
    waits = db.session.execute(select(Wait.__table__).where(Wait.case_id == case.id)).mappings().all()
    for _time in range(times):
        new = {key: value for key, value in row.items() if key != "id"} | {"ref": new_ref(), "open_key": None}
        made = db.session.execute(insert(Casefile.__table__).values(new)).inserted_primary_key
        for wait in waits:
            values = {key: value for key, value in wait.items() if key != "id"} | {"case_id": made[0]}
            db.session.execute(insert(Wait.__table__).values(values))


@pytest.mark.parametrize("networks", [1, 3])
def test_the_desk_takes_four_statements_however_many_networks_and_cases(
    client: WeftClient, session: Session, count_queries: Callable[[], Any], networks: int
) -> None:
    worlds: Sequence[World] = [make_one(slug=f"net-{number}") for number in range(networks)]
    officer = worlds[0].officer
    for world in worlds[1:]:
        give_role(officer, Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, world.body.id)
    for world in worlds:
        for number in range(networks):
            in_check(world, f"Group {number}")
            in_committee(world, f"Circle {number}")
            send(world, f"House {number}")
    session.flush()
    sign_in(client, officer)
    client.get("/en/desk")
    with count_queries() as count:
        html = client.get("/en/desk").text
    assert (len(count), html.count("others=1")) == (4, 2 * networks)
