"""The points of a check in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.grants.diligence.checklists import POINTS, Point
from app.grants.diligence.enums import Found
from app.grants.diligence.labels import FOUND
from app.grants.diligence.models import DiligenceCheck
from app.kernel.dates import write_date
from app.kernel.locales import picked

SIGNS = {Found.MET: "go", Found.OTHERWISE: "go", Found.NOT_MET: "stop", Found.NOT_APPLICABLE: "plain"}


@dataclass(frozen=True)
class PointRow:
    """What was found on one point: for the office alone."""

    title: str
    answer: str
    sign: str
    note: str
    lists: str
    lists_of: str
    by: str


def answer_words(point: Point, found: Found, language: str) -> str:
    """An answer as this point words it."""
    own = (point.words or {}).get(found)
    return picked(own, language) if own is not None else str(FOUND[found])


def point_rows(check: DiligenceCheck, names: Mapping[int, str], language: str) -> list[PointRow]:
    """What was found on each point, and who found it."""
    return [
        PointRow(
            title=picked(POINTS[one.code].title, language),
            answer=answer_words(POINTS[one.code], one.found, language) if one.found is not None else "",
            sign=SIGNS[one.found] if one.found is not None else "plain",
            note=one.note or "",
            lists=one.source or "",
            lists_of=write_date(one.source_date, language) if one.source_date is not None else "",
            by=names.get(one.answered_by_id or 0, ""),
        )
        for one in check.points
    ]
