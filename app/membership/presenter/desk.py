"""What the admission process puts on people's desks."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.kernel.actor import Actor
from app.kernel.locales import picked
from app.kernel.permissions import Permission
from app.membership import labels, queries
from app.membership.enums import Status
from app.membership.models import Application
from app.organisations.queries import list_bodies
from app.web.desk import DeskItem, DeskPart


def list_desk_items(actor: Actor, language: str) -> list[DeskItem]:
    """Everything of admission that concerns this person."""
    networks = {body.id: (body.slug, picked(body.name, language)) for body in list_bodies()}
    return [
        *_own_applications(actor, networks),
        *_circulating(actor, networks),
        *_votes(actor, networks),
        *_queues(actor, networks),
        *_to_reach(actor, networks),
    ]


Networks = dict[int, tuple[str, str]]


def _part(mine: bool) -> DeskPart:
    return DeskPart.MINE if mine else DeskPart.AWAITED


def _own_applications(actor: Actor, networks: Networks) -> list[DeskItem]:
    if actor.actor_id is None:
        return []
    items = []
    for application in queries.list_own_applications(actor.actor_id):
        mine = application.status in (Status.DRAFT, Status.INFORMATION_REQUESTED)
        if application.is_open or application.status in (Status.ADMITTED, Status.DECLINED):
            items.append(_own_item(application, networks, mine))
    return items


def _own_item(application: Application, networks: Networks, mine: bool) -> DeskItem:
    return DeskItem(
        label=_("Your application"),
        title=application.name,
        url=url_for("membership.own", ref=application.ref),
        link=_("Go on") if mine else _("See where it stands"),
        network=networks[application.body_id][1],
        since=application.stage_entered_at,
        due_at=application.due_at if mine else None,
        part=_part(mine),
        tag_kind=labels.STATUS_KIND[application.status],
        tag_label=str(labels.STATUS[application.status]),
    )


def _circulating(actor: Actor, networks: Networks) -> list[DeskItem]:
    if actor.actor_id is None:
        return []
    found = queries.list_circulating(actor.actor_id)
    said = queries.list_own_comments(actor.actor_id, [one.id for one, _member in found]) if found else set()
    open_ones: dict[int, list[Application]] = defaultdict(list)
    for application, _member in found:
        if application.id not in said:
            open_ones[application.body_id].append(application)
    return [
        DeskItem(
            label=ngettext("applicant you may know", "applicants you may know", len(applications)),
            url=url_for("membership.circulating", slug=networks[body_id][0]),
            link=_("Say what you know"),
            network=networks[body_id][1],
            number=len(applications),
            since=min(one.stage_entered_at for one in applications),
            due_at=min(one.due_at for one in applications if one.due_at is not None),
        )
        for body_id, applications in sorted(open_ones.items())
    ]


def _votes(actor: Actor, networks: Networks) -> list[DeskItem]:
    open_ones: dict[int, list[Application]] = defaultdict(list)
    for application in queries.list_to_vote_on(actor, limit=200):
        open_ones[application.body_id].append(application)
    return [
        DeskItem(
            label=ngettext("application to vote on", "applications to vote on", len(applications)),
            url=url_for("membership.queue", slug=networks[body_id][0], status=Status.COMMITTEE.value),
            link=_("Open the queue"),
            network=networks[body_id][1],
            number=len(applications),
            since=min(one.stage_entered_at for one in applications),
            due_at=min((one.due_at for one in applications if one.due_at is not None), default=None),
        )
        for body_id, applications in sorted(open_ones.items())
    ]


def _queue_words() -> dict[Status, tuple[Permission, Any, bool]]:
    return {
        Status.SUBMITTED: (Permission.SCREEN_APPLICATIONS, _to_screen, True),
        Status.REGIONAL_CHECK: (Permission.CHECK_REGION, _to_check, True),
        Status.INFORMATION_REQUESTED: (Permission.SCREEN_APPLICATIONS, _with_applicants, False),
        Status.MEMBER_COMMENT: (Permission.SCREEN_APPLICATIONS, _with_members, False),
    }


def _to_screen(number: int) -> str:
    return str(ngettext("application to assess", "applications to assess", number))


def _to_check(number: int) -> str:
    return str(ngettext("applicant of your region to check", "applicants of your region to check", number))


def _with_applicants(number: int) -> str:
    return str(
        ngettext("application waits for its applicant", "applications wait for their applicants", number)
    )


def _with_members(number: int) -> str:
    return str(ngettext("application is with the members", "applications are with the members", number))


def _queues(actor: Actor, networks: Networks) -> list[DeskItem]:
    items = []
    for permission in (Permission.SCREEN_APPLICATIONS, Permission.CHECK_REGION):
        words = {s: (say, mine) for s, (asked, say, mine) in _queue_words().items() if asked is permission}
        for row in queries.list_to_work_on(actor, permission, list(words)):
            say, mine = words[row.status]
            items.append(
                DeskItem(
                    label=say(row.number),
                    url=url_for("membership.queue", slug=networks[row.body_id][0], status=row.status.value),
                    link=_("Open the queue"),
                    network=networks[row.body_id][1],
                    number=row.number,
                    since=row.oldest,
                    part=_part(mine),
                )
            )
    return items


def _to_reach(actor: Actor, networks: Networks) -> list[DeskItem]:
    return [
        DeskItem(
            label=_("Reach this group: it has no e-mail"),
            title=row.name,
            url=url_for("membership.case", slug=networks[row.body_id][0], ref=row.ref),
            link=_("Open the case"),
            network=networks[row.body_id][1],
            since=row.reach_out_since,
        )
        for row in queries.list_to_reach(actor)
    ]
