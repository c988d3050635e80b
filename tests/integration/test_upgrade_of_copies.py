"""Search keys, and names of cases, that an older release stored become those of today, on both databases."""

from __future__ import annotations

from typing import Any

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import select, text

from app.casework.models import CASE_SEARCH
from app.kernel.database import db
from app.kernel.search import SearchIndex
from app.organisations.models import LISTING_SEARCH, ListingEntry
from tests.integration.test_migrations import empty_app  # noqa: F401 - a fixture
from tests.membership_factories import make_draft, make_world
from tests.organisation_factories import make_member

NAME = "Puentes_Sur ™"
OLD = {"sorted": "puentes_sur TM", "found": "puentes_sur TM"}
KEYED = (("casefile", "sort_name"), ("listing_entry", "sort_key"))


def _keys() -> list[list[tuple[Any, ...]]]:
    keys = [f"SELECT DISTINCT {key}, search_text FROM {name}" for name, key in KEYED]
    with db.engine.connect() as connection:
        return [[tuple(row) for row in connection.execute(text(statement))] for statement in keys]


def _found(index: SearchIndex, *words: str) -> list[int]:
    with db.engine.connect() as connection:
        condition = index.matches([[word] for word in words])
        return list(connection.scalars(select(index.table.c.id).where(condition)))


@pytest.fixture
def older(empty_app: Flask) -> None:  # noqa: F811
    """One case and one member, with the keys that the release before wrote."""
    flask_migrate.upgrade()
    world = make_world()
    make_draft(world, NAME)
    make_member(world.body, NAME)
    db.session.query(ListingEntry).filter(ListingEntry.name != NAME).delete()
    db.session.commit()
    flask_migrate.downgrade(revision="0017")
    with db.engine.begin() as connection:
        for name, key in KEYED:
            connection.execute(text(f"UPDATE {name} SET {key} = :sorted, search_text = :found"), OLD)


@pytest.mark.usefixtures("older")
def test_keys_are_renewed_and_found_by_and_need_no_way_back() -> None:
    assert _keys() == [[tuple(OLD.values())]] * 2
    flask_migrate.upgrade()
    assert _keys() == [[("puentes_sur tm", "puentes sur tm")]] * 2
    for index in (CASE_SEARCH, LISTING_SEARCH):
        everything = len(_found(index, "puentes"))
        assert everything > 0
        assert len(_found(index, "sur", "tm")) == everything
        assert _found(index, "other") == []
    flask_migrate.downgrade(revision="0017")
    assert _keys() == [[("puentes_sur tm", "puentes sur tm")]] * 2


@pytest.mark.usefixtures("older")
def test_open_cases_take_the_name_that_their_organisation_has_by_now() -> None:
    flask_migrate.upgrade(revision="0018")
    with db.engine.begin() as connection:
        renamed = "UPDATE organisation_name SET text = 'Faros', acronym = 'FA' WHERE text = :name"
        connection.execute(text(renamed), {"name": NAME})
        connection.execute(text("UPDATE organisation SET country = 'AR' WHERE country = 'MX'"))
    flask_migrate.upgrade()
    with db.engine.connect() as connection:
        copies = connection.execute(text("SELECT title, sort_name, search_text, country FROM casefile"))
        assert [tuple(row) for row in copies] == [("Faros", "faros", "faros fa", "AR")]
    assert (len(_found(CASE_SEARCH, "faros")), _found(CASE_SEARCH, "puentes")) == (1, [])
