"""Text as search sees it: no case, no accents, one space."""

from __future__ import annotations

import re
import unicodedata

LONGEST_KEY = 200  # characters: what the columns that lists are sorted by hold
LONGEST_WORD = 100  # characters: PostgreSQL refuses to look for words of some thousands
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+")


def search_key(text: str) -> str:
    """`text` decomposed (NFKD), casefolded, marks stripped, white space folded.

    Decomposed before case is folded, since signs such as ™ hold capitals that only then can be seen, and
    again after it. A key has itself as its key.
    """
    folded = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", folded)
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _SPACES.sub(" ", plain).strip()


def sort_key(text: str) -> str:
    """The search key as a list is sorted by it: as much of it as the column holds. One letter can have a key
    of eighteen."""
    return search_key(text)[:LONGEST_KEY].rstrip()


def words(text: str) -> list[str]:
    """The words of `text` as search sees them: runs of letters and figures, nothing else. Databases do not
    agree about what other signs, such as _, are."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(search_key(text))]


def count_words(text: str) -> int:
    """How many words a person would say this is: runs between white space."""
    return len(text.split())
