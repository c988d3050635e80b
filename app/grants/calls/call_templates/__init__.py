"""What a call can be made from: for each size of grant the form that groups fill in, as data. A call takes a
copy; what is changed in it afterwards changes no other call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.grants.calls.call_templates import light, panel, two_pages
from app.grants.calls.enums import Basis, Method
from app.questionnaires.definition import Definition


@dataclass(frozen=True)
class CallTemplate:
    """`questions` makes the question set, given the currency and the largest amount in minor units."""

    code: str
    method: Method
    basis: Basis
    questions: Callable[[str, int], Definition]
    tranches: tuple[int, ...] = (100,)
    """The parts in which a grant is paid, in per cent."""
    rubric: Mapping[str, Any] = field(default_factory=dict)
    """What reviewers score, where they do, as `rubric.py` reads it."""
    reviewers: int | None = None
    """How many of them for each application."""
    read_by_reviewers: frozenset[str] = frozenset()
    """The questions whose answers they read: never how money is paid, nor who else knows the group."""


TEMPLATES: Mapping[str, CallTemplate] = {
    one.code: one
    for one in (
        CallTemplate("light", Method.STAFF, Basis.FIXED_AMOUNT, light.questions),
        CallTemplate("two_pages", Method.STAFF, Basis.ACTUAL_COST, two_pages.questions, (70, 30)),
        CallTemplate(
            "panel",
            Method.PANEL,
            Basis.ACTUAL_COST,
            two_pages.questions,
            (70, 30),
            rubric=panel.RUBRIC,
            reviewers=2,
            read_by_reviewers=panel.READ_BY_REVIEWERS,
        ),
    )
}
