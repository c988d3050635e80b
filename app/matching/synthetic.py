"""Made-up batches with the shape of real ones, for tests and measurements; nothing in them is from life.

The generator, for a seed:

- a *region* for each request and provider, of nine, as skewed as 1 / rank^0.5;
- *languages*: English for three of five, Spanish and French for one in three each, three rarer ones; a
  request needs one, a provider has one to three;
- *skills* of `skills`, with a popularity of 1 / rank^0.8: few people have the rare ones. A provider has two
  to six, at levels 1 to 5 (3 is the most common); a request needs one to three, at levels 2 to 4;
- *capacity* 1 to 3 places, *demand* 1 to 3 slots (or 1 for all);
- *conflicts*: each pair with probability `conflict`.

A provider fits a request that shares its language, where the first skill is at the level needed and there is
no conflict. Of those who fit, at most `candidates` stay, drawn at random: dates and consent do that in life.
The score, 0 to 10 000, is 6 000 for the skills covered, 1 500 for the level above need, 1 500 for the region
and 1 000 drawn at random.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.matching.entries import Bools, Floats, Ints, Pairs

REGIONS, LANGUAGES, LEVELS = 9, 6, np.array([0.1, 0.25, 0.35, 0.2, 0.1])
LANGUAGE_SHARE = np.array([0.6, 0.33, 0.33, 0.1, 0.06, 0.05])


@dataclass(frozen=True)
class Case:
    """One batch. `scores` are whole numbers from 0 to 10 000; `region`, `skill` (the first that is needed,
    or the best that is offered) describe the two sides."""

    scores: Pairs
    demand: Ints
    capacity: Ints
    request_region: Ints
    provider_region: Ints
    request_skill: Ints
    provider_skill: Ints

    def dense(self) -> NDArray[np.int64]:
        """The scores as a matrix, -1 where they do not fit."""
        matrix = np.full(self.scores.shape, -1, np.int64)
        matrix[self.scores.rows, self.scores.columns] = self.scores.values
        return matrix


def make_case(
    requests: int,
    providers: int,
    *,
    seed: int,
    candidates: int = 125,
    skills: int = 40,
    conflict: float = 0.01,
    single: bool = False,
) -> Case:
    """A batch by the rules above; the same for the same arguments. `single`: every request has one slot."""
    rng = np.random.default_rng(seed)
    region_share = _skewed(REGIONS, 0.5)
    request_region = rng.choice(REGIONS, requests, p=region_share)
    provider_region = rng.choice(REGIONS, providers, p=region_share)
    needs = rng.choice(LANGUAGES, requests, p=LANGUAGE_SHARE / LANGUAGE_SHARE.sum())
    speaks = rng.random((providers, LANGUAGES)) < LANGUAGE_SHARE
    speaks[
        np.arange(providers), rng.choice(LANGUAGES, providers, p=LANGUAGE_SHARE / LANGUAGE_SHARE.sum())
    ] = True
    levels = _inventory(rng, providers, skills)
    needed, need_level = _wishes(rng, requests, skills)
    chosen: list[Pairs] = []
    for request in range(requests):
        wish = needed[request]
        fits = speaks[:, needs[request]] & (levels[wish[0]] >= need_level[request])
        who = _some(rng, np.flatnonzero(fits & (rng.random(providers) >= conflict)), candidates)
        covered = np.minimum(levels[wish][:, who], need_level[request]).mean(axis=0) / need_level[request]
        above = (levels[wish[0]][who] - need_level[request]) / 4
        home = provider_region[who] == request_region[request]
        scores = 6000 * covered + 1500 * above + 1500 * home + rng.integers(0, 1001, len(who))
        chosen.append(Pairs(np.full(len(who), request), who, np.floor(scores), (requests, providers)))
    return Case(
        scores=_joined(chosen, (requests, providers)),
        demand=np.ones(requests, np.int64) if single else rng.integers(1, 4, requests),
        capacity=rng.integers(1, 4, providers),
        request_region=request_region,
        provider_region=provider_region,
        request_skill=needed[:, 0],
        provider_skill=levels.argmax(axis=0),
    )


def crowded_case(requests: int, providers: int, *, seed: int, demand: int = 3, capacity: int = 6) -> Case:
    """Every provider fits every request, as when papers are given to reviewers: each has a few fields (of
    twelve), and the score is their likeness. Places are only a little more than slots."""
    rng = np.random.default_rng(seed)
    wanted, offered = rng.dirichlet(np.full(12, 0.3), requests), rng.dirichlet(np.full(12, 0.3), providers)
    norms = np.linalg.norm(wanted, axis=1)[:, None] * np.linalg.norm(offered, axis=1)
    scores = np.floor(10_000 * (wanted @ offered.T) / norms).astype(np.int64)
    rows, columns = np.divmod(np.arange(requests * providers), providers)
    return Case(
        scores=Pairs(rows, columns, scores.ravel(), (requests, providers)),
        demand=np.full(requests, demand),
        capacity=np.full(providers, capacity),
        request_region=np.zeros(requests, np.int64),
        provider_region=np.zeros(providers, np.int64),
        request_skill=wanted.argmax(axis=1),
        provider_skill=offered.argmax(axis=1),
    )


def _skewed(count: int, power: float) -> Floats:
    share = 1 / np.arange(1, count + 1) ** power
    return np.asarray(share / share.sum(), np.float64)


def _inventory(rng: np.random.Generator, providers: int, skills: int) -> NDArray[np.int8]:
    """Levels by skill and provider, 0 for none: shape (skills, providers)."""
    levels = np.zeros((skills, providers), np.int8)
    share = _skewed(skills, 0.8)
    for _ in range(6):
        # Each draw is kept with the chance that a provider has so many: two at least, six at most.
        who = np.flatnonzero(rng.random(providers) < 0.7)
        levels[rng.choice(skills, len(who), p=share), who] = rng.choice(5, len(who), p=LEVELS) + 1
    return levels


def _wishes(rng: np.random.Generator, requests: int, skills: int) -> tuple[Ints, Ints]:
    """Three skills for each request, the first of them indispensable, and the least level."""
    share = _skewed(skills, 0.5)  # needs are less skewed than what is offered
    return rng.choice(skills, (requests, 3), p=share), rng.integers(2, 5, requests)


def _some(rng: np.random.Generator, fits: NDArray[np.intp], most: int) -> Ints:
    if len(fits) > most:
        fits = np.sort(rng.choice(fits, most, replace=False))
    return np.asarray(fits, np.int64)


def _joined(parts: list[Pairs], shape: tuple[int, int]) -> Pairs:
    if not parts:
        empty = np.zeros(0, np.int64)
        return Pairs(empty, empty, empty, shape)
    rows = np.concatenate([part.rows for part in parts])
    columns = np.concatenate([part.columns for part in parts])
    return Pairs(rows, columns, np.concatenate([part.values for part in parts]).astype(np.int64), shape)


def leave(case: Case, share: float, *, seed: int) -> Bools:
    """Which providers stay when a share of them leaves, drawn at random."""
    rng = np.random.default_rng(seed)
    stay = np.ones(case.scores.shape[1], np.bool_)
    stay[rng.choice(len(stay), round(share * len(stay)), replace=False)] = False
    return stay
