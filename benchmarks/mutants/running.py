"""Running a file's tests against its faults, each in a forked child of a process that is ready to go.

First a quick round: the tests are collected and run once without a fault, noting which function each of them
enters; then a child for each fault runs the tests that enter the faulty function. What survives, or lies
outside every function, is tried again in a process that imports the faulty module afresh.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from types import CodeType, FrameType
from typing import Any

import hypothesis
import pytest
from _pytest.runner import runtestprotocol

from benchmarks.mutants.faults import Mutant
from benchmarks.mutants.grafts import NeedsImport, changed_functions, graft, import_with
from benchmarks.mutants.targets import Target

KILLED, SURVIVED, NEEDS_IMPORT = "killed", "survived", "needs a fresh import"
MOST_MEMORY = 4 * 1024**3  # a fault may take a limit away
SHORTEST_PATIENCE = 20.0  # seconds; a fault may make a loop endless, which counts as noticed
IMPORT_PATIENCE = 600.0
SLOW_IMPORTS = (
    "alembic.command",
    "cryptography.hazmat.primitives.ciphers.aead",
    "filetype",
    "flask_limiter",
    "flask_migrate",
    "flask_security",
    "flask_sqlalchemy",
    "PIL.Image",
    "psycopg",
    "qrcode",
    "rapidfuzz.fuzz",
    "sqlalchemy.dialects.postgresql",
    "sqlalchemy.dialects.sqlite",
    "sqlalchemy.orm",
    "structlog",
    "tarfile",
    "waitress",
)
OPTIONS = ("-q", "-x", "-p", "no:cacheprovider", "--strict-markers")


class BrokenBaseline(Exception):
    """The tests fail without any fault, so they can tell nothing."""


@dataclass(frozen=True)
class Outcome:
    mutant: Mutant
    killed: bool


def outcomes(
    target: Target,
    sound: CodeType,
    faults: list[Mutant],
    *,
    known: Collection[str] = (),
    confirm: bool = True,
    pages: bool = True,
) -> Iterator[Outcome]:
    """What became of each fault, in order. What the unit tests leave is tried with the integration tests
    (`pages`), then with a fresh import (`confirm`), except faults that are `known` to survive."""
    results = dict.fromkeys(range(len(faults)), SURVIVED)
    for tests in (target.unit, target.integration if pages else ()):
        left = [
            place
            for place, result in results.items()
            if result == SURVIVED and (tests == target.unit or faults[place].id not in known)
        ]
        told = _quick_round(target, tests, sound, [faults[place] for place in left]) if tests else {}
        results.update({left[number]: result for number, result in told.items()})
    for place, mutant in enumerate(faults):
        result = results[place]
        if result == NEEDS_IMPORT or (result == SURVIVED and confirm and mutant.id not in known):
            result = _fresh_round(target, mutant)
        yield Outcome(mutant, result == KILLED)


def _quick_round(
    target: Target, tests: tuple[str, ...], sound: CodeType, faults: list[Mutant]
) -> dict[int, str]:
    """The results by place. The process that knows the app is a fork, so that this one never imports it."""
    if not faults:
        return {}
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _in_silence(lambda: _collect_and_try(target, tests, sound, faults, writing))
    os.close(writing)
    with os.fdopen(reading) as lines:
        told = [json.loads(line) for line in lines]
    os.waitpid(child, 0)
    if not told or told[-1] != ["done"]:
        raise BrokenBaseline(f"{target.path}: {told[-1][0] if told else 'the tests did not start'}")
    return dict(told[:-1])


def _collect_and_try(
    target: Target, tests: tuple[str, ...], sound: CodeType, faults: list[Mutant], writing: int
) -> int:
    def tell(*what: object) -> None:
        os.write(writing, (json.dumps(what) + "\n").encode())

    loop = _Loop(target, sound, faults, tell)
    _load_quiet_hypothesis()
    code = pytest.main([*OPTIONS, *tests], plugins=[loop])
    if not loop.finished:
        tell(loop.trouble or f"pytest ended with {code}")
    return 0


class _Loop:
    """Takes the place of pytest's own loop over the tests."""

    def __init__(
        self, target: Target, sound: CodeType, faults: list[Mutant], tell: Callable[..., None]
    ) -> None:
        self.target, self.sound, self.faults, self.tell = target, sound, faults, tell
        self.entered: dict[str, list[pytest.Item]] = {}
        self.seconds: dict[pytest.Item, float] = {}
        self.finished = False
        self.trouble = ""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = _on_one_database(items)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.trouble = report.longreprtext[-2000:]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if self.trouble or not session.items:
            self.trouble = self.trouble or "no test was found"
            return True
        for place, item in enumerate(session.items):
            if self._fails(session.items, place):
                self.trouble = f"{item.nodeid} fails without any fault\n{self.trouble}"
                return True
        _close_connections()
        gc.disable()
        gc.freeze()  # else each child would copy all that the collector looks at
        for place, mutant in enumerate(self.faults):
            self.tell(place, self._try(session, mutant))
        self.finished = True
        self.tell("done")
        return True

    def _fails(self, items: list[pytest.Item], place: int) -> bool:
        entered: set[str] = set()
        path = self.target.path

        def note(frame: FrameType, event: str, _arg: object) -> None:
            if event == "call" and frame.f_code.co_filename.endswith(path):
                entered.add(frame.f_code.co_qualname.split(".<locals>")[0])

        began = time.monotonic()
        sys.settrace(note)
        try:
            reports = runtestprotocol(items[place], log=False, nextitem=items[(place + 1) % len(items)])
        finally:
            sys.settrace(None)
        self.seconds[items[place]] = time.monotonic() - began
        for name in entered:
            self.entered.setdefault(name, []).append(items[place])
        self.trouble = "\n".join(report.longreprtext[-2000:] for report in reports if report.failed)
        return bool(self.trouble)

    def _try(self, session: pytest.Session, mutant: Mutant) -> str:
        try:
            functions = changed_functions(self.sound, mutant.code)
        except NeedsImport:
            return NEEDS_IMPORT
        entering = {item for name in functions for item in self.entered.get(name, ())}
        items = sorted(entering, key=lambda item: (self.seconds[item], item.nodeid))
        if not items:
            return SURVIVED
        patience = SHORTEST_PATIENCE + 10 * sum(self.seconds[item] for item in items)
        return _in_child(lambda: self._run_with(session, functions, items), patience)

    def _run_with(
        self, session: pytest.Session, functions: dict[str, CodeType], items: list[pytest.Item]
    ) -> int:
        graft(importlib.import_module(self.target.module), functions)
        session._setupstate.teardown_exact(items[0])
        for place, item in enumerate(items):
            last = place + 1 == len(items)
            following = (
                next((one for one in session.items if one is not item), None) if last else items[place + 1]
            )
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
                return 1
        return 0


def _fresh_round(target: Target, mutant: Mutant) -> str:
    """All unit tests in a process that has imported nothing of ours; whole pages only where there are none,
    since each such process makes its own database."""
    tests = target.unit or target.integration
    return _in_child(lambda: _run_freshly(target, mutant, tests), IMPORT_PATIENCE)


def _run_freshly(target: Target, mutant: Mutant, tests: tuple[str, ...]) -> int:
    import_with(target.module, mutant.code)
    _load_quiet_hypothesis()
    return int(pytest.main([*OPTIONS, *tests], plugins=[_OneDatabase()]))


class _OneDatabase:
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = _on_one_database(items)


def _on_one_database(items: list[pytest.Item]) -> list[pytest.Item]:
    return [item for item in items if "postgresql" not in item.nodeid]


def _load_quiet_hypothesis() -> None:
    """The same examples each time, and none kept for the next run: a fault must leave nothing behind."""
    hypothesis.settings.register_profile("faults", database=None, derandomize=True, deadline=None)
    hypothesis.settings.load_profile("faults")


def _close_connections() -> None:
    """A connection to a database must not be shared with the children."""
    engine = sys.modules.get("sqlalchemy.engine")
    if engine is not None:
        for one in gc.get_objects():
            if type(one) is engine.Engine:
                one.dispose()


def _in_child(work: Callable[[], int], patience: float) -> str:
    """KILLED unless the work ends with 0: a failed test, a crash and an endless loop are all noticed."""
    child = os.fork()
    if child == 0:
        signal.setitimer(signal.ITIMER_REAL, patience)
        _in_silence(work)
    _, status = os.waitpid(child, 0)
    return SURVIVED if os.waitstatus_to_exitcode(status) == 0 else KILLED


def _in_silence(work: Callable[[], int]) -> None:
    """Do it without a word and end this process with what it answers."""
    code = 70
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        code = work()
    finally:
        os._exit(code)


def preload() -> Any:
    """Import what is slow to import and not ours, once for all children."""
    return [importlib.import_module(name) for name in SLOW_IMPORTS]
