"""A recorded run once more: does the same input give the same result?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from app.matching.assign import assign, finish, prepare
from app.matching.assignment import Assignment
from app.matching.files import arguments
from app.matching.solve import Outcome
from app.matching.sums import is_feasible


@dataclass(frozen=True)
class Replay:
    """`result`: what came out this time. `is_identical`: whether the result parts are the same to the letter,
    versions apart; `differs`: where not, the first name that differs. `versions`: those that changed."""

    result: Assignment
    is_identical: bool
    differs: str | None
    versions: tuple[str, ...]


def replay(batch: Mapping[str, Any], recorded: Assignment) -> Replay:
    """Solve the batch again, or, where the recorded run was stopped or ran out of time before it had proved
    its result, derive everything again from the recorded pairs: what it had is checked, not searched for."""
    given = arguments(batch)
    again = assign(given.pop("scores"), **given) if recorded.certificate.proved else _derived(batch, recorded)
    before, after = _plain(recorded), _plain(again)
    differing = [name for name in sorted(before) if name != "versions" and before[name] != after.get(name)]
    changed = [
        name for name in sorted(before["versions"]) if before["versions"][name] != again.versions.get(name)
    ]
    return Replay(again, not differing, differing[0] if differing else None, tuple(changed))


def _plain(assignment: Assignment) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(assignment.to_json())["result"]
    return result


def _derived(batch: Mapping[str, Any], recorded: Assignment) -> Assignment:
    """Sums, loads, causes and totals of the recorded pairs; what the search had proved is taken over."""
    given = arguments(batch)
    run = prepare(given.pop("scores"), **given)
    problem = run.problem
    rank_r, rank_p = np.argsort(problem.request_at), np.argsort(problem.provider_at)
    width = max(problem.providers, 1)
    wanted = {int(rank_r[row]) * width + int(rank_p[column]) for row, column in recorded.pairs}
    keys = problem.rows * width + problem.columns
    pairs = np.flatnonzero(np.isin(keys, np.array(sorted(wanted), np.int64)))
    outcome = Outcome(pairs, 0, stopped=recorded.stopped)
    derived = finish(run, outcome, recorded.seed)
    if not is_feasible(problem, pairs) or len(pairs) + len(problem.pinned) != len(wanted):
        return derived  # its pairs differ from the recorded ones, which is what is then reported
    return replace(derived, certificate=recorded.certificate, versions=recorded.versions)
