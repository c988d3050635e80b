"""Account numbers and BICs as people type them."""

from __future__ import annotations

import pytest

from app.kernel.bank_numbers import compact, is_bic, is_iban, is_mistyped_iban


def test_what_only_helps_the_eye_is_taken_out() -> None:
    assert compact(" gb33 bukb-2020.1555 5555 55 ") == "GB33BUKB20201555555555"


@pytest.mark.parametrize(
    ("number", "iban", "mistyped"),
    [
        ("GB33BUKB20201555555555", True, False),
        ("gb33 bukb 2020 1555 5555 55", True, False),
        ("GB33BUKB20201555555556", False, True),
        ("GB33BUKB2020155555555", False, True),
        ("GB3BUKB20201555555555", False, False),  # does not begin as an IBAN does
        ("KE12ABCDEFGHIJKLMN", False, False),  # Kenya has no IBANs
        ("KE-77", False, False),
        ("0100012345678", False, False),
        ("", False, False),
    ],
)
def test_an_iban_is_checked_where_the_country_has_them(number: str, iban: bool, mistyped: bool) -> None:
    assert (is_iban(number), is_mistyped_iban(number)) == (iban, mistyped)


@pytest.mark.parametrize(
    ("code", "right"),
    [("BUKBGB22", True), (" bukbgb22xxx ", True), ("BUKBGB2", False), ("BUKBGB22XX", False), ("", False)],
)
def test_a_bic_has_its_shape(code: str, right: bool) -> None:
    assert is_bic(code) is right
