"""What a feature puts on a person's desk. Features make the items; the dashboard lays them out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeskPart(StrEnum):
    """Where an item lies: it waits for this person, they wait for it, or it is simply theirs."""

    MINE = "mine"
    AWAITED = "awaited"
    LASTING = "lasting"


@dataclass(frozen=True)
class DeskItem:
    """A card or a line of the desk: how many things of one sort, since when, and where they are.

    `title` is a name of its own, where the item is one thing and not a number of them.
    """

    label: str
    url: str
    link: str
    network: str = ""
    number: int = 1
    since: datetime | None = None
    due_at: datetime | None = None
    part: DeskPart = DeskPart.MINE
    title: str = ""
    tag_kind: str = ""
    tag_label: str = ""
