"""Codes of peers, and how what is accepted goes to several payments."""

from __future__ import annotations

import pytest

from app.grants.awards.services.reports import Claim, spread
from app.grants.funding.enums import Evidence
from app.grants.reports.enums import Proof
from app.grants.reports.enums import ReportRefusal as Refused
from app.grants.reports.rules import check_codes, codes_of
from app.kernel.errors import DomainError

RECEIPT, PHOTO = Evidence.RECEIPT, Evidence.PHOTO


@pytest.mark.parametrize("text", ["P1", "P1, P2;P3  AB-12", "a-001", "Q999"])
def test_codes_that_name_nobody_are_taken(text: str) -> None:
    check_codes(Proof.PEERS, text)


@pytest.mark.parametrize(
    "text",
    [
        "Maria",
        "P1, Jo",
        "kim@example.org",
        "maria90",
        "Ivo7",
        "Al1985",
        "Mia-1990",
        "+254700000000",
        "0171 234 567",
        "P١",
        "P1 (Kim)",
    ],
)
def test_what_could_name_somebody_is_no_code(text: str) -> None:
    with pytest.raises(DomainError) as caught:
        check_codes(Proof.RECEIPT, text)
    assert caught.value.code is Refused.NOT_A_CODE


def test_codes_stand_between_commas_semicolons_and_spaces() -> None:
    assert codes_of(" P1,P2; P3\nP4 ") == ["P1", "P2", "P3", "P4"]


@pytest.mark.parametrize(
    ("payments", "claims", "parts"),
    [
        ([300], [Claim(RECEIPT, 300, 300)], [(0, Claim(RECEIPT, 300, 300))]),
        (
            [200, 100],
            [Claim(RECEIPT, 250, 250), Claim(PHOTO, 80, 50)],
            [(0, Claim(RECEIPT, 200, 200)), (1, Claim(RECEIPT, 50, 50)), (1, Claim(PHOTO, 80, 50))],
        ),
        ([100], [Claim(RECEIPT, 130, 120), Claim(PHOTO, 9, 9)], [(0, Claim(RECEIPT, 130, 100))]),
        ([100], [Claim(RECEIPT, 30, 0), Claim(PHOTO, 100, 100)], [(0, Claim(PHOTO, 100, 100))]),
        ([], [Claim(RECEIPT, 30, 30)], []),
    ],
)
def test_claims_are_accepted_until_what_was_paid_is_used(
    payments: list[int], claims: list[Claim], parts: list[tuple[int, Claim]]
) -> None:
    assert spread(payments, claims) == parts
