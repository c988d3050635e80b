"""Puts the desk together from what each feature says this person has to do, and has news of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.kernel import clock
from app.kernel.actor import can
from app.kernel.permissions import Permission
from app.web.desk import DeskItem, DeskPart, DeskStart
from app.web.due import show_due
from app.web.extension_points import extension_points

THIS_WEEK = timedelta(days=7)
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class DeskGroup:
    """Lines under one heading."""

    label: str
    items: Sequence[DeskItem]
    is_late: bool = False

    @property
    def number(self) -> int:
        return sum(item.number for item in self.items)


@dataclass(frozen=True)
class Desk:
    """Tasks, news and own cases in groups, what waits for others by network, what is theirs for good, what
    they may start."""

    groups: Sequence[DeskGroup]
    waiting: Sequence[DeskGroup]
    lasting: Sequence[DeskItem]
    starts: Sequence[DeskStart]
    number: int
    overdue: int
    several_networks: bool
    """Whether the lines must say to which network they belong."""


def desk_of(actor: Any, language: str, networks: Sequence[Any]) -> Desk:
    """The desk of one person, who has roles or members in `networks`."""
    items = [item for source in extension_points().desk for item in source(actor, language, networks)]
    groups = grouped(items, clock.now())
    mine = [item for item in items if item.part is DeskPart.MINE]
    return Desk(
        groups=groups,
        waiting=by_network([item for item in items if item.part is DeskPart.WAITING]),
        lasting=[item for item in items if item.part is DeskPart.LASTING],
        starts=list_starts(actor, language, networks),
        number=sum(item.number for item in mine),
        overdue=sum(group.number for group in groups if group.is_late),
        several_networks=says_networks(groups),
    )


def says_networks(groups: Sequence[DeskGroup]) -> bool:
    """Whether the lines belong to several networks; some belong to none."""
    return len({item.network for group in groups for item in group.items if item.network}) > 1


def by_network(items: Sequence[DeskItem]) -> list[DeskGroup]:
    """Lines in the order in which they come, under the names of their networks."""
    names = dict.fromkeys(item.network for item in items)
    return [DeskGroup(name, [item for item in items if item.network == name]) for name in names]


def how_many_wait(item: DeskItem) -> str:
    """How many wait in a stage, and when the first of them is due."""
    number, total = item.number, f"{item.number}+" if item.more else item.number
    due = show_due(item.due_at)
    if due is None:
        # translators: on the desk, under the name of a stage: so many applications in it wait for others
        words = ngettext("%(total)s waiting", "%(total)s waiting", number, total=total)
    elif due.kind == "late":
        words = ngettext(
            "%(total)s waiting, overdue since %(day)s",
            "%(total)s waiting, the first overdue since %(day)s",
            number,
            total=total,
            day=due.day,
        )
    else:
        words = ngettext(
            "%(total)s waiting, due on %(day)s",
            "%(total)s waiting, the first due on %(day)s",
            number,
            total=total,
            day=due.day,
        )
    return str(words)


def grouped(items: Sequence[DeskItem], now: datetime) -> list[DeskGroup]:
    """Tasks by when they are due, those without a deadline after them; then news, the newest first, and what
    others are doing for this person. Whoever only waits finds that first."""
    mine = _soonest_first(items, DeskPart.MINE)
    dated = [(item, item.due_at) for item in mine if item.due_at is not None]
    news = [item for item in items if item.part is DeskPart.NEWS]
    groups = [
        DeskGroup(_("Overdue"), [item for item, due in dated if due <= now], is_late=True),
        DeskGroup(_("This week"), [item for item, due in dated if now < due <= now + THIS_WEEK]),
        DeskGroup(_("Later"), [item for item, due in dated if due > now + THIS_WEEK]),
        # translators: a heading on the desk, above tasks without a date by which they are due
        DeskGroup(_("No deadline"), [item for item in mine if item.due_at is None]),
        DeskGroup(_("News"), sorted(news, key=lambda item: item.since or now, reverse=True)),
        # translators: a heading on the desk, above the reader's own applications that wait for others
        DeskGroup(_("In progress"), _soonest_first(items, DeskPart.AWAITED)),
    ]
    return [group for group in groups if group.items]


def _soonest_first(items: Sequence[DeskItem], part: DeskPart) -> list[DeskItem]:
    """What is due first, then what has been there longest."""
    return sorted(
        (item for item in items if item.part is part),
        key=lambda item: (item.due_at or NEVER, item.since or NEVER, item.title),
    )


def list_starts(actor: Any, language: str, networks: Sequence[Any]) -> list[DeskStart]:
    """What this person may begin, one line for each act; in several networks, these stand under it."""
    found = []
    entered = [
        (body.name_in(language), url_for("membership.enter", slug=body.slug))
        for body in networks
        if can(actor, Permission.ENTER_ON_BEHALF, body=body.id)
    ]
    if len(entered) == 1 and len(networks) == 1:
        found.append(DeskStart(_("An application for a group"), url=entered[0][1]))
    elif entered:
        # translators: a heading on the desk; under it the names of networks, each a link
        found.append(DeskStart(_("An application for a group, to:"), networks=entered))
    if can(actor, Permission.GRANT_ROLES):
        found.append(DeskStart(_("An invitation to a role"), url_for("accounts.invite")))
    if not found:
        found.append(DeskStart(_("An application to a network"), url_for("directory.networks")))
    return found
