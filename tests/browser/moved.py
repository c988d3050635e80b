"""Weft under a clock that a test can move: `python -m tests.browser.moved serve` instead of `flask serve`.

The program itself has no way to be told another time; only this entry point, which tests alone start, does:
it reads the hours to add from a file beside the database, each time somebody asks for the time.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask.cli import main

from app.kernel import clock

HOURS_AHEAD = "hours-ahead"


def hours_ahead(data_dir: Path) -> float:
    """How far the clock of this installation is ahead; 0 until somebody moves it."""
    file = data_dir / HOURS_AHEAD
    return float(file.read_text("ascii")) if file.exists() else 0.0


def move(data_dir: Path, *, hours: float) -> None:
    """From now on it is so many hours later."""
    draft = data_dir / f"{HOURS_AHEAD}.new"
    draft.write_text(str(hours_ahead(data_dir) + hours), "ascii")
    draft.replace(data_dir / HOURS_AHEAD)


if __name__ == "__main__":
    folder = Path(os.environ["DATA_DIR"])
    clock._source = lambda: datetime.now(UTC) + timedelta(hours=hours_ahead(folder))
    sys.argv = ["flask", "--app", "wsgi", *sys.argv[1:]]
    main()
