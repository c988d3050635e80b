"""What a reviewer sees: their list, the answers that are judged, what they wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from app.accounts.models import Person
from app.grants.calls.call_templates import TEMPLATES
from app.grants.calls.rubric import Rubric, read_rubric
from app.grants.reviews import queries
from app.grants.reviews.labels import STATUSES, TAGS
from app.grants.reviews.models import ApplicationReview, Review
from app.grants.reviews.rules import OPEN, judgements_of
from app.grants.reviews.scoring import Judgement
from app.kernel.locales import picked
from app.questionnaires.presenter import SectionRows, read_only


def answers_for_reviewer(case: ApplicationReview, language: str) -> list[SectionRows]:
    """The answers that have to be judged, as they were handed in, and no others: a question that the template
    of the call does not name stays closed."""
    known = TEMPLATES[case.call.template].read_by_reviewers
    sections = []
    for section in read_only(case.application.response, language):
        rows = [one for one in section.rows if one.code in known]
        if rows:
            sections.append(replace(section, rows=rows))
    return sections


@dataclass(frozen=True)
class OwnRow:
    """One application in a reviewer's list; `due` only while something is expected of them."""

    ref: str
    title: str
    country: str | None
    call: str
    status: Any
    tag: str
    due: datetime | None


def own_rows(rows: Sequence[Any], language: str) -> list[OwnRow]:
    return [
        OwnRow(
            ref=row.ref,
            title=row.title,
            country=row.country,
            call=picked(row.call, language),
            status=STATUSES[row.status],
            tag=TAGS[row.status],
            due=row.due_at if row.status in OPEN else None,
        )
        for row in rows
    ]


def rubric_rows(rubric: Rubric, language: str) -> list[tuple[str, str, int]]:
    """(title, guidance, share in per cent) of each criterion."""
    return [
        (picked(one.title, language), picked(one.guidance, language), round(100 * one.weight / rubric.weight))
        for one in rubric.criteria
    ]


def points_words(said: Judgement, rubric: Rubric) -> str:
    """A score as it is read: "3 of 4", or that it could not be judged."""
    if said.points is None:
        return str(_("Cannot judge"))
    return str(_("%(points)s of %(highest)s", points=said.points, highest=rubric.highest))


def own_scores(review: Review, case: ApplicationReview, language: str) -> list[tuple[str, str, str]]:
    """(criterion, score, words) of what the reviewer sent."""
    rubric, said = read_rubric(case.call.rubric), judgements_of(review)
    return [
        (picked(one.title, language), points_words(said[one.code], rubric), said[one.code].words)
        for one in rubric.criteria
        if one.code in said
    ]


def own_reviews_data(person: Person) -> list[dict[str, Any]]:
    """What is kept of a person's reviews, as plain JSON: their own words and scores, and of no group."""
    return [
        {
            "asked_at": one.invited_at.isoformat(),
            "state": one.status.value,
            "concern": one.flag,
            "scores": [
                {"criterion": score.criterion, "points": score.points, "words": score.words}
                for score in one.scores
            ],
        }
        for one in queries.list_written_by(person.id)
    ]
