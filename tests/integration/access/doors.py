"""Trying the doors of a town, as each of its people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from flask import url_for
from werkzeug.test import TestResponse

from app.accounts.security import SESSION_KEY
from app.kernel.database import db
from app.web.cache import PublicPages
from tests.clients import WeftClient
from tests.databases import Database
from tests.integration.access.expected import SIGNED_IN, VISITOR, Row
from tests.integration.access.table import TABLE
from tests.integration.access.town import Town, make_town
from tests.slices import ACCESS, ALL, Thing


class Doors:
    """Tries doors as somebody; what a try changes is undone. On PostgreSQL a run tries one slice of the
    table, since both databases answer by the same rules: `rows`."""

    def __init__(self, database: Database, town: Town) -> None:
        self.database, self.app, self.town = database, database.app, town
        self.is_whole = database.dialect == "sqlite" or ACCESS.chosen() == ALL
        self.rows = self.part(TABLE)
        self.cookies = {role: self._cookie(role) for role in SIGNED_IN}

    def part(self, things: Sequence[Thing]) -> Sequence[Thing]:
        """Those that this run tries."""
        return things if self.is_whole else ACCESS.part(things, ACCESS.chosen())

    def _cookie(self, role: str) -> str:
        person = self.town.people[role]
        signer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        content = {SESSION_KEY: self.town.cookies[role], "_user_id": person.get_id(), "_fresh": True}
        return f"{self.app.config['SESSION_COOKIE_NAME']}={signer.dumps(content)}"

    def try_one(self, role: str, method: str, path: str) -> TestResponse:
        headers = {"Cookie": self.cookies[role]} if role != VISITOR else {}
        with self.database.rolled_back():
            return self.app.test_client(use_cookies=False).open(path, method=method, headers=headers)

    def path(self, row: Row, values: dict[str, str]) -> str:
        filled = {
            name: value[1:] if value.startswith("=") else values[value] for name, value in row.values.items()
        }
        with self.app.test_request_context("/en/"):
            return url_for(row.endpoint, **filled)


@contextmanager
def opened(database: Database, prepare: Callable[[Town], None] = lambda town: None) -> Iterator[Doors]:
    """The doors of a new town that is taken down at the end, with what `prepare` does to it first.

    The town is committed, and each try has a transaction of its own: thousands of tries in one transaction
    would leave PostgreSQL with thousands of dead rows, and make each try slower than the one before.
    """
    database.app.test_client_class = WeftClient
    database.app.extensions["weft_public_pages"] = PublicPages()
    with database.truncated(), database.app.app_context():
        town = make_town()
        prepare(town)
        doors = Doors(database, town)
        db.session.commit()
        yield doors
        db.session.rollback()
