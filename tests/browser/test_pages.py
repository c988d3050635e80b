"""Every declared page and its error state, in three languages, on a small phone and at a desk; `crawl` says
which of them a run looks at."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import pytest
from werkzeug.routing import MapAdapter

from app import create_app
from config import load_settings
from tests.browser.conftest import DESK, PHONE, VisitorMaker
from tests.browser.crawl import Look, unlisted
from tests.browser.crawl import examined as looks_examined
from tests.browser.crawl import opened as looks_opened
from tests.browser.pages import FIND, LANGUAGES, NOT_LISTED, PAGES, PageSeen
from tests.browser.server import Server
from tests.browser.visitor import HEAVIEST_FIRST_PAGE, HEAVIEST_NEXT_PAGE, MOST_REQUESTS, Visitor, weigh
from tests.browser.walks import numbers_of_choices
from tests.slices import CRAWL

pytestmark = pytest.mark.browser
CHOSEN = CRAWL.chosen()  # conftest.py sees to it

CLEAR = """form => { for (const one of form.elements) {
  if (one.type === 'hidden' || one.tagName === 'BUTTON') continue;
  if (one.type === 'checkbox' || one.type === 'radio') one.checked = false; else one.value = '';
} }"""


class Addresses:
    """Where the declared pages are on this server."""

    def __init__(self, server: Server, routes: MapAdapter) -> None:
        self._server, self._routes = server, routes
        self._resolve = cache(self._first_of)

    def path(self, page: PageSeen, language: str) -> str:
        if page.start:
            return page.start.format(lang=language)
        values = {name: self._resolve(value) for name, value in page.values.items()}
        return self._routes.build(page.route, {"lang": language, **values})

    def route(self, url: str) -> str:
        """The endpoint that answers at this address."""
        return str(self._routes.match(urlsplit(url).path)[0])

    def _first_of(self, value: str) -> str:
        if not value.startswith("@"):
            return value
        kind, *parts = value[1:].split("/")
        with sqlite3.connect(self._server.data_dir / "weft.db") as database:
            found = database.execute(FIND[kind], parts).fetchone()
        assert found is not None, f"the example network has no {value}"
        return str(found[0])


@pytest.fixture(scope="session")
def routes(tmp_path_factory: pytest.TempPathFactory) -> MapAdapter:
    app = create_app(load_settings({"DATA_DIR": str(tmp_path_factory.mktemp("routes"))}))
    return app.url_map.bind("unused")


@pytest.fixture(scope="session")
def addresses(server: Server, routes: MapAdapter) -> Addresses:
    return Addresses(server, routes)


@pytest.fixture
def opened(
    make_visitor: VisitorMaker, signed_in_states: Callable[[str], Any], addresses: Addresses
) -> Callable[..., Visitor]:
    """Open a page as its reader; everything on the way there must be right."""

    def open_page(page: PageSeen, language: str, *, scripts: bool = True) -> Visitor:
        visitor = make_visitor(scripts=scripts, state=signed_in_states(page.reader))
        visitor.goto(addresses.path(page, language), status=page.status)
        for link in page.via:
            visitor.page.locator(link).first.click()
            visitor.page.wait_for_load_state()
        assert addresses.route(visitor.page.url) == page.route
        assert visitor.language == language
        return visitor

    return open_page


@pytest.mark.parametrize("look", looks_examined(CHOSEN), ids=str)
def test_page_and_its_errors_keep_the_rules(opened: Callable[..., Visitor], look: Look) -> None:
    page = look.page
    visitor = opened(page, look.language)
    visitor.examine(page.title)
    if look.language == "en":
        visitor.page.set_viewport_size({"width": DESK, "height": 900})
        visitor.photograph(page.title)
        _examine_in_the_dark(visitor, page.title)
        visitor.page.set_viewport_size({"width": PHONE, "height": 640})
    if page.wrong is not None:
        _send_wrong(visitor, page.wrong)
        visitor.examine(f"{page.title}-errors")
        if look.language == "en":
            _examine_in_the_dark(visitor, f"{page.title}-errors")


def _examine_in_the_dark(visitor: Visitor, title: str) -> None:
    """Work pages have grounds of their own, so their dark side is measured as well."""
    if visitor.page.locator("body.work").count():
        visitor.page.emulate_media(color_scheme="dark")
        visitor.examine(f"{title}-dark")
        visitor.page.emulate_media(color_scheme="light")


def _send_wrong(visitor: Visitor, wrong: dict[str, str]) -> None:
    """Send the page's form empty, or with just these answers, and see that it says so."""
    form = visitor.page.locator("main form[method=post]", has=visitor.page.locator("[name=submission_key]"))
    if not wrong:
        form.first.evaluate(CLEAR)
    visitor.fill(wrong)
    visitor.expect_refusal(422)
    form.first.locator("button").first.click()
    visitor.page.wait_for_load_state()
    assert visitor.page.locator(".errors a").count() >= 1
    assert visitor.page.title().startswith(visitor.say("Error:"))


@pytest.mark.parametrize("page", [page for page in PAGES if page.weighed], ids=lambda page: page.name)
def test_page_is_light(make_visitor: VisitorMaker, addresses: Addresses, page: PageSeen) -> None:
    visitor = make_visitor()
    path = addresses.path(page, "en")
    first = weigh(visitor, path)
    again = weigh(visitor, path)
    assert 0 < first.transferred <= HEAVIEST_FIRST_PAGE, first
    assert first.requests <= MOST_REQUESTS, first
    assert again.transferred <= HEAVIEST_NEXT_PAGE, again


@pytest.mark.parametrize("look", looks_opened(CHOSEN), ids=str)
def test_page_opens_without_scripts(opened: Callable[..., Visitor], look: Look) -> None:
    visitor = opened(look.page, look.language, scripts=False)
    assert visitor.page.locator("h1").count() == 1


def test_administrator_hands_over_an_invitation(
    make_visitor: VisitorMaker, signed_in_states: Callable[[str], Any]
) -> None:
    """The link is shown once to whoever invites, and opens for whoever holds it."""
    administrator = make_visitor(width=DESK, state=signed_in_states("administrator"))
    administrator.goto("/en/account/people/invite")
    administrator.fill({"role": "auditor", "reason": "reads the trail", "language": "es"})
    administrator.page.locator("[name=scope]").select_option(index=1)
    administrator.submit()
    administrator.examine("administrator-invited")
    shown = administrator.page.locator("main").inner_text()
    link = next(word for word in shown.split() if "/account/invitations/" in word)
    guest = make_visitor()
    guest.goto(urlsplit(link).path)
    guest.examine("visitor-invitation")
    assert guest.sees("Auditor") or guest.sees("auditor")


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_have_room_in_the_queue(
    make_visitor: VisitorMaker, signed_in_states: Callable[[str], Any], language: str
) -> None:
    officer = make_visitor(width=DESK, state=signed_in_states("idpc-officer"))
    officer.goto(f"/{language}/n/idpc/applications/")
    name = officer.page.locator(".queue tbody th").first.bounding_box()
    assert name is not None
    assert name["width"] >= 420


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stage", ["", "?status=committee"])
def test_a_phone_shows_the_first_application_and_the_tab_it_is_on(
    make_visitor: VisitorMaker, signed_in_states: Callable[[str], Any], language: str, stage: str
) -> None:
    officer = make_visitor(scripts=False, state=signed_in_states("idpc-officer"))
    officer.goto(f"/{language}/n/idpc/applications/{stage}")
    first = officer.page.locator(".queue tbody tr").first.bounding_box()
    tab = officer.page.locator(".line-tabs [aria-current]").bounding_box()
    assert first is not None
    assert tab is not None
    assert first["y"] <= 416
    assert tab["x"] >= 0
    assert tab["x"] + tab["width"] <= PHONE


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_choices_of_a_criterion_stand_on_one_line(
    make_visitor: VisitorMaker, signed_in_states: Callable[[str], Any], addresses: Addresses, language: str
) -> None:
    """In the form of the assessment; that of the decision is seen by the walk of an admission."""
    page = next(page for page in PAGES if page.title == "idpc-officer-assess")
    officer = make_visitor(width=DESK, scripts=False, state=signed_in_states(page.reader))
    officer.goto(addresses.path(page, language))
    assert numbers_of_choices(officer) == {3, 4}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [DESK, 1440])
def test_what_a_cell_of_the_queue_says_stays_in_it(
    make_visitor: VisitorMaker, signed_in_states: Callable[[str], Any], language: str, width: int
) -> None:
    officer = make_visitor(width=width, scripts=False, state=signed_in_states("idpc-officer"))
    officer.goto(f"/{language}/n/idpc/applications/")
    cells = officer.page.locator(".queue tbody td:has(> .due, > .stage)")
    over = cells.evaluate_all(
        """cells => cells.filter(cell => cell.firstElementChild.getBoundingClientRect().right
          > cell.getBoundingClientRect().right).map(cell => cell.innerText)"""
    )
    assert cells.count() > 20
    assert over == []


def test_every_page_that_can_be_opened_is_in_the_list(routes: MapAdapter) -> None:
    gets = {rule.endpoint for rule in routes.map.iter_rules() if "GET" in (rule.methods or ())}
    assert unlisted(gets, NOT_LISTED) == set()
    assert set(NOT_LISTED) <= gets
    assert len({page.title for page in PAGES}) == len(PAGES)
