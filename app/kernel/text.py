"""Text as search sees it: no case, no accents, one space."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"\w+")


def search_key(text: str) -> str:
    """`text` casefolded, decomposed (NFKD), marks stripped, white space folded."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _SPACES.sub(" ", plain).strip()


def words(text: str) -> list[str]:
    """The words of `text` as search sees them."""
    return _WORD.findall(search_key(text))


def count_words(text: str) -> int:
    """How many words a person would say this is: runs between white space."""
    return len(text.split())
