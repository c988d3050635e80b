"""The batch as it is solved: in canonical order, with what is fixed taken out.

Canonical order is that of the ids, so that neither the order of the caller's rows nor that of the columns
can change a pair.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.matching.entries import (
    Bools,
    Entries,
    Floats,
    Ints,
    read_amounts,
    read_counts,
    read_ids,
    read_number,
    read_pairs,
    read_scores,
)
from app.matching.errors import MatchingError
from app.matching.quotas import Quota, QuotaTree, read_quotas


@dataclass(frozen=True)
class Problem:
    """Requests and providers in canonical order. `rows`, `columns`, `values`: the pairs that may still be
    chosen, by row and then column; `demand`, `capacity`: what the pinned pairs leave."""

    requests: int
    providers: int
    request_ids: NDArray[Any]  # as the caller gave them, in the caller's order
    provider_ids: NDArray[Any]
    request_at: Ints  # canonical place -> the caller's position
    provider_at: Ints
    rows: Ints
    columns: Ints
    values: NDArray[Any]  # int64 or float64
    kept: Bools  # which of these pairs stand and should
    demand: Ints
    capacity: Ints
    pinned: Ints  # (k, 2), canonical
    pinned_values: NDArray[Any]
    asked: Ints  # the caller's demand
    candidates: Ints  # how many providers each request could have, pinned and full ones included
    closed: Ints  # (k, 2), canonical: pairs with a score whose provider has no place left
    quotas: QuotaTree  # limits less what the pins hold
    recent_load: Floats
    load_weight: float
    keep_bonus: float

    @property
    def is_whole(self) -> bool:
        """Whether every score is a whole number."""
        return bool(self.values.dtype.kind == "i")

    @cached_property
    def starts(self) -> Ints:
        """Where each request's pairs begin, and where the last one's end: shape (requests + 1,)."""
        return np.searchsorted(self.rows, np.arange(self.requests + 1)).astype(np.int64)

    @cached_property
    def pinned_requests(self) -> Ints:
        """How many pinned pairs each request has."""
        return np.bincount(self.pinned[:, 0], minlength=self.requests)

    @cached_property
    def pinned_load(self) -> Ints:
        return np.bincount(self.pinned[:, 1], minlength=self.providers)

    @property
    def slots(self) -> int:
        """Slots that are still to be filled."""
        return int(self.demand.sum())


def read_problem(
    scores: Any,
    *,
    demand: Any,
    capacity: Any,
    request_ids: Sequence[object] | None = None,
    provider_ids: Sequence[object] | None = None,
    forbidden: Any = None,
    pinned: Any = None,
    quotas: Sequence[Quota] | None = None,
    keep: Any = None,
    keep_bonus: float = 0,
    load_weight: float = 0,
    recent_load: Any = None,
) -> Problem:
    """Check the input of `assign` and put it into canonical order. Raises MatchingError."""
    entries = read_scores(scores)
    requests, providers = entries.shape
    request_ids_, request_at, request_rank = _order(request_ids, requests, "request_ids")
    provider_ids_, provider_at, provider_rank = _order(provider_ids, providers, "provider_ids")
    keys, values = _sorted_pairs(entries, request_rank, provider_rank)

    def keys_of(given: Any, name: str) -> Ints:
        pairs = read_pairs(given, entries.shape, name)
        return request_rank[pairs[:, 0]] * max(providers, 1) + provider_rank[pairs[:, 1]]

    def positions(key: int) -> tuple[int, int]:
        row, column = divmod(key, max(providers, 1))
        return int(request_at[row]), int(provider_at[column])

    asked = read_counts(demand, requests, "demand")[request_at]
    room = read_counts(capacity, providers, "capacity")[provider_at]
    banned, fixed = keys_of(forbidden, "forbidden"), keys_of(pinned, "pinned")
    standing = keys_of(keep, "keep")
    tree = read_quotas(quotas, provider_rank)
    _check_pins(fixed, banned, keys, positions)
    fixed_at = np.searchsorted(keys, fixed)
    rows, columns = np.divmod(keys, max(providers, 1))
    pins = np.column_stack([rows[fixed_at], columns[fixed_at]]) if len(fixed) else np.zeros((0, 2), np.int64)
    left = _less(asked, pins[:, 0], request_at, "pin_over_demand", "more pins than the request's demand")
    free = _less(room, pins[:, 1], provider_at, "pin_over_capacity", "more pins than the provider's capacity")
    allowed = ~_marked(keys, banned)
    counted = np.bincount(rows[allowed], minlength=requests)
    allowed[fixed_at] = False
    tree = _less_quotas(tree, np.bincount(pins[:, 1], minlength=providers))
    open_ = _has_room(free, tree)[columns]
    shut = np.flatnonzero(allowed & ~open_)
    allowed &= open_
    return Problem(
        requests=requests,
        providers=providers,
        request_ids=request_ids_,
        provider_ids=provider_ids_,
        request_at=request_at,
        provider_at=provider_at,
        rows=rows[allowed],
        columns=columns[allowed],
        values=values[allowed],
        kept=_marked(keys, standing)[allowed],
        demand=left,
        capacity=free,
        pinned=pins,
        pinned_values=values[fixed_at],
        asked=asked,
        candidates=counted,
        closed=np.column_stack([rows[shut], columns[shut]]),
        quotas=tree,
        recent_load=read_amounts(recent_load, providers, "recent_load")[provider_at],
        load_weight=read_number(load_weight, "load_weight"),
        keep_bonus=read_number(keep_bonus, "keep_bonus"),
    )


def _order(given: Sequence[object] | None, size: int, name: str) -> tuple[NDArray[Any], Ints, Ints]:
    """The ids, the positions in canonical order, and the place of each position in it."""
    ids = read_ids(given, size, name)
    at = np.arange(size, dtype=np.int64) if given is None else np.argsort(ids, kind="stable").astype(np.int64)
    rank = np.empty(size, np.int64)
    rank[at] = np.arange(size)
    return ids, at, rank


def _sorted_pairs(entries: Entries, request_rank: Ints, provider_rank: Ints) -> tuple[Ints, NDArray[Any]]:
    """One number for each pair, rising, and the scores in that order."""
    keys = request_rank[entries.rows] * max(entries.shape[1], 1) + provider_rank[entries.columns]
    if len(keys) < 2 or (keys[1:] > keys[:-1]).all():
        return keys, entries.values
    order = np.argsort(keys)
    return keys[order], entries.values[order]


def _found(keys: Ints, some: Ints) -> Bools:
    """Which of `some` are among the rising keys."""
    at = np.minimum(np.searchsorted(keys, some), max(len(keys) - 1, 0))
    return np.asarray(keys[at] == some) if len(keys) else np.zeros(len(some), np.bool_)


def _marked(keys: Ints, some: Ints) -> Bools:
    """Which of the rising keys are among `some`."""
    marks = np.zeros(len(keys), np.bool_)
    marks[np.searchsorted(keys, some[_found(keys, some)])] = True
    return marks


def _check_pins(fixed: Ints, banned: Ints, keys: Ints, positions: Any) -> None:
    ordered = np.sort(fixed)
    double = ordered[1:][np.diff(ordered) == 0]
    if len(double):
        raise MatchingError("pin_twice", "a pair is pinned twice", positions(int(double[0])))
    clash = fixed[np.isin(fixed, banned)]
    if len(clash):
        raise MatchingError("pin_forbidden", "a pair is pinned and forbidden", positions(int(clash[0])))
    missing = fixed[~_found(keys, fixed)]
    if len(missing):
        raise MatchingError("pin_infeasible", "a pinned pair has no score", positions(int(missing[0])))


def _less(counts: Ints, pins: Ints, at: Ints, code: str, reason: str) -> Ints:
    left = counts - np.bincount(pins, minlength=len(counts))
    short = np.flatnonzero(left < 0)
    if len(short):
        raise MatchingError(code, reason, int(at[short].min()))
    return left


def _less_quotas(tree: QuotaTree, load: Ints) -> QuotaTree:
    left = tree.limits - tree.used(load)
    short = np.flatnonzero(left < 0)
    if len(short):
        name = tree.names[int(short[0])]
        raise MatchingError("pin_over_quota", "more pins than a quota allows", name)
    return QuotaTree(tree.names, left, tree.inner, tree.parent)


def _has_room(capacity: Ints, tree: QuotaTree) -> Bools:
    """Which providers can take anything at all."""
    room = capacity > 0
    for provider in np.flatnonzero(room & (tree.inner >= 0)):
        room[provider] = all(tree.limits[quota] > 0 for quota in tree.above(int(provider)))
    return room
