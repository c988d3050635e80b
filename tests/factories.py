"""Plain makers of things for tests: no logic, no surprises; what a test is about it says itself.

They flush into the session of the test's app context, so that keys are there; `client` commits.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from app.accounts.models import Person, RoleGrant
from app.kernel.clock import now
from app.kernel.database import db
from app.kernel.permissions import Role, ScopeKind

_numbers: Iterator[int] = count(1)


def make_person(chosen_name: str = "Ana", *, language: str = "en", sign_in_name: str | None = None) -> Person:
    """A person with an account and no role, whose passphrase nobody knows."""
    person = Person(
        chosen_name=chosen_name,
        language=language,
        sign_in_name=sign_in_name or f"person-{next(_numbers)}",
        confirmed_at=now(),
    )
    db.session.add(person)
    db.session.flush()
    return person


def give_role(
    person: Person, role: Role, scope_kind: ScopeKind = ScopeKind.INSTALLATION, scope_id: int | None = None
) -> RoleGrant:
    """A role in force from today on."""
    grant = RoleGrant(person=person, role=role, scope_kind=scope_kind, scope_id=scope_id, reason="for a test")
    db.session.add(grant)
    db.session.flush()
    return grant
