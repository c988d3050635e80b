"""Puts the desk together from what each feature says waits for this person."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from app.web.desk import DeskItem, DeskPart
from app.web.extension_points import extension_points


@dataclass(frozen=True)
class Desk:
    """`waiting` for me, `awaited` by me, `due` soonest first, `lasting` what is mine anyway."""

    waiting: list[DeskItem] = field(default_factory=list)
    awaited: list[DeskItem] = field(default_factory=list)
    due: list[DeskItem] = field(default_factory=list)
    lasting: list[DeskItem] = field(default_factory=list)

    @property
    def number(self) -> int:
        """How many things wait for this person."""
        return sum(item.number for item in self.waiting)

    @property
    def oldest(self) -> Any:
        """Since when the oldest of them has waited."""
        return min((item.since for item in self.waiting if item.since is not None), default=None)


def desk_of(actor: Any, language: str) -> Desk:
    """The desk of one person."""
    items = [item for source in extension_points().desk for item in source(actor, language)]
    dated = [item for item in items if item.due_at is not None]
    return Desk(
        waiting=[item for item in items if item.part is DeskPart.MINE],
        awaited=[item for item in items if item.part is DeskPart.AWAITED],
        due=sorted(dated, key=lambda item: (item.due_at, item.label))[:10],
        lasting=[item for item in items if item.part is DeskPart.LASTING],
    )
