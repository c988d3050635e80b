"""What the office sees: the plan of a call, and of one application who is asked and what all
reviewers say, without saying who said what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts.models import Person
from app.grants.calls.rubric import read_rubric
from app.grants.reviews.enums import CannotReview
from app.grants.reviews.labels import CANNOT, STATUSES, TAGS
from app.grants.reviews.models import ApplicationReview, Review
from app.grants.reviews.presenter.ranking import number_words, summary_of
from app.grants.reviews.presenter.reviewer import points_words
from app.grants.reviews.rules import counts, is_in_conflict, is_open, is_reviewer, judgements_of
from app.grants.reviews.scoring import Summary
from app.grants.reviews.services import PlannedCall
from app.kernel.locales import picked

# --- one application


@dataclass(frozen=True)
class ReviewerRow:
    """Who is asked, and how far they are; never what they wrote."""

    person_ref: str
    name: str
    status: Any
    tag: str
    due: Any
    can_be_set_aside: bool


def reviewer_rows(case: ApplicationReview) -> list[ReviewerRow]:
    """In the order of names, which says nothing about the order of what they wrote."""
    rows = [
        ReviewerRow(
            person_ref=one.person.ref,
            name=one.person.display_name,
            status=_state_of(one),
            tag="stop" if _is_lost(one) or is_in_conflict(one) else TAGS[one.status],
            due=one.due_at if is_open(one) and not _is_lost(one) else None,
            can_be_set_aside=is_open(one) or is_in_conflict(one),
        )
        for one in case.reviews
    ]
    return sorted(rows, key=lambda row: (row.name, row.person_ref))


def _state_of(review: Review) -> Any:
    if is_in_conflict(review):
        return _("Has a conflict of interest now: the review does not count")
    return _("Cannot review it any more") if _is_lost(review) else STATUSES[review.status]


def _is_lost(review: Review) -> bool:
    """Whether somebody still to write has lost the role, or come too close to the group: they read nothing
    any more, and somebody else has to be asked."""
    return is_open(review) and not is_reviewer(review)


@dataclass(frozen=True)
class CriterionRow:
    title: str
    share: int
    mean: str
    points: Sequence[str]


def criteria_rows(case: ApplicationReview, language: str) -> tuple[Summary, list[CriterionRow]]:
    """What the reviews say together, and of each criterion the scores of "review 1", "review 2" and so on."""
    rubric = read_rubric(case.call.rubric)
    sent = unnamed(case)
    summary = summary_of(rubric, sent)
    said = [judgements_of(one) for one in sent]
    rows = [
        CriterionRow(
            title=picked(one.title, language),
            share=round(100 * one.weight / rubric.weight),
            mean=number_words(summary.by_criterion.get(one.code)),
            points=[points_words(each[one.code], rubric) for each in said if one.code in each],
        )
        for one in rubric.criteria
    ]
    return summary, rows


def unnamed(case: ApplicationReview) -> list[Review]:
    """The reviews that count, in an order that tells nobody whose they are."""
    return sorted((one for one in case.reviews if counts(one)), key=lambda one: one.ref)


def comments_of(case: ApplicationReview, language: str) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Of each review its reference, the language it is written in, and (criterion, words)."""
    rubric = read_rubric(case.call.rubric)
    found = []
    for one in unnamed(case):
        said = judgements_of(one)
        words = [
            (picked(each.title, language), said[each.code].words)
            for each in rubric.criteria
            if each.code in said and said[each.code].words
        ]
        found.append((one.ref, one.language, words))
    return found


def unread_concerns(case: ApplicationReview) -> list[tuple[str, str]]:
    """(who, what) of each concern that nobody of the office has read, the latest first."""
    return [(who, what) for who, what, is_read in concerns_of(case) if not is_read]


def concerns_of(case: ApplicationReview) -> list[tuple[str, str, bool]]:
    """(who, what, read already) of each concern, the latest first."""
    raised = [one for one in case.reviews if one.flagged_at is not None and one.flag]
    raised.sort(key=lambda one: (one.flagged_at, one.id), reverse=True)
    return [(one.person.display_name, one.flag or "", one.flag_read_at is not None) for one in raised]


def who_could(
    people: Sequence[Person], why: Mapping[int, CannotReview | None], load: Mapping[int, int]
) -> tuple[list[tuple[str, str]], list[tuple[str, Any]]]:
    """Whom one can choose, as (reference, name with load), and who cannot be asked and why."""
    can = [
        (
            one.ref,
            _name_and_load(one, load.get(one.id, 0)),
        )
        for one in people
        if why[one.id] is None
    ]
    cannot = [(one.display_name, CANNOT[reason]) for one in people if (reason := why[one.id]) is not None]
    return can, cannot


def _name_and_load(person: Person, load: int) -> str:
    words = ngettext(
        "%(name)s (%(num)s review to write)",
        "%(name)s (%(num)s reviews to write)",
        load,
        name=person.display_name,
    )
    return str(words)


# --- the plan of a call


@dataclass(frozen=True)
class PlanRow:
    """One application in the plan: whom the engine chose and why, who cannot, and how many still lack."""

    ref: str
    name: str
    country: str | None
    language: str
    chosen: Sequence[tuple[str, str, str]]
    """(value of the tick, name, why)"""
    cannot: Sequence[tuple[str, Any]]
    short: int


def first_pairs(rows: Sequence[PlanRow], most: int) -> tuple[Sequence[PlanRow], int]:
    """As many applications as have no more than `most` pairs to ask in one act, and how many follow."""
    pairs = 0
    for place, row in enumerate(rows):
        pairs += len(row.chosen)
        if pairs > most:
            return rows[:place], len(rows) - place
    return rows, 0


def plan_rows(planned: PlannedCall) -> list[PlanRow]:
    """The applications that lack reviewers."""
    people = {one.id: one for one in planned.people}
    by_application: dict[int, list[Any]] = {}
    for choice in planned.plan.choices:
        by_application.setdefault(choice.wanted, []).append(choice)
    return [
        PlanRow(
            ref=one.ref,
            name=one.title,
            country=one.country,
            language=one.language,
            chosen=[
                (
                    f"{one.ref}:{people[choice.candidate].ref}",
                    people[choice.candidate].display_name,
                    _why(choice),
                )
                for choice in by_application.get(one.id, ())
            ],
            cannot=[
                (person.display_name, CANNOT[planned.cannot[one.id, person.id]])
                for person in planned.people
                if (one.id, person.id) in planned.cannot
            ],
            short=planned.plan.short.get(one.id, 0),
        )
        for one in planned.applications
        if planned.slots[one.id]
    ]


def _why(choice: Any) -> str:
    """Language, region and load, each a sentence of its own."""
    parts = [
        _("Reads this language.") if choice.reads else _("Did not name this language."),
        _("Knows the region.") if choice.knows_region else "",
        ngettext("Has %(num)s review to write.", "Has %(num)s reviews to write.", choice.load),
    ]
    return " ".join(str(one) for one in parts if one)
