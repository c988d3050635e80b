"""Data of open standards that lies outside the repository: schemas, lists of codes, files of real grants."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FETCH = {
    "360giving": "the 360Giving schema and codelists (ThreeSixtyGiving/standard 1.4)",
    "iati": "the IATI 2.03 schemas and codelists (IATI/IATI-Schemas, IATI/IATI-Codelists)",
    "iso20022": "the schema of pain.001.001.09 (iso20022.org, catalogue of messages)",
    "samples": "abct.json, grants of the A B Charitable Trust (ThreeSixtyGiving/dataquality)",
}


def reference_data(path: str) -> Path:
    """A file or folder of reference data, under REFERENCE_DATA or beside the checkout. The test that asks for
    it is skipped where it is not there, and says what to fetch."""
    folder = Path(os.environ.get("REFERENCE_DATA") or ROOT.parent / "shared" / "data")
    found = folder / path
    if not found.exists():
        part = path.partition("/")[0]
        pytest.skip(f"{found} is missing: put there {FETCH[part]}, or set REFERENCE_DATA")
    return found
