"""Flask-Security over Flask-Login, for its primitives only; every page is ours (docs/decisions/0003).

What counts is the session on the server: the cookie names it, the row says whether it still works.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask, current_app, g, has_request_context, request, session
from flask_security import Security, SQLAlchemyUserDatastore
from flask_security.utils import login_user, logout_user

from app.accounts import queries
from app.accounts.codes import PersonTotp
from app.accounts.limits import AccountLimits
from app.accounts.models import Person, RoleGrant, SignInSession
from app.accounts.rules import Step, device_of, is_over, next_step
from app.accounts.services import begin_session, note_seen
from app.kernel.clock import now
from app.kernel.database import db
from app.kernel.encryption import ring

SESSION_KEY = "session_key"
SEEN_EVERY = timedelta(minutes=5)


class PeopleStore(SQLAlchemyUserDatastore):
    """Finds people by what we keep of them, and never commits: the edge of the request does."""

    def commit(self) -> None:
        self.db.session.flush()

    def find_user(self, case_insensitive: bool = False, **by: Any) -> Any:
        if "email" in by:
            return queries.find_person_by_sign_in(str(by["email"]))
        if "fs_uniquifier" in by:
            return queries.find_person_by_uniquifier(str(by["fs_uniquifier"]))
        raise LookupError(f"people are not found by {', '.join(by)}")


def init_accounts(app: Flask) -> None:
    """Set Flask-Security up without its pages, its console commands and its token in headers."""
    settings: dict[str, Any] = {
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_PASSWORD_SINGLE_HASH": {"argon2"},
        "SECURITY_DEPRECATED_PASSWORD_SCHEMES": [],
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TOTP_SECRETS": {"1": ring().derived("totp").hex()},
        "SECURITY_TOTP_ISSUER": app.config.get("INSTALLATION_NAME") or "Weft",
        "SECURITY_CLI_USERS_NAME": False,
        "SECURITY_CLI_ROLES_NAME": False,
        "SECURITY_CONFIRM_EMAIL_WITHIN": AccountLimits.from_config(app.config).confirm_link_lasts,
        "SECURITY_RESET_PASSWORD_WITHIN": AccountLimits.from_config(app.config).reset_link_lasts,
    }
    for name, value in settings.items():
        app.config.setdefault(name, value)
    security = Security(register_blueprint=False, totp_cls=PersonTotp)
    people: Any = Person  # it has the attributes that are used, not the library's own columns
    grants: Any = RoleGrant
    security.init_app(app, PeopleStore(db, people, grants))
    security.principal.identity_loaders.clear()  # else every public page would open the session
    manager = security.login_manager
    manager._request_callback = None  # no token in headers or in the address
    manager.session_protection = None  # sessions are guarded on the server, not by a hash of the address
    manager.user_loader(_load_person)
    app.extensions["accounts_limits"] = AccountLimits.from_config(app.config)


def limits() -> AccountLimits:
    """The deadlines and limits of this app."""
    held: AccountLimits = current_app.extensions["accounts_limits"]
    return held


def _load_person(uniquifier: str) -> Person | None:
    """The person of this request's cookie, when every step of signing in is done."""
    record = _open_session(uniquifier)
    if record is None:
        return None
    person, moment = record.person, now()
    if is_over(record, at=moment, idle=limits().session_idle, longest=limits().session_longest):
        g.expired_person_id = person.id
        return None
    g.sign_in_session = record
    g.owed_step = next_step(person, record)
    if g.owed_step is not None:
        g.half_signed_in = person
        return None
    person.acting_as = record.acting_as if record.acting_as in person.roles_in_force() else None
    if moment - record.last_seen_at >= SEEN_EVERY:
        _note_seen(record)
    return person


def _open_session(uniquifier: str) -> SignInSession | None:
    key = session.get(SESSION_KEY)
    record = queries.find_session(str(key)) if key else None
    if record is None or record.ended_at is not None:
        return None
    person = record.person
    return record if person.active and person.fs_uniquifier == uniquifier else None


def _note_seen(record: SignInSession) -> None:
    """A page that is only read rolls back, so there it takes a transaction of its own, which ends ours."""
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method in ("GET", "HEAD") and not getattr(view, "commits", False):
        note_seen(record.id, now())
    else:
        record.last_seen_at = now()


def current_session() -> SignInSession | None:
    """The session of this request, complete or not."""
    current_app.login_manager._load_user()  # type: ignore[attr-defined]
    found: SignInSession | None = g.get("sign_in_session")
    return found


def person_at_door() -> tuple[Person, SignInSession, Step | None] | None:
    """Who gave the right passphrase in this browser, and what they still have to do, if anything."""
    if not has_request_context() or "_user_id" not in session:
        return None
    record = current_session()
    return None if record is None else (record.person, record, g.get("owed_step"))


def sign_in_browser(person: Person) -> None:
    """Begin a new session in this browser. Whatever an older one left in the cookie is removed."""
    db.session.flush()
    session.clear()
    session[SESSION_KEY] = begin_session(person, device=device_of(request.user_agent.string))
    user: Any = person
    login_user(user, remember=False)
    for name in ("sign_in_session", "half_signed_in", "owed_step", "actor"):
        g.pop(name, None)


def keep_browser_signed_in(person: Person) -> None:
    """After `fs_uniquifier` changed: this browser's session goes on under the new one."""
    session["_user_id"] = person.get_id()


def session_key() -> str | None:
    """The key that this browser's cookie carries."""
    return session.get(SESSION_KEY)


def sign_out_browser() -> None:
    """Forget everything in this browser's cookie."""
    logout_user()
    session.clear()
    for name in ("sign_in_session", "half_signed_in", "owed_step", "actor"):
        g.pop(name, None)
