"""A name may be one word of 200 letters, and a small phone still shows the whole page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import PHONE
from tests.browser.visitor import ROOT

pytestmark = pytest.mark.browser
NAME = "W" * 200


@pytest.mark.parametrize(
    "link",
    [
        f'<div class="thread"><a href="/">{NAME}</a></div>',
        f'<nav class="crumbs"><a href="/">{NAME}</a></nav>',
        f'<a class="back" href="/">{NAME}</a>',
    ],
)
def test_a_link_back_to_a_long_name_breaks(browser: Browser, link: str) -> None:
    page = browser.new_page(viewport={"width": PHONE, "height": 640})
    style = (ROOT / "app" / "web" / "static" / "weft.css").read_text("utf-8")
    page.set_content(f"<!doctype html><style>{style}</style><main>{link}</main>")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    page.close()
