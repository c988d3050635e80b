"""What the admission process puts on people's desks."""

from __future__ import annotations

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


def _own_verb(application: Application) -> str:
    if application.status is Status.DRAFT:
        return str(_("Finish the application of"))
    if application.status is Status.INFORMATION_REQUESTED:
        return str(_("Answer the secretariat about"))
    if application.status in (Status.ADMITTED, Status.DECLINED):
        return str(_("Read the decision about"))
    return str(_("Application sent"))


def _own_item(application: Application, networks: Networks, mine: bool) -> DeskItem:
    decided = application.status in (Status.ADMITTED, Status.DECLINED)
    return DeskItem(
        verb=_own_verb(application),
        title=application.name,
        url=url_for("membership.own", ref=application.ref),
        network=networks[application.body_id][1],
        since=application.stage_entered_at,
        due_at=application.due_at if mine else None,
        part=DeskPart.NEWS if decided else _part(mine),
        tag_kind=labels.STATUS_KIND[application.status],
        tag_label=str(labels.STATUS[application.status]),
    )


def _circulating(actor: Actor, networks: Networks) -> list[DeskItem]:
    if actor.actor_id is None:
        return []
    found = queries.list_circulating(actor.actor_id)
    said = queries.list_own_comments(actor.actor_id, [one.id for one, _member in found]) if found else set()
    open_ones = {one.id: one for one, _member in found if one.id not in said}
    return [
        DeskItem(
            verb=_("Comment, if you know them, on"),
            title=one.name,
            url=url_for("membership.circulated", slug=networks[one.body_id][0], ref=one.ref),
            network=networks[one.body_id][1],
            since=one.stage_entered_at,
            due_at=one.due_at,
        )
        for one in open_ones.values()
    ]


def _votes(actor: Actor, networks: Networks) -> list[DeskItem]:
    return [
        DeskItem(
            verb=_("Vote on"),
            title=one.name,
            url=url_for("membership.case", slug=networks[one.body_id][0], ref=one.ref),
            network=networks[one.body_id][1],
            since=one.stage_entered_at,
            due_at=one.due_at,
        )
        for one in queries.list_to_vote_on(actor, limit=200)
    ]


def _queues(actor: Actor, networks: Networks) -> list[DeskItem]:
    """What is done about many applications at once, as a number that leads to the queue."""
    items = []
    for permission in (Permission.SCREEN_APPLICATIONS, Permission.CHECK_REGION):
        words = {s: (say, mine) for s, (asked, say, mine) in _queue_words().items() if asked is permission}
        for row in queries.list_to_work_on(actor, permission, list(words)):
            say, mine = words[row.status]
            verb, title = say(row.number)
            items.append(
                DeskItem(
                    verb=verb,
                    title=title,
                    url=url_for("membership.queue", slug=networks[row.body_id][0], status=row.status.value),
                    network=networks[row.body_id][1],
                    number=row.number,
                    since=row.oldest,
                    part=_part(mine),
                )
            )
    return items


def _queue_words() -> dict[Status, tuple[Permission, Any, bool]]:
    return {
        Status.SUBMITTED: (Permission.SCREEN_APPLICATIONS, _to_screen, True),
        Status.REGIONAL_CHECK: (Permission.CHECK_REGION, _to_check, True),
        Status.INFORMATION_REQUESTED: (Permission.SCREEN_APPLICATIONS, _with_applicants, False),
        Status.MEMBER_COMMENT: (Permission.SCREEN_APPLICATIONS, _with_members, False),
    }


def _applications(number: int) -> str:
    return str(ngettext("%(num)s application", "%(num)s applications", number))


def _to_screen(number: int) -> tuple[str, str]:
    return _("Assess"), _applications(number)


def _to_check(number: int) -> tuple[str, str]:
    return _("Check for your region"), _applications(number)


def _with_applicants(_number: int) -> tuple[str, str]:
    return _("Questions asked"), _("Groups, to answer")


def _with_members(_number: int) -> tuple[str, str]:
    return _("Comment period"), _("Members, to comment")


def _to_reach(actor: Actor, networks: Networks) -> list[DeskItem]:
    return [
        DeskItem(
            verb=_("Reach without e-mail"),
            title=row.name,
            url=url_for("membership.case", slug=networks[row.body_id][0], ref=row.ref),
            network=networks[row.body_id][1],
            since=row.reach_out_since,
        )
        for row in queries.list_to_reach(actor)
    ]
