"""Checking who signs in: same work, same answer and same time whether or not the name exists."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from app.accounts import queries
from app.accounts.enums import AccountRefusal
from app.accounts.limits import AccountLimits
from app.accounts.models import ConsumedToken, FailedSignIn, Person
from app.accounts.passwords import verify_passphrase
from app.accounts.rules import normalise_typed_name, waiting_time
from app.kernel.clock import now
from app.kernel.database import db, end_transaction, separate_transaction
from app.kernel.encryption import lookup_hash
from app.kernel.errors import DomainError


class Wait(DomainError):
    """Too many failures under this name: try again in `seconds`. Never a lock."""

    def __init__(self, seconds: int) -> None:
        super().__init__(AccountRefusal.TOO_MANY_FAILURES)
        self.seconds = seconds


def name_hash(typed: str) -> str:
    """The keyed hash under which failures of a typed name add up."""
    return lookup_hash(normalise_typed_name(typed), purpose="failed_sign_in")


def check_waiting(hashed: str, limits: AccountLimits) -> None:
    """Raises Wait while the last failure under this name is too fresh."""
    moment = now()
    failures = queries.list_failures(hashed, since=moment - limits.failures_forgotten)
    left = waiting_time(failures, at=moment, delays=limits.sign_in_delays)
    if left > timedelta(0):
        raise Wait(max(int(left.total_seconds() + 0.999), 1))


def note_failure(hashed: str) -> None:
    """Count a failure in a transaction of its own, because the request rolls back."""
    with separate_transaction() as session:
        session.add(FailedSignIn(name_hash=hashed))


def forget_failures(hashed: str) -> None:
    db.session.execute(delete(FailedSignIn).where(FailedSignIn.name_hash == hashed))


def authenticate(typed: str, passphrase: str, limits: AccountLimits) -> Person:
    """The person of this name and passphrase. Raises Wait, or DomainError: SIGN_IN_REFUSED.

    It reads, gives the transaction back, hashes, and only then writes.
    """
    hashed = name_hash(typed)
    check_waiting(hashed, limits)
    found = queries.find_credentials(typed)
    end_transaction()
    stored = found.password if found is not None and found.usable else None
    if not verify_passphrase(passphrase, stored) or found is None:
        note_failure(hashed)
        raise DomainError(AccountRefusal.SIGN_IN_REFUSED)
    forget_failures(hashed)
    return queries.get_person(found.person_id)


def check_passphrase(person: Person, passphrase: str, limits: AccountLimits) -> None:
    """Ask a signed-in person once more. Raises Wait, or DomainError: PASSPHRASE_WRONG."""
    hashed = name_hash(f"again:{person.id}")
    check_waiting(hashed, limits)
    stored = person.password
    end_transaction()
    if not verify_passphrase(passphrase, stored):
        note_failure(hashed)
        raise DomainError(AccountRefusal.PASSPHRASE_WRONG)
    forget_failures(hashed)


def consume(token: str) -> None:
    """Mark a link as used. A second use at the same moment fails at commit."""
    db.session.add(ConsumedToken(token_hash=queries.token_hash(token)))
    db.session.flush()


def forget_old_attempts(*, older_than: timedelta) -> None:
    """Failures and used links are kept for as long as they matter."""
    before = now() - older_than
    db.session.execute(delete(FailedSignIn).where(FailedSignIn.at < before))
    db.session.execute(delete(ConsumedToken).where(ConsumedToken.at < before))
