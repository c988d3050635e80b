"""The parts of a score. Each is a whole number of its own, so that what is shown adds up exactly."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields

import numpy as np
from numpy.typing import NDArray

from app.matching.entries import Ints
from app.matching.errors import MatchingError
from app.matching.ranking.providers import Providers, SupportRequest
from app.matching.ranking.skills import SkillIndex

FULL = 10_000
SHARES = 60  # every level from 1 to 5 divides it
YEAR, WORKDAY, DAY = 365, 480, 1440  # days; minutes
PRIOR_RATINGS = 5  # how many average ratings each provider starts with
MOST_CONTINUITY = 3  # times worked together after which more adds nothing


@dataclass(frozen=True)
class Weights:
    """How many of the 10 000 points each part can give."""

    skills: int = 4500
    freshness: int = 1000
    language: int = 1000
    time_zone: int = 800
    context: int = 1000
    feedback: int = 900
    preference: int = 400
    continuity: int = 400

    def __post_init__(self) -> None:
        for one in fields(self):
            if getattr(self, one.name) < 0:
                raise MatchingError("weights_wrong", "a weight is not negative", one.name)
        if sum(astuple(self)) != FULL:
            raise MatchingError("weights_wrong", f"weights sum to {FULL}, not {sum(astuple(self))}")


PARTS = tuple(one.name for one in fields(Weights))


def parts_of(
    request: SupportRequest, providers: Providers, skills: SkillIndex, who: Ints, weights: Weights
) -> NDArray[np.int64]:
    """The parts of the score of these providers: shape (parts, who), each from 0 to its weight."""
    covered, fresh = _skill_parts(request, skills, who, weights)
    return np.stack(
        [
            covered,
            fresh,
            _language(request, providers, who, weights),
            _time_zone(request, providers, who, weights),
            _context(request, providers, who, weights),
            _feedback(providers, who, weights),
            _preference(request, providers, who, weights),
            _continuity(request, providers, who, weights),
        ]
    )


def _skill_parts(
    request: SupportRequest, skills: SkillIndex, who: Ints, weights: Weights
) -> tuple[Ints, Ints]:
    """Cover: the mean of min(level, need) / need over the needs, by weight. Freshness: the mean share of a
    year that the verification of each still lasts."""
    covered, fresh = np.zeros(len(who), np.int64), np.zeros(len(who), np.int64)
    whole = sum(need.weight for need in request.needs)
    for need in request.needs:
        levels = skills.levels(need.skill)[who].astype(np.int64)
        covered += need.weight * (np.minimum(levels, need.level) * (SHARES // need.level))
        left = skills.verified_until(need.skill)[who].astype(np.int64) - request.today
        fresh += need.weight * np.clip(left, 0, YEAR)
    return weights.skills * covered // (SHARES * whole), weights.freshness * fresh // (YEAR * whole)


def _language(request: SupportRequest, providers: Providers, who: Ints, weights: Weights) -> Ints:
    """The best grade in a language of the request, of five; nothing where an interpreter is needed."""
    best = np.zeros(len(who), np.int64)
    for language in request.languages:
        best = np.maximum(best, providers.languages[language][who])
    return weights.language * best // 5


def _time_zone(request: SupportRequest, providers: Providers, who: Ints, weights: Weights) -> Ints:
    """How much of two working days of eight hours falls together, around the clock."""
    apart = np.abs(providers.offset[who] - request.offset) % DAY
    apart = np.minimum(apart, DAY - apart)
    return np.asarray(weights.time_zone * np.maximum(WORKDAY - apart, 0) // WORKDAY)


def _context(request: SupportRequest, providers: Providers, who: Ints, weights: Weights) -> Ints:
    """Half for the same region, half for the share of the peer contexts asked for; all for the region where
    none are asked for."""
    home = (providers.region[who] == request.region).astype(np.int64)
    asked = request.contexts.bit_count()
    if asked == 0:
        return np.asarray(weights.context * home)
    shared = np.bitwise_count(providers.contexts[who] & request.contexts).astype(np.int64)
    return np.asarray(weights.context * (home * asked + shared) // (2 * asked))


def _feedback(providers: Providers, who: Ints, weights: Weights) -> Ints:
    """The mean rating, from 1 (nothing) to 5 (all), as if five people had rated each provider like the
    average before anybody else did: few ratings neither punish nor carry far. A Bayesian mean (Gelman and
    others, Bayesian Data Analysis, 3rd edition, section 2.5)."""
    count = PRIOR_RATINGS + providers.feedback_count[who]
    rated = PRIOR_RATINGS * providers.mean_rating + 1000 * providers.feedback_sum[who]
    return np.asarray(weights.feedback * (rated - 1000 * count) // (4 * 1000 * count))


def _preference(request: SupportRequest, providers: Providers, who: Ints, weights: Weights) -> Ints:
    wanted = np.zeros(len(providers), np.bool_)
    for one in request.preferred:
        if one in providers.position:
            wanted[providers.position[one]] = True
    return weights.preference * wanted[who].astype(np.int64)


def _continuity(request: SupportRequest, providers: Providers, who: Ints, weights: Weights) -> Ints:
    """Times worked with the organisation, up to three: known faces help, newcomers are not shut out."""
    times = np.zeros(len(providers), np.int64)
    known, numbers = providers.worked_with.numbers(request.organisation)
    times[known] = np.minimum(numbers, MOST_CONTINUITY)
    return weights.continuity * times[who] // MOST_CONTINUITY
