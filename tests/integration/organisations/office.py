"""A secretariat with one member, for tests of what it keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.accounts.models import Person
from app.kernel import audit
from app.kernel.permissions import Role, ScopeKind
from app.organisations import queries, services
from app.organisations.models import NetworkBody, Organisation
from tests.clients import sign_in
from tests.factories import give_role, make_person
from tests.organisation_factories import make_body, make_contact, make_member

REASON = "They asked for it."


@dataclass
class Office:
    """A network, a member, its contact, and the officer who is signed in."""

    body: NetworkBody
    member: Organisation
    officer: Person
    contact: Person

    @property
    def url(self) -> str:
        return f"/en/n/{self.body.slug}/organisations/{self.member.ref}/"

    @property
    def membership_url(self) -> str:
        return f"{self.url}memberships/{queries.list_memberships(self.member.id)[0].ref}/"


def make_office(client: Any) -> Office:
    """The officer signed in, the member with something in each kind of field."""
    body = make_body()
    member = make_member(body, "Puentes")
    contact = make_person("Canary Contact")
    make_contact(contact, member)
    services.update_profile(
        member,
        actor=contact,
        expected_version=None,
        descriptions={"es": "Somos un grupo."},
        legal_name="Puentes AC",
        phones="555-CANARY",
    )
    officer = make_person("Olive Officer")
    give_role(officer, Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, body.id)
    sign_in(client, officer)
    return Office(body, member, officer, contact)


def kinds(organisation: Organisation) -> list[str]:
    return [event.kind for event in audit.list_events("organisation", organisation.id)]
