"""A made-up inventory of providers and made-up requests, for tests and measurements.

Skills are as skewed as 1 / rank^0.8, languages and regions as in `app.matching.synthetic`; one provider in
ten offers no support from afar, one in twenty gave no consent, one in a hundred has a private limit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.matching.ranking.providers import ANY, IN_PERSON, REMOTE, Need, Providers, SupportRequest, Tied
from app.matching.ranking.skills import SkillIndex

COUNTRIES, ORGANISATIONS, REGIONS, LANGUAGES, CONTEXTS = 60, 400, 9, 6, 5
LANGUAGE_SHARE = np.array([0.6, 0.33, 0.33, 0.1, 0.06, 0.05])
TODAY = 20_000


@dataclass(frozen=True)
class Inventory:
    """Providers with their skills, and requests that some of them could answer."""

    providers: Providers
    skills: SkillIndex
    requests: tuple[SupportRequest, ...]


def make_inventory(providers: int, requests: int, *, seed: int, skills: int = 40) -> Inventory:
    """The same for the same arguments."""
    rng = np.random.default_rng(seed)
    windows = rng.integers(TODAY - 60, TODAY + 200, providers)
    ratings = rng.poisson(2, providers)
    sums = np.array([int(rng.integers(1, 6, count).sum()) for count in ratings], np.int64)
    columns = Providers(
        ids=[f"p{number:07d}" for number in rng.permutation(providers)],
        organisation=np.where(rng.random(providers) < 0.3, rng.integers(0, ORGANISATIONS, providers), -1),
        region=rng.integers(0, REGIONS, providers),
        offset=60 * rng.integers(-8, 11, providers),
        remote=rng.random(providers) < 0.9,
        in_person=rng.random(providers) < 0.6,
        languages=(rng.random((LANGUAGES, providers)) < LANGUAGE_SHARE[:, None])
        * rng.integers(1, 6, (LANGUAGES, providers)),
        capacity=rng.integers(1, 11, providers),
        consent=rng.random(providers) < 0.95,
        own_wish=rng.random(providers) < 0.2,
        contexts=rng.integers(0, 1 << CONTEXTS, providers),
        feedback_sum=sums,
        feedback_count=ratings,
        window_provider=np.arange(providers),
        window_from=windows,
        window_to=windows + rng.integers(30, 300, providers),
        not_in=_ties(rng, providers, COUNTRIES),
        not_with=_ties(rng, providers, ORGANISATIONS),
        conflicts=_ties(rng, providers, ORGANISATIONS),
        worked_with=_ties(rng, providers, ORGANISATIONS, most=6),
    )
    return Inventory(
        columns,
        _index(rng, providers, skills),
        tuple(_request(rng, columns, skills) for _ in range(requests)),
    )


def _ties(rng: np.random.Generator, providers: int, keys: int, most: int = 1) -> Tied:
    """One provider in a hundred is tied to some key."""
    who = np.flatnonzero(rng.random(providers) < 0.01)
    return Tied(rng.integers(0, keys, len(who)), who, rng.integers(1, most + 1, len(who)))


def _index(rng: np.random.Generator, providers: int, skills: int) -> SkillIndex:
    """Two to six skills for most; half of them verified."""
    index = SkillIndex(skills, providers)
    share = 1 / np.arange(1, skills + 1) ** 0.8
    for _ in range(6):
        who = np.flatnonzero(rng.random(providers) < 0.7)
        drawn = rng.choice(skills, len(who), p=share / share.sum())
        levels, verified = rng.integers(1, 6, len(who)), rng.random(len(who)) < 0.5
        until = TODAY + rng.integers(-100, 366, len(who))
        for provider, skill, level, known, day in zip(who, drawn, levels, verified, until, strict=True):
            index.set(int(provider), int(skill), int(level), int(day) if known else None)
    return index


def _request(rng: np.random.Generator, providers: Providers, skills: int) -> SupportRequest:
    wanted = rng.choice(skills, int(rng.integers(1, 4)), replace=False)
    needs = tuple(
        Need(
            skill=int(skill),
            level=int(rng.integers(1, 5)),
            weight=int(rng.integers(1, 4)),
            must=place == 0 or bool(rng.random() < 0.3),
        )
        for place, skill in enumerate(wanted)
    )
    begin = int(rng.integers(TODAY, TODAY + 60))
    known = [providers.ids[at] for at in rng.integers(0, len(providers), 4)] if len(providers) else []
    return SupportRequest(
        needs=needs,
        languages=tuple(int(one) for one in rng.choice(LANGUAGES, int(rng.integers(1, 3)), replace=False)),
        organisation=int(rng.integers(0, ORGANISATIONS)),
        region=int(rng.integers(0, REGIONS)),
        country=int(rng.integers(0, COUNTRIES)),
        offset=60 * int(rng.integers(-8, 11)),
        first_day=begin,
        last_day=begin + int(rng.integers(10, 120)),
        days=int(rng.integers(1, 6)),
        today=TODAY,
        mode=str(rng.choice([ANY, REMOTE, IN_PERSON])),
        interpreter=bool(rng.random() < 0.1),
        own_wish=bool(rng.random() < 0.3),
        contexts=int(rng.integers(0, 1 << CONTEXTS)),
        preferred=tuple(known[:2]),
        excluded=tuple(known[2:]),
        excluded_organisations=(int(rng.integers(0, ORGANISATIONS)),),
    )
