"""People for the tests of accounts."""

from __future__ import annotations

from typing import Any

from app.accounts import queries, services
from app.accounts.models import Person
from app.accounts.passwords import hash_passphrase
from app.kernel.actor import SYSTEM
from app.kernel.database import db
from app.kernel.outbox import OutboxMessage
from app.kernel.permissions import Role, ScopeKind
from app.kernel.worker import Worker

PASSPHRASE = "moss lantern quiet otter"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def make_person(name: str = "sol", *, email: str | None = None, totp: str | None = None) -> Person:
    person = services.create_example_person(
        sign_in_name=name,
        password_hash=hash_passphrase(PASSPHRASE),
        language="en",
        chosen_name=name.title(),
        totp_secret=totp,
        email=email,
    )
    db.session.commit()
    return person


def give(person: Person, role: Role, *, body: int | None = None) -> Any:
    kind = ScopeKind.BODY if body else ScopeKind.INSTALLATION
    grant = services.grant_role(
        person, role, scope_kind=kind, scope_id=body, actor=SYSTEM, reason="for a test"
    )
    db.session.commit()
    return grant


def post_sign_in(client: Any, name: str, passphrase: str = PASSPHRASE, **arguments: str) -> Any:
    return client.post(
        "/en/account/sign-in", query_string=arguments, data={"name": name, "passphrase": passphrase}
    )


def is_signed_in(client: Any) -> bool:
    return bool(client.get("/en/account/").status_code == 200)


def letters() -> list[OutboxMessage]:
    return list(db.session.query(OutboxMessage).order_by(OutboxMessage.id))


def link_in(letter: OutboxMessage) -> str:
    """The path of the first link in a letter."""
    words = (letter.text or "").split()
    link = next(word for word in words if word.startswith("http"))
    return "/" + link.split("/", 3)[3]


def reload(person: Person) -> Person:
    db.session.expire_all()
    return queries.get_person(person.id)


def run_jobs(client: Any) -> None:
    """Let the worker do what is due."""
    db.session.commit()
    Worker(client.application).run_all()
    db.session.expire_all()
