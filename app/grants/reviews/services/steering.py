"""What the office does with reviews: set one aside, open one again, go on without more, read concerns, record
what the panel agreed, edit the comments for the group."""

from __future__ import annotations

from app.casework.services import taking_step
from app.grants.reviews import emails
from app.grants.reviews.enums import ReviewAction, ReviewRefusal
from app.grants.reviews.models import ApplicationReview, Review
from app.grants.reviews.process_words import Action
from app.grants.reviews.rules import flag_stamp, is_open, refusal_to_set_aside
from app.grants.reviews.services.asking import complete_if_all_are_in, due_of
from app.kernel import clock
from app.kernel.actor import Actor
from app.kernel.errors import require
from app.kernel.workflow import advance


def set_review_aside(
    case: ApplicationReview,
    review: Review,
    *,
    reason: str,
    actor: Actor,
    expected_version: int | None = None,
) -> None:
    """Nobody waits for this review any more, or it no longer counts, since its author is in conflict: then
    another one is needed. Raises REASON_MISSING, NOT_IN_CONFLICT."""
    require(None if reason.strip() else ReviewRefusal.REASON_MISSING)
    require(refusal_to_set_aside(review))
    with taking_step(case, Action.SET_ASIDE, actor=actor, expected_version=expected_version, note=reason):
        advance(review, ReviewAction.SET_ASIDE, actor=actor, note=reason)
        review.reason = reason.strip()
        review.version += 1
    complete_if_all_are_in(case)


def reopen_review(
    case: ApplicationReview,
    review: Review,
    *,
    reason: str,
    actor: Actor,
    expected_version: int | None = None,
) -> None:
    """The reviewer changes what they sent, and reads why they are asked to. Raises REASON_MISSING,
    NOT_IN_THIS_STATE."""
    require(None if reason.strip() else ReviewRefusal.REASON_MISSING)
    with taking_step(case, Action.REOPEN, actor=actor, expected_version=expected_version, note=reason):
        advance(review, ReviewAction.REOPEN, actor=actor, note=reason)
        review.reason, review.submitted_at, review.due_at = reason.strip(), None, due_of(case.call)
        review.version += 1
    emails.tell_reviewers([review.person])


def go_on(
    case: ApplicationReview,
    *,
    actor: Actor,
    note: str | None = None,
    expected_version: int | None = None,
) -> None:
    """Wait for no more reviews of this application. Raises REASON_MISSING."""
    with taking_step(case, Action.GO_ON, actor=actor, note=note, expected_version=expected_version):
        for one in case.reviews:
            if is_open(one):
                advance(one, ReviewAction.SET_ASIDE, actor=actor, note=note)
                one.reason = note
                one.version += 1


def look_at_flags(case: ApplicationReview, *, seen: str, actor: Actor) -> None:
    """The office has read the concerns. `seen` is the stamp of those that it read. Raises NO_FLAG, and
    FLAGS_CHANGED where one was raised meanwhile."""
    with taking_step(case, Action.LOOK_AT_FLAGS, actor=actor):
        require(None if seen == flag_stamp(case) else ReviewRefusal.FLAGS_CHANGED)
        for one in case.reviews:
            if one.flagged_at is not None and one.flag_read_at is None:
                one.flag_read_at = clock.now()


def record_consensus(
    case: ApplicationReview,
    *,
    actor: Actor,
    note: str | None = None,
    expected_version: int | None = None,
) -> None:
    """What the panel agreed when it met. Raises REASON_MISSING."""
    with taking_step(case, Action.RECORD, actor=actor, note=note, expected_version=expected_version):
        case.consensus = note


def edit_comments(
    case: ApplicationReview, text: str, *, actor: Actor, expected_version: int | None = None
) -> None:
    """What of the reviewers' comments the group reads with the decision, in the language of its application:
    only what the office wrote here."""
    with taking_step(case, Action.EDIT_COMMENTS, actor=actor, expected_version=expected_version):
        case.application.told_comments = text.strip() or None
