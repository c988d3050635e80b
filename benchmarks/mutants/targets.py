"""Which files hold rules, and which tests must hold each of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

RULE_FILES = (
    "app/**/rules.py",
    "app/**/rules/*.py",
    "app/**/workflow.py",
    "app/**/process.py",
    "app/casework/*rules*.py",
    "app/organisations/projection.py",
)
"""A file that joins one of these rooms is tried without being named."""

EXTRA_TESTS: dict[str, tuple[str, ...]] = {
    "app/organisations/workflow.py": ("tests/integration/membership/test_admission.py",),
}
"""Tests beside those in the folders of the file's own feature."""

ROOMS = frozenset({"rules", "services", "queries", "presenter", "views"})
"""Folders inside a feature, whose tests lie in the feature's own folder."""

LEFT_OUT = ("test_stateful.py", "test_storage.py", "test_races.py")
"""Slow tests that commit: they would hold no rule that the others do not."""


@dataclass(frozen=True)
class Target:
    """One file and its tests; `unit` are tried before `integration`, which run on SQLite alone."""

    path: str
    unit: tuple[str, ...]
    integration: tuple[str, ...] = ()

    @property
    def module(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def targets(root: Path) -> list[Target]:
    """Every file of rules below `root`, in the order of its path."""
    found = {path for pattern in RULE_FILES for path in root.glob(pattern) if _has_code(path)}
    return [target_of(root, path.relative_to(root).as_posix()) for path in sorted(found)]


def target_of(root: Path, path: str) -> Target:
    """The file with the tests in its feature's folders, such as tests/unit/grants/calls."""
    feature = Path(path).parent.relative_to("app")
    if feature.name in ROOMS:
        feature = feature.parent
    extra = tuple(test for test in EXTRA_TESTS.get(path, ()) if (root / test).exists())
    unit = _tests_in(root, f"tests/unit/{feature}") + tuple(test for test in extra if "/unit/" in test)
    integration = _tests_in(root, f"tests/integration/{feature}") + tuple(
        test for test in extra if "/unit/" not in test
    )
    return Target(path, unit, integration)


def _has_code(path: Path) -> bool:
    return path.name != "__init__.py"


def _tests_in(root: Path, folder: str) -> tuple[str, ...]:
    found = sorted((root / folder).glob("**/test_*.py"))
    return tuple(path.relative_to(root).as_posix() for path in found if path.name not in LEFT_OUT)
