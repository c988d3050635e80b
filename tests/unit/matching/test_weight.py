"""What the engine costs those who do not use it, and the largest batches."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

IMPORTS = """
import json, sys
{body}
HEAVY = {{"numpy", "scipy", "ortools", "pandas", "alembic", "openpyxl", "xlsxwriter", "typst"}}
print(json.dumps(sorted({{name.split(".")[0] for name in sys.modules}} & HEAVY)))
"""
WEB = """
import os, tempfile
os.environ["DATA_DIR"] = tempfile.mkdtemp()
from wsgi import app
client = app.test_client()
assert client.get("/healthz").status_code == 200
import app.kernel.worker
"""
MATCHES = "from app.matching import assign; assign([[1]], demand=1, capacity=1)"

LARGE = """
import json, resource, sys
from app.matching import assign
from app.matching.synthetic import make_case
case = make_case({requests}, {providers}, seed=1, single={single}, candidates={candidates})
found = assign(case.scores, demand=case.demand, capacity=case.capacity, fairness="{fairness}", time_limit=60)
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([len(case.scores.rows), found.filled, found.slots, found.certificate.proved, memory]))
"""


def said_by(code: str) -> object:
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout.strip().splitlines()[-1])


def test_process_that_never_matches_loads_nothing_heavy() -> None:
    assert said_by(IMPORTS.format(body=WEB)) == []


def test_engine_itself_loads_no_solver_before_it_is_asked() -> None:
    assert said_by(IMPORTS.format(body="import app.matching")) == ["numpy"]


def test_check_of_what_is_loaded_notices_a_solver() -> None:
    assert "ortools" in str(said_by(IMPORTS.format(body=MATCHES)))


def test_thousand_by_ten_thousand_stays_under_a_gigabyte() -> None:
    code = LARGE.format(
        requests=1000, providers=10_000, single=True, candidates=140, fairness="relative_floor"
    )

    pairs, filled, slots, proved, memory = said_by(code)  # type: ignore[misc]

    assert pairs >= 125_000
    assert (filled, slots, proved) == (1000, 1000, True)
    assert memory < 1000


def test_five_thousand_by_fifty_thousand_finishes() -> None:
    code = LARGE.format(
        requests=5000, providers=50_000, single=False, candidates=125, fairness="relative_floor"
    )

    _pairs, filled, slots, proved, _memory = said_by(code)  # type: ignore[misc]

    assert filled == slots
    assert proved
