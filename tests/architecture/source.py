"""What the checks read: the files of a checkout, parsed once, and how a fault is written."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from app.features import ALL_FEATURES, has_place, package_of

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = frozenset({".venv", ".git", "var", "build", "__pycache__", "node_modules"})
TEMPLATE_SUFFIXES = frozenset({".html", ".txt", ".xml", ".svg", ".jinja"})


@dataclass(frozen=True)
class Module:
    """One Python file, with its place in the house."""

    root: Path
    path: Path

    @property
    def place(self) -> str:
        return self.path.relative_to(self.root).as_posix()

    @cached_property
    def text(self) -> str:
        return self.path.read_text("utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=str(self.path))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The dotted name below `app`, in parts: ("grants", "calls", "views", "base")."""
        return self.path.relative_to(self.root / "app").with_suffix("").parts

    @cached_property
    def dotted(self) -> str:
        """What an import says: `app.grants.calls.views` for its __init__.py, too."""
        names = self.names[:-1] if self.names[-1] == "__init__" else self.names
        return ".".join(("app", *names))

    @cached_property
    def package(self) -> str:
        """`accounts` for app/accounts/views.py, `grants.calls` for app/grants/calls/views.py, `cli` for
        app/cli.py, nothing for app/__init__.py."""
        return package_of(".".join(self.names).removesuffix("__init__").rstrip("."))

    @cached_property
    def room(self) -> str:
        """`services` for app/x/services.py, app/x/services/review.py and app/grants/calls/services.py."""
        depth = self.package.count(".") + 1
        return self.names[depth] if len(self.names) > depth else ""

    @property
    def in_feature(self) -> bool:
        return self.package in ALL_FEATURES and self.room != ""

    def fault(self, line: int, words: str) -> str:
        return f"{self.place}:{line}: {words}"


def python_files(root: Path, *folders: str) -> Iterator[Module]:
    """Every module in these folders, in a steady order. Those of the checkout itself are parsed once."""
    for folder in folders:
        yield from _own_files(folder) if root == ROOT else _files(root, folder)


@cache
def _own_files(folder: str) -> tuple[Module, ...]:
    return tuple(_files(ROOT, folder))


def _files(root: Path, folder: str) -> Iterator[Module]:
    for path in sorted((root / folder).rglob("*.py")):
        if not NOT_OURS.intersection(path.relative_to(root).parts):
            yield Module(root, path)


def app_modules(root: Path) -> Iterator[Module]:
    return python_files(root, "app")


def templates(root: Path) -> Iterator[Path]:
    for path in sorted((root / "app").rglob("*")):
        if "templates" in path.parts and path.suffix in TEMPLATE_SUFFIXES and path.is_file():
            yield path


def imported(module: Module) -> Iterator[tuple[int, str, str]]:
    """Line, module and name of everything imported, wherever it stands. Relative imports are resolved."""
    here = module.path.relative_to(module.root).with_suffix("").parts
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name, ""
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(here[: len(here) - node.level]) if node.level else ""
            source = ".".join(part for part in (base, node.module or "") if part)
            for alias in node.names:
                yield node.lineno, source, alias.name


def imported_package(source: str, name: str) -> str | None:
    """The package of app/ that an import reaches, or None when it reaches outside. What app/__init__.py
    itself offers, such as create_app, belongs to the package without a name."""
    parts = source.split(".")
    if parts[0] != "app":
        return None
    below = [*parts[1:], name]
    if len(parts) == 1 and not has_place(name):
        return ""
    return package_of(".".join(below).rstrip("."))
