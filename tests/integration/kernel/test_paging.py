"""Whatever the rows, walking forwards and backwards shows each of them once, in the order of a plain list."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.kernel import public_version
from app.kernel.jobs import ScheduledRun
from app.kernel.paging import Page, Sort, keyset_page

START = datetime(2026, 3, 1, tzinfo=UTC)
by_name = (ScheduledRun.name, ScheduledRun.id), ("name", "id")
by_due = (ScheduledRun.due, ScheduledRun.id), ("due", "id")
# Letters that both databases sort alike: by their code.
names = st.text(st.characters(codec="ascii", categories=["Lu", "Nd"]), min_size=1, max_size=3)
rows_given = st.lists(st.tuples(names, st.integers(0, 5)), max_size=12)


def _page(session: Session, sort: Sort, size: int, **cursor: str | None) -> Page[int]:
    statement = select(ScheduledRun.id, ScheduledRun.name, ScheduledRun.due)
    return keyset_page(session, statement, sort=sort, size=size, **cursor)


def _walk(session: Session, sort: Sort, size: int) -> list[list[int]]:
    """Every page forwards; each time also one step back and forth."""
    pages = [_page(session, sort, size)]
    while pages[-1].after is not None:
        pages.append(_page(session, sort, size, after=pages[-1].after))
        back = _page(session, sort, size, before=pages[-1].before)
        assert [row.id for row in back.rows] == [row.id for row in pages[-2].rows]
        assert (back.before is None) == (len(pages) == 2)
        again = _page(session, sort, size, after=back.after)
        assert [row.id for row in again.rows] == [row.id for row in pages[-1].rows]
    return [[row.id for row in page.rows] for page in pages]


@pytest.mark.parametrize("descending", [False, True])
@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=rows_given, size=st.integers(1, 5))
def test_walking_shows_each_row_once(
    session: Session, descending: bool, rows: list[tuple[str, int]], size: int
) -> None:
    session.execute(delete(ScheduledRun))
    made = [
        ScheduledRun(name=f"{name}", due=START + timedelta(days=days, microseconds=number))
        for number, (name, days) in enumerate(rows)
    ]
    session.add_all(made)
    session.flush()
    for columns, attributes in (by_name, by_due):
        pages = _walk(session, Sort(columns, attributes, descending), size)
        key = {row.id: (getattr(row, attributes[0]), row.id) for row in made}
        assert [one for page in pages for one in page] == sorted(key, key=key.__getitem__, reverse=descending)
        assert all(len(page) == size for page in pages[:-1])


def test_public_version_grows_with_each_change(session: Session) -> None:
    before = public_version.current()
    public_version.bump()
    public_version.bump()
    assert public_version.current() == before + 2
    session.rollback()
    assert public_version.current() == before
