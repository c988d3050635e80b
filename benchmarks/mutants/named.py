"""Faults in services, written by hand: each was once made on purpose and passed every test."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class NamedFault:
    """`old` stands once in the file at `path`; `new` takes its place."""

    name: str
    path: str
    old: str
    new: str


class Unmatched(Exception):
    """The text that a named fault replaces is gone, or stands there twice: adapt the entry."""


def faulty_source(root: Path, fault: NamedFault) -> str:
    """The file's text with the fault in it."""
    path = root / fault.path
    if not path.exists():
        raise Unmatched("there is no such file any more")
    source = path.read_text()
    found = source.count(fault.old)
    if found != 1:
        raise Unmatched(f"its text is found {found} times, not once")
    return source.replace(fault.old, fault.new)


NAMED: tuple[NamedFault, ...] = ()
