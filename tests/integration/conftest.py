"""Which slices of the long integration tests a run takes, and what it says of them at its end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.slices import ACCESS, ALL, RELIABILITY

REPEATS = Path(__file__).parent / "reliability"


def pytest_configure() -> None:
    ACCESS.settle()
    RELIABILITY.settle()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the repeats of long proofs that are another day's."""
    RELIABILITY.take_part(config, items, [item for item in items if REPEATS in item.path.parents])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.write_line(access_summary(ACCESS.chosen()))
    terminalreporter.write_line(reliability_summary(RELIABILITY.chosen()))


def access_summary(chosen: str) -> str:
    """Which part of the table of access this run tried on PostgreSQL."""
    if chosen == ALL:
        return "table of access: whole on SQLite and on PostgreSQL"
    return (
        f"table of access: whole on SQLite, slice {chosen} of {ACCESS.count} on PostgreSQL; "
        f"run the same with {ACCESS.variable}={chosen}, and the whole with make prove"
    )


def reliability_summary(chosen: str) -> str:
    """Which of the short repeats of long proofs this run took."""
    if chosen == ALL:
        return "kills, races and promises: all of them"
    return (
        f"kills, races and promises: slice {chosen} of {RELIABILITY.count}; "
        f"run the same with {RELIABILITY.variable}={chosen}, and the whole with make prove"
    )
