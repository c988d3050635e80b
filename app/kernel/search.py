"""Text search on both databases, without extensions: whole words, beginnings of words, no accents.

The text is normalised in Python (`kernel.text.words`) and stored in one column. SQLite keeps an FTS5 index
beside the table, in step by triggers; PostgreSQL an index on `to_tsvector('simple', …)`. Near misses are
found in a list of words that the caller hands over, because only it knows what its reader may see. Names of
tables and columns in the statements are our own constants, never input.

A migration calls `create_statements`; `create_all` (tests) runs the same ones.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any

from rapidfuzz import fuzz, process
from sqlalchemy import DDL, ColumnElement, FromClause, Select, Table, bindparam, event, func, text

from app.kernel.database import db
from app.kernel.text import words

CLOSE_ENOUGH = 78.0  # of 100: one wrong letter in five, or two in nine
FEWEST_LETTERS = 3  # shorter words are near too many others
MOST_WORDS = 8


class SearchIndex:
    """The index of one text column of `table`, which has an integer key `id`."""

    def __init__(self, table: FromClause, column: str) -> None:
        assert isinstance(table, Table)
        self.table = table
        self.column = column
        self.name = f"search_{table.name}"
        for dialect in ("sqlite", "postgresql"):
            for statement in self.create_statements(dialect):
                event.listen(table, "after_create", _ddl(statement, dialect))
            for statement in self.drop_statements(dialect):
                event.listen(table, "before_drop", _ddl(statement, dialect))

    def create_statements(self, dialect: str) -> list[str]:
        """What a migration executes after it made the table."""
        name, table, column = self.name, self.table.name, self.column
        if dialect == "postgresql":
            return [f"CREATE INDEX ix_{name} ON {table} USING gin (to_tsvector('simple', {column}))"]
        gone = f"INSERT INTO {name}({name}, rowid, {column}) VALUES ('delete', old.id, old.{column});"  # noqa: S608
        come = f"INSERT INTO {name}(rowid, {column}) VALUES (new.id, new.{column});"  # noqa: S608
        return [
            f"CREATE VIRTUAL TABLE {name} USING fts5({column}, content='{table}', content_rowid='id', "
            "tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
            f"CREATE TRIGGER {name}_insert AFTER INSERT ON {table} BEGIN {come} END",
            f"CREATE TRIGGER {name}_delete AFTER DELETE ON {table} BEGIN {gone} END",
            f"CREATE TRIGGER {name}_update AFTER UPDATE OF {column} ON {table} BEGIN {gone} {come} END",
        ]

    def drop_statements(self, dialect: str) -> list[str]:
        """What a migration executes before it drops the table. Triggers go with the table."""
        if dialect == "postgresql":
            return [f"DROP INDEX IF EXISTS ix_{self.name}"]
        return [f"DROP TABLE IF EXISTS {self.name}"]

    def compact(self) -> None:
        """Make deleted words leave the index files too: part of erasure. PostgreSQL vacuums by itself."""
        if db.engine.dialect.name == "sqlite":
            db.session.execute(text(f"INSERT INTO {self.name}({self.name}) VALUES ('optimize')"))  # noqa: S608

    def matches(self, groups: Sequence[Sequence[str]]) -> ColumnElement[bool]:
        """A condition on the table: the text holds, of every group, a word that begins like one of them."""
        condition: ColumnElement[bool]
        table, column = self.table.name, self.column
        if db.engine.dialect.name == "postgresql":
            query = " & ".join("(" + " | ".join(f"'{word}':*" for word in group) + ")" for group in groups)
            condition = text(  # type: ignore[assignment]
                f"to_tsvector('simple', {table}.{column}) @@ to_tsquery('simple', :search_query)"
            ).bindparams(bindparam("search_query", query))
        else:
            query = " AND ".join("(" + " OR ".join(f'"{word}"*' for word in group) + ")" for group in groups)
            condition = text(  # type: ignore[assignment]
                f"{table}.id IN (SELECT rowid FROM {self.name} WHERE {self.name} MATCH :search_query)"  # noqa: S608
            ).bindparams(bindparam("search_query", query))
        return condition


def _ddl(statement: str, dialect: str) -> Any:
    return DDL(statement).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]


def is_search_table(name: str | None) -> bool:
    """Whether a table belongs to a search index: migrations leave those to `create_statements`."""
    return name is not None and name.startswith(("search_", "ix_search_"))


def search_text(*parts: str | None) -> str:
    """The parts as one normalised text for the indexed column, each word once, in their order."""
    return " ".join(dict.fromkeys(word for part in parts if part for word in words(part)))


def search_words(query: str) -> list[str]:
    """The words somebody looks for, normalised; only the first few of a very long query."""
    return list(dict.fromkeys(words(query)))[:MOST_WORDS]


def vocabulary_of(texts: Iterable[str]) -> list[str]:
    """All words of the given search texts, sorted: what near misses are looked for in."""
    return sorted(set(" ".join(texts).split()))


def nearest_words(looked_for: Sequence[str], vocabulary: Sequence[str]) -> list[list[str]]:
    """For each word looked for: itself where the (sorted) vocabulary knows it or a longer word that begins
    like it, otherwise the nearest known words, or itself again where nothing is near."""
    return [
        [word] if _is_known(word, vocabulary) else _nearest(word, vocabulary) or [word] for word in looked_for
    ]


def near_misses(looked_for: Sequence[str], visible: Select[Any], index: SearchIndex) -> list[list[str]]:
    """`nearest_words` among the words of `visible`, a select of the indexed table that holds just what the
    reader may see. Most slips leave a word's first three letters nearly as they were, so texts with such a
    beginning are read first, and all of them only for words that are near none of those."""
    beginnings = sorted({one for word in looked_for for one in _beginnings(word)})
    near = _words_of(visible.where(index.matches([beginnings])), index) if beginnings else []
    found = nearest_words(looked_for, near)
    far = [word for word, group in zip(looked_for, found, strict=True) if group == [word]]
    far = [word for word in far if len(word) >= FEWEST_LETTERS and not _is_known(word, near)]
    if not far:
        return found
    again = dict(zip(far, nearest_words(far, _words_of(visible, index)), strict=True))
    return [again.get(word, group) for word, group in zip(looked_for, found, strict=True)]


def _beginnings(word: str) -> set[str]:
    """How the word meant may begin: as it does, with two of its first letters changed round, or without one
    that is too many."""
    if len(word) <= FEWEST_LETTERS:
        return {word} if len(word) == FEWEST_LETTERS else set()
    one, two, three, four = tuple(word[:4])
    return {one + two + three, two + one + three, one + three + two, one + two + four} | {
        two + three + four,
        one + three + four,
    }


def _words_of(visible: Select[Any], index: SearchIndex) -> list[str]:
    """All words of these texts, sorted; put together by the database, which spares a row for each text."""
    together = func.aggregate_strings(index.table.c[index.column], " ")
    return sorted(set((db.session.scalar(visible.with_only_columns(together)) or "").split()))


def _is_known(word: str, vocabulary: Sequence[str]) -> bool:
    place = bisect_left(vocabulary, word)
    return place < len(vocabulary) and vocabulary[place].startswith(word)


def _nearest(word: str, vocabulary: Sequence[str]) -> list[str]:
    if len(word) < FEWEST_LETTERS:
        return []
    found = process.extract(word, vocabulary, scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH, limit=3)
    return [near for near, _score, _place in found]
