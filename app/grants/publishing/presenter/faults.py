"""What is wrong with a grant of a file, in words."""

from __future__ import annotations

from app.grants.publishing.labels import FAULTS
from app.grants.publishing.standards.checks import Found
from app.grants.publishing.standards.giving import heading


def sentence(found: Found) -> str:
    """One sentence about one fault; it names the column as a spreadsheet shows it."""
    path = tuple(int(part) if part.isdigit() else part for part in found.where.split("/"))
    return str(FAULTS[found.fault] % {"where": heading(path), "value": found.value})
