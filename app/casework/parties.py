"""Whom a case can wait for, written as one short string that an index can find.

`membership_officer/b1` is a role in a network, `regional_coordinator/r3` one in a region, `o812` an
organisation, `o812/lead` only its lead contacts, `p99` a person, `member/b1/full` every member of network 1
in the tier `full`. `clock` is nobody: the case only waits for a day to come.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from app.kernel.actor import Actor, Grant, grants_now
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

    def scopes(self, *, body: int, region: int | None) -> dict[str, int | None]:
        """Over what a role makes somebody one of this party, which a case of this network and region asks:
        what the party names, and the case itself. Whoever may take the step by their role is asked for it."""
        if self.scope is ScopeKind.REGION:
            return {"body": body, "region": self.id}
        return {"body": self.id, "region": region}

    def includes(self, grant: Grant, *, body: int, region: int | None) -> bool:
        """Whether this role makes somebody one of the party. `Seat` and `list_people_with_role` say the same
        to the database."""
        is_its_role = self.role is not None and grant.role is self.role
        return is_its_role and grant.covers(**self.scopes(body=body, region=region))


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


class Seat(NamedTuple):
    """Parties that a role makes somebody one of, as an index finds them: just `first`; with `end`, all from
    there to before it. With a network or a region, only where the case lies in it."""

    first: Any
    end: Any = None
    body_id: Any = None
    region_id: Any = None


def seats_of(actor: Actor) -> list[Seat]:
    """All parties that the actor belongs to by their roles, as they act now: what `Party.includes` says, for
    statements over many cases."""
    found = [seat for grant in grants_now(actor) for seat in _seats(grant)]
    return sorted(set(found), key=str)


def _seats(grant: Grant) -> list[Seat]:
    if grant.scope_kind is ScopeKind.INSTALLATION:
        return [_every(grant.role, kind) for kind in _SCOPE_LETTERS]
    named = Seat(f"{grant.role.value}/{_SCOPE_LETTERS[grant.scope_kind]}{grant.scope_id}")
    if grant.scope_kind is ScopeKind.BODY:
        return [named, _every(grant.role, ScopeKind.REGION)._replace(body_id=grant.scope_id)]
    return [named, _every(grant.role, ScopeKind.BODY)._replace(region_id=grant.scope_id)]


def _every(role: Role, kind: ScopeKind) -> Seat:
    """This role in every network, or in every region."""
    letter = _SCOPE_LETTERS[kind]
    return Seat(f"{role.value}/{letter}", f"{role.value}/{chr(ord(letter) + 1)}")
