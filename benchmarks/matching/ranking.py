"""The figures of one request against all providers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from app.matching.ranking import PARTS, Providers, SkillIndex, SupportRequest, Weights, rank
from app.matching.ranking.filters import FILTERS
from app.matching.ranking.score_components import parts_of
from app.matching.ranking.synthetic import Inventory, make_inventory
from benchmarks.matching.batch import beside, seconds
from benchmarks.table import Line, judged

WEIGHTS, TOP = Weights(), 50


def lines(small: bool = False) -> Iterator[Line]:
    made = make_inventory(5_000 if small else 100_000, 20, seed=1)
    yield _beside_bare(made)
    yield _beside_python(made, 1 if small else 3)
    yield _sums(made)


def bare(request: SupportRequest, providers: Providers, skills: SkillIndex) -> np.ndarray:
    """The same filters as one mask, the same score, the best fifty: no reasons, counts or parts."""
    passes = np.ones(len(providers), np.bool_)
    for one in FILTERS:
        passes &= ~one.fails(request, providers, skills)
    who = np.flatnonzero(passes)
    scores = parts_of(request, providers, skills, who, WEIGHTS).sum(axis=0)
    if len(scores) > TOP:
        some = np.argpartition(-scores, TOP)[:TOP]
        who, scores = who[some], scores[some]
    return who[np.argsort(-scores)]


def _beside_bare(made: Inventory) -> Line:
    def explained() -> list[Any]:
        return [rank(request, made.providers, made.skills, top=TOP) for request in made.requests]

    def plainly() -> list[Any]:
        return [bare(request, made.providers, made.skills) for request in made.requests]

    ratio, mine, other = beside(explained, plainly)
    count = len(made.requests)
    figure = f"{ratio:.2f}x ({mine / count:.2f} ms, bare {other / count:.2f} ms a request)"
    name = f"explained top {TOP} of {len(made.providers):,} / bare vectorised scoring"
    return judged(name, figure, "<= 2x", ratio <= 2)


def _beside_python(made: Inventory, rounds: int) -> Line:
    """Beside one provider at a time; the answers are compared as well."""
    rows = _Rows(made.providers, made.skills)
    mine = other = 0.0
    same = True
    for request in made.requests[:rounds]:
        found = rank(request, made.providers, made.skills, top=TOP)
        mine += min(seconds(lambda: rank(request, made.providers, made.skills, top=TOP)) for _ in range(5))  # noqa: B023
        other += seconds(lambda: rows.rank(request))  # noqa: B023
        same &= [(one.id, one.score) for one in found.ranked] == rows.rank(request)
    ratio = mine / other
    figure = f"1/{1 / ratio:.0f} ({1000 * other / rounds:.0f} ms a request), same ranking: {same}"
    return judged(f"explained top {TOP} / plain Python", figure, "<= 1/20", ratio <= 1 / 20 and same)


def _sums(made: Inventory) -> Line:
    shown = whole = 0
    for request in made.requests:
        for one in rank(request, made.providers, made.skills, top=len(made.providers)).ranked:
            shown += 1
            whole += sum(one.parts[part] for part in PARTS) == one.score
    figure = f"{whole / max(shown, 1):.0%} of {shown:,}"
    return judged("shown parts that sum to the score", figure, "100 %", 0 < shown == whole)


class _Rows:
    """The columns as plain Python lists and dictionaries, as a program without arrays would hold them."""

    def __init__(self, providers: Providers, skills: SkillIndex) -> None:
        self.ids = list(providers.ids)
        names = ("organisation", "region", "offset", "remote", "in_person", "capacity", "consent", "own_wish")
        more = ("contexts", "feedback_sum", "feedback_count", "window_from", "window_to")
        self.columns = {name: getattr(providers, name).tolist() for name in (*names, *more)}
        self.languages = providers.languages.tolist()
        self.levels = [skills.levels(skill).tolist() for skill in range(skills.skills)]
        self.until = [skills.verified_until(skill).tolist() for skill in range(skills.skills)]
        self.prior = providers.mean_rating
        ties = ("not_in", "not_with", "conflicts", "worked_with")
        self.ties = {
            name: {
                (key, holder): value
                for key, holder, value in zip(
                    tied.keys.tolist(), tied.providers.tolist(), tied.values.tolist(), strict=True
                )
            }
            for name, tied in ((name, getattr(providers, name)) for name in ties)
        }

    def rank(self, request: SupportRequest) -> list[tuple[Any, int]]:
        who = [at for at in range(len(self.ids)) if self._fits(request, at)]
        found = [(-self._score(request, at), self.ids[at]) for at in who]
        return [(one, -score) for score, one in sorted(found)[:TOP]]

    def _fits(self, request: SupportRequest, at: int) -> bool:
        columns = self.columns
        if any(need.must and self.levels[need.skill][at] < need.level for need in request.needs):
            return False
        if not request.interpreter and not any(self.languages[one][at] for one in request.languages):
            return False
        own = columns["organisation"][at]
        if own == request.organisation and not (request.own_wish and columns["own_wish"][at]):
            return False
        modes = {"remote": columns["remote"][at], "in_person": columns["in_person"][at]}
        if not modes.get(request.mode, any(modes.values())):
            return False
        inside = min(columns["window_to"][at], request.last_day)
        inside -= max(columns["window_from"][at], request.first_day) - 1
        if inside <= 0 or inside * columns["capacity"][at] < 30 * request.days:
            return False
        limited = (request.country, at) in self.ties["not_in"]
        limited = limited or (request.organisation, at) in self.ties["not_with"]
        limited = limited or (request.organisation, at) in self.ties["conflicts"]
        limited = limited or self.ids[at] in request.excluded or own in request.excluded_organisations
        return bool(columns["consent"][at] and not limited)

    def _score(self, request: SupportRequest, at: int) -> int:
        columns, weights = self.columns, WEIGHTS
        whole = sum(need.weight for need in request.needs)
        covered = fresh = 0
        for need in request.needs:
            covered += need.weight * (min(self.levels[need.skill][at], need.level) * (60 // need.level))
            fresh += need.weight * max(0, min(self.until[need.skill][at] - request.today, 365))
        apart = abs(columns["offset"][at] - request.offset) % 1440
        together = max(0, 480 - min(apart, 1440 - apart))
        home, asked = int(columns["region"][at] == request.region), request.contexts.bit_count()
        shared = (columns["contexts"][at] & request.contexts).bit_count()
        context = (
            weights.context * (home * asked + shared) // (2 * asked) if asked else weights.context * home
        )
        count = 5 + columns["feedback_count"][at]
        rated = 5 * self.prior + 1000 * columns["feedback_sum"][at]
        times = min(3, self.ties["worked_with"].get((request.organisation, at), 0))
        return int(
            weights.skills * covered // (60 * whole)
            + weights.freshness * fresh // (365 * whole)
            + weights.language * max(self.languages[one][at] for one in request.languages) // 5
            + weights.time_zone * together // 480
            + context
            + weights.feedback * (rated - 1000 * count) // (4000 * count)
            + weights.preference * (self.ids[at] in request.preferred)
            + weights.continuity * times // 3
        )
