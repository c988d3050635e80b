"""Reading what the caller gives: matrices, arrays and lists of pairs, each checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.matching.errors import MatchingError

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Pairs:
    """Scores of the feasible pairs alone: a sparse matrix for callers without scipy.

    `rows`, `columns`, `values`: one entry for each pair; `shape`: requests by providers.
    """

    rows: Any
    columns: Any
    values: Any
    shape: tuple[int, int]


@dataclass(frozen=True)
class Entries:
    """The feasible pairs of a matrix, unordered."""

    rows: Ints
    columns: Ints
    values: NDArray[Any]  # int64 or float64, never negative
    shape: tuple[int, int]


def read_scores(scores: Any) -> Entries:
    """The feasible entries of a dense array, a scipy sparse matrix or `Pairs`.

    NaN and negative are infeasible, and so is what a sparse matrix leaves out; infinity is refused.
    """
    if isinstance(scores, Pairs):
        found = _of_pairs(scores)
    elif hasattr(scores, "tocsr"):
        found = _of_sparse(scores)
    else:
        found = _of_dense(scores)
    if found.values.dtype.kind == "f":
        endless = np.flatnonzero(np.isposinf(found.values))
        if len(endless):
            at = (int(found.rows[endless[0]]), int(found.columns[endless[0]]))
            raise MatchingError("score_not_finite", "a score is infinite", at)
    feasible = found.values >= 0
    if feasible.all():
        return found
    return Entries(found.rows[feasible], found.columns[feasible], found.values[feasible], found.shape)


def _of_dense(scores: Any) -> Entries:
    given = np.asarray(scores)
    if given.ndim != 2:
        raise MatchingError("shape", f"scores need two dimensions, requests and providers, not {given.ndim}")
    numbers = _numbers(given, "scores")
    with np.errstate(invalid="ignore"):
        rows, columns = np.nonzero(numbers >= 0)
    shape = (given.shape[0], given.shape[1])
    return Entries(rows.astype(np.int64), columns.astype(np.int64), numbers[rows, columns], shape)


def _of_sparse(scores: Any) -> Entries:
    matrix = scores.tocsr()
    if not matrix.has_canonical_format:
        matrix = matrix.copy()
        matrix.sum_duplicates()
    rows = np.repeat(np.arange(matrix.shape[0], dtype=np.int64), np.diff(matrix.indptr))
    shape = (int(matrix.shape[0]), int(matrix.shape[1]))
    return Entries(rows, matrix.indices.astype(np.int64), _numbers(matrix.data, "scores"), shape)


def _of_pairs(pairs: Pairs) -> Entries:
    count, width = pairs.shape
    rows = whole_numbers(pairs.rows, "rows")
    columns = whole_numbers(pairs.columns, "columns")
    values = _numbers(np.asarray(pairs.values), "scores")
    if not len(rows) == len(columns) == len(values):
        raise MatchingError("shape", "rows, columns and scores of the pairs differ in length")
    # In one look where all is well, which is nearly always.
    ends = (rows.min(initial=0), columns.min(initial=0), count - 1 - rows.max(initial=0))
    if min(*ends, width - 1 - columns.max(initial=0)) < 0 and len(rows):
        outside = np.flatnonzero((rows < 0) | (rows >= count) | (columns < 0) | (columns >= width))
        at = (int(rows[outside[0]]), int(columns[outside[0]]))
        raise MatchingError("pair_unknown", f"a pair lies outside {count} by {width}", at)
    keys = rows * width + columns
    if not (keys[1:] > keys[:-1]).all():
        keys = np.sort(keys)
    double = np.flatnonzero(keys[1:] == keys[:-1])
    if len(double):
        raise MatchingError("pair_twice", "a pair has two scores", divmod(int(keys[double[0]]), width))
    return Entries(rows, columns, values, (int(count), int(width)))


def _numbers(given: NDArray[Any], name: str) -> NDArray[Any]:
    if given.dtype.kind in "bi":
        return np.asarray(given, np.int64)
    if given.dtype.kind == "u":
        if given.size and given.max() > np.iinfo(np.int64).max:
            raise MatchingError("cost_overflow", f"{name} are larger than whole numbers can be")
        return np.asarray(given, np.int64)
    if given.dtype.kind == "f":
        return np.asarray(given, np.float64)
    raise MatchingError("not_a_number", f"{name} must be numbers, not {given.dtype}")


def whole_numbers(given: Any, name: str) -> Ints:
    """A flat array of whole numbers; floats pass when they are whole."""
    array = np.asarray(given)
    if array.size == 0:
        return np.zeros(0, np.int64)
    if array.dtype.kind not in "biuf":
        raise MatchingError("not_a_number", f"{name} must be whole numbers, not {array.dtype}")
    if array.dtype.kind == "f":
        wrong = np.flatnonzero(~np.isfinite(array) | (array != np.rint(array)))
        if len(wrong):
            raise MatchingError("not_whole", f"{name} must be whole numbers", int(wrong[0]))
    return np.asarray(array, np.int64).ravel()


def read_counts(given: Any, size: int, name: str) -> Ints:
    """Demand or capacity: one number for all, or one for each; never negative."""
    scalar = np.ndim(given) == 0
    counts = whole_numbers(np.atleast_1d(np.asarray(given)), name)
    if scalar:
        counts = np.full(size, counts[0], np.int64)
    if len(counts) != size:
        raise MatchingError("shape", f"{name} has {len(counts)} entries for {size}")
    wrong = np.flatnonzero(counts < 0)
    if len(wrong):
        raise MatchingError("negative", f"{name} is negative", int(wrong[0]))
    return counts


def read_amounts(given: Any, size: int, name: str) -> Floats:
    """Finite numbers from zero up, one for each; None means zero."""
    if given is None:
        return np.zeros(size)
    amounts = np.asarray(given, dtype=np.float64).ravel()
    if len(amounts) != size:
        raise MatchingError("shape", f"{name} has {len(amounts)} entries for {size}")
    wrong = np.flatnonzero(~np.isfinite(amounts) | (amounts < 0))
    if len(wrong):
        raise MatchingError("not_a_number", f"{name} must be a number from zero up", int(wrong[0]))
    return amounts


def read_number(given: float, name: str) -> float:
    """One finite number from zero up."""
    number = float(given)
    if not np.isfinite(number) or number < 0:
        raise MatchingError("not_a_number", f"{name} must be a number from zero up")
    return number


def read_ids(given: Sequence[object] | None, size: int, name: str) -> NDArray[Any]:
    """Ids of one kind, all whole numbers or all texts, none twice; positions when none are given."""
    if given is None:
        return np.arange(size, dtype=np.int64)
    ids = np.asarray(given)
    if ids.ndim != 1 or len(ids) != size:
        raise MatchingError("shape", f"{name} has {len(ids) if ids.ndim else 0} entries for {size}")
    texts = sum(isinstance(one, str) for one in given)  # numpy turns a mixed list into texts
    if size and (ids.dtype.kind not in "iuU" or texts not in (0, size)):
        raise MatchingError("ids", f"{name} must be all whole numbers or all texts")
    order = np.argsort(ids, kind="stable")
    double = np.flatnonzero(ids[order][1:] == ids[order][:-1])
    if len(double):
        raise MatchingError("ids", f"{name} names {ids[order][double[0]]} twice", int(order[double[0] + 1]))
    return ids


def read_pairs(given: Any, shape: tuple[int, int], name: str) -> Ints:
    """Pairs of positions, shape (k, 2), from such a list or from a matrix of the scores' shape whose true
    entries count."""
    if given is None:
        return np.zeros((0, 2), np.int64)
    if hasattr(given, "tocoo"):
        coo = given.tocoo()
        if tuple(coo.shape) != shape:
            raise MatchingError("shape", f"{name} is {coo.shape} for scores of {shape}")
        return np.asarray(np.column_stack([coo.row, coo.col])[coo.data.astype(bool)], np.int64)
    array = np.asarray(given)
    if array.dtype == np.bool_ and array.ndim == 2:
        if array.shape != shape:
            raise MatchingError("shape", f"{name} is {array.shape} for scores of {shape}")
        return np.argwhere(array).astype(np.int64)
    if array.size == 0:
        return np.zeros((0, 2), np.int64)
    if array.ndim != 2 or array.shape[1] != 2:
        raise MatchingError("shape", f"{name} must be pairs of a request and a provider")
    pairs = whole_numbers(array, name).reshape(-1, 2)
    wrong = np.flatnonzero((pairs < 0).any(axis=1) | (pairs >= np.array(shape)).any(axis=1))
    if len(wrong):
        raise MatchingError(
            "pair_unknown", f"{name} has a pair outside {shape[0]} by {shape[1]}", _at(pairs, wrong)
        )
    return np.asarray(pairs)


def _at(pairs: Ints, wrong: NDArray[np.intp]) -> tuple[int, int]:
    return (int(pairs[wrong[0], 0]), int(pairs[wrong[0], 1]))
