"""What all processes put on a person's desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import url_for

from app.casework import queries
from app.casework.models import deadline_of
from app.casework.pages import pages_of
from app.casework.process import PROCESSES
from app.kernel import clock
from app.kernel.actor import Actor
from app.kernel.locales import picked
from app.kernel.settings import setting
from app.web.desk import DeskItem, DeskPart


def list_desk_items(actor: Actor, language: str, networks: Sequence[Any] = ()) -> list[DeskItem]:
    """What waits for this person, news on the cases of their organisations, what others do for them, and what
    in the `networks` they work for waits for others."""
    tasks, own, others = queries.list_on_desk(
        actor,
        news_since=clock.now() - timedelta(seconds=setting("DESK_NEWS_SECONDS")),
        limit=setting("PAGE_SIZE"),
        networks=networks,
        processes=[process for process in PROCESSES.values() if pages_of(process.kind).queue],
    )
    mine = {row.id for row in tasks}
    return [
        *(_task(row, language) for row in tasks),
        *(_own(row, language) for row in own if row.id not in mine),
        *(_waiting(row, language) for row in _in_order(others, networks)),
    ]


def _in_order(rows: Sequence[Any], networks: Sequence[Any]) -> list[Any]:
    """Stages by their network and process, as far as they are on the way."""
    slugs, kinds = [body.slug for body in networks], list(PROCESSES)

    def place(row: Any) -> tuple[int, int, int]:
        listed = PROCESSES[row.kind].stages_listed
        return slugs.index(row.slug), kinds.index(row.kind), listed.index(row.status_code)

    return sorted(rows, key=place)


def _waiting(row: Any, language: str) -> DeskItem:
    return DeskItem(
        verb="",
        title=str(PROCESSES[row.kind].status_words[row.status_code]),
        url=url_for(pages_of(row.kind).queue, slug=row.slug, status=row.status_code, others=1),
        network=picked(row.network, language),
        due_at=deadline_of(row.sort_due),
        part=DeskPart.WAITING,
        number=min(row.number, queries.MOST_LOOKED_AT),
        more=row.looked_at > queries.MOST_LOOKED_AT,
    )


def _task(row: Any, language: str) -> DeskItem:
    words = PROCESSES[row.kind].words[row.action]
    return DeskItem(
        verb=str(words.task or words.button),
        title=row.title,
        url=pages_of(row.kind).task_url(url_for, row),
        network=picked(row.network, language),
        since=row.since,
        due_at=row.due_at,
        part=DeskPart.MINE,
    )


def _own(row: Any, language: str) -> DeskItem:
    process, pages = PROCESSES[row.kind], pages_of(row.kind)
    tone, words = process.sign_for_organisation(process.statuses(row.status_code))
    news = not row.is_open
    return DeskItem(
        verb=str(pages.name),
        title=row.title,
        url=url_for("casework.news", ref=row.ref) if news else url_for(pages.own, ref=row.ref),
        network=picked(row.network, language),
        since=row.since,
        part=DeskPart.NEWS if news else DeskPart.AWAITED,
        tag_kind=tone,
        tag_label=str(words),
    )
