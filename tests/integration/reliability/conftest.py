"""Trial installations with the example network, made once for each database and copied for each test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.installation import Installation, make_installation

Fresh = Callable[[str], Installation]
ORGANISATIONS = 60


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Installation]:
    """The example network on this database."""
    made: dict[str, Installation] = {}
    folder = tmp_path_factory.mktemp("prepared")

    def prepare(dialect: str) -> Installation:
        if dialect not in made:
            made[dialect] = make_installation(
                folder / f"example-{dialect}", dialect, organisations=ORGANISATIONS
            )
        return made[dialect]

    return prepare


@pytest.fixture
def fresh(prepared: Fresh, tmp_path: Path) -> Fresh:
    """A copy of it that a test may kill, fill and damage."""
    count = iter(range(100))

    def copy(dialect: str) -> Installation:
        return prepared(dialect).copy_to(tmp_path / f"trial-{next(count)}-{dialect}")

    return copy
