"""The slices of the crawl are the whole crawl, and a page that nobody listed is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.prove import whole
from benchmarks.table import PASS, SHORT
from tests.browser.crawl import SLICES, Look, examined, opened, summary, unlisted
from tests.browser.pages import LANGUAGES, PAGES, PageSeen
from tests.slices import ALL

EACH = [str(number) for number in range(1, SLICES + 1)]
WHOLE = {str(Look(page, language)) for page in PAGES for language in LANGUAGES}


def _names(looks: list[Look]) -> list[str]:
    return [str(look) for look in looks]


def test_slices_together_examine_every_page_in_every_language_once() -> None:
    parts = [name for one in EACH for name in _names(examined(one))]
    assert len(parts) == len(set(parts))
    assert set(parts) == set(_names(examined(ALL))) == WHOLE


def test_slices_together_open_every_page_in_every_language() -> None:
    assert {name for one in EACH for name in _names(opened(one))} == set(_names(opened(ALL))) == WHOLE
    assert len(opened(ALL)) == len(WHOLE)


@pytest.mark.parametrize("one", EACH)
def test_each_slice_opens_every_second_page_and_examines_its_share_in_all_languages(one: str) -> None:
    following = str(int(one) % SLICES + 1)
    both = [look.page for slice_ in (one, following) for look in opened(slice_)]
    assert sorted(page.title for page in both) == sorted(page.title for page in PAGES)
    assert abs(len(examined(one)) - len(WHOLE) / SLICES) <= len(LANGUAGES)
    assert {look.language for look in examined(one)} == set(LANGUAGES)


def test_a_new_page_is_in_some_slice() -> None:
    pages = (*PAGES, PageSeen("new", "pages.new"))
    parts = [look for one in EACH for look in examined(one, pages) if look.page is pages[-1]]
    assert sorted(look.language for look in parts) == sorted(LANGUAGES)
    shown = [pages[-1] in [look.page for look in opened(one, pages)] for one in EACH]
    assert sum(shown) == SLICES // 2


def test_a_page_in_no_list_is_told() -> None:
    known = {"outside.health": "for machines"}
    everything = {page.route for page in PAGES} | {"outside.health"}
    assert unlisted(everything, known) == set()
    assert unlisted(everything | {"membership.forgotten"}, known) == {"membership.forgotten"}
    assert PAGES[0].route in unlisted(everything, known, PAGES[1:])


def test_the_run_names_its_slice() -> None:
    assert summary("3").startswith(f"crawl slice 3 of {SLICES}: ")
    assert "CRAWL_SLICE=3" in summary("3")
    assert summary(ALL).startswith(f"crawl: whole, {len(WHOLE)} pages")


@pytest.mark.parametrize(
    ("counts", "judgement"),
    [
        ('tests="744" failures="0" errors="0" skipped="0" time="600"', PASS),
        ('tests="744" failures="1" errors="0" skipped="0" time="600"', SHORT),
        ('tests="744" failures="0" errors="1" skipped="0" time="600"', SHORT),
        ('tests="744" failures="0" errors="0" skipped="1" time="600"', SHORT),
        ('tests="0" failures="0" errors="0" skipped="0" time="1"', SHORT),
    ],
)
def test_the_whole_crawl_is_judged_by_its_report(tmp_path: Path, counts: str, judgement: str) -> None:
    report = tmp_path / "crawl.xml"
    report.write_text(f"<testsuites><testsuite {counts}/></testsuites>", "utf-8")
    assert whole.line(whole.CRAWL, whole.read_report(report)).verdict == judgement


def test_a_crawl_that_broke_off_is_short(tmp_path: Path) -> None:
    assert whole.line(whole.CRAWL, whole.read_report(tmp_path / "none.xml")).verdict == SHORT
