"""What scores add up to, by hand and exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from app.grants.calls.rubric import Criterion, Rubric
from app.grants.reviews.scoring import Summary, is_wide, rank, rounded, summarise

RUBRIC = Rubric(
    tuple(Criterion(code, {}, {}, weight) for code, weight in (("a", 30), ("b", 50), ("c", 20))),
    tuple({"en": str(points)} for points in range(5)),
)


def _of(*rows: tuple[int | None, int | None, int | None]) -> Summary:
    return summarise(RUBRIC, (dict(zip("abc", row, strict=True)) for row in rows))


def test_each_criterion_counts_by_its_weight() -> None:
    found = _of((4, 2, 1), (3, 2, 0))
    assert found.by_criterion == {"a": Fraction(7, 2), "b": Fraction(2), "c": Fraction(1, 2)}
    # (30 × 3.5 + 50 × 2 + 20 × 0.5) / 100
    assert found.mean == Fraction(43, 20)
    # 2.4 and 1.9: (120 + 100 + 20) / 100 and (90 + 100 + 0) / 100
    assert found.spread == Fraction(1, 2)
    assert found.reviews == 2


def test_who_cannot_judge_neither_raises_nor_lowers() -> None:
    assert _of((4, None, 1), (2, 3, None)).by_criterion == {
        "a": Fraction(3),
        "b": Fraction(3),
        "c": Fraction(1),
    }
    assert _of((4, None, 1), (2, 3, None)).judged == {"a": 2, "b": 1, "c": 1}
    # Nobody could judge b: its weight is left out, (30 × 4 + 20 × 1) / 50.
    assert _of((4, None, 1)).mean == Fraction(14, 5)
    nothing = _of((None, None, None))
    assert (nothing.mean, nothing.spread, nothing.reviews) == (None, Fraction(0), 1)
    assert _of().mean is None


@pytest.mark.parametrize(
    ("mean", "shown"),
    [
        (Fraction(1, 3), "0.33"),
        (Fraction(2, 3), "0.67"),
        (Fraction(5, 1000), "0.01"),
        (Fraction(4), "4.00"),
        (Fraction(0), "0.00"),
        (Fraction(2675, 1000), "2.68"),
    ],
)
def test_a_mean_is_rounded_once_and_halves_go_up(mean: Fraction, shown: str) -> None:
    assert rounded(mean) == Decimal(shown)


def test_a_spread_is_wide_from_the_threshold_on() -> None:
    assert [is_wide(Fraction(one, 10), 1.5) for one in (14, 15, 16)] == [False, True, True]


def test_the_line_is_drawn_where_the_money_no_longer_reaches() -> None:
    def row(name: str, asked: int, mean: Fraction | None) -> tuple[str, str, int, Summary]:
        return name, name, asked, Summary(2, mean)

    rows = [
        row("elm", 10, None),
        row("fir", 50, Fraction(2)),
        row("ash", 40, Fraction(7, 2)),
        row("oak", 30, Fraction(3)),
        row("box", 30, Fraction(3)),
        row("yew", 5, Fraction(1)),
    ]
    found = rank(rows, 100)
    assert [(one.ref, one.rank, one.within) for one in found] == [
        ("ash", 1, True),
        ("box", 2, True),
        ("oak", 2, True),
        ("fir", 4, False),
        ("yew", 5, False),  # it would fit, but stands below the line
    ]
