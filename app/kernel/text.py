"""Text as search sees it: no case, no accents, one space."""

from __future__ import annotations

import re
import unicodedata

BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Signs that count as letters, marks or symbols, and show nothing."""
JOINERS = frozenset("\u200c\u200d")
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


def one_line(text: str) -> str:
    """What was typed on one line, without what nobody sees: control characters, marks of direction and of no
    width, letters that are blank. "" where nothing is left to see.

    They would make a name that looks like another, turns the words after it round, or is not there at all.
    Joiners stay where Persian, Indic scripts and emoji need them.
    """
    kept: list[str] = []
    for sign in text:
        if _shows(sign) or (sign in JOINERS and kept and _is_joined(kept[-1])):
            kept.append(sign)
        elif sign in "\t\n\r\v\f\u2028\u2029":
            kept.append(" ")
    return "".join(kept).rstrip("".join(JOINERS)).strip()


def _shows(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp") and sign not in BLANKS


def _is_joined(before: str) -> bool:
    """Whether a joiner after this sign changes how the word is written."""
    is_virama = unicodedata.combining(before) == 9
    is_emoji = unicodedata.category(before) in ("So", "Sk") or before == "\ufe0f"
    return is_virama or is_emoji or unicodedata.bidirectional(before) == "AL"


def count_words(text: str) -> int:
    """How many words a person would say this is: runs between white space."""
    return len(text.split())
