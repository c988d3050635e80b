"""The steps that people take on the way from an application to its decision, as the pages lead them."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.browser.visitor import Visitor

Answers = Mapping[str, str | Path | Sequence[str]]
PASSPHRASE = "ocho barcas azules en la niebla"
LONGEST_WAIT = 20.0  # seconds until the worker has done what is due


def confirm_link(outbox: str, address: str) -> str:
    """The path of the link in the letter to this address, from the text of the outbox page."""
    letter = outbox[outbox.index(address) :]
    found = re.search(r"http://\S+/account/confirm/\S+", letter)
    assert found is not None, letter[:400]
    parts = urlsplit(found.group())
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def open_account_with_mail(visitor: Visitor, *, email: str, name: str) -> None:
    """From the sign-in page to the letter."""
    visitor.press("Open an account")
    visitor.press("Continue with e-mail")
    visitor.fill(
        {"email": email, "chosen_name": name, "passphrase": PASSPHRASE, "passphrase_again": PASSPHRASE}
    )
    visitor.submit()
    assert visitor.page.url.split("?")[0].endswith("/account/check-your-mail")


def open_account_without_mail(visitor: Visitor, *, sign_in_name: str, name: str) -> str:
    """From the sign-in page to a signed-in account; answers the recovery code that was shown once."""
    visitor.press("Open an account")
    visitor.press("Continue without e-mail")
    visitor.fill(
        {
            "sign_in_name": sign_in_name,
            "chosen_name": name,
            "passphrase": PASSPHRASE,
            "passphrase_again": PASSPHRASE,
        }
    )
    visitor.submit()
    shown = visitor.page.locator("main").text_content() or ""
    code = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", shown)
    assert code is not None, shown
    if visitor.scripts:
        visitor.examine("walk-write-down")
    visitor.fill({"written_down": "y"})
    visitor.press("Continue")
    return code.group()


def start(visitor: Visitor, *, known_as: str, country: str, language: str) -> None:
    """The first page of an application."""
    visitor.fill({"known_as": known_as, "country": country, "language": language})
    visitor.press("Continue")


def answer_sections(visitor: Visitor, sections: Sequence[tuple[str, Sequence[Answers]]]) -> None:
    """Fill every section in order. A section that asks on, after an answer, is filled page by page."""
    for code, pages in sections:
        visitor.follow(f"/section/{code}")
        for answers in pages:
            assert f"/section/{code}" in visitor.page.url
            visitor.fill(answers)
            visitor.press("Save and continue" if answers is not pages[-1] else "Save and come back later")
        assert "/section/" not in visitor.page.url, f"section {code} asks for more"


def open_case(visitor: Visitor, name: str) -> None:
    """From the desk to the case of this group."""
    visitor.goto(f"/{visitor.language}/desk")
    visitor.press_name(name)


def assess(visitor: Visitor, criteria: Sequence[str]) -> None:
    """Every criterion met, which needs no reason; back on the case."""
    visitor.press("Assess the criteria")
    choose(visitor, dict.fromkeys(criteria, "met"))
    visitor.press("Save the assessment")


def choose(visitor: Visitor, verdicts: Mapping[str, str], reason: str = "") -> None:
    """Choose a verdict for each of these criteria; what is not plainly met gets the reason."""
    for code, verdict in verdicts.items():
        chosen = visitor.page.locator(f"main form [name='verdict_{code}'][value='{verdict}']")
        visitor.page.locator(f"label[for='{chosen.get_attribute('id')}']").click()
        if verdict != "met" and reason:
            visitor.fill({f"reason_{code}": reason})


def numbers_of_choices(visitor: Visitor) -> set[int]:
    """How many choices the criteria of the open form have. Those of each stand on one line."""
    numbers = set()
    for choices in visitor.page.locator(".seg").all():
        boxes = [label.bounding_box() for label in choices.locator("label").all()]
        assert len({box["y"] for box in boxes if box is not None}) == 1
        numbers.add(len(boxes))
    return numbers


def decide(visitor: Visitor, outcome: str, words: str) -> None:
    """From the form of the decision, over the page to check, to what cannot be undone."""
    visitor.fill({"outcome": outcome, "words": words})
    visitor.press("Check the decision")
    assert visitor.sees(visitor.say("Nothing has been sent yet."))
    assert visitor.sees(words)


def confirm_decision(visitor: Visitor) -> None:
    """The group is told, once whoever decides has read what it will read."""
    visitor.fill({"has_read": "y"})
    visitor.press("Confirm and tell the group")


def declare_no_tie(visitor: Visitor) -> None:
    """What everybody says who judges, before they read."""
    assert visitor.page.url.endswith("/declare")
    visitor.fill({"tie": "none"})
    visitor.press("Continue")


def comment(visitor: Visitor, name: str, said: Answers) -> None:
    """A member's word, from the desk."""
    visitor.goto(f"/{visitor.language}/desk")
    visitor.press_name(name)
    visitor.fill(said)
    visitor.press("Save the comment")


def vote(visitor: Visitor, name: str, ballot: Answers) -> None:
    """Declare, read, vote; back on the case."""
    open_case(visitor, name)
    declare_no_tie(visitor)
    visitor.press("Vote")
    visitor.fill(ballot)
    visitor.press("Vote")


def wait_for_status(visitor: Visitor, path: str, status: str) -> None:
    """Open the page again until the worker has moved the application on."""
    deadline = time.monotonic() + LONGEST_WAIT
    while True:
        visitor.goto(path)
        shown = visitor.page.locator(".page-head .stage").text_content() or ""
        if visitor.say(status) in shown:
            return
        assert time.monotonic() < deadline, f"{path} still says {shown}"
        visitor.page.wait_for_timeout(400)


def outbox_text(administrator: Visitor) -> str:
    """What the outbox page shows to an administrator."""
    administrator.goto("/en/outbox")
    text: Any = administrator.page.locator("main").inner_text()
    return str(text)
