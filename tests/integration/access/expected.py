"""What the table of access is written with: who there is, and what each of them gets.

A row says how its address is filled and what each role gets. `foreign` rows are asked for again with an
object of another network and with one that does not exist: both answers must be the same refusal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

VISITOR = "visitor"
CONTACTS = ("lead", "editor", "viewer")
OFFICERS = ("officer", "officer elsewhere")
COORDINATORS = ("coordinator", "coordinator elsewhere")
COMMITTEE = ("committee", "committee undeclared", "committee recused", "committee elsewhere")
FINANCE = ("finance", "finance elsewhere")
GRANTS = ("grants", "grants elsewhere")
REVIEWERS = ("reviewer", "reviewer recused", "reviewer elsewhere")
OVERSEERS = ("administrator", "auditor")
OTHERS = ("stranger", "foreign lead", "member")
SIGNED_IN = (
    *CONTACTS,
    *OTHERS,
    *OFFICERS,
    *COORDINATORS,
    *COMMITTEE,
    *FINANCE,
    *GRANTS,
    *REVIEWERS,
    *OVERSEERS,
)
ROLES = (VISITOR, *SIGNED_IN)
# One of each kind is enough to compare a foreign object with none: what differs between them is the door.
STRANGERS_THERE = (
    "lead",
    "viewer",
    "member",
    "officer",
    "coordinator",
    "committee",
    "finance",
    "grants",
    "reviewer",
    "administrator",
)

Expected = Mapping[str, int]


def everyone(status: int, others: Expected | None = None) -> Expected:
    """The same for all, but for those named."""
    return dict.fromkeys(ROLES, status) | dict(others or {})


def signed_in(status: int, others: Expected | None = None) -> Expected:
    """The same for whoever is signed in; visitors go to sign-in."""
    return everyone(status, {VISITOR: 303} | dict(others or {}))


def only(allowed: Expected, *, among: tuple[str, ...] = SIGNED_IN) -> Expected:
    """Those named; the others `among` whom a permission puts it do not find it, the rest may not look."""
    refused = {role: 404 if role in among else 403 for role in SIGNED_IN}
    return {VISITOR: 303} | refused | dict(allowed)


def contacts(lead: int, editor: int | None = None, viewer: int | None = None) -> Expected:
    """The contacts of one's own organisation; to everybody else it is not there."""
    return only(dict(zip(CONTACTS, (lead, editor or lead, viewer or lead), strict=True)))


def case_readers(status: int, *, undeclared: int, recused: int) -> Expected:
    """Whoever may read cases of this network or region."""
    here = {"officer": status, "coordinator": status, "committee": status}
    return only(
        here | {"committee undeclared": undeclared, "committee recused": recused},
        among=(*OFFICERS, *COORDINATORS, *COMMITTEE),
    )


def screeners(status: int) -> Expected:
    return only({"officer": status}, among=OFFICERS)


def deciders(status: int, *, undeclared: int) -> Expected:
    allowed = {"committee": status, "committee undeclared": undeclared, "committee recused": 403}
    return only(allowed, among=COMMITTEE)


def administrators(status: int) -> Expected:
    return only({"administrator": status}, among=())


@dataclass(frozen=True)
class Row:
    """`values` fill the address: from the town when they name one of its things, otherwise as they stand."""

    endpoint: str
    get: Expected | None = None
    post: Expected | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    foreign: bool = False
