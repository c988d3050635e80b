"""Text as search sees it: signs whose key depends on what is done to them first."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from app.kernel.text import LONGEST_KEY, one_line, search_key, sort_key


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Équité", "equite"),
        ("E\u0301quite\u0301", "equite"),  # the same, decomposed
        ("ﬀ", "ff"),
        ("İstanbul", "istanbul"),
        ("ẞ", "ss"),
        ("STRAẞE", "strasse"),
        ("ｆｕｌｌ", "full"),
        ("ＦＵＬＬ", "full"),
        ("Ⅷ", "viii"),
        # Signs that hold a capital, which folding alone does not see.
        ("™", "tm"),
        ("℡", "tel"),
        ("ℕ", "n"),
        ("㎒", "mhz"),
        ("𝐑𝐞𝐝", "red"),
        ("🄰", "a"),
        ("ϓ", "υ"),
        ("  two\u00a0 \u2003spaces\t", "two spaces"),
    ],
)
def test_search_key_is_what_somebody_would_type(written: str, key: str) -> None:
    assert search_key(written) == key


def test_every_sign_has_a_key_that_is_its_own_key() -> None:
    signs = (chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF)
    unlike = [sign for sign in signs if search_key(key := search_key(sign)) != key]
    assert unlike == []


def test_a_key_holds_no_mark_and_no_letter_that_folding_would_change() -> None:
    key = search_key("".join(map(chr, range(0x20, 0xD800))))
    assert [sign for sign in key if unicodedata.combining(sign)] == []
    assert key.casefold() == key


def test_a_sort_key_is_no_longer_than_its_column() -> None:
    assert len(search_key("ﷺ" * 200)) == 3600
    assert len(sort_key("ﷺ" * 200)) <= LONGEST_KEY
    assert sort_key("a" * 199 + " b") == "a" * 199


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Red Puentes", "Red Puentes"),
        ("  Red\tPuentes\r\n", "Red Puentes"),
        ("\u200bRed\u200b Puentes\ufeff", "Red Puentes"),
        ("\u202eRed\u202c", "Red"),  # turned round
        ("\u2066Red\u2069", "Red"),
        ("Re\u00add", "Red"),  # a hyphen that shows only at the end of a line
        ("Re\u200dd", "Red"),  # a joiner that joins nothing
        ("Red\x00\x07\x1b", "Red"),
        ("\u200b", ""),
        ("\u202e\u2060\u200f", ""),
        ("\u3164\u2800", ""),  # a blank letter and a blank symbol
        ("\U000e0041", ""),  # a tag
        ("Équité O’Neill (№ 7)", "Équité O’Neill (№ 7)"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("🏳\ufe0f\u200d🌈", "🏳\ufe0f\u200d🌈"),
        ("שלום", "שלום"),
    ],
)
def test_one_line_holds_only_what_is_seen(typed: str, kept: str) -> None:
    assert one_line(typed) == kept
    assert one_line(kept) == kept
