"""The verbs of reviews: ask reviewers, answer and score, and what the office does with it."""

from __future__ import annotations

from app.grants.reviews.services.asking import ask_pairs, ask_reviewers, cannot_review, who_could
from app.grants.reviews.services.money import money_left
from app.grants.reviews.services.planning import PlannedCall, plan_call
from app.grants.reviews.services.profiles import Profile, profile_of, set_profile
from app.grants.reviews.services.reviewing import answer_invitation, raise_flag, save_review, send_review
from app.grants.reviews.services.steering import (
    edit_comments,
    go_on,
    look_at_flags,
    record_consensus,
    reopen_review,
    set_review_aside,
)

__all__ = [
    "PlannedCall",
    "Profile",
    "answer_invitation",
    "ask_pairs",
    "ask_reviewers",
    "cannot_review",
    "edit_comments",
    "go_on",
    "look_at_flags",
    "money_left",
    "plan_call",
    "profile_of",
    "raise_flag",
    "record_consensus",
    "reopen_review",
    "save_review",
    "send_review",
    "set_profile",
    "set_review_aside",
    "who_could",
]
