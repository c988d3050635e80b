"""Fixtures of the browser tests: one server and one Chromium per process, a fresh browser per test."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.crawl import summary
from tests.browser.pages import HALF, VISITOR
from tests.browser.server import Server
from tests.browser.visitor import PHOTOGRAPHS, Visitor
from tests.slices import ALL, CRAWL, WALKS

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",  # needed where tests run as root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, DESK = 320, 1280
SECONDS = 1000  # Playwright counts in milliseconds

VisitorMaker = Callable[..., Visitor]


def pytest_configure() -> None:
    CRAWL.settle()
    WALKS.settle()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the long walks that are another day's."""
    WALKS.take_part(config, items, [item for item in items if item.get_closest_marker("walk")])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.write_line(summary(CRAWL.chosen()))
    terminalreporter.write_line(walks_summary(WALKS.chosen()))


def walks_summary(chosen: str) -> str:
    """Which of the long walks this run took."""
    if chosen == ALL:
        return "long walks: all, with scripts and without"
    kind = "with" if chosen == "1" else "without"
    return f"long walks: {kind} scripts; the same with {WALKS.variable}={chosen}, all with make prove"


def pytest_sessionstart(session: pytest.Session) -> None:
    """Photographs show this run only."""
    if not hasattr(session.config, "workerinput"):
        shutil.rmtree(PHOTOGRAPHS, ignore_errors=True)


EXAMPLE_PUBLISHER = {
    "PUBLISHER_PREFIX": "360G-example",
    "PUBLISHER_ORG_ID": "XX-EXAMPLE-IDPC",
    "PUBLISHER_NAME": "IDPC (example)",
    "PUBLISHER_LICENCE": "https://creativecommons.org/licenses/by/4.0/",
    "PUBLISHER_POLICY_URL": "https://network.example.org/what-we-publish",
    "PUBLISHER_SECTORS": "15160:60,15180:40",
}


@pytest.fixture(scope="session")
def example_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example network in it, made once for all processes of this run. Copy it; never
    serve from it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "example-data"
    folder.mkdir(exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "made").exists():
            Server(folder).prepare("--if-empty")
            (folder / "made").touch()
    return folder


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, example_data: Path) -> Iterator[Server]:
    """A server with the example network, for tests that leave it as it is."""
    yield from _served(tmp_path_factory.mktemp("server"), example_data)


@pytest.fixture
def own_server(tmp_path: Path, example_data: Path) -> Iterator[Server]:
    """A server with the example network for one test, which may move its clock. A shared one would refuse
    whoever signs in twice within half a minute: a code of the second step works once."""
    yield from _served(tmp_path / "server", example_data)


def _served(folder: Path, example_data: Path) -> Iterator[Server]:
    shutil.copytree(example_data, folder, dirs_exist_ok=True)
    running = Server(folder, dict(EXAMPLE_PUBLISHER))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def people(server: Server) -> dict[str, dict[str, Any]]:
    """The example people by the name they sign in with."""
    return {person["sign_in"]: person for person in server.people()}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def make_visitor(browser: Browser, server: Server) -> Iterator[VisitorMaker]:
    """`make_visitor(width=320, scripts=False)`. A fault that any of them met fails the test."""
    made: list[Visitor] = []

    def make(
        *,
        width: int = PHONE,
        scripts: bool = True,
        state: Any = None,
        at: Server = server,
        origin: str = "",
        trusting: bool = False,
    ) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 640 if width < 600 else 900},
            java_script_enabled=scripts,
            storage_state=state,
            reduced_motion="reduce",
            ignore_https_errors=trusting,
        )
        context.set_default_timeout(10 * SECONDS)
        made.append(Visitor(context, origin or at.url, scripts=scripts, clock=at.time))
        return made[-1]

    yield make
    faults = [fault for visitor in made for fault in visitor.faults]
    for visitor in made:
        visitor.context.close()
    assert not faults, "\n".join(["", *faults])


@pytest.fixture(scope="session")
def signed_in_states(browser: Browser, server: Server, people: dict[str, Any]) -> Callable[[str], Any]:
    """The cookies of a reader of pages.py, signed in once per process through the pages."""
    states: dict[str, Any] = {}

    def state(reader: str) -> Any:
        if reader == VISITOR:
            return None
        if reader not in states:
            context = browser.new_context(viewport={"width": DESK, "height": 900})
            visitor = Visitor(context, server.url)
            visitor.sign_in(people[reader.removeprefix(HALF)], half=reader.startswith(HALF))
            states[reader] = context.storage_state()
            context.close()
            assert not visitor.faults, "\n".join(["", *visitor.faults])
        return states[reader]

    return state
