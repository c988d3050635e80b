"""Which faults may survive, and why: `survivors.toml`, which a test and `make mutants` both read."""

from __future__ import annotations

import tomllib
from pathlib import Path

LIST = Path(__file__).with_name("survivors.toml")


def explained(path: Path = LIST) -> dict[str, str]:
    """The reason for each fault that may survive, by the fault's id."""
    reasons: dict[str, str] = {}
    for entry in tomllib.loads(path.read_text()).get("survivor", []):
        if entry["id"] in reasons:
            raise ValueError(f"explained twice: {entry['id']}")
        reasons[entry["id"]] = entry["reason"]
    return reasons
