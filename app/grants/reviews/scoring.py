"""What scores add up to, exactly: in fractions, and rounded once, where they are shown. Pure.

Of each criterion the mean of the scores that were given; of these the mean, each with its weight. A criterion
that nobody could judge is left out with its weight. "Cannot judge" is no score: it neither raises nor lowers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from app.grants.calls.rubric import Rubric

Scores = Mapping[str, int | None]
"""One review: criterion → points, None for "cannot judge"."""


@dataclass(frozen=True)
class Judgement:
    """What a reviewer says of one criterion: points, or that they cannot judge it, or nothing yet."""

    points: int | None = None
    cannot_judge: bool = False
    words: str = ""


@dataclass(frozen=True)
class Summary:
    """What the reviews of one application say together. `mean` is None where nobody could judge anything;
    `spread` is how many points of the scale lie between the highest and the lowest reviewer."""

    reviews: int
    mean: Fraction | None
    by_criterion: Mapping[str, Fraction | None] = field(default_factory=dict)
    judged: Mapping[str, int] = field(default_factory=dict)
    spread: Fraction = Fraction(0)


def weighted(rubric: Rubric, means: Mapping[str, Fraction | None]) -> Fraction | None:
    """The mean of what criteria have, each with its weight; None where none has anything."""
    held = [(one.weight, mean) for one in rubric.criteria if (mean := means.get(one.code)) is not None]
    weight = sum(share for share, _mean in held)
    return sum((share * mean for share, mean in held), Fraction(0)) / weight if weight else None


def mean_of(points: Sequence[int]) -> Fraction | None:
    return Fraction(sum(points), len(points)) if points else None


def summarise(rubric: Rubric, reviews: Iterable[Scores]) -> Summary:
    """Of the reviews of one application."""
    sent = list(reviews)
    given = {
        one.code: [points for review in sent if (points := review.get(one.code)) is not None]
        for one in rubric.criteria
    }
    by_criterion = {code: mean_of(points) for code, points in given.items()}
    own = [mean for review in sent if (mean := weighted(rubric, _fractions(review))) is not None]
    return Summary(
        reviews=len(sent),
        mean=weighted(rubric, by_criterion),
        by_criterion=by_criterion,
        judged={code: len(points) for code, points in given.items()},
        spread=max(own) - min(own) if own else Fraction(0),
    )


def _fractions(review: Scores) -> dict[str, Fraction | None]:
    return {code: None if points is None else Fraction(points) for code, points in review.items()}


def is_wide(spread: Fraction, threshold: float) -> bool:
    """Whether reviewers are so far apart that the panel should talk about it."""
    return spread >= Fraction(str(threshold))


def rounded(mean: Fraction, places: int = 2) -> Decimal:
    """As it is shown: half a unit is rounded up."""
    unit = 10**places
    return Decimal((mean.numerator * 2 * unit + mean.denominator) // (2 * mean.denominator)).scaleb(-places)


@dataclass(frozen=True)
class Ranked:
    """One application in the ranking of its call. `takes` is in minor units of the call's currency, `rank`
    the place that those with the same mean share, `within` whether the money that is left reaches to it."""

    ref: str
    name: str
    takes: int
    summary: Summary
    rank: int
    within: bool


def rank(rows: Iterable[tuple[str, str, int, Summary]], money: int) -> list[Ranked]:
    """Those that have a mean, the best first; the same mean shares a place, and stands in the order of names.
    `rows`: reference, sort name, what it takes, summary. The line is drawn where the money no longer
    reaches: nothing below it is taken, even where it would fit."""
    ordered = sorted(
        (one for one in rows if one[3].mean is not None), key=lambda one: (-_mean(one[3]), one[1], one[0])
    )
    found: list[Ranked] = []
    left, within = money, True
    for place, (ref, name, takes, summary) in enumerate(ordered, 1):
        within = within and takes <= left
        left -= takes if within else 0
        same = found and found[-1].summary.mean == summary.mean
        found.append(Ranked(ref, name, takes, summary, found[-1].rank if same else place, within))
    return found


def _mean(summary: Summary) -> Fraction:
    assert summary.mean is not None
    return summary.mean
