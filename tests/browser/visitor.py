"""A person at a browser. Whatever the page does wrong on the way is noted and fails the test:
a request to somebody else, a refused script or style, an error on the console, a broken answer."""

from __future__ import annotations

import base64
import gettext
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response

ROOT = Path(__file__).resolve().parents[2]
PHOTOGRAPHS = ROOT / "build" / "photographs"
HALF_MINUTE = 30  # seconds for which a code of the second step counts
CODES_USED: dict[tuple[str, str], int] = {}
"""(server, sign-in name) → the half minute of the last code used there by this process."""
HEAVIEST_FIRST_PAGE = 50_000  # bytes, with an empty cache
HEAVIEST_NEXT_PAGE = 15_000
MOST_REQUESTS = 6
AXE_RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations", "incomplete"],
}
# What axe cannot decide by itself and we have looked at: rule → why it is fine.
EXPLAINED: dict[str, str] = {}
SCROLL_TO = "at => document.querySelector(at).scrollIntoView({block: 'center', inline: 'center'})"
SCROLL_BACK = """at => { for (let one = document.querySelector(at); one; one = one.parentElement)
  one.scrollTo(0, 0); }"""
WATCH_POLICY = """
document.addEventListener('securitypolicyviolation', event =>
  console.error('content security policy: ' + event.violatedDirective + ' ' + event.blockedURI))
"""


@dataclass
class Visitor:
    """One browser context on one server. `faults` must be empty in the end; the fixture sees to it."""

    context: BrowserContext
    origin: str
    scripts: bool = True
    clock: Callable[[], float] = time.time
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    expected_statuses: set[int] = field(default_factory=set)
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        self.context.on("request", self._note_request)
        self.context.on("response", self._note_response)
        self.context.on("console", self._note_console)
        self.context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))
        if self.scripts:
            self.context.add_init_script(WATCH_POLICY)
        self.page = self.context.new_page()

    def goto(self, path: str, *, status: int = 200) -> None:
        """Open a page of ours; `status` is what it must answer."""
        if status >= 400:
            self.expected_statuses.add(status)
        response = self.page.goto(self.origin + path)
        assert response is not None
        assert response.status == status, f"{path} answered {response.status}, not {status}"

    @property
    def language(self) -> str:
        """The language of the page that is open."""
        return self.page.locator("html").get_attribute("lang") or ""

    def say(self, words: str) -> str:
        """These words of ours as the open page must say them: `words` are the English of the catalogues."""
        return in_language(words, self.language)

    def press(self, words: str) -> None:
        """Press the button, or follow the link, that says this in the language of the page."""
        label = self.say(words)
        button = self.page.get_by_role("button", name=label, exact=True)
        target = button if button.count() else self.page.get_by_role("link", name=label, exact=True)
        target.first.click()
        self.page.wait_for_load_state()

    def press_name(self, name: str) -> None:
        """Follow the link with this name of somebody or something: names are not translated."""
        self.page.locator("main a").filter(has_text=name).first.click()
        self.page.wait_for_load_state()

    def submit(self) -> None:
        """Press the first button of the page's form."""
        self.page.locator("main form button:not([name])").first.click()
        self.page.wait_for_load_state()

    def follow(self, part_of_address: str) -> None:
        """Follow the first link of the page's content whose address holds this."""
        self.page.locator(f"main a[href*='{part_of_address}']").first.click()
        self.page.wait_for_load_state()

    def fill(self, answers: Mapping[str, str | Path | Sequence[str]]) -> None:
        """Answer the fields of these names: type, choose, tick, or add a document, whatever the field is."""
        for name, answer in answers.items():
            fields = self.page.locator(f"main form [name='{name}']:not([type=hidden])")
            tag = fields.first.evaluate("one => one.type")
            if isinstance(answer, Path):
                fields.first.set_input_files(answer)
            elif tag == "radio" or tag == "checkbox":
                for value in [answer] if isinstance(answer, str) else answer:
                    self._choose(self.page.locator(f"main form [name='{name}'][value='{value}']"))
            elif tag == "select-one":
                fields.first.select_option(str(answer))
            else:
                fields.first.fill(str(answer))

    def _choose(self, box: Locator) -> None:
        """Tick it; where only its label shows, as in a row of choices, press that."""
        if box.evaluate("one => one.closest('.seg') !== null"):
            self.page.locator(f"label[for='{box.get_attribute('id')}']").click()
        else:
            box.check()

    def sees(self, text: str) -> bool:
        """Whether the content of the page holds this text."""
        return text in (self.page.locator("main").text_content() or "")

    def expect_refusal(self, *statuses: int) -> None:
        """From now on these answers are part of the story: 422 for a form with errors, 403, 409 …"""
        self.expected_statuses.update(statuses)

    def sign_in(self, person: dict[str, Any], language: str | None = None, *, half: bool = False) -> None:
        """Walk the pages that every person walks; `half` the way, the second step is still owed."""
        self.goto(f"/{language or person['language']}/account/sign-in")
        self.page.locator("[name=name]").fill(person["sign_in"])
        self.page.locator("[name=passphrase]").fill(person["password"])
        self._submit("[name=passphrase]")
        if half:
            return
        if person.get("totp"):
            self.page.locator("[name=code]").fill(totp_code(person["totp"], self._unused_moment(person)))
            self._submit("[name=code]")
        assert "/account/sign-in" not in self.page.url, f"{person['sign_in']} could not sign in"

    def _unused_moment(self, person: dict[str, Any]) -> float:
        """A moment whose code this person has not used: another test may have signed them in just now, and
        the code of the next half minute is taken, too."""
        who = (self.origin, person["sign_in"])
        step = max(int(self.clock() // HALF_MINUTE), CODES_USED.get(who, 0) + 1)
        CODES_USED[who] = step
        return step * HALF_MINUTE

    def _submit(self, field_in_form: str) -> None:
        form = self.page.locator("main form", has=self.page.locator(field_in_form))
        form.locator("button:not([name])").first.click()
        self.page.wait_for_load_state()

    def examine(self, name: str) -> None:
        """Photograph this page and hold it to the rules of the interface."""
        self.photograph(name)
        self.judge(name)

    def photograph(self, name: str) -> None:
        """Keep a picture of the whole page in the folder that `make test` names."""
        PHOTOGRAPHS.mkdir(parents=True, exist_ok=True)
        file = f"{self.language}-{self._width()}-{name}.png"
        self.page.screenshot(path=PHOTOGRAPHS / file, full_page=True)

    def judge(self, name: str) -> None:
        """Note every rule of the interface that this page breaks."""
        where = f"{name} at {self._width()} px"
        if self.page.locator("h1").count() != 1:
            self.faults.append(f"{where}: {self.page.locator('h1').count()} h1 headings")
        if not self.page.title().strip():
            self.faults.append(f"{where}: no title")
        if self.scripts:
            wide = self.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if wide > 0:
                self.faults.append(f"{where}: {wide} px too wide")
            self.faults.extend(f"{where}: {fault}" for fault in accessibility_faults(self.page))

    def _width(self) -> int:
        return (self.page.viewport_size or {"width": 0})["width"]

    def _note_request(self, request: Request) -> None:
        self.requests.append(request.url)
        parts = urlsplit(request.url)
        if (
            parts.scheme not in ("data", "about", "blob")
            and f"{parts.scheme}://{parts.netloc}" != self.origin
        ):
            self.faults.append(f"a request to somebody else: {request.url}")

    def _note_response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected_statuses:
            self.faults.append(f"{response.request.method} {response.url} answered {response.status}")

    def _note_console(self, message: ConsoleMessage) -> None:
        # Chromium repeats every refused page on the console; _note_response has judged it already.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console: {message.text}")


class _Nothing(gettext.NullTranslations):
    """What stands behind a catalogue: a text that it lacks would be shown in English."""

    def gettext(self, message: str) -> str:
        raise KeyError(f"{message!r} is not in the catalogue")


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    catalogue = gettext.translation("messages", ROOT / "translations", [language])
    catalogue.add_fallback(_Nothing())
    return catalogue


def in_language(words: str, language: str) -> str:
    """The translation of an English text of ours. Raises KeyError where there is none."""
    return _catalogue(language).gettext(words)


def accessibility_faults(page: Page) -> list[str]:
    """What axe finds, one line each; what it cannot decide counts too, unless explained."""
    results = Axe().run(page, options=AXE_RULES).response
    found = [("violation", rule, node) for rule in results["violations"] for node in rule["nodes"]]
    for rule in results["incomplete"]:
        if rule["id"] not in EXPLAINED:
            found += [
                found_again for node in rule["nodes"] for found_again in _asked_in_sight(page, rule, node)
            ]
    return [f"axe {kind} {rule['id']} ({rule['help']}): {node['html'][:160]}" for kind, rule, node in found]


def _asked_in_sight(page: Page, rule: dict[str, Any], node: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    """What axe says of one element once it has been scrolled into sight, as whoever reads it would: the
    contrast of what has been scrolled away, it cannot judge."""
    target = node["target"][0]
    page.evaluate(SCROLL_TO, target)
    options = {"runOnly": {"type": "rule", "values": [rule["id"]]}}
    results = Axe().run(page, context=[target], options=options).response
    page.evaluate(SCROLL_BACK, target)
    kinds = (("violation", "violations"), ("undecided", "incomplete"))
    return [(kind, one, found) for kind, key in kinds for one in results[key] for found in one["nodes"]]


@dataclass
class Weight:
    """What travelled for one page: bytes on the wire and the number of requests."""

    transferred: int = 0
    requests: int = 0


def weigh(visitor: Visitor, path: str) -> Weight:
    """Open `path` and count what the network carried, headers included."""
    weight = Weight()
    devtools = visitor.context.new_cdp_session(visitor.page)
    devtools.send("Network.enable")

    def note(event: dict[str, Any]) -> None:
        weight.transferred += int(event["encodedDataLength"])
        weight.requests += 1

    devtools.on("Network.loadingFinished", note)
    visitor.goto(path)
    visitor.page.wait_for_load_state("networkidle")
    devtools.detach()
    return weight


def totp_code(secret: str, at: float | None = None) -> str:
    """The six digits of this half minute (RFC 6238)."""
    cleaned = re.sub(r"[\s-]", "", secret).upper()
    key = base64.b32decode(cleaned + "=" * (-len(cleaned) % 8))
    step = struct.pack(">Q", int((time.time() if at is None else at) // HALF_MINUTE))
    digest = hmac.new(key, step, hashlib.sha1).digest()
    start = digest[-1] & 15
    number: int = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
