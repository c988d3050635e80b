"""Scores as whole-number costs, exactly where that is possible.

The solver takes whole numbers only and refuses them from about |cost| x nodes = 2^61. A pair's weight is,
from the top:

    (score x 2^p [+ keep bonus x 2^p]) x K1   what is maximised
    + K2 if the pair stands                    of equal totals, the one that keeps most
    + a number below R from seed and ids       of equal ones, always the same, favouring nobody

where the lower parts of a whole batch together stay below one unit of the part above.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, log2
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.matching.entries import Ints
from app.matching.errors import Overflow
from app.matching.problem import Problem

TOLERANCE = 1e-6  # how far the total of rounded scores may be from the optimum
LARGEST_TIE = 1 << 12
COST_BOUND = 1 << 59  # for |cost| times nodes: four times below what the solver was seen to refuse


@dataclass(frozen=True)
class Weights:
    """What the solver is given. `scores`: whole-number scores (times 2^shift), by pair; `pairs`: the full
    weight by pair; `load`: weight of a provider's first place, `load_step` what each further one adds, both
    to be taken off; `unit`: how much one unit of `scores` weighs in `pairs`."""

    shift: int
    scores: Ints
    pinned: Ints  # whole-number scores of the pinned pairs
    pairs: Ints
    load: Ints
    load_step: int
    unit: int
    exact: bool  # whether 2^shift made every number whole


def weigh(problem: Problem, *, seed: int, nodes: int) -> Weights:
    """Raises Overflow, naming the pair with the largest score."""
    gains = problem.values
    if problem.keep_bonus:
        gains = gains + np.where(problem.kept, problem.keep_bonus, 0.0)
    carried = problem.recent_load + problem.pinned_load
    numbers = [gains, problem.pinned_values]
    if problem.load_weight:
        numbers += [problem.load_weight * carried, np.array([problem.load_weight])]
    largest = max((float(np.abs(part).max()) for part in numbers if len(part)), default=0.0)
    if problem.load_weight:
        largest += problem.load_weight * float(problem.capacity.max(initial=0))
    slots = max(problem.slots, 1)
    needed, wanted = _shift_for_exact(numbers), ceil(log2(3 * slots / TOLERANCE))
    shift = min(needed, wanted)
    room = COST_BOUND // (nodes + 1)
    if largest * 2.0**shift >= room:
        shift = _shift_that_fits(problem, largest, slots, room)
    scores = _rounded(problem.values, shift)
    main = scores
    if problem.keep_bonus:
        main = scores + np.where(problem.kept, _rounded(np.array([problem.keep_bonus]), shift), 0)
    load_step = int(_rounded(np.array([problem.load_weight]), shift)[0])
    load = _rounded(problem.load_weight * carried, shift)
    top = int(largest * 2.0**shift) + 1
    keep_unit = slots + 1 if problem.kept.any() and (top * (slots + 1)) < room else 1
    ties = min(LARGEST_TIE, max(room // (top * keep_unit) // slots, 1))
    ties = 1 << (ties.bit_length() - 1)  # a power of two
    lower = ties * slots if ties > 1 else 1
    pairs = main * (keep_unit * lower)
    if keep_unit > 1:
        pairs += problem.kept * lower
    if ties > 1:
        pairs += tie_numbers(problem, seed, ties)
    unit = keep_unit * lower
    pinned = _rounded(problem.pinned_values, shift)
    return Weights(shift, scores, pinned, pairs, load * unit, load_step * unit, unit, exact=shift >= needed)


def _shift_that_fits(problem: Problem, largest: float, slots: int, room: int) -> int:
    """The finest scale that fits, while the total stays within the tolerance of the largest score."""
    coarsest = max(0, ceil(log2(3 * slots / (TOLERANCE * max(largest, 1.0)))))
    finest = int(log2(room / largest)) - 1
    if finest < coarsest:
        at = int(np.argmax(problem.values)) if len(problem.values) else 0
        pair = (int(problem.request_at[problem.rows[at]]), int(problem.provider_at[problem.columns[at]]))
        raise Overflow("scores are too large to be solved in whole numbers", pair)
    return finest


def _shift_for_exact(numbers: list[NDArray[Any]]) -> int:
    """The smallest p for which every number times 2^p is whole: from the lowest set bit of each."""
    lowest = 0
    for part in numbers:
        if part.dtype.kind == "i" or not len(part):
            continue
        mantissa, exponent = np.frexp(part[part != 0])
        digits = (mantissa * 2.0**53).astype(np.int64)
        if len(digits):
            bits = (exponent - 53) + np.log2((digits & -digits).astype(np.float64)).astype(np.int64)
            lowest = min(lowest, int(bits.min()))
    return -lowest


def _rounded(numbers: NDArray[Any], shift: int) -> Ints:
    if numbers.dtype.kind == "i":
        return np.asarray(np.left_shift(numbers, shift) if shift else numbers, np.int64)
    return np.asarray(np.rint(np.ldexp(numbers, shift)), np.int64)


def tie_numbers(problem: Problem, seed: int, below: int) -> Ints:
    """A number from zero to `below` (a power of two) for each pair, from the seed and the places of its ids.

    Mixing as in SplitMix64 (Steele, Lea and Flood 2014).
    """
    with np.errstate(over="ignore"):
        first = np.uint64(_mix_one(seed))
        of_request = _mix(np.arange(problem.requests, dtype=np.uint64) + first)
        of_provider = _mix(_mix(np.arange(problem.providers, dtype=np.uint64)) ^ first)
        mixed = np.repeat(of_request, np.diff(problem.starts))
        mixed ^= of_provider[problem.columns]
        mixed *= np.uint64(0xBF58476D1CE4E5B9)
        mixed >>= np.uint64(40)
        mixed &= np.uint64(below - 1)
    return mixed.view(np.int64)


def _mix(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    mixed = numbers + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def _mix_one(seed: int) -> int:
    with np.errstate(over="ignore"):
        return int(_mix(np.array([seed % (1 << 64)], np.uint64))[0])
