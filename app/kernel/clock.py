"""The one clock. Tests move it; nothing else asks the system for the time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta


def _system() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _source()


def today() -> date:
    """Today's date in UTC."""
    return now().date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Hold the clock at `moment`."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a zone")
    with _reading_from(lambda: moment):
        yield


@contextmanager
def shift(by: timedelta) -> Iterator[None]:
    """Let the clock run, `by` away from where it stood."""
    before = _source
    with _reading_from(lambda: before() + by):
        yield


@contextmanager
def _reading_from(source: Callable[[], datetime]) -> Iterator[None]:
    global _source
    before, _source = _source, source
    try:
        yield
    finally:
        _source = before
