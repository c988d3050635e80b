"""Every declared page, in three languages, on a small phone and at a desk: accessible, ours alone, light."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import DESK, PHONE, VisitorMaker
from tests.browser.pages import EMPTY_FORMS, LANGUAGES, PAGES, PageSeen
from tests.browser.visitor import HEAVIEST_FIRST_PAGE, HEAVIEST_NEXT_PAGE, MOST_REQUESTS, Visitor, weigh

pytestmark = pytest.mark.browser


def _open(visitor: Visitor, page: PageSeen, language: str) -> None:
    visitor.goto(page.path.format(lang=language), status=200 if page.via else page.status)
    for link in page.via:
        visitor.page.locator(link).first.click()
        visitor.page.wait_for_load_state()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.reader}-{page.name}")
def test_page_keeps_the_rules(
    make_visitor: VisitorMaker, signed_in_states: Callable[[str], Any], page: PageSeen, language: str
) -> None:
    visitor = make_visitor(width=PHONE, state=signed_in_states(page.reader))
    _open(visitor, page, language)
    visitor.examine(f"{page.reader}-{page.name}-{language}")
    if language == "en":
        visitor.page.set_viewport_size({"width": DESK, "height": 900})
        visitor.examine(f"{page.reader}-{page.name}-{language}")
    assert visitor.page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "path", "reader"), EMPTY_FORMS, ids=[name for name, *_ in EMPTY_FORMS])
def test_form_with_errors_keeps_the_rules(
    make_visitor: VisitorMaker,
    signed_in_states: Callable[[str], Any],
    name: str,
    path: str,
    reader: str,
    language: str,
) -> None:
    visitor = make_visitor(width=PHONE, state=signed_in_states(reader))
    visitor.goto(path.format(lang=language))
    visitor.expect_refusal(422)
    visitor.page.locator("main form button:not([name])").first.click()
    visitor.page.wait_for_load_state()
    visitor.examine(f"{reader}-{name}-{language}")
    assert visitor.page.locator(".errors a").count() >= 1
    assert not visitor.page.title().startswith("–")


@pytest.mark.parametrize("page", [page for page in PAGES if page.weighed], ids=lambda page: page.name)
def test_page_is_light(make_visitor: VisitorMaker, page: PageSeen) -> None:
    visitor = make_visitor(width=PHONE)
    path = page.path.format(lang="en")
    first = weigh(visitor, path)
    again = weigh(visitor, path)
    assert 0 < first.transferred <= HEAVIEST_FIRST_PAGE, first
    assert first.requests <= MOST_REQUESTS, first
    assert again.transferred <= HEAVIEST_NEXT_PAGE, again


@pytest.mark.parametrize("page", [page for page in PAGES if not page.via], ids=lambda page: page.name)
def test_page_opens_without_scripts(
    make_visitor: VisitorMaker, signed_in_states: Callable[[str], Any], page: PageSeen
) -> None:
    visitor = make_visitor(scripts=False, state=signed_in_states(page.reader))
    visitor.goto(page.path.format(lang="en"), status=page.status)
    assert visitor.page.locator("h1").count() == 1
