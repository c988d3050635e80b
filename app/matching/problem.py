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
    book = _Book(read_scores(scores), request_ids, provider_ids)
    asked = read_counts(demand, book.requests, "demand")[book.request_at]
    room = read_counts(capacity, book.providers, "capacity")[book.provider_at]
    banned, fixed = book.keys_of(forbidden, "forbidden"), book.keys_of(pinned, "pinned")
    tree = read_quotas(quotas, book.provider_rank)
    book.check_pins(fixed, banned)
    fixed_at = np.searchsorted(book.keys, fixed)
    pins = np.column_stack([book.rows[fixed_at], book.columns[fixed_at]]).reshape(-1, 2)
    left = _less(asked, pins[:, 0], book.request_at, "pin_over_demand", "more pins than the demand")
    free = _less(room, pins[:, 1], book.provider_at, "pin_over_capacity", "more pins than the capacity")
    tree = _less_quotas(tree, np.bincount(pins[:, 1], minlength=book.providers))
    allowed = ~_marked(book.keys, banned)
    counted = np.bincount(book.rows[allowed], minlength=book.requests)
    allowed[fixed_at] = False
    has_room = _has_room(free, tree)[book.columns]
    shut, free_pairs = np.flatnonzero(allowed & ~has_room), allowed & has_room
    chosen: Any = slice(None) if free_pairs.all() else free_pairs
    return Problem(
        requests=book.requests,
        providers=book.providers,
        request_ids=book.request_ids,
        provider_ids=book.provider_ids,
        request_at=book.request_at,
        provider_at=book.provider_at,
        rows=book.rows[chosen],
        columns=book.columns[chosen],
        values=book.values[chosen],
        kept=_marked(book.keys, book.keys_of(keep, "keep"))[chosen],
        demand=left,
        capacity=free,
        pinned=pins,
        pinned_values=book.values[fixed_at],
        asked=asked,
        candidates=counted,
        closed=np.column_stack([book.rows[shut], book.columns[shut]]),
        quotas=tree,
        recent_load=read_amounts(recent_load, book.providers, "recent_load")[book.provider_at],
        load_weight=read_number(load_weight, "load_weight"),
        keep_bonus=read_number(keep_bonus, "keep_bonus"),
    )


class _Book:
    """The feasible pairs under one rising number each, in canonical order."""

    def __init__(self, entries: Entries, request_ids: Any, provider_ids: Any) -> None:
        self.shape = entries.shape
        self.requests, self.providers = entries.shape
        self.request_ids, self.request_at, self.request_rank = _order(
            request_ids, self.requests, "request_ids"
        )
        self.provider_ids, self.provider_at, self.provider_rank = _order(
            provider_ids, self.providers, "provider_ids"
        )
        self.width = max(self.providers, 1)
        self.keys, self.values = _sorted_pairs(entries, self.request_rank, self.provider_rank)
        self.rows, self.columns = np.divmod(self.keys, self.width)

    def keys_of(self, given: Any, name: str) -> Ints:
        pairs = read_pairs(given, self.shape, name)
        return self.request_rank[pairs[:, 0]] * self.width + self.provider_rank[pairs[:, 1]]

    def positions(self, key: int) -> tuple[int, int]:
        row, column = divmod(int(key), self.width)
        return int(self.request_at[row]), int(self.provider_at[column])

    def check_pins(self, fixed: Ints, banned: Ints) -> None:
        ordered = np.sort(fixed)
        double = ordered[1:][np.diff(ordered) == 0]
        if len(double):
            raise MatchingError("pin_twice", "a pair is pinned twice", self.positions(double[0]))
        clash = fixed[np.isin(fixed, banned)]
        if len(clash):
            raise MatchingError("pin_forbidden", "a pair is pinned and forbidden", self.positions(clash[0]))
        missing = fixed[~_found(self.keys, fixed)]
        if len(missing):
            raise MatchingError("pin_infeasible", "a pinned pair has no score", self.positions(missing[0]))


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
