"""Text search on both databases, without extensions: whole words, beginnings of words, no accents.

The text is normalised in Python (`kernel.text.words`) and stored in one column. SQLite keeps an FTS5 index
beside the table, in step by triggers; PostgreSQL an index on `to_tsvector('simple', …)`. Beside either one
stands a table of all words that occur, which triggers add to and `compact` renews: a word typed wrong is
compared with those, and of the words near it only such count as stand in a text that the reader may see.
Names of tables and columns in the statements are our own constants, never input.

A migration executes `create_statements` and `create_word_statements`; `create_all` runs the same ones.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Any

from rapidfuzz import fuzz, process
from sqlalchemy import (
    ARRAY,
    DDL,
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    String,
    Table,
    any_,
    bindparam,
    column,
    event,
    func,
    literal,
    select,
    table,
    text,
)

from app.kernel.database import db
from app.kernel.text import words

CLOSE_ENOUGH = 78.0  # of 100: one wrong letter in five, or two in nine
FEWEST_LETTERS = 3  # shorter words are near too many others
MOST_WORDS = 8
MOST_NEAR = 3  # for each word looked for
FEW_TEXTS = 5000  # so many texts with the words are read sooner than each tab of a list is walked
MOST_CANDIDATES = 200  # with more words that may be meant, reading all that the reader sees is quicker


@dataclass(frozen=True)
class Found:
    """Texts that hold words: a condition on their table. Where they are `few`, it names each by its key."""

    condition: ColumnElement[bool]
    few: bool


INDEXES: list[SearchIndex] = []
"""Every index there is, so that one job compacts them all."""


class SearchIndex:
    """The index of one text column of `indexed`, which has an integer key `id`."""

    def __init__(self, indexed: FromClause, column_name: str) -> None:
        assert isinstance(indexed, Table)
        self.table = indexed
        self.column = column_name
        self.name = f"search_{indexed.name}"
        if indexed.metadata is db.metadata:
            INDEXES.append(self)
        self.words = table(f"{self.name}_words", column("word", String))
        for dialect in ("sqlite", "postgresql"):
            for statement in self.create_statements(dialect) + create_word_statements(
                indexed.name, column_name, dialect
            ):
                event.listen(indexed, "after_create", _ddl(statement, dialect))
            for statement in drop_word_statements(indexed.name, dialect) + self.drop_statements(dialect):
                event.listen(indexed, "before_drop", _ddl(statement, dialect))

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
        """Make deleted words leave the table of words and the index files too: part of erasure. PostgreSQL
        vacuums by itself."""
        db.session.execute(text(f"DELETE FROM {self.words.name}"))  # noqa: S608
        db.session.execute(text(fill_words(self.table.name, self.column, db.engine.dialect.name)))
        if db.engine.dialect.name == "sqlite":
            db.session.execute(text(f"INSERT INTO {self.name}({self.name}) VALUES ('optimize')"))  # noqa: S608

    def matches(self, groups: Sequence[Sequence[str]]) -> ColumnElement[bool]:
        """A condition on the table: the text holds, of every group, a word that begins like one of them."""
        found = self._found(groups).cte(f"found_by_{self.name}")  # once, for a statement of many parts
        key: ColumnElement[int] = self.table.c.id
        return key.in_(select(found.c.id))

    def find(self, groups: Sequence[Sequence[str]], texts: Select[Any]) -> Found | None:
        """What a reader finds who may see just `texts`, a select of the table's keys; None where nothing."""
        found = self._found(groups).subquery()
        among = texts.where(self.table.c.id == found.c.id).correlate(found).exists()
        keys = list(db.session.scalars(select(found.c.id).where(among).limit(FEW_TEXTS + 1)))
        if len(keys) > FEW_TEXTS:
            return Found(self.matches(groups), few=False)
        return Found(self._is_one_of(keys), few=True) if keys else None

    def _is_one_of(self, keys: list[int]) -> ColumnElement[bool]:
        """As one value, not one for each key: thousands of those take longer to write than to look up."""
        key: ColumnElement[int] = self.table.c.id
        if db.engine.dialect.name == "postgresql":
            return key == any_(literal(keys, ARRAY(BigInteger)))
        each = func.json_each(json.dumps(keys)).table_valued(column("value", Integer))
        return key.in_(select(each.c.value))

    def _found(self, groups: Sequence[Sequence[str]]) -> Select[Any]:
        """The keys of the texts that hold, of every group, a word that begins like one of them."""
        if db.engine.dialect.name == "postgresql":
            query = " & ".join("(" + " | ".join(f"'{word}':*" for word in group) + ")" for group in groups)
            holds = text(
                f"to_tsvector('simple', {self.table.name}.{self.column}) @@ to_tsquery('simple', :sought)"
            )
            return select(self.table.c.id).where(holds.bindparams(bindparam("sought", query)))
        query = " AND ".join("(" + " OR ".join(f'"{word}"*' for word in group) + ")" for group in groups)
        index = table(self.name, column("rowid", Integer))
        holds = text(f"{self.name} MATCH :sought").bindparams(bindparam("sought", query))
        return select(index.c.rowid.label("id")).where(holds)

    def word_stands_in(self, texts: Select[Any]) -> ColumnElement[bool]:
        """A condition on the table of words: one of these texts holds the word, whole."""
        word = f"{self.words.name}.word"
        if db.engine.dialect.name == "postgresql":
            indexed = f"to_tsvector('simple', {self.table.name}.{self.column})"
            holds = text(f"{indexed} @@ to_tsquery('simple', quote_literal({word}))")
            return texts.where(holds).correlate(self.words).exists()
        # Two steps, because SQLite would rather walk all of a body's texts than begin with the word's.
        found = table(self.name, column("rowid"))
        match = text(f"{self.name} MATCH '\"' || {word} || '\"'")
        among = texts.where(self.table.c.id == found.c.rowid).correlate(found).exists()
        return select(found.c.rowid).where(match, among).correlate(self.words).exists()


def create_word_statements(indexed: str, column_name: str, dialect: str) -> list[str]:
    """What a migration executes after it made the table `indexed` or found it full: the table of its words.

    On PostgreSQL a word may stand twice, when two transactions meet it first at once: a unique index would
    make one of them wait for the other, and two could wait for each other.
    """
    words = f"search_{indexed}_words"
    if dialect == "postgresql":
        add = (
            f"INSERT INTO {words} SELECT word FROM string_to_table(new.{column_name}, ' ') AS word "  # noqa: S608
            f"WHERE word <> '' AND NOT EXISTS (SELECT 1 FROM {words} AS known WHERE known.word = word.word);"
        )
        return [
            f"CREATE TABLE {words} (word text NOT NULL)",
            f"CREATE INDEX ix_{words} ON {words} (word)",
            fill_words(indexed, column_name, dialect),
            f"CREATE FUNCTION {words}_add() RETURNS trigger LANGUAGE plpgsql "
            f"AS $$ BEGIN {add} RETURN NULL; END $$",
            f"CREATE TRIGGER {words}_add AFTER INSERT OR UPDATE OF {column_name} ON {indexed} "
            f"FOR EACH ROW EXECUTE FUNCTION {words}_add()",
        ]
    each = _each_word(f"new.{column_name}")
    add = f"INSERT OR IGNORE INTO {words} SELECT value FROM {each} WHERE value <> '';"  # noqa: S608
    return [
        f"CREATE TABLE {words} (word TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID",
        fill_words(indexed, column_name, dialect),
        f"CREATE TRIGGER {words}_insert AFTER INSERT ON {indexed} BEGIN {add} END",
        f"CREATE TRIGGER {words}_update AFTER UPDATE OF {column_name} ON {indexed} BEGIN {add} END",
    ]


def drop_word_statements(indexed: str, dialect: str) -> list[str]:
    """The way back from `create_word_statements`, while the table is still there."""
    words = f"search_{indexed}_words"
    if dialect == "postgresql":
        return [f"DROP FUNCTION IF EXISTS {words}_add() CASCADE", f"DROP TABLE IF EXISTS {words}"]
    triggers = [f"DROP TRIGGER IF EXISTS {words}_{when}" for when in ("insert", "update")]
    return [*triggers, f"DROP TABLE IF EXISTS {words}"]


def fill_words(indexed: str, column_name: str, dialect: str) -> str:
    """The statement that writes the words of all texts into the empty table of words."""
    words = f"search_{indexed}_words"
    if dialect == "postgresql":
        each = f"{indexed}, string_to_table({indexed}.{column_name}, ' ') AS word"
        return f"INSERT INTO {words} SELECT DISTINCT word FROM {each} WHERE word <> ''"  # noqa: S608
    each = f"{indexed}, {_each_word(f'{indexed}.{column_name}')}"
    return f"INSERT OR IGNORE INTO {words} SELECT value FROM {each} WHERE value <> ''"  # noqa: S608


def _each_word(column_name: str) -> str:
    """SQLite splits no text, but reads JSON; our words hold nothing that JSON would have to escape."""
    return f"""json_each('["' || replace({column_name}, ' ', '","') || '"]')"""


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


def finds_nothing(query: str) -> bool:
    """Whether something was typed that holds no letter and no figure: no text is found by it."""
    return bool(query.strip()) and not words(query)


def nearest_words(looked_for: Sequence[str], vocabulary: Sequence[str]) -> list[list[str]]:
    """For each word looked for: itself where the (sorted) vocabulary knows it or a longer word that begins
    like it, otherwise the nearest known words, or itself again where nothing is near."""
    return [
        [word] if _is_known(word, vocabulary) else _nearest(word, vocabulary) or [word] for word in looked_for
    ]


def near_misses(looked_for: Sequence[str], visible: Select[Any], index: SearchIndex) -> list[list[str]]:
    """`nearest_words` among the words of `visible`, a select of the indexed table that holds just what the
    reader may see. What other texts hold makes no difference to the answer."""
    vocabulary = _split(db.session.scalar(select(func.aggregate_strings(index.words.c.word, " "))))
    longer, nearer = {}, {}
    for word in looked_for:
        longer[word] = _beginning_with(word, vocabulary) if len(word) >= FEWEST_LETTERS else []
        nearer[word] = _nearest(word, vocabulary, most=None)
    candidates = sorted({one for group in (*longer.values(), *nearer.values()) for one in group})
    if len(candidates) > MOST_CANDIDATES:
        return nearest_words(looked_for, _words_of(visible, index))
    seen = _seen(candidates, visible, index) if candidates else set()
    return [
        [word]
        if any(one in seen for one in longer[word])
        else [one for one in nearer[word] if one in seen][:MOST_NEAR] or [word]
        for word in looked_for
    ]


def _seen(candidates: Sequence[str], visible: Select[Any], index: SearchIndex) -> set[str]:
    """Which of these words stand in a text of `visible`."""
    words = index.words.c.word
    statement = select(words).where(words.in_(candidates), index.word_stands_in(visible))
    return set(db.session.scalars(statement))


def _words_of(visible: Select[Any], index: SearchIndex) -> list[str]:
    """All words of these texts, sorted; put together by the database, which spares a row for each text."""
    together = func.aggregate_strings(index.table.c[index.column], " ")
    return _split(db.session.scalar(visible.with_only_columns(together)))


def _split(together: str | None) -> list[str]:
    return sorted(set((together or "").split()))


def _is_known(word: str, vocabulary: Sequence[str]) -> bool:
    place = bisect_left(vocabulary, word)
    return place < len(vocabulary) and vocabulary[place].startswith(word)


def _beginning_with(word: str, vocabulary: Sequence[str]) -> list[str]:
    start = bisect_left(vocabulary, word)
    return list(takewhile(lambda one: one.startswith(word), islice(vocabulary, start, None)))


def _nearest(word: str, vocabulary: Sequence[str], most: int | None = MOST_NEAR) -> list[str]:
    if len(word) < FEWEST_LETTERS:
        return []
    found = process.extract(word, vocabulary, scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH, limit=most)
    return [near for near, _score, _place in found]
