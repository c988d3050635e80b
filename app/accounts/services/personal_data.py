"""Everyone can take their data away, and can be forgotten. Higher features add what they hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import delete

from app.accounts import queries
from app.accounts.enums import AccountRefusal
from app.accounts.models import Person, RecoveryCode, SignInSession
from app.accounts.services.roles import check_not_last_administrator
from app.kernel import audit
from app.kernel.clock import now, today
from app.kernel.database import db
from app.kernel.ids import new_token

Exporter = Callable[[Person], Any]
Eraser = Callable[[Person], None]

_exporters: dict[str, Exporter] = {}
_erasers: dict[str, Eraser] = {}


def register_exporter(name: str, exporter: Exporter) -> None:
    """Let a feature add what it holds of a person, as plain JSON, under `name`."""
    _exporters[name] = exporter


def register_eraser(name: str, eraser: Eraser) -> None:
    """Let a feature erase what it holds of a person when the account is erased."""
    _erasers[name] = eraser


def own_data(person: Person) -> dict[str, Any]:
    """Everything that is kept of a person, as plain JSON."""
    return {
        "account": {
            "reference": person.ref,
            "sign_in_name": person.sign_in_name,
            "email": person.email,
            "chosen_name": person.chosen_name,
            "language": person.language,
            "time_zone": person.zone,
            "created_at": person.created_at.isoformat(),
            "confirmed_at": person.confirmed_at.isoformat() if person.confirmed_at else None,
            "second_step": person.totp_secret is not None,
        },
        "roles": [
            {
                "role": grant.role.value,
                "scope": grant.scope_kind.value,
                "starts_on": grant.starts_on.isoformat(),
                "ends_on": grant.ends_on.isoformat() if grant.ends_on else None,
                "reason": grant.reason,
            }
            for grant in person.role_grants
        ],
        "trail": [
            {"what": event.kind, "when": event.at.isoformat()}
            for event in audit.list_events("person", person.id)
        ],
        **{name: exporter(person) for name, exporter in _exporters.items()},
    }


def erase_person(person: Person) -> None:
    """Forget who it was. The row stays under its opaque number, so that decisions keep their author.

    Raises DomainError: ERASURE_LAST_ADMINISTRATOR.
    """
    check_not_last_administrator(person, AccountRefusal.ERASURE_LAST_ADMINISTRATOR)
    for eraser in _erasers.values():
        eraser(person)
    for grant in queries.list_grants_of([person.id])[person.id]:
        if grant.ends_on is None or grant.ends_on > today():
            grant.ends_on = max(today(), grant.starts_on)
        grant.reason, grant.ended_reason = "", None
    db.session.execute(delete(SignInSession).where(SignInSession.person_id == person.id))
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    person.sign_in_name = person.email = person.email_lookup = person.password = None
    person.totp_secret = person.totp_proposed = person.totp_last_step = None
    person.codes_to_write_down = None
    person.chosen_name = ""
    person.fs_uniquifier = new_token()
    person.active = False
    person.erased_at = now()
    audit.record("person.erased", subject="person", subject_id=person.id, actor=person)
