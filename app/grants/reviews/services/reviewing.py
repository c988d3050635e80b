"""What a reviewer does: says whether they can, reads, scores, sends. Each is checked against the reviewer's
own row, so that one person's review never refuses another's."""

from __future__ import annotations

from collections.abc import Mapping

from app.casework.enums import DeclaredTie
from app.casework.process import refusal
from app.casework.rules import declared_tie
from app.casework.services import declare_tie, note_prepared, taking_step
from app.grants.calls.rubric import read_rubric
from app.grants.reviews import rules
from app.grants.reviews.enums import ReviewAction, ReviewRefusal
from app.grants.reviews.models import ApplicationReview, Review, ReviewScore
from app.grants.reviews.process_words import Action
from app.grants.reviews.scoring import Judgement
from app.grants.reviews.services.asking import complete_if_all_are_in
from app.kernel import clock
from app.kernel.actor import Actor
from app.kernel.errors import DomainError, KernelRefusal, require, require_version
from app.kernel.workflow import advance

Given = Mapping[str, Judgement]


def own_of(case: ApplicationReview, actor: Actor) -> Review:
    """The actor's own review. Raises NOT_YOUR_REVIEW."""
    mine = rules.own_review(actor, case)
    if mine is None:
        raise DomainError(ReviewRefusal.NOT_YOUR_REVIEW)
    return mine


def answer_invitation(
    case: ApplicationReview,
    *,
    tie: DeclaredTie,
    note: str = "",
    takes: bool,
    actor: Actor,
    expected_version: int | None = None,
) -> None:
    """Say how one is connected to the group, before reading anything, and whether one reviews it. A conflict
    closes the application for good. Raises NOT_YOUR_REVIEW, CHANGED_MEANWHILE, CONFLICT_STAYS."""
    mine = own_of(case, actor)
    if rules.is_accepted(mine) and takes and tie is not DeclaredTie.CONFLICT:
        if tie is not declared_tie(actor, case):  # else it was sent twice
            declare_tie(case, tie=tie, note=note, actor=actor)
        return
    with taking_step(case, Action.ANSWER, actor=actor):
        require_version(expected_version, mine.version)
        # Still asked by name, so that the declaration is theirs to make.
        if tie is DeclaredTie.CONFLICT:
            act = ReviewAction.DECLARE_CONFLICT
        else:
            act = ReviewAction.ACCEPT if takes else ReviewAction.REFUSE
        advance(mine, act, actor=actor)
        mine.version += 1
        declare_tie(case, tie=tie, note=note, actor=actor)
    complete_if_all_are_in(case)


def save_review(
    case: ApplicationReview, given: Given, *, actor: Actor, expected_version: int | None = None
) -> None:
    """Keep what is written so far. Raises NOT_YOUR_REVIEW, CHANGED_MEANWHILE."""
    require(refusal(actor, case, Action.SUBMIT))
    mine = own_of(case, actor)
    require_version(expected_version, mine.version)
    _write(mine, given)


def send_review(
    case: ApplicationReview,
    given: Given,
    *,
    language: str,
    actor: Actor,
    expected_version: int | None = None,
) -> None:
    """Send the scores. The same review sent twice counts once. Raises SCORE_MISSING, WORDS_MISSING,
    NOT_ON_THE_SCALE, NOT_YOUR_REVIEW, CHANGED_MEANWHILE, and NOT_IN_THIS_STATE for another one after it."""
    mine = own_of(case, actor)
    if rules.is_submitted(mine):
        if rules.judgements_of(mine) == _clean(given):
            return
        raise DomainError(KernelRefusal.NOT_IN_THIS_STATE)
    with taking_step(case, Action.SUBMIT, actor=actor):
        require_version(expected_version, mine.version)
        require(rules.refusal_of(read_rubric(case.call.rubric), given))
        _write(mine, given)
        mine.submitted_at, mine.language = clock.now(), language
        advance(mine, ReviewAction.SUBMIT, actor=actor)
        # Whoever scored it decides nothing about it.
        note_prepared(case.application, actor=actor)
    complete_if_all_are_in(case)


def raise_flag(case: ApplicationReview, reason: str, *, actor: Actor) -> None:
    """Tell the office of a concern before all reviews are in. Raises FLAG_MISSING, NOT_YOUR_REVIEW."""
    require(None if reason.strip() else ReviewRefusal.FLAG_MISSING)
    mine = own_of(case, actor)
    told = reason.strip()
    if f"\n\n{mine.flag or ''}".endswith(f"\n\n{told}"):
        return  # sent twice
    with taking_step(case, Action.FLAG, actor=actor):
        # What nobody has read yet stays beside what is new.
        unread = mine.flag is not None and mine.flag_read_at is None
        mine.flag = f"{mine.flag}\n\n{told}" if unread else told
        mine.flagged_at, mine.flag_read_at = clock.now(), None


def _clean(given: Given) -> dict[str, Judgement]:
    return {code: Judgement(one.points, one.cannot_judge, one.words.strip()) for code, one in given.items()}


def _write(mine: Review, given: Given) -> None:
    held = {one.criterion: one for one in mine.scores}
    for code, said in _clean(given).items():
        score = held.get(code)
        if score is None:
            score = ReviewScore(criterion=code, review_id=mine.id)
            mine.scores.append(score)
        score.points, score.cannot_judge, score.words = said.points, said.cannot_judge, said.words or None
    mine.version += 1
