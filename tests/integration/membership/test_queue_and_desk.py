"""What the queue's filters find, and what the desk says is due."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.casework.enums import DeclaredTie
from app.casework.models import Casefile
from app.casework.presenter import list_desk_items
from app.casework.queries import first_due
from app.casework.services import declare_tie, extend
from app.kernel import clock
from app.kernel.database import db
from app.kernel.permissions import Role, ScopeKind
from app.membership import services
from app.membership.enums import CheckResult
from app.membership.models import Application
from app.membership.process_words import Action
from app.membership.queries import QueueFilter, queue_statement, queue_tabs
from app.web.list_page import bounded_counts
from tests.clients import WeftClient, sign_in
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
from tests.organisation_factories import make_body

Desk = Callable[[Person], dict[str, datetime | None]]


def submit(world: World, name: str, country: str = "MX") -> Application:
    application = make_draft(world, known_as=name, country=country)
    fill_in(world, application)
    services.submit_application(application, actor=world.applicant)
    return fresh(application)


def found(reader: Person, world: World, **wanted: bool) -> list[str]:
    statement = queue_statement(reader, world.body.id, QueueFilter(**wanted))
    return [row.title for row in db.session.execute(statement.order_by(Casefile.sort_due, Casefile.id))]


def counted(reader: Person, world: World, **wanted: bool) -> int:
    """What the tab of all that is open says."""
    return bounded_counts(*queue_tabs(reader, world.body.id, QueueFilter(**wanted)))[""].number


def make_late(application: Application) -> None:
    for wait in application.open_waits:
        wait.set_due(clock.now() - timedelta(hours=1), ())
    application.waits_on, application.sort_due = first_due(application.open_waits)


def test_mine_finds_the_cases_that_the_reader_looks_after(session: Session) -> None:
    world = make_world()
    grant = world.officer.role_grants[0]
    colleague = make_person("Colleague")
    give_role(colleague, grant.role, grant.scope_kind, grant.scope_id)
    services.take_case(submit(world, "Mine"), actor=world.officer)
    services.take_case(submit(world, "Theirs"), actor=colleague)
    submit(world, "Nobody's")
    session.flush()
    assert found(world.officer, world, mine=True) == ["Mine"]
    assert found(colleague, world, mine=True) == ["Theirs"]
    assert sorted(found(world.officer, world)) == ["Mine", "Nobody's", "Theirs"]


def test_names_are_bold_just_where_the_list_says_that_the_reader_has_it(
    client: WeftClient, session: Session
) -> None:
    world = make_world()
    services.take_case(submit(world, "Taken"), actor=world.officer)
    submit(world, "Free")
    asked = submit(world, "Asked")
    services.forward(asked, Action.START_CHECK, actor=world.officer)
    session.flush()
    assert holders(client, world.officer) == {
        "Taken": ("You", True),
        "Free": ("Nobody yet", False),
        "Asked": ("Latin America and the Caribbean", False),
    }
    assert holders(client, world.coordinator) == {
        "Taken": ("Officer", False),
        "Free": ("Nobody yet", False),
        "Asked": ("You", True),
    }


def holders(client: WeftClient, reader: Person) -> dict[str, tuple[str, bool]]:
    """Who has each application of the queue, and whether its name is bold."""
    sign_in(client, reader)
    html = client.get("/en/n/example/applications/").text
    rows = html.split("<tbody>", 1)[1].split("</tbody>", 1)[0].split("<tr>")[1:]
    return {
        re.findall(r'title="([^"]*)"', row)[0]: (
            re.findall(r'data-label="Who has it"><span class="cut[^"]*"\s+title="([^"]*)"', row)[0],
            'class="name mine"' in row,
        )
        for row in rows
    }


def test_overdue_finds_the_cases_whose_stage_is_over(session: Session) -> None:
    world = make_world()
    submit(world, "In time")
    make_late(submit(world, "Late"))
    session.flush()
    assert found(world.officer, world, overdue=True) == ["Late"]
    with clock.shift(timedelta(days=15)):
        assert sorted(found(world.officer, world, overdue=True)) == ["In time", "Late"]


def test_filters_narrow_one_another(session: Session) -> None:
    world = make_world()
    late = submit(world, "Late")
    make_late(fresh(late))
    services.take_case(submit(world, "Mine"), actor=world.officer)
    session.flush()
    assert found(world.officer, world, mine=True, overdue=True) == []


def test_counts_of_tabs_are_the_reader_s_own_and_of_now(session: Session) -> None:
    """The statements are kept; who asks, their roles of today and the hour are not."""
    world = make_world()
    late, _in_time = submit(world, "Late"), submit(world, "In time")
    submit(world, "Elsewhere", country="LT")
    make_late(fresh(late))
    readers = (world.officer, world.coordinator)
    session.flush()
    assert [counted(one, world) for one in readers] == [3, 2]
    assert [counted(one, world, overdue=True) for one in readers] == [1, 1]
    with clock.shift(timedelta(days=15)):
        assert [counted(one, world, overdue=True) for one in readers] == [3, 2]

    declare_tie(fresh(late), tie=DeclaredTie.CONFLICT, note="", actor=world.coordinator)
    session.flush()
    assert [counted(one, world) for one in readers] == [3, 1]


def test_the_queue_tells_what_is_inside_a_case_once_ties_are_declared(session: Session) -> None:
    """What a group answered and what its region found: on the row, by a filter, by its count."""
    world = make_world()
    application = make_submitted(world, industry="yes")
    services.forward(application, Action.START_CHECK, actor=world.officer)
    application = fresh(application)
    declare_tie(application, tie=DeclaredTie.NONE, note="", actor=world.coordinator)
    services.record_check(
        application, result=CheckResult.CONCERNS, note="Hm.", language="en", actor=world.coordinator
    )
    session.flush()
    told = {}
    for name, reader in (("officer", world.officer), ("coordinator", world.coordinator)):
        told[name] = inside(reader, world)
    reader = world.committee[0]
    told["committee"] = inside(reader, world)
    declare_tie(fresh(application), tie=DeclaredTie.NONE, note="", actor=reader)
    session.flush()
    told["committee, declared"] = inside(reader, world)
    everything, nothing = (True, True, 1, 1), (False, False, 0, 0)
    assert told == dict.fromkeys(told, everything) | {"committee": nothing}


def inside(reader: Person, world: World) -> tuple[bool, bool, int, int]:
    """What the queue tells this reader of the inside of its only case: the two flags, filter and count."""
    (row,) = db.session.execute(queue_statement(reader, world.body.id, QueueFilter()))
    filtered, number = found(reader, world, referred=True), counted(reader, world, referred=True)
    return bool(row.is_referred), bool(row.has_concern), len(filtered), number


@pytest.fixture
def desk(app: Flask) -> Desk:
    """What is due on a person's desk, by title."""

    def read(person: Person) -> dict[str, datetime | None]:
        with app.test_request_context("/en/desk"):
            return {item.title: item.due_at for item in list_desk_items(person, "en")}

    return read


def test_the_desk_says_when_the_applicant_s_answer_is_due(session: Session, desk: Desk) -> None:
    world = make_world()
    application = make_submitted(world)
    ask(world, application, "purpose", "More?")
    application = fresh(application)
    due_at = application.due_at
    assert due_at is not None
    assert desk(world.applicant) == {"Puentes": due_at}


def test_the_desk_gives_the_applicant_no_date_that_binds_the_secretariat(
    session: Session, desk: Desk
) -> None:
    world = make_world()
    make_submitted(world)
    assert desk(world.applicant) == {"Puentes": None}


def test_the_desk_says_when_the_first_comment_is_due(session: Session, desk: Desk) -> None:
    world = make_world()
    later = make_in_comment(world)
    extend(later, Action.EXTEND_COMMENT, longest=60, days=9, actor=world.officer)
    sooner = submit(world, "Sooner")
    services.forward(sooner, Action.OPEN_COMMENT, actor=world.officer)
    due_at = fresh(sooner).due_at
    shown = desk(world.member)
    assert (list(shown), shown["Sooner"]) == (["Sooner", "Puentes"], due_at)


def test_the_desk_says_when_the_first_vote_is_due(session: Session, desk: Desk) -> None:
    world = make_world()
    with clock.shift(timedelta(days=3)):
        _to_the_committee(world, "Later")
    due_at = _to_the_committee(world, "First").due_at
    assert due_at is not None
    shown = desk(world.committee[0])
    assert (list(shown), shown["First"]) == (["First", "Later"], due_at)


def _to_the_committee(world: World, name: str) -> Application:
    application = make_draft(world, known_as=name)
    fill_in(world, application, may_circulate=False)
    services.submit_application(application, actor=world.applicant)
    services.forward(fresh(application), Action.SEND_TO_COMMITTEE, actor=world.officer)
    return fresh(application)


def test_the_desk_of_a_coordinator_shows_what_is_to_check(session: Session, desk: Desk) -> None:
    world = make_world()
    make_in_check(world)
    assert "Puentes" in desk(world.coordinator)


def test_a_draft_for_a_group_is_nobody_s_once_the_role_has_ended(
    client: WeftClient, session: Session
) -> None:
    world = make_world()
    officer = world.officer
    application = services.enter_on_behalf(
        world.body, actor=officer, language="es", known_as="Puentes", country="MX", source="a call"
    )
    pages = (
        f"/en/apply/{application.ref}/",
        f"/en/apply/{application.ref}/answers",
        f"/en/cases/{application.ref}/withdraw",
        f"/en/news/{application.ref}",
    )
    sign_in(client, officer)
    assert "Puentes" in client.get("/en/desk").text
    assert [client.get(page).status_code for page in pages] == [200, 200, 200, 303]
    officer.role_grants[0].ends_on = clock.today()
    session.flush()
    assert "Puentes" not in client.get("/en/desk").text
    assert [client.get(page).status_code for page in pages] == [404, 404, 404, 404]
    elsewhere = make_body("elsewhere").id
    for scope in ({"scope_kind": ScopeKind.BODY, "scope_id": elsewhere}, {}):  # there, then everywhere
        give_role(officer, Role.MEMBERSHIP_OFFICER, **scope)
        assert ("Puentes" in client.get("/en/desk").text) is (not scope)


def test_what_can_be_started_in_several_networks_is_one_line(client: WeftClient, session: Session) -> None:
    first, second = make_world(), make_world(slug="second")
    give_role(first.officer, Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, second.body.id)
    for officer, links in (
        (second.officer, [("/en/n/second/applications/new", "An application for a group")]),
        (
            first.officer,
            [
                ("/en/n/example/applications/new", first.body.name_in("en")),
                ("/en/n/second/applications/new", second.body.name_in("en")),
            ],
        ),
    ):
        sign_in(client, officer)
        part = client.get("/en/desk").text.partition("<h2>You can start</h2>")[2].partition("</section>")[0]
        assert re.findall(r'<a href="([^"]*)">(?:<svg.*?</svg>)?([^<]*)</a>', part) == links
        assert part.count("An application for a group") == 1


def test_the_page_of_a_step_stands_under_the_applications(client: WeftClient, session: Session) -> None:
    """Its address is the same for every process: the navigation goes by whose page it is."""
    world = make_world()
    application = submit(world, "Puentes")
    current = re.compile(r'<a href="([^"]*)" aria-current="page"')
    sign_in(client, world.officer)
    step = client.get(f"/en/cases/{application.ref}/start_check").text
    assert current.findall(step)[0] == "/en/n/example/applications/"
    sign_in(client, world.applicant)
    withdrawal = client.get(f"/en/cases/{application.ref}/withdraw").text
    assert "/en/n/example/applications/" not in current.findall(withdrawal)


def test_whoever_only_waits_finds_their_application_in_the_list_of_the_desk(
    client: WeftClient, session: Session
) -> None:
    world = make_world()
    submit(world, "Puentes")
    sign_in(client, world.applicant)
    desk = client.get("/en/desk").text
    listed = desk.split('<table class="rows desk">', 1)[1].split("</table>", 1)[0]
    assert "Puentes" in listed
    assert "Being considered" in listed
    assert "You have no tasks" not in desk
