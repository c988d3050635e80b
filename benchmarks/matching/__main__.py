"""`make bench`, second table: the matching engine beside the bare solver and other ways, in one run.

It exits with 1 when a figure is short. `--small` tries the measuring itself at a tenth of the size.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator

from benchmarks.matching import batch, ranking
from benchmarks.table import Line, print_table


def said(lines: Iterator[Line]) -> Iterator[Line]:
    for line in lines:
        sys.stderr.write(f"{time.strftime('%H:%M:%S')}   {line.what}: {line.figure}: {line.verdict}\n")
        sys.stderr.flush()
        yield line


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--small", action="store_true", help="a tenth of the size; figures mean little")
    chosen = parser.parse_args()
    found = [*said(ranking.lines(chosen.small)), *said(batch.lines(chosen.small))]
    whole = print_table("The matching engine", ("figure", "measured", "target"), found)
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
