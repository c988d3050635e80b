"""The harness reports each kind of fault when it meets one; otherwise its green would mean nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from playwright.sync_api import Browser

from tests.browser.server import Server
from tests.browser.visitor import Visitor, totp_code

pytestmark = pytest.mark.browser

HEAD = '<!doctype html><html lang="en"><head><title>Canary</title><link rel="icon" href="data:,">'
BODY = "</head><body><main><h1>Canary</h1>{}</main></body></html>"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src * data:"
PAGES = {
    "/whole": "<p>All is well.</p>",
    "/third-party": '<img alt="" src="http://127.0.0.2:9/a.png">',
    "/inline-style": '<p style="color: red">Red</p>',
    "/console": '<script src="/script.js"></script>',
    "/missing": '<img alt="" src="/nothing.png">',
    "/unlabelled": "<input>",
    "/wide": '<table width="2000"><tr><td>Wide</td></tr></table>',
    "/two-headings": "<h1>Again</h1>",
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path in PAGES:
            answer, kind = HEAD + BODY.format(PAGES[self.path]), "text/html"
        elif self.path == "/script.js":
            answer, kind = "undefinedFunction()", "text/javascript"
        else:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(answer.encode())

    def log_message(self, *_words: object) -> None:
        """Silence."""


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    httpd = HTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()


def _faults(browser: Browser, origin: str, path: str) -> list[str]:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    visitor = Visitor(context, origin)
    visitor.goto(path)
    visitor.page.wait_for_load_state("networkidle")
    visitor.judge("canary")
    context.close()
    return visitor.faults


def test_visitor_finds_nothing_wrong_with_a_whole_page(browser: Browser, origin: str) -> None:
    assert _faults(browser, origin, "/whole") == []


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/third-party", "a request to somebody else: http://127.0.0.2:9/a.png"),
        ("/inline-style", "content security policy: style-src-attr inline"),
        ("/console", "script error: undefinedFunction is not defined"),
        ("/missing", "/nothing.png answered 404"),
        ("/unlabelled", "axe violation label"),
        ("/wide", "px too wide"),
        ("/two-headings", "2 h1 headings"),
    ],
)
def test_visitor_reports_its_canary(browser: Browser, origin: str, path: str, fault: str) -> None:
    faults = _faults(browser, origin, path)
    assert any(fault in found for found in faults), faults


def test_our_own_policy_refuses_an_inline_script(browser: Browser, server: Server) -> None:
    context = browser.new_context()
    visitor = Visitor(context, server.url)
    visitor.goto("/en/")
    visitor.page.evaluate(
        "document.head.append(Object.assign(document.createElement('script'), {textContent: 'ran = 1'}))"
    )
    assert visitor.page.evaluate("typeof ran") == "undefined"
    context.close()
    assert any("content security policy: script-src-elem inline" in found for found in visitor.faults)


def test_totp_code_agrees_with_the_standard() -> None:
    """RFC 6238, appendix B, cut to six digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert [totp_code(secret, at) for at in (59, 1111111109, 2000000000)] == ["287082", "081804", "279037"]
