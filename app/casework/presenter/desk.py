"""What all processes put on a person's desk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import url_for

from app.casework import queries
from app.casework.pages import pages_of
from app.casework.process import PROCESSES
from app.kernel import clock
from app.kernel.actor import Actor
from app.kernel.locales import picked
from app.kernel.settings import setting
from app.web.desk import DeskItem, DeskPart


def list_desk_items(actor: Actor, language: str) -> list[DeskItem]:
    """What waits for this person, news on the cases of their organisations, and what others do for them."""
    rows = setting("PAGE_SIZE")
    news_since = clock.now() - timedelta(seconds=setting("DESK_NEWS_SECONDS"))
    tasks, own = queries.list_on_desk(actor, news_since=news_since, limit=rows)
    mine = {row.id for row in tasks}
    return [
        *(_task(row, language) for row in tasks),
        *(_own(row, language) for row in own if row.id not in mine),
    ]


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
