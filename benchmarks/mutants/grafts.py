"""Putting a fault into a running process.

Where only bodies of functions differ, the functions get their new code in place, so that everything that
imported them has the fault too and nothing needs to be imported again. Anything else (a constant, a table, a
default) takes a fresh import, for which `import_with` prepares.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any


class NeedsImport(Exception):
    """The fault lies outside every function."""


def changed_functions(sound: CodeType, faulty: CodeType) -> dict[str, CodeType]:
    """The outermost functions that differ, by qualified name. Raises NeedsImport when anything else does."""
    if _own(sound) != _own(faulty):
        raise NeedsImport
    changed: dict[str, CodeType] = {}
    for before, after in zip(_inner(sound), _inner(faulty), strict=True):
        if _is_class_body(before):
            changed |= changed_functions(before, after)
        elif not _same(before, after):
            if before.co_name.startswith("<") or before.co_freevars != after.co_freevars:
                raise NeedsImport
            changed[after.co_qualname] = after
    return changed


def graft(module: ModuleType, functions: dict[str, CodeType]) -> None:
    """Give the module's functions their faulty code. Raises NeedsImport where one is hidden by a wrapper."""
    for name, code in functions.items():
        function = _function(module, name)
        if function is None or len(function.__code__.co_freevars) != len(code.co_freevars):
            raise NeedsImport
        function.__code__ = code


def import_with(name: str, code: CodeType) -> None:
    """From now on, importing `name` runs `code`."""
    sys.meta_path.insert(0, _FaultyFinder(name, code))


class _FaultyFinder(importlib.abc.MetaPathFinder):
    def __init__(self, name: str, code: CodeType) -> None:
        self.name, self.code = name, code

    def find_spec(
        self, fullname: str, path: Any, target: Any = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is None or spec.origin is None:
            return None
        spec.loader = _FaultyLoader(fullname, spec.origin, self.code)
        return spec


class _FaultyLoader(importlib.machinery.SourceFileLoader):
    def __init__(self, fullname: str, path: str, code: CodeType) -> None:
        super().__init__(fullname, path)
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        return self._code


def _function(module: ModuleType, qualified: str) -> FunctionType | None:
    held: Any = module
    for part in qualified.split("."):
        held = vars(held).get(part)
        if held is None:
            return None
    held = getattr(held, "fget", None) or getattr(held, "__func__", None) or held
    while hasattr(held, "__wrapped__"):
        held = held.__wrapped__
    return held if isinstance(held, FunctionType) and held.__qualname__ == qualified else None


def _inner(code: CodeType) -> list[CodeType]:
    return [constant for constant in code.co_consts if isinstance(constant, CodeType)]


def _is_class_body(code: CodeType) -> bool:
    return "__module__" in code.co_names and "__qualname__" in code.co_names and code.co_argcount == 0


def _own(code: CodeType) -> tuple[Any, ...]:
    """What the code does itself, whatever the functions inside it do and wherever its lines stand."""
    return (code.co_code, code.co_names, code.co_varnames, code.co_freevars, tuple(_plain(code.co_consts)))


def _plain(constants: tuple[Any, ...]) -> Iterator[Any]:
    for constant in constants:
        yield "code" if isinstance(constant, CodeType) else (type(constant), repr(constant))


def _same(one: CodeType, other: CodeType) -> bool:
    inner = zip(_inner(one), _inner(other), strict=False)
    return _own(one) == _own(other) and all(_same(before, after) for before, after in inner)
