"""The table of words beside a search text: what fills it, and that hidden words change no answer."""

from __future__ import annotations

import pytest
from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from app.casework.models import CASE_SEARCH
from app.kernel import search
from app.kernel.search import near_misses
from app.kernel.worker import compact_search
from app.organisations.enums import Audience
from app.organisations.models import LISTING_SEARCH, ListingEntry, NetworkBody
from tests.organisation_factories import make_body, make_member

PUBLIC: Select[tuple[str]] = select(ListingEntry.search_text).where(ListingEntry.audience == Audience.PUBLIC)


def write(session: Session, *texts: str, audience: Audience = Audience.PUBLIC) -> None:
    """Members of one body whose entries for this audience hold just these texts."""
    body = session.scalars(select(NetworkBody)).first() or make_body()
    for text in texts:
        member = make_member(body)
        session.flush()
        session.execute(
            update(ListingEntry)
            .where(ListingEntry.organisation_id == member.id, ListingEntry.audience == audience)
            .values(search_text=text)
        )


def words(session: Session) -> set[str]:
    return set(session.scalars(select(LISTING_SEARCH.words.c.word)))


def test_words_of_changed_texts_are_known_at_once(session: Session) -> None:
    write(session, "puentes libres", "")
    assert {"puentes", "libres"} <= words(session)
    assert "" not in words(session)
    assert near_misses(["puentez"], PUBLIC, LISTING_SEARCH) == [["puentes"]]


def test_words_that_no_text_holds_leave_with_the_next_compaction(session: Session) -> None:
    write(session, "puentes secreto", "puentes")
    session.execute(delete(ListingEntry).where(ListingEntry.search_text == "puentes secreto"))
    assert near_misses(["secretto"], PUBLIC, LISTING_SEARCH) == [["secretto"]]
    compact_search()
    assert "secreto" not in words(session)
    assert "puentes" in words(session)


def test_every_index_is_compacted() -> None:
    assert {LISTING_SEARCH, CASE_SEARCH} <= set(search.INDEXES)


def test_hidden_words_crowd_out_no_word_that_the_reader_sees(session: Session) -> None:
    write(session, "solidaridad")
    hidden = ("solidaridda", "solidariddad", "solidariddas", "solidaridat")
    write(session, *hidden, audience=Audience.SECRETARIAT)
    assert set(hidden) <= words(session)
    assert near_misses(["solidaridda"], PUBLIC, LISTING_SEARCH) == [["solidaridad"]]


def test_word_that_a_seen_word_begins_with_stays(session: Session) -> None:
    write(session, "solidaridad solid")
    assert near_misses(["solidar", "so"], PUBLIC, LISTING_SEARCH) == [["solidar"], ["so"]]


def test_very_many_near_words_are_answered_alike(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    write(session, "puentes puenteo", "redes")
    write(session, "puenter", audience=Audience.SECRETARIAT)
    few = near_misses(["puentez", "redez"], PUBLIC, LISTING_SEARCH)
    monkeypatch.setattr(search, "MOST_CANDIDATES", 0)
    assert near_misses(["puentez", "redez"], PUBLIC, LISTING_SEARCH) == few
    assert few == [["puenteo", "puentes"], ["redes"]]
