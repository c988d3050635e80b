"""The pages on which contacts keep their organisation's record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.kernel.actor import SYSTEM
from app.organisations import queries, services
from app.organisations.enums import Audience, ContactRole, Field
from app.organisations.fields import Section
from app.organisations.forms import SECTION_FORMS
from app.organisations.models import Organisation
from tests.clients import sign_in
from tests.factories import make_person
from tests.organisation_factories import make_body, make_contact, make_member, make_organisation


@pytest.fixture
def own(session: Session, client: Any) -> Organisation:
    """A member whose lead is signed in."""
    organisation = make_member(make_body(), "Puentes")
    person = make_person()
    make_contact(person, organisation)
    sign_in(client, person)
    return organisation


PAGES = ("", "contacts", "contacts/invite", "memberships", "edit/names", "visibility/lanpud/listing")


@pytest.mark.parametrize("page", PAGES)
def test_own_pages_open(client: Any, own: Organisation, page: str) -> None:
    assert client.get(f"/es/organisations/{own.ref}/{page}").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_foreign_organisation_is_missing(session: Session, client: Any, own: Organisation, page: str) -> None:
    foreign = make_organisation("Ajena")
    assert client.get(f"/en/organisations/{foreign.ref}/{page}").status_code == 404
    assert client.get(f"/en/organisations/NONSENSE/{page}").status_code == 404


@pytest.mark.parametrize("section", SECTION_FORMS)
def test_each_section_opens_and_saves(client: Any, own: Organisation, section: Section) -> None:
    url = f"/fr/organisations/{own.ref}/edit/{section.value}"
    assert client.get(url).status_code == 200
    typed = {"known_as": "Puentes"} if section is Section.NAMES else {}
    assert client.post(url, data={**typed, "version": "1"}).status_code == 303


def test_edit_saves_what_was_typed(session: Session, client: Any, own: Organisation) -> None:
    typed = {"known_as": "Puentes Nuevos", "acronym": "PN", "known_as_en": "New Bridges", "version": "1"}
    client.post(f"/en/organisations/{own.ref}/edit/names", data=typed)
    found = queries.find_organisation(own.ref)
    assert found is not None
    assert found.known_as_by_language == {"es": "Puentes Nuevos", "en": "New Bridges"}
    assert "New Bridges" in client.get(f"/en/organisations/{own.ref}/").text


def test_two_editors_at_once_see_both_versions(session: Session, client: Any, own: Organisation) -> None:
    services.update_profile(own, actor=SYSTEM, expected_version=1, city="Held in Oaxaca")
    answer = client.post(
        f"/en/organisations/{own.ref}/edit/reach", data={"city": "Typed in Puebla", "version": "1"}
    )
    assert answer.status_code == 422
    assert "Held in Oaxaca" in answer.text
    assert "Typed in Puebla" in answer.text


def test_wrong_site_is_said_beside_the_field(client: Any, own: Organisation) -> None:
    answer = client.post(
        f"/en/organisations/{own.ref}/edit/about", data={"site": "javascript:alert(1)", "version": "1"}
    )
    assert answer.status_code == 422
    assert "https://example.org" in answer.text


def test_viewer_reads_but_changes_nothing(session: Session, client: Any, own: Organisation) -> None:
    viewer = make_person("Vera")
    make_contact(viewer, own, ContactRole.VIEWER)
    sign_in(client, viewer)
    assert client.get(f"/en/organisations/{own.ref}/").status_code == 200
    assert client.get(f"/en/organisations/{own.ref}/edit/names").status_code == 403
    refused = client.get(f"/en/organisations/{own.ref}/visibility/lanpud/listing")
    assert refused.status_code == 403
    assert "Only a lead contact of the organisation decides who sees what" in refused.text
    assert client.post(f"/en/organisations/{own.ref}/contacts/invite", data={}).status_code == 403


def test_opening_a_field_asks_for_the_yes(session: Session, client: Any, own: Organisation) -> None:
    url = f"/en/organisations/{own.ref}/visibility/lanpud/level"
    refused = client.post(url, data={"audience": "public"})
    assert refused.status_code == 422
    assert "Tick the box" in refused.text
    assert client.post(url, data={"audience": "public", "agrees": "y"}).status_code == 303
    session.refresh(own)
    assert own.field_consents[-1].field is Field.LEVEL
    assert own.field_consents[-1].audience is Audience.PUBLIC


def test_field_kept_by_officers_has_no_page(client: Any, own: Organisation) -> None:
    assert client.get(f"/en/organisations/{own.ref}/visibility/lanpud/risk").status_code == 404
    assert client.get(f"/en/organisations/{own.ref}/visibility/elsewhere/level").status_code == 404


def test_overview_shows_the_risk_note_to_nobody(session: Session, client: Any, own: Organisation) -> None:
    own.private.risk = "CANARYRISK"
    assert "CANARYRISK" not in client.get(f"/en/organisations/{own.ref}/").text


def test_invited_person_becomes_contact(session: Session, client: Any, own: Organisation) -> None:
    answer = client.post(f"/en/organisations/{own.ref}/contacts/invite", data={"role": "editor"})
    assert answer.status_code == 200
    link = answer.text.split('<code class="code">')[1].split("</code>")[0]
    guest = make_person("Guest")
    sign_in(client, guest)
    assert client.post(link[link.index("/en/") :], data={}).status_code == 303
    assert queries.contact_role(guest.id, own.id) is ContactRole.EDITOR


def test_lead_ends_a_contact_but_never_the_last_lead(
    session: Session, client: Any, own: Organisation
) -> None:
    other = make_person("Otra")
    make_contact(other, own, ContactRole.EDITOR)
    base = f"/en/organisations/{own.ref}/contacts"
    assert client.post(f"{base}/{other.ref}", data={"role": "viewer"}).status_code == 303
    assert queries.contact_role(other.id, own.id) is ContactRole.VIEWER
    assert client.post(f"{base}/{other.ref}/end", data={}).status_code == 303
    assert queries.contact_role(other.id, own.id) is None
    lead = queries.list_contacts(own.id)[0].person
    assert client.post(f"{base}/{lead.ref}/end", data={}).status_code == 409
    assert client.post(f"{base}/{lead.ref}", data={"role": "viewer"}).status_code == 422


def test_overview_asks_the_same_queries_for_many_contacts(
    session: Session, client: Any, own: Organisation, count_queries: Callable[[], Any]
) -> None:
    def asked() -> int:
        client.get(f"/en/organisations/{own.ref}/contacts")
        with count_queries() as count:
            assert client.get(f"/en/organisations/{own.ref}/contacts").status_code == 200
        return len(count)

    few = asked()
    for number in range(30):
        make_contact(make_person(f"P{number}"), own, ContactRole.VIEWER)
    assert asked() == few
