"""What a smaller amount takes from the parts of a grant, and the least that it can be."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from app.grants.awards.rules import least_minor, reduced


def grant(*parts: tuple[int, int]) -> Any:
    """A grant in parts of (agreed, net paid)."""
    tranches = [
        SimpleNamespace(number=number, minor=minor, paid_minor=paid)
        for number, (minor, paid) in enumerate(parts, 1)
    ]
    return SimpleNamespace(tranches=tranches, amount_minor=sum(minor for minor, _paid in parts))


@pytest.mark.parametrize(
    ("parts", "least"),
    [
        ([(300, 0)], 1),
        ([(300, 300)], 300),
        ([(300, 300), (200, 0)], 300),
        ([(300, 200), (200, 0)], 300),  # some of the first part came back: it is still agreed as a whole
        ([(300, 300), (200, 200)], 500),
        ([(300, 300), (0, 0), (50, 0)], 300),
        ([(300, 0), (200, 200)], 200),  # all of the first part came back
    ],
)
def test_a_grant_can_become_what_was_sent_and_no_less(parts: list[tuple[int, int]], least: int) -> None:
    case = grant(*parts)
    assert least_minor(case) == least
    assert reduced(case, least) is not None
    assert reduced(case, least - 1) is None or least == 1


@pytest.mark.parametrize(
    ("minor", "left"),
    [(450, {3: 50}), (400, {3: 0}), (350, {3: 0, 2: 50}), (300, {3: 0, 2: 0})],
)
def test_the_last_part_is_reduced_first(minor: int, left: dict[int, int]) -> None:
    assert reduced(grant((300, 300), (100, 0), (100, 0)), minor) == left
