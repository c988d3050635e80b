"""What the office sees: the plan of a call, its ranking, and of one application who is asked and what all
reviewers say, without saying who said what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from app.accounts.models import Person
from app.grants.applications.enums import Outcome
from app.grants.applications.process_words import STATUS, Status
from app.grants.calls.models import Call
from app.grants.calls.rubric import Rubric, read_rubric
from app.grants.reviews.enums import CannotReview
from app.grants.reviews.labels import CANNOT, STATUSES, TAGS
from app.grants.reviews.models import ApplicationReview, Review
from app.grants.reviews.presenter.reviewer import points_words
from app.grants.reviews.rules import is_open, is_reviewer, is_submitted, judgements_of
from app.grants.reviews.scoring import Ranked, Summary, is_wide, rank, rounded, summarise
from app.grants.reviews.services import PlannedCall
from app.kernel.locales import picked
from app.kernel.money import Money


def number_words(mean: Fraction | None) -> str:
    """A mean with two decimals, as the page's language writes it."""
    return "" if mean is None else str(format_decimal(rounded(mean), format="0.00"))


def summary_of(rubric: Rubric, reviews: Iterable[Review]) -> Summary:
    """What the reviews that were sent say together."""
    sent = (judgements_of(one) for one in reviews if is_submitted(one))
    return summarise(rubric, ({code: said.points for code, said in one.items()} for one in sent))


# --- the ranking of a call


@dataclass(frozen=True)
class RankRow:
    """One application in the ranking. `draws_line`: the first that the money does not reach."""

    ref: str
    url_ref: str
    name: str
    country: str | None
    rank: int
    mean: str
    reviews: int
    wide: bool
    flagged: bool
    asked: Money
    stage: Any
    can_be_proposed: bool
    within: bool
    draws_line: bool


@dataclass(frozen=True)
class WaitingRow:
    """One application that has no score yet, and why."""

    ref: str
    case_ref: str | None
    name: str
    words: str
    flagged: bool


@dataclass(frozen=True)
class RankingPage:
    rows: Sequence[RankRow]
    waiting: Sequence[WaitingRow]
    flagged: Sequence[tuple[str, str]]
    """(case, name) of what has a concern that nobody of the office has read."""
    money: Money
    number: int


def ranking_page(
    rows: Sequence[Any], reviews: Mapping[int, Sequence[Review]], call: Call, left: int, threshold: float
) -> RankingPage:
    """The ranking of a call. `left` is what its lines still give; what is awarded already counts as money for
    the ranking, so that the line stays where it was. Only applications whose reviews are complete have a
    place."""
    rubric = read_rubric(call.rubric)
    by_ref = {row.ref: row for row in rows}
    scored = [row for row in rows if row.case_id is not None and not row.is_asking]
    summaries = {row.ref: summary_of(rubric, reviews.get(row.case_id, ())) for row in scored}
    awarded = sum(_asked(row) for row in rows if row.status_code == Status.AWARDED)
    ranked = rank(
        ((row.ref, row.sort_name, _asked(row), summaries[row.ref]) for row in scored), left + awarded
    )
    flags = {
        row.ref: any(
            one.flagged_at is not None and one.flag_read_at is None for one in reviews.get(row.case_id, ())
        )
        for row in rows
    }
    placed = {one.ref for one in ranked}
    return RankingPage(
        rows=_rank_rows(ranked, by_ref, flags, call, threshold),
        waiting=[_waiting(row, reviews, flags, call.reviewers or 1) for row in rows if row.ref not in placed],
        flagged=[(row.case_ref, row.title) for row in rows if flags[row.ref]],
        money=Money(left, call.currency),
        number=len(ranked),
    )


def _asked(row: Any) -> int:
    """What it takes of the money: what is proposed or awarded, else what it asks for."""
    given = row.proposed_minor if row.outcome is Outcome.AWARD else None
    return int(row.asked_minor or 0) if given is None else int(given)


def _rank_rows(
    ranked: Sequence[Ranked], rows: Mapping[str, Any], flags: Mapping[str, bool], call: Call, threshold: float
) -> list[RankRow]:
    found: list[RankRow] = []
    for one in ranked:
        row = rows[one.ref]
        found.append(
            RankRow(
                ref=one.ref,
                url_ref=row.case_ref,
                name=row.title,
                country=row.country,
                rank=one.rank,
                mean=number_words(one.summary.mean),
                reviews=one.summary.reviews,
                wide=is_wide(one.summary.spread, threshold),
                flagged=flags[one.ref],
                asked=Money(one.asked, call.currency),
                stage=STATUS[Status(row.status_code)],
                can_be_proposed=row.status_code in (Status.SUBMITTED, Status.SHORTLISTED, Status.RESERVE),
                within=one.within,
                draws_line=not one.within and (not found or found[-1].within),
            )
        )
    return found


def _waiting(
    row: Any, reviews: Mapping[int, Sequence[Review]], flags: Mapping[str, bool], wanted: int
) -> WaitingRow:
    held = reviews.get(row.case_id, ())
    sent = sum(is_submitted(one) for one in held)
    asked = max(wanted, sent + sum(is_open(one) for one in held))
    if row.case_id is None:
        words = _("Nobody is asked yet")
    elif row.is_asking:
        words = ngettext(
            "%(sent)s of %(num)s review is in", "%(sent)s of %(num)s reviews are in", asked, sent=sent
        )
    else:
        words = _("The office went on without reviews")
    return WaitingRow(row.ref, row.case_ref, row.title, str(words), flags[row.ref])


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
            status=STATUSES[one.status] if not _is_lost(one) else _("Cannot review it any more"),
            tag=TAGS[one.status] if not _is_lost(one) else "stop",
            due=one.due_at if is_open(one) and not _is_lost(one) else None,
            can_be_set_aside=is_open(one),
        )
        for one in case.reviews
    ]
    return sorted(rows, key=lambda row: (row.name, row.person_ref))


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
    """The reviews that were sent, in an order that tells nobody whose they are."""
    return sorted((one for one in case.reviews if is_submitted(one)), key=lambda one: one.ref)


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
