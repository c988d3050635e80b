"""The directory shows each viewer what the member agreed to, whatever the way in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.kernel.actor import SYSTEM
from app.kernel.permissions import Role, ScopeKind
from app.organisations import queries, services
from app.organisations.enums import Audience, Field, Kind, Level
from app.organisations.models import NetworkBody, Organisation
from tests.clients import sign_in
from tests.factories import give_role, make_person
from tests.organisation_factories import make_body, make_contact, make_member, region, show

LIST = "/en/n/lanpud/directory/"


def as_member(client: Any, body: NetworkBody) -> None:
    person = make_person()
    make_contact(person, make_member(body, "Readers", listed=Audience.COORDINATORS))
    sign_in(client, person)


def as_officer(client: Any, body: NetworkBody) -> None:
    person = make_person()
    give_role(person, Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, body.id)
    sign_in(client, person)


def as_coordinator(client: Any, code: str) -> None:
    person = make_person()
    give_role(person, Role.REGIONAL_COORDINATOR, ScopeKind.REGION, region(code).id)
    sign_in(client, person)


def test_visitor_finds_only_who_agreed(session: Session, client: Any) -> None:
    body = make_body()
    make_member(body, "Abierta")
    make_member(body, "Entre Miembros", listed=Audience.MEMBERS)
    make_member(body, "Oculta", listed=Audience.COORDINATORS)
    page = client.get(LIST).text
    assert ("Abierta" in page, "Entre Miembros" in page, "Oculta" in page) == (True, False, False)
    as_member(client, body)
    page = client.get(LIST).text
    assert ("Abierta" in page, "Entre Miembros" in page, "Oculta" in page) == (True, True, False)
    as_officer(client, body)
    page = client.get(LIST).text
    assert ("Abierta" in page, "Entre Miembros" in page, "Oculta" in page) == (True, True, True)


def test_member_of_one_network_is_a_visitor_in_another(session: Session, client: Any) -> None:
    body, other = make_body(), make_body("anpud")
    hidden = make_member(body, "Entre Miembros", listed=Audience.MEMBERS)
    as_member(client, other)
    assert "Entre Miembros" not in client.get(LIST).text
    assert client.get(f"{LIST}{hidden.ref}").status_code == 404


def test_hidden_member_has_no_page_for_others(session: Session, client: Any) -> None:
    body = make_body()
    hidden = make_member(body, "Oculta", listed=Audience.COORDINATORS)
    assert client.get(f"{LIST}{hidden.ref}").status_code == 404
    as_coordinator(client, "asia")
    assert client.get(f"{LIST}{hidden.ref}").status_code == 404
    as_coordinator(client, "latin_america_caribbean")
    assert client.get(f"{LIST}{hidden.ref}").status_code == 200


CANARIES: dict[Field, dict[str, Any]] = {
    Field.SKILLS: {"skills": ["governance"]},
    Field.NEEDS: {"needs": ["translation"]},
    Field.LEGAL_NAME: {"legal_name": "CANARYLEGAL"},
    Field.REGISTRATION: {"registration": "CANARYNUMBER"},
    Field.CITY: {"city": "CANARYCITY"},
    Field.ADDRESS: {"address": "CANARYADDRESS"},
    Field.PHONES: {"phones": "CANARYPHONE"},
}
SAID = {
    Field.SKILLS: "Governance",
    Field.NEEDS: "Translation and interpretation",
    Field.KIND: "Self-organisation",
    Field.LEGAL_NAME: "CANARYLEGAL",
    Field.REGISTRATION: "CANARYNUMBER",
    Field.CITY: "CANARYCITY",
    Field.ADDRESS: "CANARYADDRESS",
    Field.PHONES: "CANARYPHONE",
    Field.CONTACTS: "CANARYPERSON",
}


@pytest.fixture
def canary(session: Session) -> Organisation:
    """A public member with something in every sensitive field."""
    member = make_member(make_body(), "Canario", kind=Kind.SELF_ORGANISATION)
    make_contact(make_person("CANARYPERSON"), member)
    changes = {name: value for typed in CANARIES.values() for name, value in typed.items()}
    services.update_profile(member, actor=SYSTEM, expected_version=None, **changes)
    return member


@pytest.mark.parametrize(
    ("reader", "reads"),
    [
        ("visitor", set()),
        ("member", {Field.SKILLS}),
        ("coordinator", {Field.SKILLS, Field.NEEDS, Field.KIND}),
        ("officer", {Field.SKILLS, Field.NEEDS, Field.KIND, Field.LEGAL_NAME, Field.REGISTRATION}),
    ],
)
def test_each_reader_reads_just_their_fields(
    client: Any, canary: Organisation, reader: str, reads: set[Field]
) -> None:
    body = queries.get_body("lanpud")
    if reader == "member":
        as_member(client, body)
    elif reader == "coordinator":
        as_coordinator(client, "latin_america_caribbean")
    elif reader == "officer":
        as_officer(client, body)
    page = client.get(f"{LIST}{canary.ref}").text
    assert {field for field, words in SAID.items() if words in page} == reads
    lists = "".join(
        client.get(f"{LIST}?q={words}").text.replace(f'value="{words}"', "") for words in SAID.values()
    )
    assert "Canario" not in lists


def test_need_to_know_is_read_once_and_logged(client: Any, canary: Organisation) -> None:
    url = f"{LIST}{canary.ref}/need-to-know"
    assert client.post(url, data={"reason": "x"}).status_code == 303
    as_coordinator(client, "latin_america_caribbean")
    assert client.post(url, data={"reason": "x"}).status_code == 403
    as_officer(client, queries.get_body("lanpud"))
    assert client.post(url, data={"reason": ""}).status_code == 422
    page = client.post(url, data={"reason": "their phone was taken"})
    assert page.status_code == 200
    for field in (Field.CITY, Field.ADDRESS, Field.PHONES, Field.CONTACTS):
        assert SAID[field] in page.text
    assert "CANARYPHONE" not in client.get(f"{LIST}{canary.ref}").text


def test_officer_of_another_network_reads_nothing(client: Any, canary: Organisation) -> None:
    as_officer(client, make_body("anpud"))
    assert client.post(f"{LIST}{canary.ref}/need-to-know", data={"reason": "x"}).status_code == 403
    assert "CANARYLEGAL" not in client.get(f"{LIST}{canary.ref}").text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=equite", {"Équité Rive"}),
        ("q=EQUI", {"Équité Rive"}),
        ("q=puentes+norte", {"Puentes del Norte"}),
        ("q=puntes", {"Puentes del Norte", "Puentes Sur"}),
        ("q=haiti", {"Équité Rive"}),
        ("country=MX", {"Puentes del Norte"}),
        ("region=latin_america_caribbean&q=puentes", {"Puentes del Norte", "Puentes Sur"}),
        ("region=asia", set()),
        ("q=%22%27%28%29%3A%2A%21+OR", set()),
        ("q=xylophone", set()),
    ],
)
def test_filters_and_search_stand_in_the_address(
    session: Session, client: Any, asked: str, found: set[str]
) -> None:
    body = make_body()
    make_member(body, "Puentes del Norte")
    make_member(body, "Puentes Sur", country="CL")
    make_member(body, "Équité Rive", country="HT", language="fr")
    page = client.get(f"{LIST}?{asked}").text
    names = {"Puentes del Norte", "Puentes Sur", "Équité Rive"}
    assert {name for name in names if name in page} == found


def test_typo_is_told_and_never_suggests_what_is_hidden(session: Session, client: Any) -> None:
    body = make_body()
    make_member(body, "Puentes")
    make_member(body, "Secretaria Oculta", listed=Audience.COORDINATORS)
    assert "These are close: puentes" in client.get(f"{LIST}?q=puentez").text
    page = client.get(f"{LIST}?q=ocullta").text
    assert "oculta" not in page
    assert "Puentes" not in client.get(f"{LIST}?q=***").text


def test_visitor_cannot_sort_or_filter_by_what_is_not_shown(session: Session, client: Any) -> None:
    body = make_body()
    make_member(body, "Abierta", level=Level.LOCAL)
    assert "Abierta" in client.get(f"{LIST}?level=national&sort=newest").text
    as_member(client, body)
    assert "Abierta" not in client.get(f"{LIST}?level=national").text


def test_pages_follow_by_key_and_keep_the_filters(session: Session, client: Any) -> None:
    body = make_body()
    for number in range(65):
        make_member(body, f"Grupo {number:02}")
    first = client.get(f"{LIST}?q=grupo&sort=name").text
    assert ("Grupo 00" in first, "Grupo 29" in first, "Grupo 30" in first) == (True, True, False)
    assert "65 members" in first
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "q=grupo" in following
    second = client.get(following).text
    assert ("Grupo 30" in second, "Grupo 59" in second, "Grupo 29" in second) == (True, True, False)
    back = second.split('rel="prev" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "Grupo 00" in client.get(back).text


def test_empty_list_and_empty_search_say_what_to_do(session: Session, client: Any) -> None:
    make_body()
    assert "No member is listed here yet" in client.get(LIST).text
    assert "No results" in client.get(f"{LIST}?q=nobody").text
    assert client.get("/en/n/nowhere/directory/").status_code == 404


@pytest.mark.parametrize("reader", ["visitor", "member", "officer"])
def test_list_asks_the_same_few_queries(
    session: Session, client: Any, count_queries: Callable[[], Any], reader: str
) -> None:
    body = make_body()
    make_member(body, "Uno")
    if reader != "visitor":
        as_member(client, body) if reader == "member" else as_officer(client, body)

    def asked() -> int:
        client.get(LIST)
        with count_queries() as count:
            assert client.get(f"{LIST}?q=uno").status_code == 200
        return len(count)

    few = asked()
    for number in range(30):
        make_member(body, f"Uno {number}")
    assert asked() <= few + 1  # the count, once there is a second page
    assert asked() <= 10


def test_country_shown_as_region_stays_so_on_the_page(session: Session, client: Any) -> None:
    body = make_body()
    member = make_member(body, "Frontera", country="HN")
    services.update_profile(member, actor=SYSTEM, expected_version=None, country_shown_as_region=True)
    page = client.get(f"{LIST}{member.ref}").text
    assert ("Honduras" in page, "Latin America" in page) == (False, True)
    assert "Honduras" not in client.get(LIST).text
    show(member, body, Field.COUNTRY, Audience.MEMBERS)
    assert "Latin America" not in client.get(f"{LIST}{member.ref}").text.split("<main")[1]


def test_coordinator_finds_unlisted_members_of_the_own_region_only(session: Session, client: Any) -> None:
    body = make_body()
    make_member(body, "Abierta")
    make_member(body, "Oculta Aqui", listed=Audience.COORDINATORS)
    make_member(body, "Oculta Lejos", listed=Audience.COORDINATORS, country="TH")
    as_coordinator(client, "latin_america_caribbean")
    page = client.get(LIST).text
    assert ("Abierta" in page, "Oculta Aqui" in page, "Oculta Lejos" in page) == (True, True, False)
    assert page.count("not listed</span>") == 1
    assert "Oculta Aqui" in client.get(f"{LIST}?q=oculta").text
    assert "Oculta Lejos" not in client.get(f"{LIST}?q=lejos").text
    as_coordinator(client, "asia")
    assert "Oculta Aqui" not in client.get(f"{LIST}?q=oculta").text


def test_entry_hidden_by_an_officer_is_hidden_from_coordinators(session: Session, client: Any) -> None:
    body = make_body()
    member = make_member(body, "Apartada")
    services.set_hidden(member, body=body, hidden=True, reason="A raid", actor=SYSTEM)
    as_coordinator(client, "latin_america_caribbean")
    assert "Apartada" not in client.get(LIST).text
    as_officer(client, body)
    page = client.get(LIST).text
    assert "Apartada" in page
    assert f"/en/n/lanpud/organisations/{member.ref}/" in page
