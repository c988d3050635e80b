"""What a run of the integration tests says at its end."""

from __future__ import annotations

import pytest

from tests.slices import ACCESS, ALL


def pytest_configure() -> None:
    ACCESS.settle()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.write_line(summary(ACCESS.chosen()))


def summary(chosen: str) -> str:
    """Which part of the table of access this run tried on PostgreSQL."""
    if chosen == ALL:
        return "table of access: whole on SQLite and on PostgreSQL"
    return (
        f"table of access: whole on SQLite, slice {chosen} of {ACCESS.count} on PostgreSQL; "
        f"run the same with {ACCESS.variable}={chosen}, and the whole with make prove"
    )
