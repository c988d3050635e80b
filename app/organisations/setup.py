"""What create_app takes from organisations: names of the places where roles hold, and invited contacts."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from flask import Flask

from app.accounts.enums import InvitationKind
from app.accounts.models import Invitation, Person
from app.accounts.scopes import ScopeOption, register_scopes
from app.accounts.services.invitations import on_accept
from app.kernel.locales import picked
from app.kernel.permissions import ScopeKind
from app.organisations.enums import ContactRole
from app.organisations.presenter import list_desk_items
from app.organisations.queries import get_organisation, list_all_regions, list_bodies, list_networks_of
from app.organisations.services import add_contact
from app.web.network_frame import add_networks


def install(app: Flask) -> None:
    """Fill the hooks of accounts and of the frame."""
    register_scopes(list_scope_options)
    add_networks(app, list_networks_of)
    on_accept(InvitationKind.CONTACT, take_contact)


def list_scope_options(language: str) -> Iterable[ScopeOption]:
    """Every network, then every region under the name of its scheme."""
    for body in list_bodies():
        yield ScopeOption(ScopeKind.BODY, body.id, body.name_in(language))
    for scheme, regions in groupby(list_all_regions(), key=lambda region: region.scheme):
        for region in regions:
            label = f"{picked(scheme.name, language)}: {picked(region.name, language)}"
            yield ScopeOption(ScopeKind.REGION, region.id, label)


def take_contact(person: Person, invitation: Invitation) -> None:
    """Whoever accepts an invitation to speak for an organisation becomes its contact."""
    assert invitation.organisation_id is not None
    organisation = get_organisation(invitation.organisation_id)
    role = ContactRole(invitation.contact_level or ContactRole.VIEWER)
    add_contact(organisation, person_id=person.id, role=role, actor=person)


DESK = (list_desk_items,)
