"""References survive being read aloud, and notice it when they were not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.ids import ALPHABET, DIGITS, is_ref, new_ref, new_token, normalise_ref, ref_from

numbers = st.integers(min_value=0, max_value=31**DIGITS - 1)


@given(numbers)
def test_reference_is_its_own_normal_form(number: int) -> None:
    ref = ref_from(number)
    assert normalise_ref(ref) == ref
    assert is_ref(ref)


@given(numbers)
def test_reference_is_understood_however_it_is_typed(number: int) -> None:
    ref = ref_from(number)
    loose = f" {ref.lower().replace('-', ' ').replace('0', 'o').replace('1', 'l')} "
    assert normalise_ref(loose) == ref


@given(numbers, st.integers(0, DIGITS), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(number: int, place: int, wrong: str) -> None:
    plain = ref_from(number).replace("-", "")
    changed = plain[:place] + wrong + plain[place + 1 :]
    assert (normalise_ref(changed) is None) == (changed != plain)


@given(numbers, st.integers(0, DIGITS - 2), st.integers(1, DIGITS - 1))
def test_two_swapped_characters_are_noticed(number: int, first: int, distance: int) -> None:
    plain = list(ref_from(number).replace("-", ""))
    second = min(first + distance, DIGITS - 1)
    swapped = plain.copy()
    swapped[first], swapped[second] = swapped[second], swapped[first]
    assert (normalise_ref("".join(swapped)) is None) == (swapped != plain)


@given(st.text(max_size=40))
def test_any_text_is_a_reference_or_none(text: str) -> None:
    found = normalise_ref(text)
    assert found is None or is_ref(found)


def test_new_ones_are_never_the_same() -> None:
    assert len({new_ref() for _ in range(2000)}) == 2000
    assert len({new_token() for _ in range(200)}) == 200
    assert all(is_ref(new_ref()) for _ in range(200))


@pytest.mark.parametrize("wrong", ["", "-", "0", "00000-0000Z", "ZZZZZ-ZZZZZ", "0" * 100])
def test_what_cannot_be_a_reference_is_none(wrong: str) -> None:
    assert normalise_ref(wrong) is None
