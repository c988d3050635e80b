"""Whom a case can wait for, written as one short string that an index can find.

`membership_officer/b1` is a role in a network, `regional_coordinator/r3` one in a region, `o812` an
organisation, `o812/lead` only its lead contacts, `p99` a person, `member/b1/full` every member of network 1
in the tier `full`. `clock` is nobody: the case only waits for a day to come.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.kernel.actor import Actor, Grant
from app.kernel.permissions import Role, ScopeKind
from app.organisations.enums import ContactRole

_SCOPE_LETTERS = {ScopeKind.BODY: "b", ScopeKind.REGION: "r"}
_SCOPES = {letter: kind for kind, letter in _SCOPE_LETTERS.items()}


class PartyKind(StrEnum):
    ROLE = "role"
    ORGANISATION = "organisation"
    PERSON = "person"
    MEMBERS = "members"
    CLOCK = "clock"


CLOCK = "clock"


@dataclass(frozen=True)
class Party:
    """A party, read from its string. `id` is that of the network, region, organisation or person."""

    kind: PartyKind
    id: int
    role: Role | None = None
    scope: ScopeKind | None = None
    tier: str = ""
    contact_role: ContactRole | None = None


def body_role(role: Role, body_id: int) -> str:
    """Everybody who holds `role` in a network."""
    return f"{role.value}/b{body_id}"


def region_role(role: Role, region_id: int) -> str:
    """Everybody who holds `role` in a region."""
    return f"{role.value}/r{region_id}"


def organisation(organisation_id: int, only: ContactRole | None = None) -> str:
    """The contacts of an organisation who may act for it; `only` those with this role."""
    return f"o{organisation_id}/{only.value}" if only is not None else f"o{organisation_id}"


def is_organisation(party: str, organisation_id: int | None) -> bool:
    """Whether this party is contacts of the organisation, all that act for it or some."""
    return party.partition("/")[0] == f"o{organisation_id}"


def person(person_id: int) -> str:
    return f"p{person_id}"


def members(body_id: int, tier: str) -> str:
    """The contacts of every active member of a network in one tier."""
    return f"member/b{body_id}/{tier}"


def read(party: str) -> Party:
    """What a party's string says. Raises ValueError for anything else."""
    head, _, rest = party.partition("/")
    if party == CLOCK:
        return Party(PartyKind.CLOCK, 0)
    if rest and head[:1] == "o" and head[1:].isdecimal():
        return Party(PartyKind.ORGANISATION, int(head[1:]), contact_role=ContactRole(rest))
    if not rest:
        kind = {"o": PartyKind.ORGANISATION, "p": PartyKind.PERSON}.get(party[:1])
        if kind is None:
            raise ValueError(f"no party: {party}")
        return Party(kind, int(party[1:]))
    if head == "member":
        body, _, tier = rest.partition("/")
        return Party(PartyKind.MEMBERS, int(body[1:]), tier=tier)
    return Party(PartyKind.ROLE, int(rest[1:]), role=Role(head), scope=_SCOPES[rest[0]])


def of_grant(grant: Grant) -> str | None:
    """The party whose member this grant makes somebody; None for a role over the whole installation."""
    if grant.scope_id is None:
        return None
    return f"{grant.role.value}/{_SCOPE_LETTERS[grant.scope_kind]}{grant.scope_id}"


def role_parties(actor: Actor) -> list[str]:
    """The parties that the actor belongs to by their roles, as they act now."""
    grants = [g for g in actor.grants if actor.acting_as is None or g.role is actor.acting_as]
    return sorted({party for grant in grants if (party := of_grant(grant)) is not None})


def roles_everywhere(actor: Actor) -> list[Role]:
    """The roles that the actor holds over the whole installation, as they act now."""
    return sorted(
        {
            grant.role
            for grant in actor.grants
            if grant.scope_kind is ScopeKind.INSTALLATION and actor.acting_as in (None, grant.role)
        }
    )
