"""The second step and the codes on paper."""

from __future__ import annotations

from flask_security.proxies import _security
from sqlalchemy import delete

from app.accounts import queries
from app.accounts.codes import PersonTotp, code_hash, in_groups, new_code, qr_picture
from app.accounts.enums import AccountRefusal, CodePurpose
from app.accounts.models import Person, RecoveryCode, SignInSession
from app.accounts.rules import normalise_code
from app.kernel import audit
from app.kernel.clock import now
from app.kernel.database import db
from app.kernel.errors import DomainError
from app.kernel.permissions import SECOND_FACTOR_ROLES

HOW_MANY = {CodePurpose.ACCOUNT: 1, CodePurpose.SECOND_STEP: 8}


def totp() -> PersonTotp:
    """The factory that Flask-Security holds for this app."""
    factory = _security.totp_factory
    assert isinstance(factory, PersonTotp)
    return factory


def give_codes(person: Person, purpose: CodePurpose) -> None:
    """New codes in place of the old. They are shown until the person says they are written down."""
    db.session.flush()
    db.session.execute(
        delete(RecoveryCode).where(RecoveryCode.person_id == person.id, RecoveryCode.purpose == purpose)
    )
    codes = [new_code() for _ in range(HOW_MANY[purpose])]
    db.session.add_all(
        RecoveryCode(person_id=person.id, purpose=purpose, code_hash=code_hash(normalise_code(code)))
        for code in codes
    )
    person.codes_to_write_down = {**(person.codes_to_write_down or {}), purpose.value: codes}


def codes_written_down(person: Person) -> None:
    """The person has them on paper: from now on only hashes remain."""
    person.codes_to_write_down = None


def spend_code(person: Person, purpose: CodePurpose, typed: str) -> bool:
    """Use up a code. False when it does not fit or was used before."""
    found = queries.find_recovery_code(person, purpose, code_hash(normalise_code(typed)))
    if found is None:
        return False
    found.used_at = now()
    audit.record("person.recovery_code_used", subject="person", subject_id=person.id, actor=person)
    return True


def propose_secret(person: Person) -> str:
    """The secret that set-up shows; the same until it is taken, so that reloading the page does no harm."""
    if person.totp_proposed is None:
        person.totp_proposed = totp().generate_totp_secret()
    return person.totp_proposed


def propose_new_secret(person: Person) -> None:
    """A new device: the old one counts until the new one has shown a code."""
    person.totp_proposed = totp().generate_totp_secret()


def set_up_words(name: str, secret: str) -> dict[str, str]:
    """What a device needs: a picture, the secret in groups, and a link for a phone that reads this page."""
    address = totp().address_for(name, secret)
    return {"picture": qr_picture(address), "secret": in_groups(secret), "address": address}


def take_proposed_secret(person: Person, record: SignInSession, code: str) -> None:
    """The app on the person's device shows the right code: from now on it is asked for at each sign-in.

    Raises DomainError: CODE_REFUSED.
    """
    if person.totp_proposed is None or not totp().verify_totp(code, person.totp_proposed, person):
        raise DomainError(AccountRefusal.CODE_REFUSED)
    person.totp_secret, person.totp_proposed = person.totp_proposed, None
    record.second_step_at = now()
    give_codes(person, CodePurpose.SECOND_STEP)
    audit.record("person.second_step_set_up", subject="person", subject_id=person.id, actor=person)


def pass_second_step(person: Person, record: SignInSession, code: str) -> bool:
    """Whether the code of this moment fits and was not used before; then the session is complete."""
    if person.totp_secret is None or not totp().verify_totp(code, person.totp_secret, person):
        return False
    record.second_step_at = now()
    return True


def pass_second_step_with_code(person: Person, record: SignInSession, typed: str) -> bool:
    """The same with a recovery code, which is used up."""
    if not spend_code(person, CodePurpose.SECOND_STEP, typed):
        return False
    record.second_step_at = now()
    return True


def switch_second_step_off(person: Person) -> None:
    """Forget the authenticator. Raises DomainError: SECOND_STEP_REQUIRED for roles that need it."""
    if person.roles_in_force() & SECOND_FACTOR_ROLES:
        raise DomainError(AccountRefusal.SECOND_STEP_REQUIRED)
    person.totp_secret = person.totp_proposed = None
    db.session.execute(
        delete(RecoveryCode).where(
            RecoveryCode.person_id == person.id, RecoveryCode.purpose == CodePurpose.SECOND_STEP
        )
    )
    audit.record("person.second_step_switched_off", subject="person", subject_id=person.id, actor=person)
