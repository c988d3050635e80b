"""Search in the queue: whole words, beginnings, slips; never a word that the reader may not see."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import false, select
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.casework.models import CASE_SEARCH, Casefile
from app.kernel import search as kernel_search
from app.kernel.database import db
from app.kernel.search import near_misses
from app.membership import services
from app.membership.models import Application
from app.membership.queries import (
    QueueFilter,
    find_near_words,
    find_words,
    queue_statement,
    queue_tabs,
)
from app.web.list_page import Search
from tests.clients import WeftClient, sign_in
from tests.membership_factories import World, fill_in, make_draft, make_world


def submit(world: World, name: str, country: str = "MX") -> Application:
    application = make_draft(world, known_as=name, country=country)
    fill_in(world, application)
    services.submit_application(application, actor=world.applicant)
    return application


def search(reader: Person, world: World, text: str) -> Search:
    return Search(
        text,
        exact=lambda words: find_words(reader, world.body.id, words),
        near=lambda words: find_near_words(reader, world.body.id, words),
    )


def counted(reader: Person, world: World, text: str, **wanted: bool) -> dict[str, int]:
    """What the tabs of the queue say, but those that say 0."""
    tabs = queue_tabs(reader, world.body.id, QueueFilter(**wanted))
    counts = search(reader, world, text).count(*tabs)
    return {name: count.number for name, count in counts.items() if count.number}


def found(reader: Person, world: World, text: str, **wanted: bool) -> set[str]:
    statement = search(reader, world, text).narrow(
        queue_statement(reader, world.body.id, QueueFilter(**wanted))
    )
    return {row.title for row in db.session.execute(statement)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("solidaridad", {"Red Solidaridad"}),
        ("SOLI", {"Red Solidaridad"}),
        ("…!", set()),
        ("soldiaridad", {"Red Solidaridad"}),  # letters changed round
        ("solidridad", {"Red Solidaridad"}),  # one left out
        ("oslidaridad", {"Red Solidaridad"}),  # the first two changed round
        ("olidaridad", {"Red Solidaridad"}),  # the first left out
        ("ssolidaridad", {"Red Solidaridad"}),  # one too many at the beginning
        ("zolidaridad", {"Red Solidaridad"}),  # another beginning: found among all words
        ("red solidaridda", {"Red Solidaridad"}),
        ("puentse", {"Puentes Libres"}),
        ("xylophone", set()),
    ],
)
def test_slips_are_forgiven(session: Session, text: str, names: set[str]) -> None:
    world = make_world()
    submit(world, "Red Solidaridad")
    submit(world, "Puentes Libres")

    assert found(world.officer, world, text) == names


def test_words_of_drafts_and_of_other_regions_are_no_near_misses(session: Session) -> None:
    world = make_world()
    submit(world, "Puentes Libres")
    submit(world, "Solidaridad Kaunas", country="LT")
    make_draft(world, known_as="Solidario")

    mine = select(Casefile.search_text).where(Casefile.country == "MX", Casefile.status_code != "draft")

    assert near_misses(["solidaridda"], mine, CASE_SEARCH) == [["solidaridda"]]
    assert found(world.coordinator, world, "solidaridda") == set()
    assert found(world.coordinator, world, "puentse") == {"Puentes Libres"}
    assert found(world.officer, world, "solidaridda") == {"Solidaridad Kaunas"}


def test_a_word_that_the_list_holds_anywhere_is_no_slip(session: Session) -> None:
    """Under a filter that leaves it out, nothing is found, rather than something that looks like it."""
    world = make_world()
    submit(world, "Solidaridad")
    services.take_case(submit(world, "Solidaria"), actor=world.officer)
    session.flush()
    assert found(world.officer, world, "solidaridad", mine=True) == set()
    assert found(world.officer, world, "solidariaa", mine=True) == {"Solidaria"}


@pytest.mark.parametrize("text", ["solidaridad", "soldiaridad"])  # as it is written, and with a slip
def test_counts_of_tabs_and_the_applications_beside_one_follow_the_search(
    client: WeftClient, session: Session, text: str
) -> None:
    world = make_world()
    first, _other, last = (submit(world, name) for name in ("Solidaridad A", "Puentes", "Solidaridad C"))
    sign_in(client, world.officer)

    found = f"?q={text}&sort=name"
    queue = client.get(f"/en/n/example/applications/{found}").text
    case = client.get(f"/en/n/example/applications/{first.ref}/{found}").text
    end = client.get(f"/en/n/example/applications/{last.ref}/{found}").text

    assert re.findall(r"([A-Z][a-z ]+) <b>(\d+)</b>", queue)[:2] == [("All open", "2"), ("Submitted", "2")]
    assert re.findall(r'rel="(prev|next)" href="[^"]*/([\w-]+)/\?', case) == [("next", last.ref)]
    assert re.findall(r'rel="(prev|next)" href="[^"]*/([\w-]+)/\?', end) == [("prev", first.ref)]


@pytest.mark.parametrize("few", [0, 2, 5000])  # never by their keys, only some searches, always
@pytest.mark.parametrize("text", ["solidaridad", "red", "soldiaridad", "nobody", "…"])
def test_few_and_many_found_are_listed_and_counted_alike(
    session: Session, monkeypatch: pytest.MonkeyPatch, text: str, few: int
) -> None:
    """By their keys or along the list: only what the reader may see, under the filters that were chosen."""
    world = make_world()
    mine = submit(world, "Red Solidaridad")
    services.take_case(mine, actor=world.officer)
    services.take_case(submit(world, "Red Solidaridad Kaunas", country="LT"), actor=world.officer)
    submit(world, "Solidaridad de la Red")
    make_draft(world, known_as="Red Solidaridad Draft")
    session.flush()
    monkeypatch.setattr(kernel_search, "FEW_TEXTS", few)

    asked = {"mine": True}
    everyone = counted(world.officer, world, text, **asked)
    coordinator = counted(world.coordinator, world, text)

    hits = text not in ("nobody", "…")
    assert everyone == ({"": 2, "submitted": 2} if hits else {})
    assert coordinator == ({"": 2, "submitted": 2} if hits else {})
    assert found(world.officer, world, text, mine=True) == (
        {"Red Solidaridad", "Red Solidaridad Kaunas"} if hits else set()
    )


def test_few_are_counted_in_rows_of_several_tables(session: Session) -> None:
    """What narrows the rows by another table, narrows the counts."""
    world = make_world()
    submit(world, "Red Uno").language = "es"
    submit(world, "Red Dos").language = "fr"
    submit(world, "Puentes").language = "es"
    session.flush()
    own = Application.__table__.c
    rows = select(Casefile.id).join(Application.__table__, own.id == Casefile.id).where(own.language == "es")

    counts = search(world.officer, world, "red").count(rows, {"all": Casefile.is_queued, "none": false()})

    assert {name: count.number for name, count in counts.items()} == {"all": 1, "none": 0}


def test_the_page_says_that_names_are_only_similar(client: WeftClient, session: Session) -> None:
    world = make_world()
    submit(world, "Puentes")
    session.flush()
    sign_in(client, world.officer)
    near = client.get("/en/n/example/applications/?q=Puentse").text
    assert "No exact match for “Puentse”. Showing similar names." in near
    assert "Puentes" in near
    assert "No exact match" not in client.get("/en/n/example/applications/?q=Puentes").text
    assert "No exact match" not in client.get("/en/n/example/applications/?q=qqqqqqqq").text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("q=qqqqqqqq", "No application matches this search."),
        ("overdue=1", "No application matches these filters."),
        ("q=qqqqqqqq&overdue=1", "No application matches this search and these filters."),
    ],
)
def test_an_empty_list_names_what_was_asked_of_it(
    client: WeftClient, session: Session, query: str, words: str
) -> None:
    world = make_world()
    sign_in(client, world.officer)
    html = client.get(f"/en/n/example/applications/?{query}").text
    assert words in html
    assert ("Clear filters" in html) == ("overdue" in query)
