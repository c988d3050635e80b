"""What people and programs type into a search that is no plain word: both databases find the same."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.directory.queries import Filters, find_entries
from app.kernel.search import search_text
from app.organisations.enums import Audience
from app.organisations.models import LISTING_SEARCH, ListingEntry, NetworkBody
from app.organisations.projection import ListingScope
from app.web.list_page import Search
from tests.organisation_factories import make_body, make_member

NORTE, SUR, OTHERS = "Puentes Norte", "Puentes_Sur ™", "Équité 1e5x ０７ O'Neill"
BOTH, ALL = {NORTE, SUR}, {NORTE, SUR, OTHERS}
NONE: set[str] = set()

QUERIES: list[tuple[str, set[str]]] = [
    ("", ALL),
    ("   ", ALL),
    ("puentes", BOTH),
    ("_", NONE),
    ("__", NONE),
    ("%", NONE),
    ("*", NONE),
    ("?", NONE),
    ('"', NONE),
    ("'", NONE),
    ("\\", NONE),
    ("&", NONE),
    ("\x00", NONE),
    ("\u200b", NONE),
    ("\u0301", NONE),  # a mark without a letter
    ("👍", NONE),
    ("puentes _", BOTH),
    ("_ puentes", BOTH),
    ("_puentes", BOTH),
    ("puentes_", BOTH),
    ("puentes %", BOTH),
    ("% puentes", BOTH),
    ("puen%", BOTH),
    ("puen*", BOTH),
    ("puen_es", NONE),  # two words: "puen" begins one, "es" none
    ("puentes_norte", {NORTE}),
    ("puentes_sur", {SUR}),
    ("sur_puentes", {SUR}),
    ("puentes\\_sur", {SUR}),
    ("puentes:*", BOTH),
    ("puentes & sur", {SUR}),
    ("puentes | norte", {NORTE}),
    ("!puentes", BOTH),
    ("-puentes", BOTH),
    ("puentes <-> sur", {SUR}),
    ('"puentes sur"', {SUR}),
    ("puentes OR norte", NONE),  # a word like any other, and nobody's name begins with it
    ("puentes NEAR/2 sur", NONE),
    ("search_text:puentes", NONE),
    ("{puentes}", BOTH),
    ("^puentes", BOTH),
    ("(puentes", BOTH),
    ("puentes); DROP TABLE listing_entry; --", NONE),
    ("puentes'||'", BOTH),
    ("puentes\x00sur", {SUR}),
    ("tm", {SUR}),
    ("™", {SUR}),
    ("EQUITE", {OTHERS}),
    ("e\u0301quite\u0301", {OTHERS}),
    ("1e5", {OTHERS}),  # a number to one of the databases
    ("1e5x", {OTHERS}),
    ("1e", {OTHERS}),
    ("07", {OTHERS}),
    ("o'neill", {OTHERS}),
    ("o’neill", {OTHERS}),
    ("puentes " + "_ " * 50, BOTH),
    ("x" * 5000, NONE),
]


@pytest.fixture
def entries(session: Session) -> NetworkBody:
    body = make_body()
    for name in (NORTE, SUR, OTHERS):
        make_member(body, name)
    session.execute(update(ListingEntry).values(search_text=""))
    for name in (NORTE, SUR, OTHERS):
        session.execute(
            update(ListingEntry).where(ListingEntry.name == name).values(search_text=search_text(name))
        )
    return body


@pytest.mark.parametrize(("typed", "names"), QUERIES, ids=[repr(typed)[:30] for typed, _ in QUERIES])
def test_odd_queries_find_the_same_everywhere(
    session: Session, entries: NetworkBody, typed: str, names: set[str]
) -> None:
    public = ListingEntry.audience == Audience.PUBLIC
    texts = select(ListingEntry.id).where(public)
    looked_for = Search(typed, exact=lambda words: LISTING_SEARCH.find([[word] for word in words], texts))
    rows = looked_for.narrow(select(ListingEntry.name).where(public, ListingEntry.name.in_(ALL)))
    assert set(session.scalars(rows)) == names
    listed = find_entries(entries, ListingScope(Audience.PUBLIC), Filters(words=typed), size=20)
    assert {row.name for row in listed.page.rows if not listed.near} == names
