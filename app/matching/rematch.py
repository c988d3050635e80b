"""Matching again when something changed: what stands is moved only where a slot needs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from app.matching.assign import assign
from app.matching.assignment import Assignment
from app.matching.entries import read_counts, read_ids, read_pairs, read_scores

Pair = tuple[int, int]


@dataclass(frozen=True)
class Rematch:
    """The new assignment beside the old one; pairs are positions of the new batch. `kept` stand as before;
    `moved` could stand but were given up, each so that a slot could be filled (or, where that was allowed,
    for a better total); `gone` (ids) can no longer be; `new` were not there before."""

    assignment: Assignment
    kept: tuple[Pair, ...]
    moved: tuple[Pair, ...]
    new: tuple[Pair, ...]
    gone: tuple[tuple[Any, Any], ...]


def rematch(
    previous: Assignment,
    scores: Any,
    *,
    demand: Any,
    capacity: Any,
    request_ids: Any = None,
    provider_ids: Any = None,
    pinned: Any = None,
    forbidden: Any = None,
    may_move: float | None = None,
    **options: Any,
) -> Rematch:
    """`assign` again, with the pairs of `previous` that can still be (the same ids, and feasible).

    may_move: None: of all assignments that fill as many slots, those that keep as many pairs as can be; only
        then fairness and total. A number: pairs may move where that gains more points than this for each.

    Raises MatchingError like `assign`, whose other arguments pass through.
    """
    entries = read_scores(scores)
    standing, gone = _standing(previous, entries.shape, request_ids, provider_ids)
    feasible = _feasible(scores, forbidden, standing)
    gone += [
        _ids(entries.shape, request_ids, provider_ids, pair) for pair in standing if pair not in feasible
    ]
    common = {
        "demand": demand,
        "capacity": capacity,
        "request_ids": request_ids,
        "provider_ids": provider_ids,
        "forbidden": forbidden,
        **options,
    }
    if may_move is not None:
        found = assign(scores, pinned=pinned, keep=feasible, keep_bonus=may_move, **common)
    else:
        fixed = [*_as_pairs(pinned, entries.shape), *_most_kept(scores, pinned, feasible, common)]
        found = assign(scores, pinned=list(dict.fromkeys(fixed)), keep=feasible, **common)
    chosen, before = set(found.pairs), set(feasible)
    return Rematch(
        assignment=found,
        kept=tuple(sorted(chosen & before)),
        moved=tuple(sorted(before - chosen)),
        new=tuple(sorted(chosen - before)),
        gone=tuple(gone),
    )


def _most_kept(scores: Any, pinned: Any, feasible: list[Pair], common: dict[str, Any]) -> list[Pair]:
    """Of the pairs that stand, as many as can stay while as many slots are filled; of equally many, those
    with the largest total. A kept pair is worth more than all scores of the batch together."""
    entries = read_scores(scores)
    slots = int(read_counts(common["demand"], entries.shape[0], "demand").sum())
    most = float(entries.values.max(initial=0))
    options = {name: value for name, value in common.items() if name not in ("fairness", "time_limit")}
    worth = float(np.ceil(most) * (slots + 1) + 1) + _load_at_most(common, slots)
    first = assign(scores, pinned=pinned, keep=feasible, keep_bonus=worth, fairness="total", **options)
    stay = set(feasible)
    return [pair for pair in first.pairs if pair in stay]


def _load_at_most(common: dict[str, Any], slots: int) -> float:
    """What load can cost a whole batch at most."""
    recent = common.get("recent_load")
    begun = 0.0 if recent is None else float(np.max(recent, initial=0))
    return float(np.ceil(common.get("load_weight", 0) * slots * (slots + begun)))


def _standing(
    previous: Assignment, shape: tuple[int, int], request_ids: Any, provider_ids: Any
) -> tuple[list[Pair], list[tuple[Any, Any]]]:
    """The old pairs whose two sides are still there, as positions of the new batch; and the others."""
    rows = {one: at for at, one in enumerate(read_ids(request_ids, shape[0], "request_ids").tolist())}
    columns = {one: at for at, one in enumerate(read_ids(provider_ids, shape[1], "provider_ids").tolist())}
    here, gone = [], []
    for request, provider in previous.id_pairs:
        if request in rows and provider in columns:
            here.append((rows[request], columns[provider]))
        else:
            gone.append((request, provider))
    return here, gone


def _feasible(scores: Any, forbidden: Any, pairs: list[Pair]) -> list[Pair]:
    entries = read_scores(scores)
    width = max(entries.shape[1], 1)
    keys = set((entries.rows * width + entries.columns).tolist())
    banned = set(_as_pairs(forbidden, entries.shape))
    return [pair for pair in pairs if pair[0] * width + pair[1] in keys and pair not in banned]


def _as_pairs(given: Any, shape: tuple[int, int]) -> list[Pair]:
    return [(int(row), int(column)) for row, column in read_pairs(given, shape, "pairs")]


def _ids(shape: tuple[int, int], request_ids: Any, provider_ids: Any, pair: Pair) -> tuple[Any, Any]:
    rows = read_ids(request_ids, shape[0], "request_ids")
    columns = read_ids(provider_ids, shape[1], "provider_ids")
    return rows[pair[0]].item(), columns[pair[1]].item()
