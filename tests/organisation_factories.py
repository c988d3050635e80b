"""Plain makers of organisations and networks for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.accounts.models import Person
from app.kernel.actor import SYSTEM
from app.organisations import queries, services
from app.organisations.enums import Audience, ContactRole, Field, Level
from app.organisations.models import NetworkBody, Organisation, Region

JOINED = date(2020, 5, 17)


def make_organisation(
    known_as: str = "Puentes", *, country: str | None = "MX", language: str = "es", **rest: Any
) -> Organisation:
    """An organisation without contacts or memberships."""
    return services.create_organisation(
        known_as=known_as, country=country, language=language, actor=SYSTEM, contact_person_id=None, **rest
    )


def make_body(slug: str = "lanpud", *, scheme: str = "inpud", is_home: bool = False) -> NetworkBody:
    """A network body with one tier, in a scheme that is installed when it is not yet."""
    services.install_region_schemes()
    organisation = make_organisation(slug.upper(), country=None, language="en", level=Level.REGIONAL)
    return services.create_body(
        organisation,
        slug=slug,
        scheme=queries.get_scheme(scheme),
        short_name=slug.upper(),
        name={"en": f"{slug} network", "es": f"Red {slug}", "fr": f"Réseau {slug}"},
        actor=SYSTEM,
        is_home=is_home,
        tiers={"member": {"en": "Member", "es": "Miembro", "fr": "Membre"}},
    )


def make_member(
    body: NetworkBody,
    known_as: str = "Puentes",
    *,
    listed: Audience = Audience.PUBLIC,
    country: str = "MX",
    **rest: Any,
) -> Organisation:
    """A member of the body that lets this audience find it."""
    organisation = make_organisation(known_as, country=country, **rest)
    services.admit(organisation, body=body, tier="member", effective_on=JOINED, actor=SYSTEM)
    show(organisation, body, Field.LISTING, listed)
    return organisation


def show(organisation: Organisation, body: NetworkBody, field: Field, audience: Audience) -> None:
    """Let the organisation show a field to an audience, with its consent."""
    services.set_audience(
        organisation, field=field, body=body, audience=audience, actor=SYSTEM, consented=True
    )


def make_contact(person: Person, organisation: Organisation, role: ContactRole = ContactRole.LEAD) -> None:
    services.add_contact(organisation, person_id=person.id, role=role, actor=SYSTEM)


def region(code: str, scheme: str = "inpud") -> Region:
    """A region of an installed scheme."""
    found = queries.find_region(queries.get_scheme(scheme).id, code)
    assert found is not None
    return found
