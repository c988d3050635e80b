"""Which files hold rules, and which tests must hold each of them."""

from __future__ import annotations

from collections.abc import Sequence
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
    "app/casework/": ("tests/unit/membership",),
    "app/organisations/workflow.py": ("tests/integration/membership/test_admission.py",),
}
"""Files and folders of tests beside those of the file's own feature, by the beginning of its path. What is
true of every case is shown on admission too, its first process."""

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
    extra = [place for begin, places in EXTRA_TESTS.items() if path.startswith(begin) for place in places]
    folders = (f"tests/unit/{feature}", f"tests/integration/{feature}", *extra)
    return held_by(path, [test for place in folders for test in _tests_in(root, place)])


def held_by(path: str, tests: Sequence[str]) -> Target:
    """The file with these tests."""
    of_units = [test for test in tests if test.startswith("tests/unit/")]
    return Target(path, tuple(of_units), tuple(test for test in tests if test not in of_units))


def _has_code(path: Path) -> bool:
    return path.name != "__init__.py"


def _tests_in(root: Path, place: str) -> list[str]:
    """A file of tests, or those of a folder."""
    path = root / place
    found = [path] if path.is_file() else sorted(path.glob("**/test_*.py"))
    return [one.relative_to(root).as_posix() for one in found if one.name not in LEFT_OUT]
