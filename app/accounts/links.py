"""Links in mails: signed, dated, for one purpose, and invalid once what they change has changed."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from flask_security.proxies import _security
from itsdangerous import BadData

from app.accounts import queries
from app.accounts.models import Person
from app.kernel.clock import now
from app.kernel.encryption import lookup_hash


class Purpose(StrEnum):
    CONFIRM = "confirm"
    RESET = "reset"


def make_token(purpose: Purpose, person: Person) -> str:
    """A token for this person as they are now: a new passphrase ends it."""
    serializer = getattr(_security, f"{purpose.value}_serializer")
    return str(serializer.dumps([person.ref, _state(purpose, person), int(now().timestamp())]))


def find_person_by_token(purpose: Purpose, token: str, *, lasts: timedelta) -> Person | None:
    """Whose link this is, or None when it is forged, too old, used or outdated."""
    serializer = getattr(_security, f"{purpose.value}_serializer")
    try:
        ref, state, made = serializer.loads(token)
    except (BadData, ValueError, TypeError):
        return None
    if now().timestamp() - made > lasts.total_seconds() or queries.is_consumed(token):
        return None
    person = queries.find_person_by_ref(ref)
    return person if person is not None and person.active and state == _state(purpose, person) else None


def _state(purpose: Purpose, person: Person) -> str:
    told = f"{person.fs_uniquifier}:{person.password}:{person.email_lookup}"
    return lookup_hash(told, purpose=f"link_{purpose.value}")[:32]
