"""Questions about a call: as everybody reads them, as their asker does, and as the office works on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts.models import Person
from app.grants.calls import labels, queries
from app.grants.calls.models import Call, CallQuestion
from app.grants.calls.presenter.calls import told_in
from app.grants.calls.rules import (
    answer_lacks,
    is_published,
    is_waiting,
    lacking_languages,
    last_minute_of_questions,
    questions_go_on,
    stage_once_published,
    takes_questions,
)
from app.kernel import clock
from app.kernel.actor import Actor, can
from app.kernel.dates import write_date_in_full
from app.kernel.local_time import local
from app.kernel.locales import NATIVE_NAMES, picked
from app.kernel.permissions import Permission
from app.kernel.settings import setting
from app.web.desk import DeskItem, DeskPart

SHOWN = 90
"""Characters of a question in a list."""


@dataclass(frozen=True)
class Published:
    """One answer as everybody reads it: texts by language, and its days in words."""

    ref: str
    question: dict[str, str]
    answer: dict[str, str]
    day: str
    corrected: str


@dataclass(frozen=True)
class Own:
    """A question of the reader's own, in a line."""

    text: str
    url: str
    tag: str
    status: str


@dataclass(frozen=True)
class Asking:
    """The questions on the page of a call: what is published, until when one may ask, and whether this reader
    can; `sign_in` leads visitors to where they can."""

    published: Sequence[Published]
    until: str
    can_ask: bool
    sign_in: str
    own: Sequence[Own]

    @property
    def shown(self) -> bool:
        return bool(self.published or self.until)


def asking(call: Call, actor: Actor, language: str, slug: str) -> Asking:
    """What the page of a call says about questions to this reader."""
    is_visitor = actor.actor_id is None
    takes = takes_questions(call)
    own = [] if is_visitor else queries.list_own_questions(call, actor)
    return Asking(
        published=[_published(one, call, language) for one in queries.list_published_answers(call)],
        until=told_in(last_minute_of_questions(call), call.zone, language) if takes else "",
        can_ask=takes and queries.speaks_for_a_group(actor),
        sign_in=url_for("grants_calls.ask", slug=slug, code=call.code) if takes and is_visitor else "",
        own=[_own(one) for one in own],
    )


def asking_later(call: Call, language: str) -> Asking:
    """What the page of a draft will say about questions, once it is published."""
    takes = questions_go_on(call, stage_once_published(call))
    return Asking(
        published=[],
        until=told_in(last_minute_of_questions(call), call.zone, language) if takes else "",
        can_ask=False,
        sign_in="#questions" if takes else "",
        own=[],
    )


def _published(question: CallQuestion, call: Call, language: str) -> Published:
    return Published(
        ref=question.ref,
        question=question.question,
        answer=question.answer,
        day=_day(question.answered_at, call, language),
        corrected=_day(question.corrected_at, call, language),
    )


def _day(moment: datetime | None, call: Call, language: str) -> str:
    return write_date_in_full(local(moment, call.zone).date(), language) if moment is not None else ""


def shortened(text: str) -> str:
    """The beginning of a question, for a list."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else line[:SHOWN].rsplit(" ", 1)[0] + "…"


def _own(question: CallQuestion) -> Own:
    return Own(
        text=shortened(question.asked or ""),
        url=url_for("grants_calls.asked", ref=question.ref),
        tag=labels.QUESTION_TAGS[question.status],
        status=str(labels.QUESTION_STATUSES[question.status]),
    )


@dataclass(frozen=True)
class Outcome:
    """What the asker reads: the published question and answer, or a private reply, and when."""

    tag: str
    status: str
    day: str
    published: Published | None
    reply: str
    reply_language: str


def outcome(question: CallQuestion, language: str) -> Outcome:
    """What became of a question, for whoever asked it."""
    answered = question if is_published(question) else question.joined_to
    call = question.call
    return Outcome(
        tag=labels.QUESTION_TAGS[question.status],
        status=str(labels.QUESTION_STATUSES[question.status]),
        day=_day(question.answered_at, call, language),
        published=_published(answered, call, language) if answered is not None else None,
        reply=question.reply or "",
        reply_language=question.reply_language or language,
    )


@dataclass(frozen=True)
class Row:
    """One question in the office's list, as everybody reads it once it is published."""

    text: str
    url: str
    asked_at: datetime
    tag: str
    status: str


def question_rows(questions: Sequence[CallQuestion], language: str, slug: str) -> list[Row]:
    """The questions about a call: those that wait first, then in the order in which they were asked."""
    ordered = sorted(questions, key=lambda one: (not is_waiting(one), one.id))
    return [
        Row(
            text=shortened(picked(one.question, language) or one.asked or str(_("Erased by whoever asked"))),
            url=url_for("grants_calls.question", slug=slug, ref=one.call.ref, number=one.ref),
            asked_at=one.asked_at,
            tag=labels.QUESTION_TAGS[one.status],
            status=str(labels.QUESTION_STATUSES[one.status]),
        )
        for one in ordered
    ]


@dataclass(frozen=True)
class QuestionActs:
    """Where each thing that can be done with a question now leads; `writes` whether its texts can change."""

    writes: bool
    publish: str = ""
    join: str = ""
    reply: str = ""


def question_acts(question: CallQuestion, slug: str, *, any_published: bool) -> QuestionActs:
    """What the office can do with a question: publish its answer once nothing lacks, join, reply."""

    def url(endpoint: str) -> str:
        return url_for(f"grants_calls.{endpoint}", slug=slug, ref=question.call.ref, number=question.ref)

    waits = is_waiting(question)
    return QuestionActs(
        writes=waits or is_published(question),
        publish=url("publish_answer") if waits and not answer_lacks(question) else "",
        join=url("join_question") if waits and any_published else "",
        reply=url("reply_to_question") if waits else "",
    )


def answer_states(question: CallQuestion) -> list[tuple[str, str]]:
    """For each language of the call, whether question and answer are written: (language, what lacks)."""
    names = ((_("question"), question.question), (_("answer"), question.answer))
    return [
        (NATIVE_NAMES[one], ", ".join(name for name, texts in names if lacking_languages(texts, [one])))
        for one in question.call.languages
    ]


def own_questions_data(person: Person) -> list[dict[str, str | None]]:
    """What is kept of a person's questions, as plain JSON."""
    return [
        {
            "asked": one.asked,
            "asked_at": one.asked_at.isoformat(),
            "state": one.status.value,
            "reply": one.reply,
        }
        for one in queries.list_asked_by(person.id)
    ]


def list_desk_items(actor: Actor, language: str, networks: Sequence[Any] = ()) -> list[DeskItem]:
    """The questions that the office has to answer, a line for each call; and what became of one's own."""
    bodies = [one.id for one in networks if can(actor, Permission.MANAGE_CALLS, body=one.id)]
    items = []
    if bodies:
        rows = queries.waiting_by_call(bodies)
        items = [_task(call, number, since, language) for call, number, since in rows]
    if actor.actor_id is not None and _may_have_asked(actor, networks):
        since = clock.now() - timedelta(seconds=setting("DESK_NEWS_SECONDS"))
        own = queries.list_own_news(actor.actor_id, since=since)
        items += [_own_item(one, language) for one in own]
    return items


def _may_have_asked(actor: Actor, networks: Sequence[Any]) -> bool:
    """Whoever works for networks that give no grants has no questions there: their desk asks for none."""
    return not actor.grants or any(one.gives_grants for one in networks)


def _task(call: Call, number: int, since: datetime, language: str) -> DeskItem:
    return DeskItem(
        verb=ngettext("Answer %(num)s question:", "Answer %(num)s questions:", number),
        title=call.title_in(language),
        url=url_for("grants_calls.questions", slug=call.body.slug, ref=call.ref),
        network=call.body.name_in(language),
        since=since,
        part=DeskPart.MINE,
        number=number,
    )


def _own_item(question: CallQuestion, language: str) -> DeskItem:
    waits = is_waiting(question)
    return DeskItem(
        verb=_("Your question:"),
        title=question.call.title_in(language),
        url=url_for("grants_calls.asked", ref=question.ref),
        network=question.call.body.name_in(language),
        since=question.asked_at if waits else question.answered_at,
        part=DeskPart.AWAITED if waits else DeskPart.NEWS,
        tag_kind=labels.QUESTION_TAGS[question.status],
        tag_label=str(labels.QUESTION_STATUSES[question.status]),
    )
