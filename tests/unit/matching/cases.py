"""Small random batches, and what has to hold for the engine's answer to one."""

from __future__ import annotations

import random

import numpy as np

from app.matching import Assignment, Quota, assign
from tests.unit.matching.exhaustive import (
    Best,
    Case,
    assignments,
    best,
    floor,
    is_allowed,
    objective,
    own_best,
)

MODES = ("total", "pair_floor", "max_min", "relative_floor")


def random_case(seed: int) -> Case:
    """Up to four requests and providers, with everything that a batch can have."""
    draw = random.Random(seed)
    requests, providers = draw.randint(1, 4), draw.randint(1, 4)
    top = draw.choice([3, 10, 1000])
    scores = [
        [draw.randint(0, top) if draw.random() < 0.7 else None for _ in range(providers)]
        for _ in range(requests)
    ]
    plain = Case(
        scores=scores,
        demand=[draw.randint(0, 3) for _ in range(requests)],
        capacity=[draw.randint(0, 2) for _ in range(providers)],
        forbidden=_some(draw, requests, providers, 0.1),
        quotas=_quotas(draw, providers),
        load_weight=draw.choice([0, 0, 1, 5]),
        recent_load=[draw.randint(0, 2) for _ in range(providers)],
    )
    pinned: tuple[tuple[int, int], ...] = ()
    if draw.random() < 0.3:
        pinned = tuple(pair for pair in draw.choice(list(assignments(plain))) if draw.random() < 0.5)
    keep = _some(draw, requests, providers, 0.3)
    bonus = draw.choice([0, 0, 2])
    return Case(
        plain.scores, plain.demand, plain.capacity, pinned, plain.forbidden, plain.quotas,
        plain.load_weight, plain.recent_load, keep, bonus,
    )  # fmt: skip


def _some(draw: random.Random, requests: int, providers: int, share: float) -> list[tuple[int, int]]:
    return [(row, column) for row in range(requests) for column in range(providers) if draw.random() < share]


def _quotas(draw: random.Random, providers: int) -> list[tuple[list[int], int]]:
    """None, one, or one inside another."""
    if draw.random() > 0.3:
        return []
    outer = sorted(draw.sample(range(providers), draw.randint(1, providers)))
    inner = sorted(draw.sample(outer, draw.randint(1, len(outer))))
    quotas = [(outer, draw.randint(0, 3)), (inner, draw.randint(0, 2))]
    return quotas[: draw.randint(1, 2)]


def solve(case: Case, fairness: str, **more: object) -> Assignment:
    """The engine's answer, through the public call."""
    scores = np.array([[-1 if cell is None else cell for cell in row] for row in case.scores])
    options: dict[str, object] = {
        "demand": case.demand,
        "capacity": case.capacity,
        "forbidden": case.forbidden,
        "pinned": case.pinned,
        "keep": case.keep,
        "keep_bonus": case.keep_bonus,
        "load_weight": case.load_weight,
        "recent_load": case.recent_load or None,
        "quotas": [Quota(f"q{at}", tuple(group), most) for at, (group, most) in enumerate(case.quotas)],
        "fairness": fairness,
    }
    return assign(scores, **{**options, **more})  # type: ignore[arg-type]


def faults(case: Case, fairness: str, found: Assignment, wanted: Best | None = None) -> list[str]:
    """Everything in which an answer differs from the best there is, found by looking at all."""
    wanted = wanted or best(case, fairness)
    bests = [own_best(case, request) for request in case.requests]
    checks = {
        "limits": is_allowed(case, found.pairs) and set(case.pinned) <= set(found.pairs),
        "filled": len(found.pairs) == found.filled == found.certificate.slots_bound == wanted.filled,
        "floor": floor(case, found.pairs, fairness, bests) == wanted.floor,
        "objective": objective(case, found.pairs) == wanted.objective == found.objective,
        "kept": found.pairs in [tuple(sorted(pairs)) for pairs in wanted.everyone],
        "proof": found.certificate.proved and found.certificate.objective_bound == wanted.objective,
        "bests": list(found.bests) == bests,
    }
    return [name for name, holds in checks.items() if not holds]
