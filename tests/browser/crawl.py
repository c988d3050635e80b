"""Which part of the crawl a run looks at.

The whole crawl examines each page in each language (rules, axe, photograph, error state) and opens it
without scripts in each language. It grows with every feature, so `make test` looks at one slice, another one
each day, and opens every second page, the others the day after; `make prove` runs it whole
(`tests/slices.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.browser.pages import LANGUAGES, PAGES, PageSeen
from tests.slices import ALL, CRAWL

SLICES = CRAWL.count


@dataclass(frozen=True)
class Look:
    """One page in one language."""

    page: PageSeen
    language: str

    def __str__(self) -> str:
        return f"{self.page.title}-{self.language}"


def examined(chosen: str, pages: Sequence[PageSeen] = PAGES) -> list[Look]:
    """What this slice examines: its part of all looks, in each of the three languages."""
    wanted = CRAWL.numbers(chosen)
    return [
        Look(page, language)
        for place, page in enumerate(pages)
        for step, language in enumerate(LANGUAGES)
        if (place + SLICES // len(LANGUAGES) * step) % SLICES + 1 in wanted
    ]


def opened(chosen: str, pages: Sequence[PageSeen] = PAGES) -> list[Look]:
    """What this slice opens without scripts: every second page in one language, the others in the next slice;
    each page in another language two slices later."""
    looks = [
        Look(page, LANGUAGES[(place + number) % len(LANGUAGES)])
        for number in CRAWL.numbers(chosen)
        for place, page in enumerate(pages)
        if (place + number) % 2 == 0
    ]
    return list({str(look): look for look in looks}.values())


def unlisted(endpoints: set[str], known: Mapping[str, str], pages: Sequence[PageSeen] = PAGES) -> set[str]:
    """The endpoints that neither the list of pages nor `known` (endpoint → why it is not listed) names."""
    return endpoints - {page.route for page in pages} - set(known)


def summary(chosen: str) -> str:
    """What a run says at its end."""
    whole = len(examined(ALL))
    if chosen == ALL:
        return f"crawl: whole, {whole} pages examined and {len(opened(ALL))} opened without scripts"
    return (
        f"crawl slice {chosen} of {SLICES}: {len(examined(chosen))} of {whole} pages examined, "
        f"{len(opened(chosen))} opened without scripts; run the same with {CRAWL.variable}={chosen}, "
        "and the whole crawl with make prove"
    )
