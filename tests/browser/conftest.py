"""Fixtures of the browser tests: one server and one Chromium per process, a fresh browser per test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.server import Server
from tests.browser.visitor import PHOTOGRAPHS, Visitor

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


def pytest_sessionstart(session: pytest.Session) -> None:
    """Photographs show this run only."""
    if not hasattr(session.config, "workerinput"):
        shutil.rmtree(PHOTOGRAPHS, ignore_errors=True)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the example network."""
    running = Server(tmp_path_factory.mktemp("server"))
    running.prepare("--if-empty")
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

    def make(*, width: int = PHONE, scripts: bool = True, state: Any = None, origin: str = "") -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 640 if width < 600 else 900},
            java_script_enabled=scripts,
            storage_state=state,
            reduced_motion="reduce",
        )
        context.set_default_timeout(10 * SECONDS)
        made.append(Visitor(context, origin or server.url, scripts=scripts))
        return made[-1]

    yield make
    faults = [fault for visitor in made for fault in visitor.faults]
    for visitor in made:
        visitor.context.close()
    assert not faults, "\n".join(["", *faults])


@pytest.fixture(scope="session")
def signed_in_states(browser: Browser, server: Server, people: dict[str, Any]) -> Callable[[str], Any]:
    """The cookies of an example person, signed in once per process through the pages; none for "visitor"."""
    states: dict[str, Any] = {}

    def state(reader: str) -> Any:
        if reader == "visitor":
            return None
        if reader not in states:
            context = browser.new_context(viewport={"width": DESK, "height": 900})
            visitor = Visitor(context, server.url)
            visitor.sign_in(people[reader])
            states[reader] = context.storage_state()
            context.close()
            assert not visitor.faults, "\n".join(["", *visitor.faults])
        return states[reader]

    return state
