"""The secretariat's side of a member's record: what it may see, and what it changes with a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.kernel.actor import SYSTEM
from app.kernel.permissions import Role, ScopeKind
from app.organisations import queries, services
from app.organisations.enums import AffiliationKind
from tests.clients import sign_in
from tests.factories import give_role, make_person
from tests.integration.organisations.office import REASON, Office, kinds
from tests.organisation_factories import (
    make_body,
    make_contact,
    make_member,
    make_organisation,
)

FORMS = ("region", "hide", "show", "translation/en", "affiliations/new")
MEMBERSHIP_FORMS = ("suspend", "reinstate", "end")


def every_page(office: Office) -> list[str]:
    return [office.url, *(office.url + form for form in FORMS)] + [
        office.membership_url + form for form in MEMBERSHIP_FORMS
    ]


def test_record_opens_in_each_language(client: Any, office: Office) -> None:
    for language in ("en", "es", "fr"):
        for page in every_page(office):
            assert client.get(page.replace("/en/", f"/{language}/", 1)).status_code == 200


def test_others_do_not_find_the_record(session: Session, client: Any, office: Office) -> None:
    pages = every_page(office)
    elsewhere = make_person("Elsewhere")
    give_role(elsewhere, Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, make_body("enpud").id)
    sign_in(client, elsewhere)
    assert {client.get(page).status_code for page in pages} == {404}
    coordinator = make_person("Coordinator")
    give_role(coordinator, Role.REGIONAL_COORDINATOR, ScopeKind.BODY, office.body.id)
    for person in (coordinator, office.contact):
        sign_in(client, person)
        assert {client.get(page).status_code for page in pages} == {403}


def test_organisations_that_never_were_members_are_missing(
    session: Session, client: Any, office: Office
) -> None:
    stranger, other = make_organisation("Stranger"), make_member(make_body("enpud"), "Theirs")
    for organisation in (stranger, other):
        for page in ("", *FORMS):
            address = f"/en/n/{office.body.slug}/organisations/{organisation.ref}/{page}"
            assert client.get(address).status_code == 404
            if page:
                assert client.post(address, data={"reason": REASON}).status_code == 404


def test_record_shows_what_the_secretariat_may_read(client: Any, office: Office) -> None:
    page = client.get(office.url).text
    assert "Puentes AC" in page
    assert "555-CANARY" not in page
    assert "Canary Contact" not in page
    assert "a contact of the organisation" in page
    assert "It has 1 contact." in page


def test_closed_fields_open_with_a_reason_and_once(session: Session, client: Any, office: Office) -> None:
    refused = client.post(office.url + "need-to-know", data={"reason": " "})
    assert (refused.status_code, "555-CANARY" in refused.text) == (422, False)
    assert "organisation.need_to_know_read" not in kinds(office.member)
    opened = client.post(office.url + "need-to-know", data={"reason": "A call for help"})
    assert opened.status_code == 200
    assert "555-CANARY" in opened.text
    assert "Canary Contact" in opened.text
    page = client.get(office.url).text
    assert "555-CANARY" not in page
    assert "A call for help" in page
    assert kinds(office.member).count("organisation.need_to_know_read") == 1


def test_other_networks_are_not_told(session: Session, client: Any, office: Office) -> None:
    other = make_body("enpud")
    services.admit(office.member, body=other, tier="member", effective_on=date(2021, 1, 1), actor=SYSTEM)
    theirs = make_person("Their Officer")
    give_role(theirs, Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, other.id)
    services.set_hidden(office.member, body=other, hidden=True, reason="SECRETREASON", actor=theirs)
    page = client.get(office.url).text
    assert "enpud" not in page.lower()
    assert "Their Officer" not in page
    assert "SECRETREASON" not in page
    assert "Another secretariat hides its entry" in page


def test_former_member_keeps_its_present_to_itself(session: Session, client: Any, office: Office) -> None:
    client.post(office.membership_url + "end", data={"reason": "Left"})
    page = client.get(office.url).text
    assert "Puentes AC" not in page
    assert "No longer a member" in page
    for form in FORMS:
        assert client.get(office.url + form).status_code == 409
    assert client.post(office.url + "need-to-know", data={"reason": REASON}).status_code == 403


def test_hiding_ends_with_the_membership(session: Session, client: Any, office: Office) -> None:
    client.post(office.url + "hide", data={"reason": "A raid"})
    client.post(office.membership_url + "end", data={"reason": "Left"})
    session.refresh(office.member)
    assert not office.member.hidden


def test_membership_of_another_network_is_missing(session: Session, client: Any, office: Office) -> None:
    other = make_body("enpud")
    edge = services.admit(
        office.member, body=other, tier="member", effective_on=date(2021, 1, 1), actor=SYSTEM
    )
    url = f"{office.url}memberships/{edge.ref}/suspend"
    assert client.get(url).status_code == 404
    assert client.post(url, data={"reason": REASON}).status_code == 404


def test_record_takes_the_same_queries_whatever_it_holds(
    session: Session, client: Any, office: Office, count_queries: Callable[[], Any]
) -> None:
    def add(number: int) -> None:
        tied = make_member(office.body, f"Tied {number}")
        services.affiliate(office.member, kind=AffiliationKind.SUB_NETWORK, to=tied, actor=SYSTEM)
        make_contact(make_person(f"Person {number}"), office.member)

    add(0)
    client.get(office.url)
    session.commit()
    with count_queries() as few:
        assert client.get(office.url).status_code == 200
    for number in range(1, 12):
        add(number)
    session.commit()
    with count_queries() as many:
        assert client.get(office.url).status_code == 200
    assert len(many) == len(few)


def test_past_members_take_the_same_queries(
    session: Session, client: Any, office: Office, count_queries: Callable[[], Any]
) -> None:
    url = f"/en/n/{office.body.slug}/organisations/"

    def suspend(number: int) -> None:
        member = make_member(office.body, f"Paused {number}")
        services.suspend_membership(
            queries.list_memberships(member.id)[0], actor=office.officer, reason=REASON
        )

    suspend(0)
    session.commit()
    with count_queries() as few:
        assert "Paused 0" in client.get(url).text
    for number in range(1, 12):
        suspend(number)
    session.commit()
    with count_queries() as many:
        assert "Paused 11" in client.get(url).text
    assert len(many) == len(few)
