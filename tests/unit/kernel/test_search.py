"""Search text, words, and near misses."""

from __future__ import annotations

from app.kernel.search import finds_nothing, nearest_words, search_text, search_words
from app.kernel.text import LONGEST_WORD


def test_search_text_has_no_accents_no_case_and_each_word_once() -> None:
    assert search_text("Équité Réseau", None, "réseau São Tomé") == "equite reseau sao tome"


def test_search_words_cannot_carry_query_language() -> None:
    assert search_words('"Red" OR (x*) & !y; --') == ["red", "or", "x", "y"]


def test_search_words_are_few() -> None:
    assert len(search_words(" ".join(f"w{number}" for number in range(50)))) == 8


def test_nearest_words_keep_known_words_and_beginnings() -> None:
    vocabulary = ["colectivo", "dignidad", "solidaridad"]
    assert nearest_words(["soli", "dignidad"], vocabulary) == [["soli"], ["dignidad"]]


def test_nearest_words_forgive_a_typo() -> None:
    vocabulary = ["colectivo", "dignidad", "solidaridad"]
    assert nearest_words(["solidridad"], vocabulary) == [["solidaridad"]]


def test_nearest_words_leave_far_and_short_words_alone() -> None:
    vocabulary = ["colectivo", "red"]
    assert nearest_words(["xylophone", "rd"], vocabulary) == [["xylophone"], ["rd"]]


def test_an_underscore_is_no_letter() -> None:
    assert search_words("_ foo_bar __x__ %_%") == ["foo", "bar", "x"]
    assert search_text("foo_bar", "_") == "foo bar"
    assert finds_nothing("_")


def test_a_word_is_cut_the_same_way_where_it_stands_and_where_it_is_looked_for() -> None:
    endless = "x" * 5000
    assert search_words(endless) == ["x" * LONGEST_WORD] == search_text(endless).split()
