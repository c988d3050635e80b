"""What a feature puts on a person's desk. Features make the items; the dashboard lays them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeskPart(StrEnum):
    """Where an item belongs: a task of this person, news for them, something others are doing for them, what
    is theirs for good, or work of their network that waits for others."""

    MINE = "mine"
    NEWS = "news"
    AWAITED = "awaited"
    LASTING = "lasting"
    WAITING = "waiting"


@dataclass(frozen=True)
class DeskItem:
    """A line of the desk: what to do (`verb`: "Assess", "Vote on"), with what (`title`), where and by when.

    `number` is how many things the line stands for, or at least so many where there are `more`; a line of
    several says so in its title, one of WAITING is called by its stage. `tag_label` is a state in words,
    `tag_kind` its shape (go, wait, stop, now).
    """

    verb: str
    title: str
    url: str
    network: str = ""
    due_at: datetime | None = None
    since: datetime | None = None
    part: DeskPart = DeskPart.MINE
    number: int = 1
    more: bool = False
    tag_kind: str = ""
    tag_label: str = ""


@dataclass(frozen=True)
class DeskStart:
    """Something that this person may start: at `url`, or in one of several networks, each a name and its
    address."""

    label: str
    url: str = ""
    networks: Sequence[tuple[str, str]] = ()
