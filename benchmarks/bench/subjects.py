"""What is measured: each page with whoever opens it, and its targets from the design."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from app.example.people import PASSPHRASE, find_example
from benchmarks.bench.load import Request, prepare
from benchmarks.pages import Fields, PageForm
from benchmarks.visitor import Visitor

BODY = "/en/n/idpc"
CASE_LISTS = ("queue", "My desk")  # how the names of those begin that list cases
OFFICER, APPLICANT, MEMBER = "idpc-officer", "applicant-es", "member-en"


@dataclass(frozen=True)
class Subject:
    """One figure. `ratio`: the most it may take beside the bare page; `growth`: from 100 to 10 000."""

    name: str
    request: Callable[[], Request]
    path: str
    visitor: Visitor
    ratio: float
    queries: int | None = None
    kilobytes: float | None = None
    growth: float | None = None


class People:
    """Who opens pages, signed in through the real sign-in, once for a server."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.nobody = Visitor(url)
        self.officer, self.applicant, self.member = map(self._in, (OFFICER, APPLICANT, MEMBER))

    def _in(self, name: str) -> Visitor:
        found = find_example(name)
        visitor = Visitor(self.url)
        visitor.sign_in(name, PASSPHRASE, found.totp if found else None)
        return visitor


def subjects(people: People) -> list[Subject]:
    """Every page that is measured, found as a person would find it."""
    case = _first(people.officer, f"{BODY}/applications/", rf'href="({BODY}/applications/[0-9A-Z-]+/[^"]*)"')
    section = _longest_section(people.applicant)
    word = _a_word(people.officer)

    def get(name: str, visitor: Visitor, path: str, ratio: float, **more: int | float | None) -> Subject:
        cookies = visitor.cookies
        return Subject(
            name,
            lambda: prepare(people.url, path, cookies=cookies),
            path,
            visitor,
            ratio,
            **more,  # type: ignore[arg-type]
        )

    lists = {"queries": 10, "kilobytes": 50.0, "growth": 1.2}
    return [
        get("landing page", people.nobody, "/en/", 3, queries=3, kilobytes=50.0),
        get("landing page of a network", people.nobody, f"{BODY}/", 3, queries=3, kilobytes=50.0),
        get("directory, first page", people.nobody, f"{BODY}/directory/", 10, **lists),
        get("directory, by a member", people.member, f"{BODY}/directory/", 10, **lists),
        get("queue, first 60", people.officer, f"{BODY}/applications/", 12, **lists),
        get("queue, sorted by due", people.officer, f"{BODY}/applications/?sort=-due", 12, **lists),
        get("queue, one status", people.officer, f"{BODY}/applications/?status=committee", 12, **lists),
        get("queue, text search", people.officer, f"{BODY}/applications/?q={word[:5]}", 12, **lists),
        get(
            "queue, search with a typo",
            people.officer,
            f"{BODY}/applications/?q={_typo(word)}",
            15,
            queries=10,
        ),
        get("case page", people.officer, case, 12, queries=10),
        get("long form, GET", people.applicant, section, 8, kilobytes=50.0, queries=15),
        get("My desk, officer", people.officer, "/en/desk", 15, queries=4, growth=1.2),
        _post_section(people, section),
        _post_start(people),
    ]


def _post_start(people: People) -> Subject:
    path = f"{BODY}/apply"
    form = people.member.get(path).page.form_with("known_as")

    def fields() -> Fields:
        return form.filled(
            organisation="new",
            known_as=f"Bench {secrets.token_hex(6)}",
            country="BR",
            submission_key=secrets.token_urlsafe(24),
        )

    return _posting("start an application, POST", people, people.member, path, fields)


def _post_section(people: People, path: str) -> Subject:
    visitor = people.applicant

    def fields() -> Fields:
        return _form_of(visitor, path).filled()

    return _posting("save a page of answers, POST", people, visitor, path, fields)


def _posting(name: str, people: People, visitor: Visitor, path: str, fields: Callable[[], Fields]) -> Subject:
    def request() -> Request:
        return prepare(people.url, path, cookies=visitor.cookies, fields=fields(), expected=303)

    return Subject(name, request, path, visitor, 15)


def _form_of(visitor: Visitor, path: str) -> PageForm:
    return max(visitor.get(path).page.forms, key=lambda form: len(form.fields))


def _first(visitor: Visitor, path: str, pattern: str) -> str:
    found = re.search(pattern, visitor.get(path).text)
    if found is None:
        raise LookupError(f"{path} links to nothing like {pattern}")
    return str(found.group(1))


def _longest_section(visitor: Visitor) -> str:
    """The page of questions with most of them, in the applicant's own draft."""
    own = _first(visitor, "/en/desk", r'href="(/en/apply/[0-9A-Z-]+/)"')
    paths: list[str] = sorted(set(re.findall(rf'href="({own}section/[a-z_]+)"', visitor.get(own).text)))
    return max(paths, key=lambda path: len(visitor.get(path).body))


def _a_word(visitor: Visitor) -> str:
    """A long word of some applicant's name."""
    text = visitor.get(f"{BODY}/applications/?sort=name").text
    names = re.findall(rf'href="{BODY}/applications/[0-9A-Z-]+/[^>]* title="([^"]+)"', text)
    words: list[str] = [word for name in names for word in re.findall("[a-zA-Z]{5,}", name)]
    return max(words, key=len).lower()


def _typo(word: str) -> str:
    """The word with two letters changed places."""
    return word[:2] + word[3] + word[2] + word[4:]
