"""Batches on file: solved, recorded, replayed, stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.matching import Assignment
from app.matching.__main__ import main
from app.matching.files import read_batch, read_run
from app.matching.replay import replay
from app.matching.synthetic import crowded_case, make_case

ROOT = Path(__file__).resolve().parents[3]


def batch_file(folder: Path, **more: Any) -> Path:
    case = make_case(12, 15, seed=4, candidates=6, skills=6)
    batch: dict[str, Any] = {
        "scores": [[None if cell < 0 else int(cell) for cell in row] for row in case.dense()],
        "demand": case.demand.tolist(),
        "capacity": case.capacity.tolist(),
        "request_ids": [f"r{at}" for at in range(12)],
        "forbidden": [[0, 1]],
        "quotas": [{"name": "first", "providers": [0, 1, 2], "at_most": 2}],
        "seed": 11,
    }
    path = folder / "batch.json"
    path.write_text(json.dumps({**batch, **more}))
    return path


@pytest.mark.parametrize("fairness", ["total", "pair_floor", "max_min", "relative_floor"])
def test_recorded_run_is_replayed_identically(
    tmp_path: Path, fairness: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run = tmp_path / "run.json"

    assert main(["solve", str(batch_file(tmp_path)), "--fairness", fairness, "--out", str(run)]) == 0
    assert main(["replay", str(run)]) == 0

    assert "identical (solved again)" in capsys.readouterr().out
    batch, recorded = read_run(run)
    assert batch["fairness"] == recorded.fairness == fairness
    assert json.loads(run.read_text()).keys() == {"format", "digest", "batch", "result", "timings"}


def test_npz_and_json_are_the_same_batch(tmp_path: Path) -> None:
    case = make_case(12, 15, seed=4, candidates=6, skills=6)
    pairs = case.scores
    quotas = json.dumps([{"name": "first", "providers": [0, 1, 2], "at_most": 2}])
    arrays = {
        "rows": pairs.rows,
        "columns": pairs.columns,
        "values": pairs.values,
        "shape": pairs.shape,
        "demand": case.demand,
        "capacity": case.capacity,
        "request_ids": [f"r{at}" for at in range(12)],
        "forbidden": [[0, 1]],
        "quotas": quotas,
        "seed": 11,
    }
    np.savez(tmp_path / "batch.npz", **arrays)  # type: ignore[arg-type]
    results = []
    for name in (batch_file(tmp_path), tmp_path / "batch.npz"):
        out = tmp_path / f"{name.suffix}.run.json"
        assert main(["solve", str(name), "--out", str(out)]) == 0
        results.append(read_run(out)[1])

    assert results[0] == results[1]


def test_replay_notices_another_result_and_a_changed_batch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = tmp_path / "run.json"
    main(["solve", str(batch_file(tmp_path)), "--out", str(run)])
    record = json.loads(run.read_text())

    other = {**record, "result": {**record["result"], "total": record["result"]["total"] + 1}}
    (tmp_path / "other.json").write_text(json.dumps(other))
    changed = {**record, "batch": {**record["batch"], "demand": [3] * 12}}
    (tmp_path / "changed.json").write_text(json.dumps(changed))

    assert main(["replay", str(tmp_path / "other.json")]) == 1
    assert "different: total" in capsys.readouterr().out
    assert main(["replay", str(tmp_path / "changed.json")]) == 2
    assert "record_changed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "file_unreadable"),
        ("[]", "file_unreadable"),
        ('{"demand": 1, "capacity": 1}', "name_missing"),
        ('{"scores": [[1]], "capacity": 1}', "name_missing"),
        ('{"scores": [[1]], "demand": 1, "capacity": 1, "demnad": 2}', "name_unknown"),
        ('{"scores": [[1]], "demand": 1, "capacity": 1, "pinned": [[0, 4]]}', "pair_unknown"),
    ],
)
def test_bad_files_are_refused_in_one_line(
    tmp_path: Path, text: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "batch.json"
    path.write_text(text)

    assert main(["solve", str(path)]) == 2

    told = capsys.readouterr().err.strip()
    assert told.startswith(f"{code}: ")
    assert "\n" not in told


def test_missing_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["solve", str(tmp_path / "none.json")]) == 2
    assert "none.json" in capsys.readouterr().err


def test_run_out_of_time_replays_its_recorded_incumbent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, run = hard_batch(tmp_path), tmp_path / "run.json"

    assert main(["solve", str(path), "--time-limit", "0", "--out", str(run)]) == 0
    assert main(["replay", str(run)]) == 0

    assert "identical (recorded incumbent, checked)" in capsys.readouterr().out


def test_replay_notices_a_changed_incumbent(tmp_path: Path) -> None:
    run = tmp_path / "run.json"
    main(["solve", str(hard_batch(tmp_path)), "--time-limit", "0", "--out", str(run)])
    batch, recorded = read_run(run)

    missing = Assignment.from_json(
        recorded.to_json().replace(json.dumps(list(recorded.pairs[0])) + ", ", "", 1)
    )

    assert replay(batch, recorded).is_identical
    assert not replay(batch, missing).is_identical


def hard_batch(folder: Path) -> Path:
    """A batch whose floor takes long to prove."""
    case = crowded_case(118, 177, seed=2, capacity=2)
    path = folder / "hard.npz"
    np.savez(path, scores=case.dense(), demand=case.demand, capacity=case.capacity)
    return path


def test_interrupted_run_keeps_and_records_what_it_had(tmp_path: Path) -> None:
    path, run = hard_batch(tmp_path), tmp_path / "run.json"
    command = [sys.executable, "-m", "app.matching", "solve", str(path), "--out", str(run)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ}
    ) as solving:
        assert solving.stderr is not None
        first = next(line for line in solving.stderr if "floor:" in line)
        solving.send_signal(signal.SIGINT)
        out, _ = solving.communicate(timeout=30)

    assert solving.returncode == 3
    assert "354 pairs" in first
    assert "stopped: this is what there was" in out
    batch, recorded = read_run(run)
    assert recorded.stopped
    assert recorded.filled == recorded.slots == 354
    assert replay(batch, recorded).is_identical


def test_batch_file_with_dense_floats_reads_as_floats(tmp_path: Path) -> None:
    path = tmp_path / "floats.npz"
    np.savez(path, scores=np.array([[0.5, np.nan]]), demand=1, capacity=1)

    assert read_batch(path)["scores"] == [[0.5, None]]
    assert main(["solve", str(path)]) == 0
