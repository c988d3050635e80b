"""What the pages of calls show; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from babel.lists import format_list
from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.grants.calls import labels, queries
from app.grants.calls.enums import CallAction, CallStage, Rule
from app.grants.calls.models import Call
from app.grants.calls.rubric import read_rubric
from app.grants.calls.rules import (
    Requirement,
    end_for,
    faults,
    has_closed,
    is_draft,
    is_scored,
    lacking_languages,
    last_minute_of,
    read_requirements,
    stage_of,
    stage_once_published,
)
from app.kernel.actor import Actor
from app.kernel.dates import write_date_in_full, write_day_of_the_week, write_time
from app.kernel.local_time import local, place_of
from app.kernel.locales import NATIVE_NAMES, picked
from app.kernel.workflow import available_actions
from app.organisations.labels import KINDS, LEADING_GROUPS
from app.organisations.queries import list_regions
from app.web.errors import words_of
from app.web.extension_points import Link, link_to

JOINED_AS = {"en": "en_GB"}
"""American English would write a comma before the last "and"."""


def told_in(moment: datetime, zone: str, language: str) -> str:
    """A moment as clocks in a place show it: Sunday 26 April 2026, 23:59 in Nairobi."""
    there = local(moment, zone)
    day, clock_time = write_day_of_the_week(there.date(), language), write_time(there, language)
    if zone == "UTC":
        return str(_("%(day)s, %(time)s UTC", day=day, time=clock_time))
    return str(_("%(day)s, %(time)s in %(place)s", day=day, time=clock_time, place=place_of(zone)))


def listed(values: Iterable[Any], language: str) -> str:
    """Names one after the other, as the language joins them: Alder, Birch and Cedar."""
    return str(format_list([str(one) for one in values], locale=JOINED_AS.get(language, language)))


def amount_words(call: Call, language: str) -> str:
    """How much one grant is."""
    if call.is_one_size:
        return call.largest.shown(language)
    smallest, largest = call.smallest.shown(language), call.largest.shown(language)
    return str(_("%(smallest)s to %(largest)s", smallest=smallest, largest=largest))


@dataclass(frozen=True)
class CallRow:
    """One call in a list."""

    ref: str
    title: str
    url: str
    amount: str
    closes: str
    closes_at: datetime | None
    stage: str
    tag: str


def call_rows(calls: Sequence[Call], language: str, url: Any) -> list[CallRow]:
    """Calls as a list shows them; `url` makes the address of one."""
    rows = []
    for call in calls:
        stage = stage_of(call)
        end = end_for(call) if call.closes_at is not None else None
        rows.append(
            CallRow(
                ref=call.ref,
                title=call.title_in(language),
                url=url(call),
                amount=amount_words(call, language),
                closes=told_in(last_minute_of(call), call.zone, language) if end else "",
                closes_at=end,
                stage=str(labels.STAGES[stage]),
                tag=labels.STAGE_TAGS[stage],
            )
        )
    return rows


def requirement_lines(call: Call, words: Mapping[Rule, Any], language: str) -> list[str]:
    """What the call requires, in words: `words` say it as asked, or as not met."""
    return lines_of(call, read_requirements(call.required), words, language)


def lines_of(
    call: Call, requirements: Iterable[Requirement], words: Mapping[Rule, Any], language: str
) -> list[str]:
    """The same for some of them."""
    return [_line(one, call, words, language) for one in requirements]


def _line(one: Requirement, call: Call, words: Mapping[Rule, Any], language: str) -> str:
    text = str(words[one.rule])
    if not one.codes:
        return text
    known = _names(one.rule, call, language)
    return text % {"values": listed((known.get(code, code) for code in one.codes), language)}


def _names(rule: Rule, call: Call, language: str) -> Mapping[str, Any]:
    if rule is Rule.REGION:
        return {one.code: picked(one.name, language) for one in list_regions(call.body.scheme_id)}
    named: Mapping[Any, Any] = KINDS if rule is Rule.KIND else LEADING_GROUPS
    return named


def who_learns_the_name(call: Call, language: str) -> str:
    """Before anybody writes: who will learn which group it is."""
    number = queries.count_readers(call.body_id)
    office = ngettext("%(num)s person in our office", "%(num)s people in our office", number)
    funds = {one.line.fund for one in call.lines}
    donors = sorted({fund.donor.name for fund in funds if fund.donor is not None})
    if not donors:
        return str(_("%(office)s and our auditors.", office=office))
    named = listed(donors, language)
    words = ngettext(
        "%(office)s, the donor %(donors)s and its auditors.",
        "%(office)s, the donors %(donors)s and their auditors.",
        len(donors),
        office=office,
        donors=named,
    )
    return str(words)


def call_facts(call: Call, language: str) -> list[tuple[str, str]]:
    """What a group wants to know first, as (name, value)."""
    rows = [(_("How much"), amount_words(call, language))]
    if call.opens_at is not None and stage_once_published(call) is CallStage.SCHEDULED:
        rows.append((_("Opens"), told_in(call.opens_at, call.zone, language)))
    if call.closes_at is not None:
        rows.append((_("Closes"), told_in(last_minute_of(call), call.zone, language)))
    for name, day in (
        (_("You hear by"), call.answer_by),
        (_("Money is sent by"), call.money_by),
        (_("You report by"), call.report_by),
    ):
        if day is not None:
            rows.append((name, write_date_in_full(day, language)))
    rows.append((_("What you answer for"), str(labels.BASES[call.basis])))
    rows.append((_("How it is decided"), str(labels.METHODS[call.method])))
    rows.append((_("You can answer in"), listed((NATIVE_NAMES[one] for one in call.languages), language)))
    return rows


@dataclass(frozen=True)
class Scoring:
    """What reviewers score, as an applicant reads it: (title, guidance, share in per cent) of each criterion,
    and (points, words) of the scale from the top."""

    by_whom: str
    criteria: Sequence[tuple[str, str, int]]
    scale: Sequence[tuple[int, str]]


def scoring_of(call: Call, language: str) -> Scoring | None:
    """How applications are scored; None where nobody scores them."""
    rubric = read_rubric(call.rubric)
    if not is_scored(call) or not rubric.criteria:
        return None
    number = call.reviewers or 1
    return Scoring(
        by_whom=ngettext(
            "%(num)s reviewer reads each application, without your payment details.",
            "%(num)s reviewers read each application on their own, without your payment details.",
            number,
        ),
        criteria=[
            (
                picked(one.title, language),
                picked(one.guidance, language),
                round(100 * one.weight / rubric.weight),
            )
            for one in rubric.criteria
        ],
        scale=[(points, picked(words, language)) for points, words in [*enumerate(rubric.anchors)][::-1]],
    )


@dataclass(frozen=True)
class CallActs:
    """Where each thing that the reader may do with a call now leads."""

    edit: str = ""
    publish: str = ""
    extend: str = ""
    cancel: str = ""
    decided: str = ""
    archive: str = ""
    questions: str = ""
    ranking: str = ""
    reviewers: str = ""
    rubric: str = ""
    copy: str = ""
    preview: str = ""


def call_acts(call: Call, actor: Actor, slug: str) -> CallActs:
    """The acts of the page of a call in the office."""
    open_to = set(available_actions(actor, call))

    def url(endpoint: str) -> str:
        return url_for(f"grants_calls.{endpoint}", slug=slug, ref=call.ref)

    stage = stage_of(call)
    drafted = is_scored(call) and is_draft(call)
    scored = is_scored(call) and has_closed(call) and stage is not CallStage.DRAFT
    return CallActs(
        edit=url("edit") if stage is CallStage.DRAFT else "",
        publish=url("publish") if CallAction.PUBLISH in open_to and not faults(call) else "",
        extend=url("extend") if stage in (CallStage.SCHEDULED, CallStage.OPEN, CallStage.CLOSED) else "",
        cancel=url("cancel") if CallAction.CANCEL in open_to else "",
        decided=url("decided") if CallAction.RECORD_DECIDED in open_to and has_closed(call) else "",
        archive=url("archive") if CallAction.ARCHIVE in open_to else "",
        copy=url("copy"),
        preview=url("preview") if stage is CallStage.DRAFT else "",
        questions=url("questions") if stage is not CallStage.DRAFT else "",
        ranking=link_to(Link.CALL_RANKING, slug=slug, ref=call.ref) if scored else "",
        rubric=link_to(Link.CALL_RUBRIC, slug=slug, ref=call.ref) if drafted else "",
        reviewers=link_to(Link.CALL_REVIEWERS, slug=slug, ref=call.ref) if scored else "",
    )


def lacking(call: Call) -> list[str]:
    """What a draft still needs before it can be published, in words."""
    return [words_of(one) for one in faults(call)]


def text_states(call: Call) -> list[tuple[str, str]]:
    """For each language of the call, whether its texts are written: (language, what lacks or nothing)."""
    names = ((_("title"), call.title), (_("summary"), call.summary), (_("guidance"), call.guidance))
    return [
        (NATIVE_NAMES[one], ", ".join(name for name, texts in names if lacking_languages(texts, [one])))
        for one in call.languages
    ]
