"""The acceptance year as rows: what one test entered through the services is put back for the next, since to
enter it takes seconds."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Table, select, text

from app.kernel.database import db
from tests.integration.grants.funding.year import Year

NAMED = ("accounts", "funds", "lines", "grants", "payments")
PEOPLE_AND_BODY = ("body", "finance", "treasurer")
Rows = dict[Table, list[dict[str, Any]]]


def year_until(day: date) -> Year:
    """The year up to the end of this day, in a database where nothing else was written yet."""
    dialect = db.session.get_bind().dialect.name
    earlier = [one for one in KEPT if one[0] == dialect and one[1] <= day]
    before = {table: _keys(table) for table in db.metadata.sorted_tables}
    year = KEPT[max(earlier)].put_back() if earlier else Year()
    year.run_until(day)
    KEPT.setdefault((dialect, day), Kept(year, before))
    return year


def _keys(table: Table) -> set[tuple[Any, ...]]:
    return {tuple(row) for row in db.session.execute(select(*table.primary_key.columns))}


class Kept:
    """The rows of a year, and which of them are called what."""

    def __init__(self, year: Year, before: dict[Table, set[tuple[Any, ...]]]) -> None:
        self._done = year._done
        self._rows: Rows = {table: self._added(table, keys) for table, keys in before.items()}
        self._one = {name: _key_of(getattr(year, name)) for name in PEOPLE_AND_BODY}
        self._many = {name: {key: _key_of(one) for key, one in getattr(year, name).items()} for name in NAMED}

    @staticmethod
    def _added(table: Table, before: set[tuple[Any, ...]]) -> list[dict[str, Any]]:
        keys = [column.name for column in table.primary_key.columns]
        rows = [
            dict(row)
            for row in db.session.execute(select(table).order_by(*table.primary_key.columns)).mappings()
        ]
        return [row for row in rows if tuple(row[key] for key in keys) not in before]

    def put_back(self) -> Year:
        for table, rows in self._rows.items():
            if rows:
                db.session.execute(table.insert(), rows)
                _count_on(table)
        year = Year.__new__(Year)
        year._prepare()
        year._done = self._done
        for name, key in self._one.items():
            setattr(year, name, db.session.get(*key))
        for name, keys in self._many.items():
            getattr(year, name).update({key: db.session.get(*one) for key, one in keys.items()})
        return year


KEPT: dict[tuple[str, date], Kept] = {}


def _key_of(row: Any) -> tuple[type[Any], int]:
    return type(row), row.id


def _count_on(table: Table) -> None:
    """PostgreSQL counts keys by itself, and does not see those that were written with theirs."""
    if db.session.get_bind().dialect.name == "postgresql" and "id" in table.columns:
        name = table.name
        statement = f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name}"
        db.session.execute(text(statement))
