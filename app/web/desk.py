"""What a feature puts on a person's desk. Features make the items; the dashboard lays them out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeskPart(StrEnum):
    """Where an item lies: it waits for this person, they wait for it, or it is simply theirs."""

    MINE = "mine"
    NEWS = "news"
    AWAITED = "awaited"
    LASTING = "lasting"


@dataclass(frozen=True)
class DeskItem:
    """A line of the desk: what to do (`verb`), on what (`title`), in which network, until when."""

    verb: str
    title: str
    url: str
    network: str = ""
    due_at: datetime | None = None
    since: datetime | None = None
    part: DeskPart = DeskPart.MINE
    number: int = 1
    tag_kind: str = ""
    tag_label: str = ""
