from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts import queries, scopes, services
from app.accounts.enums import InvitationKind
from app.accounts.models import Person
from app.accounts.scopes import ScopeOption
from app.kernel import audit, clock
from app.kernel.actor import SYSTEM
from app.kernel.errors import DomainError
from app.kernel.permissions import Role, ScopeKind
from tests.clients import sign_in
from tests.factories import give_role
from tests.integration.accounts.helpers import (
    SECRET,
    give,
    letters,
    link_in,
    make_person,
    post_sign_in,
    reload,
)


@pytest.fixture(autouse=True)
def two_bodies(monkeypatch: pytest.MonkeyPatch) -> None:
    def provider(_language: str) -> list[ScopeOption]:
        return [ScopeOption(ScopeKind.BODY, 7, "Seven"), ScopeOption(ScopeKind.BODY, 8, "Eight")]

    monkeypatch.setattr(scopes, "_providers", [provider])


@pytest.fixture
def administrator(client: Any, session: Session) -> Person:
    person = make_person("admin", totp=SECRET)
    give(person, Role.ADMINISTRATOR)
    sign_in(client, person)
    return person


def granting(scope: str = "body:7", **changed: str) -> dict[str, str]:
    return {"role": "membership_officer", "scope": scope, "reason": "elected in May", **changed}


def test_a_role_is_given_and_ended_with_a_trail(client: Any, session: Session, administrator: Person) -> None:
    person = make_person("sol")
    page = f"/en/account/people/{person.ref}"
    assert client.post(page, data=granting(reason="")).status_code == 422
    assert client.post(page, data=granting(scope="body:99")).status_code == 422
    no_day = client.post(page.replace("/en/", "/es/"), data=granting(ends_on="2023-02-29"))
    assert no_day.status_code == 422
    assert "No hay día 29 en febrero de 2023. Revisa la fecha." in no_day.text
    assert 'value="2023-02-29"' in no_day.text
    assert client.post(page, data=granting()).status_code == 303
    assert client.post(page, data=granting()).status_code == 422
    grant = queries.list_grants_of([person.id])[person.id][0]
    assert (grant.scope_kind, grant.scope_id, grant.granted_by_id) == (ScopeKind.BODY, 7, administrator.id)
    assert "elected in May" in client.get(page).text
    end = f"{page}/roles/{grant.ref}/end"
    assert client.post(end, data={"reason": ""}).status_code == 422
    assert client.post(end, data={"reason": "term over"}).status_code == 303
    assert reload(person).grants == []
    kinds = [event.kind for event in audit.list_events("person", person.id)]
    assert kinds == ["role.granted", "role.ended"]


def test_nobody_gives_a_role_to_themselves(client: Any, session: Session, administrator: Person) -> None:
    answer = client.post(f"/en/account/people/{administrator.ref}", data=granting())
    assert answer.status_code == 422
    assert "Ask another administrator" in answer.text


def test_an_administrator_of_one_body_gives_roles_only_there(client: Any, session: Session) -> None:
    local = make_person("local", totp=SECRET)
    give(local, Role.ADMINISTRATOR, body=7)
    sign_in(client, local)
    person = make_person("sol")
    page = f"/en/account/people/{person.ref}"
    assert "Eight" not in client.get(page).text
    assert client.post(page, data=granting("body:8")).status_code == 422
    assert client.post(page, data=granting("installation:")).status_code == 422
    assert client.post(page, data=granting("body:7")).status_code == 303
    other = give(person, Role.REVIEWER, body=8)
    assert client.get(f"{page}/roles/{other.ref}/end").status_code == 403


def test_the_last_administrator_stays(app: Flask, session: Session) -> None:
    one, two = make_person("one"), make_person("two")
    first = give(one, Role.ADMINISTRATOR)
    with pytest.raises(DomainError, match="last_administrator"):
        services.end_role(first, actor=SYSTEM, reason="x")
    give(two, Role.ADMINISTRATOR)
    services.end_role(first, actor=SYSTEM, reason="x")
    with pytest.raises(DomainError, match="erasure_last_administrator"):
        services.erase_person(two)


def test_pages_of_administrators_are_closed_to_others(client: Any, session: Session) -> None:
    person = make_person("sol")
    for path in ("/en/account/people", f"/en/account/people/{person.ref}", "/en/account/people/invite"):
        assert client.get(path).status_code == 303
    sign_in(client, person)
    for path in ("/en/account/people", f"/en/account/people/{person.ref}", "/en/account/people/invite"):
        assert client.get(path).status_code == 403


def test_the_list_of_people_pages_and_shows_no_address(
    client: Any, session: Session, administrator: Person, count_queries: Any
) -> None:
    client.get("/en/account/people")
    with count_queries() as one:
        client.get("/en/account/people")
    for number in range(70):
        person = services.create_example_person(
            sign_in_name=f"p{number}",
            password_hash="x",
            language="en",
            chosen_name=f"P{number}",
            email=f"p{number}@secret.example",
        )
        session.flush()
        if number % 7 == 0:
            give(person, Role.REVIEWER, body=7)
    with count_queries() as many:
        page = client.get("/en/account/people").text
    assert len(one) == len(many)
    assert "secret.example" not in page
    after = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert page.count("/en/account/people/") >= 60
    assert "P0<" in client.get(after).text


def test_an_invitation_is_accepted_once(client: Any, session: Session, administrator: Person) -> None:
    form = granting(email="guest@example.org", language="fr")
    assert client.post("/en/account/people/invite", data=form).status_code == 303
    letter = letters()[0]
    assert letter.language == "fr"
    assert "Seven" not in (letter.text or "")
    link = link_in(letter)
    guest = make_person("guest", totp=SECRET)
    browser = client.application.test_client()
    assert "Seven" in browser.get(link).text
    assert browser.post(link, data={}).status_code == 422
    sign_in(browser, guest)
    assert browser.post(link, data={}).status_code == 303
    assert reload(guest).roles_in_force() == {Role.MEMBERSHIP_OFFICER}
    assert browser.get(link).status_code == 410


def test_inviting_answers_alike_for_known_and_unknown(
    client: Any, session: Session, administrator: Person
) -> None:
    make_person("known", email="known@example.org")
    answers = [
        client.post("/en/account/people/invite", data=granting(email=address, language="en"))
        for address in ("known@example.org", "nobody@example.org")
    ]
    assert len({(answer.status_code, answer.location) for answer in answers}) == 1
    assert len({letter.about for letter in letters()}) == 1


def test_a_link_can_be_handed_over_but_not_used_by_its_maker(
    client: Any, session: Session, administrator: Person
) -> None:
    answer = client.post("/en/account/people/invite", data=granting(language="en"))
    page = client.get(answer.location).text
    link = "/en/account/invitations/" + page.split("/account/invitations/")[1].split("<")[0]
    assert client.post(link, data={}).status_code == 422
    with clock.shift(timedelta(days=15)):
        assert client.application.test_client().get(link).status_code == 410


def test_an_invitation_to_contacts_calls_its_hook(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[tuple[int, int | None, str | None]] = []
    monkeypatch.setattr(services.invitations, "_hooks", {})
    services.on_accept(
        InvitationKind.CONTACT, lambda p, i: taken.append((p.id, i.organisation_id, i.contact_level))
    )
    token = services.invite(
        actor=SYSTEM, lasts=timedelta(days=1), reason="", organisation_id=5, contact_level="editor"
    )
    person = make_person("sol")
    services.accept_invitation(services.get_open_invitation(token), person)
    assert taken == [(person.id, 5, "editor")]


def test_the_first_administrator_comes_by_a_link_from_the_console(client: Any, session: Session) -> None:
    runner = client.application.test_cli_runner()
    session.commit()
    printed = runner.invoke(args=["accounts", "first-administrator"]).output
    link = "/en/account/invitations/" + printed.split("/account/invitations/")[1].strip()
    make_person("first")
    post_sign_in(client, "first", next=link)
    assert client.post(link, data={}).status_code == 303
    assert queries.has_administrator()
    assert "/set-up" in client.get(client.get("/en/account/people").location).location
    again = runner.invoke(args=["accounts", "first-administrator"])
    assert again.exit_code == 1


def test_who_holds_a_role_can_be_asked(app: Flask, session: Session) -> None:
    one, two = make_person("one"), make_person("two")
    give(one, Role.COMMITTEE_MEMBER, body=7)
    give(two, Role.COMMITTEE_MEMBER, body=8)
    assert queries.list_people_with_role(Role.COMMITTEE_MEMBER, body=7) == [one]
    assert queries.list_people_with_role(Role.COMMITTEE_MEMBER) == []
    assert queries.list_people_names([one.id, two.id, None]) == {one.id: "One", two.id: "Two"}


def test_a_role_over_everything_is_one_over_each_body_and_region(app: Flask, session: Session) -> None:
    people = {name: make_person(name) for name in ("all", "seven", "eight", "asia")}
    give(people["all"], Role.COMMITTEE_MEMBER)
    give(people["seven"], Role.COMMITTEE_MEMBER, body=7)
    give(people["eight"], Role.COMMITTEE_MEMBER, body=8)
    give_role(people["asia"], Role.COMMITTEE_MEMBER, ScopeKind.REGION, 7)

    def holding(**scopes: int) -> list[str]:
        found = queries.list_people_with_role(Role.COMMITTEE_MEMBER, **scopes)
        for name, one in people.items():
            covered = any(grant.covers(**({"body": None, "region": None} | scopes)) for grant in one.grants)
            assert (one in found) is covered, name
        return [one.chosen_name for one in found]

    assert holding() == ["All"]
    assert holding(body=7) == ["All", "Seven"]
    assert holding(region=7) == ["All", "Asia"]
    assert holding(body=8, region=7) == ["All", "Eight", "Asia"]


def test_what_changed_because_its_day_came_is_found_and_what_somebody_did_that_day_is_not(
    session: Session,
) -> None:
    today = clock.today()

    def given(name: str, starts: int, ends: int | None) -> Any:
        return services.grant_role(
            make_person(name),
            Role.AUDITOR,
            scope_kind=ScopeKind.INSTALLATION,
            scope_id=None,
            actor=SYSTEM,
            reason="for a test",
            starts_on=today + timedelta(days=starts),
            ends_on=None if ends is None else today + timedelta(days=ends),
        )

    with clock.shift(-timedelta(days=20)):
        begins, ends, later = given("begins", -2, None), given("ends", -19, 0), given("later", 1, 3)
        ended, before = given("ended", -19, None), given("before", -19, -3)
    given("now", 0, None)
    services.end_role(ended, actor=SYSTEM, reason="for a test")
    session.flush()
    assert queries.list_grants_changed_by_date(today - timedelta(days=2)) == [begins, ends]
    assert queries.list_grants_changed_by_date(today - timedelta(days=3)) == [begins, ends, before]
    with clock.shift(timedelta(days=1)):
        assert queries.list_grants_changed_by_date(clock.today()) == [later]
