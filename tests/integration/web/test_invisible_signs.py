"""A name that nobody sees is no name, and a name is kept without what nobody sees, wherever it is typed."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.organisations.enums import ContactRole
from app.organisations.queries import find_organisation
from tests.clients import sign_in
from tests.factories import make_person
from tests.membership_factories import make_world
from tests.organisation_factories import make_contact, make_organisation

INVISIBLE = ["\u200b", "\u202e\u2060", "\u3164", " \ufeff "]


@pytest.mark.parametrize("name", INVISIBLE, ids=ascii)
def test_a_group_cannot_apply_under_a_name_that_nobody_sees(session: Session, client: Any, name: str) -> None:
    world = make_world()
    sign_in(client, world.applicant)
    typed = {"known_as": name, "country": "MX", "language": "es"}
    assert client.post("/en/n/example/apply", data=typed).status_code == 422
    named = client.post("/en/n/example/apply", data=typed | {"known_as": f"{name}Puentes{name}"})
    assert named.status_code == 303
    assert "Puentes" in client.get(named.location).text


@pytest.mark.parametrize("name", INVISIBLE, ids=ascii)
def test_an_organisation_cannot_take_a_name_that_nobody_sees(
    session: Session, client: Any, name: str
) -> None:
    person, organisation = make_person(), make_organisation("Puentes", language="en")
    make_contact(person, organisation, ContactRole.LEAD)
    sign_in(client, person)
    url = f"/en/organisations/{organisation.ref}/edit/names"
    assert client.post(url, data={"known_as": name}).status_code == 422
    assert client.post(url, data={"known_as": f"Fa{name.strip()}ros", "acronym": name}).status_code == 303
    session.expire_all()
    renamed = find_organisation(organisation.ref)
    assert renamed is not None
    assert (renamed.known_as, renamed.acronym) == ("Faros", None)
