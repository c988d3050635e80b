"""One request against all providers: who fits, how well and why, and why not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.matching.entries import Ints, Pairs
from app.matching.errors import MatchingError
from app.matching.ranking.filters import FILTERS, NOT_AVAILABLE, SKILL, failures, would_pass
from app.matching.ranking.providers import Providers, SupportRequest
from app.matching.ranking.score_components import PARTS, Weights, parts_of
from app.matching.ranking.skills import SkillIndex

DEFAULT_WEIGHTS = Weights()


@dataclass(frozen=True)
class Ranked:
    """One provider that fits. `parts` sum to `score`."""

    position: int
    id: Any
    score: int
    parts: dict[str, int]


@dataclass(frozen=True)
class Step:
    """One filter of the funnel: how many `remain` after it and all before it, and how many would come back
    if it alone were dropped."""

    code: str
    remain: int
    relaxing: int


@dataclass(frozen=True)
class Lowered:
    """What a must-have's level lowered by one would add."""

    skill: int
    level: int
    adds: int


@dataclass(frozen=True)
class Ranking:
    """`ranked`: the best, best first. `everyone`: how many providers there are; `fitting`: how many pass all
    filters. `funnel` tells private reasons apart and is for matching coordinators only; everybody else is
    shown `public_funnel()` and `why_not()`."""

    ranked: tuple[Ranked, ...]
    everyone: int
    fitting: int
    funnel: tuple[Step, ...] = field(repr=False)
    lowered: tuple[Lowered, ...]
    failed: NDArray[np.uint8] = field(repr=False)  # logs must not tell private reasons

    def public_funnel(self) -> tuple[Step, ...]:
        """The funnel with the private reasons as one last step."""
        counts = np.bincount(self.failed, minlength=256)
        open_steps = [step for step, one in zip(self.funnel, FILTERS, strict=True) if not one.private]
        private = sum(1 << place for place, one in enumerate(FILTERS) if one.private)
        masks = np.arange(256)
        only_private = (masks & ~private == 0) & (masks > 0)
        return (*open_steps, Step(NOT_AVAILABLE, self.fitting, int(counts[only_private].sum())))

    def why_not(self, position: int) -> str | None:
        """The first reason why a provider is left out, None where it fits. Private reasons are one."""
        place = self._first(position)
        return None if place is None else FILTERS[place].public_code

    def private_reason(self, position: int) -> str | None:
        """The same for matching coordinators: conflict, safety limit and missing consent are told apart."""
        place = self._first(position)
        return None if place is None else FILTERS[place].code

    def _first(self, position: int) -> int | None:
        if not 0 <= position < self.everyone:
            raise MatchingError("provider_unknown", f"there are {self.everyone} providers", position)
        failed = int(self.failed[position])
        return (failed & -failed).bit_length() - 1 if failed else None

    def to_json(self) -> str:
        """What may be shown to everybody who may see the request."""
        return json.dumps(
            {
                "ranked": [{"id": one.id, "score": one.score, "parts": one.parts} for one in self.ranked],
                "everyone": self.everyone,
                "fitting": self.fitting,
                "funnel": [vars(step) for step in self.public_funnel()],
                "lowered": [vars(one) for one in self.lowered],
            },
            ensure_ascii=False,
        )


def rank(
    request: SupportRequest,
    providers: Providers,
    skills: SkillIndex,
    *,
    top: int = 50,
    weights: Weights = DEFAULT_WEIGHTS,
) -> Ranking:
    """The `top` providers for a request, with everything that explains them; equal scores by id.

    Raises MatchingError where request, providers and skills do not fit together."""
    _check(request, providers, skills)
    failed = failures(request, providers, skills)
    who = np.flatnonzero(failed == 0)
    parts = parts_of(request, providers, skills, who, weights)
    scores = parts.sum(axis=0)
    best = _best(scores, providers.rank[who], top)
    shown = [dict(zip(PARTS, one, strict=True)) for one in parts[:, best].T.tolist()]
    ranked = tuple(
        Ranked(at, providers.ids[at], score, told)
        for at, score, told in zip(who[best].tolist(), scores[best].tolist(), shown, strict=True)
    )
    only_skill = np.flatnonzero(failed == 1 << SKILL)
    lowered = tuple(Lowered(*one) for one in would_pass(request, skills, only_skill))
    return Ranking(ranked, len(providers), len(who), _funnel(failed), lowered, failed)


def _best(scores: Ints, rank: Ints, top: int) -> Ints:
    """The places of the highest scores, highest first, equal ones by rank."""
    if len(scores) > 4 * top > 0:
        least = np.partition(scores, len(scores) - top)[len(scores) - top]
        some = np.flatnonzero(scores >= least)
    else:
        some = np.arange(len(scores))
    return np.asarray(some[np.lexsort((rank[some], -scores[some]))][: max(top, 0)])


def _funnel(failed: NDArray[np.uint8]) -> tuple[Step, ...]:
    counts, masks = np.bincount(failed, minlength=256), np.arange(256)
    steps = []
    for place, one in enumerate(FILTERS):
        upto = (2 << place) - 1
        remain = int(counts[(masks & upto) == 0].sum())
        steps.append(Step(one.code, remain, int(counts[1 << place])))
    return tuple(steps)


def scores_for_batch(
    requests: Sequence[SupportRequest],
    providers: Providers,
    skills: SkillIndex,
    *,
    weights: Weights = DEFAULT_WEIGHTS,
) -> Pairs:
    """The scores of every pair that passes all filters, for `assign`."""
    rows, columns, values = [], [], []
    for row, request in enumerate(requests):
        _check(request, providers, skills)
        who = np.flatnonzero(failures(request, providers, skills) == 0)
        rows.append(np.full(len(who), row))
        columns.append(who)
        values.append(parts_of(request, providers, skills, who, weights).sum(axis=0))
    empty = np.zeros(0, np.int64)
    joined = [np.concatenate([empty, *parts]) for parts in (rows, columns, values)]
    return Pairs(joined[0], joined[1], joined[2], (len(requests), len(providers)))


def _check(request: SupportRequest, providers: Providers, skills: SkillIndex) -> None:
    if skills.providers != len(providers):
        raise MatchingError(
            "shape", f"skills are of {skills.providers} providers, columns of {len(providers)}"
        )
    for need in request.needs:
        if not 0 <= need.skill < skills.skills:
            raise MatchingError("skill_unknown", f"there are {skills.skills} skills", need.skill)
    for language in request.languages:
        if not 0 <= language < len(providers.languages):
            raise MatchingError(
                "language_unknown", f"there are {len(providers.languages)} languages", language
            )
