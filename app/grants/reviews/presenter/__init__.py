"""What the pages of reviews show; nothing is written here."""

from __future__ import annotations

from app.grants.reviews.presenter.desk import list_desk_items
from app.grants.reviews.presenter.office import (
    PlanRow,
    comments_of,
    concerns_of,
    criteria_rows,
    first_pairs,
    plan_rows,
    reviewer_rows,
    unread_concerns,
    who_could,
)
from app.grants.reviews.presenter.ranking import RankingPage, number_words, ranking_page
from app.grants.reviews.presenter.reviewer import (
    answers_for_reviewer,
    own_reviews_data,
    own_rows,
    own_scores,
    rubric_rows,
)

__all__ = [
    "PlanRow",
    "RankingPage",
    "answers_for_reviewer",
    "comments_of",
    "concerns_of",
    "criteria_rows",
    "first_pairs",
    "list_desk_items",
    "number_words",
    "own_reviews_data",
    "own_rows",
    "own_scores",
    "plan_rows",
    "ranking_page",
    "reviewer_rows",
    "rubric_rows",
    "unread_concerns",
    "who_could",
]
