"""Batches and runs as files: JSON or npz in, one JSON record of a run out.

A batch file names the arguments of `assign`. Its scores are either `scores`, a matrix (null: infeasible), or
`rows`, `columns`, `values` and `shape`. In npz files the same names are arrays, and `quotas` is JSON text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from app.matching.assignment import Assignment
from app.matching.entries import Pairs
from app.matching.errors import MatchingError
from app.matching.quotas import Quota

FORMAT = 1
SPARSE = ("rows", "columns", "values", "shape")
COUNTS = ("demand", "capacity")
LISTS = ("request_ids", "provider_ids", "forbidden", "pinned", "recent_load", "keep")
SINGLES = ("fairness", "load_weight", "keep_bonus", "seed", "time_limit")


def read_batch(path: Path) -> dict[str, Any]:
    """The plain values of a batch file. Raises MatchingError that says what is wrong with it."""
    try:
        batch = _read_npz(path) if path.suffix == ".npz" else json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise MatchingError("file_missing", f"there is no file {path.name}") from None
    except (ValueError, OSError) as error:
        raise MatchingError("file_unreadable", f"{path.name} cannot be read: {error}") from None
    return check_batch(batch)


def check_batch(batch: Any) -> dict[str, Any]:
    """The same values, when their names are known and complete."""
    if not isinstance(batch, dict):
        raise MatchingError("file_unreadable", "a batch is a JSON object")
    known = {"scores", *SPARSE, *COUNTS, *LISTS, *SINGLES, "quotas"}
    for name in batch:
        if name not in known:
            raise MatchingError("name_unknown", "a batch has no such value", name)
    for name in COUNTS:
        if name not in batch:
            raise MatchingError("name_missing", "a batch needs this value", name)
    if ("scores" in batch) == all(name in batch for name in SPARSE):
        raise MatchingError("name_missing", "a batch needs either scores or rows, columns, values and shape")
    return batch


def _read_npz(path: Path) -> dict[str, Any]:
    with np.load(path, allow_pickle=False) as arrays:
        batch = {name: arrays[name].tolist() for name in arrays.files}
    if "scores" in batch:
        batch["scores"] = [[None if cell != cell else cell for cell in row] for row in batch["scores"]]
    if isinstance(batch.get("quotas"), str):
        batch["quotas"] = json.loads(batch["quotas"])
    return batch


def arguments(batch: Mapping[str, Any]) -> dict[str, Any]:
    """What `assign` takes, the scores first."""
    found = {name: batch[name] for name in (*COUNTS, *LISTS, *SINGLES) if batch.get(name) is not None}
    if "scores" in batch:
        cells = [[float("nan") if cell is None else cell for cell in row] for row in batch["scores"]]
        whole = all(isinstance(cell, int) or cell is None for row in batch["scores"] for cell in row)
        scores: Any = np.array(cells, np.float64)
        # Whole scores stay whole, so that they are solved and summed exactly.
        found["scores"] = np.where(np.isnan(scores), -1, scores).astype(np.int64) if whole else scores
    else:
        shape = (int(batch["shape"][0]), int(batch["shape"][1]))
        found["scores"] = Pairs(batch["rows"], batch["columns"], batch["values"], shape)
    if batch.get("quotas"):
        found["quotas"] = [
            Quota(one["name"], tuple(one["providers"]), one["at_most"]) for one in batch["quotas"]
        ]
    return found


def digest(batch: Mapping[str, Any]) -> str:
    """SHA-256 of the batch in one fixed notation."""
    text = json.dumps(batch, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def write_run(path: Path, batch: Mapping[str, Any], assignment: Assignment) -> None:
    """The record of a run: what went in, what came out, the timings apart. Written whole or not at all."""
    told = json.loads(assignment.to_json())
    record = {"format": FORMAT, "digest": digest(batch), "batch": batch, **told}
    partial = path.with_name(path.name + ".partial")
    partial.write_text(json.dumps(record, sort_keys=True, ensure_ascii=False), "utf-8")
    partial.replace(path)


def read_run(path: Path) -> tuple[dict[str, Any], Assignment]:
    """The batch and the assignment of a record. Raises MatchingError where the batch was changed since."""
    try:
        record = json.loads(path.read_text("utf-8"))
        batch, result = record["batch"], record["result"]
        if record["format"] != FORMAT:
            raise MatchingError("file_unreadable", f"{path.name} has format {record['format']}, not {FORMAT}")
        assignment = Assignment.from_plain(result, record.get("timings", {}))
    except FileNotFoundError:
        raise MatchingError("file_missing", f"there is no file {path.name}") from None
    except MatchingError:
        raise
    except (ValueError, OSError, KeyError, TypeError) as error:
        raise MatchingError("file_unreadable", f"{path.name} is no record of a run: {error!r}") from None
    if digest(batch) != record.get("digest"):
        raise MatchingError("record_changed", f"the batch in {path.name} is not the one that was solved")
    return check_batch(batch), assignment
