"""Who may review which application, when, and what of it they and the office may read. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING

from app.casework.enums import CaseworkRefusal, Standing
from app.casework.rules import is_conflicted, may_work, person_in, standing
from app.grants.applications.process import PROPOSABLE
from app.grants.calls.rubric import Rubric
from app.grants.calls.rules import has_closed, is_cancelled, is_scored
from app.grants.reviews.enums import CannotReview, ReviewRefusal, ReviewStatus
from app.grants.reviews.scoring import Judgement
from app.kernel.actor import Actor, is_system
from app.kernel.errors import RefusalCode
from app.kernel.permissions import ROLE_PERMISSIONS, Permission, Role, ScopeKind

if TYPE_CHECKING:
    from app.accounts.models import Person
    from app.grants.applications.models import GrantApplication
    from app.grants.calls.models import Call
    from app.grants.reviews.models import ApplicationReview, Review

OPEN = (ReviewStatus.INVITED, ReviewStatus.ACCEPTED)
READS = (*OPEN, ReviewStatus.SUBMITTED)
"""A reviewer knows of an application while their review is one of these."""
OFFICE = (Permission.SCREEN_GRANTS, Permission.DECIDE_GRANTS, Permission.READ_GRANTS)


def is_open(review: Review) -> bool:
    """Whether something is still expected of the reviewer."""
    return review.status in OPEN


def is_invited(review: Review) -> bool:
    return review.status is ReviewStatus.INVITED


def is_accepted(review: Review) -> bool:
    return review.status is ReviewStatus.ACCEPTED


def is_submitted(review: Review) -> bool:
    return review.status is ReviewStatus.SUBMITTED


def is_in_conflict(review: Review) -> bool:
    """Whether whoever sent it must not judge the application, as things stand now."""
    return is_submitted(review) and is_conflicted(review.person_id, review.case)


def counts(review: Review) -> bool:
    """Whether its scores are added up. The role counts as it was when the review was sent, a conflict as it
    stands now."""
    return is_submitted(review) and not is_in_conflict(review)


def is_complete(case: ApplicationReview) -> bool:
    """Whether scores may be read: nobody still writes theirs."""
    return not case.is_open


def holds_ever(person: Person, permission: Permission, body_id: int) -> bool:
    """Whether a role of theirs gives this, whichever they chose to act in: acting as a reviewer does not make
    an officer one."""
    return any(
        permission in ROLE_PERMISSIONS[grant.role] and grant.covers(body=body_id, region=None)
        for grant in person.grants
    )


def is_reviewer(review: Review) -> bool:
    """Whether the person still holds the role, and nothing that the record knows has come between."""
    holds = holds_ever(review.person, Permission.REVIEW_GRANTS, review.body_id)
    return holds and known_tie(review.person, review.case) is None


def known_tie(person: Person, case: GrantApplication | ApplicationReview) -> CannotReview | None:
    """What the record says that keeps a person from reviewing an application (or the case of its review):
    nobody has to declare it."""
    if is_conflicted(person.id, case):
        return CannotReview.CONNECTED
    application = case.parent or case
    held = person_in(person.id, application)
    has_role = held is not None and held.role is not None
    if has_role or person.id in (application.started_by, application.officer_id):
        return CannotReview.OFFICE
    return standing_tie(person, case.body_id, case.region_id)


def standing_tie(person: Person, body_id: int, region_id: int | None) -> CannotReview | None:
    """What their roles say of every application of this network and region."""
    if any(holds_ever(person, permission, body_id) for permission in OFFICE):
        return CannotReview.OFFICE
    seats = (one for one in person.grants if one.role is Role.REGIONAL_COORDINATOR)
    if any(one.scope_kind is ScopeKind.REGION and one.scope_id == region_id for one in seats):
        return CannotReview.REGION_SEAT
    return None


def own_review(actor: Actor, case: ApplicationReview) -> Review | None:
    """The actor's review of this application, while they may know of it."""
    mine = (one for one in case.reviews if one.person_id == actor.actor_id and one.status in READS)
    return next(mine, None)


def any_review_of(person_id: int, case: ApplicationReview) -> Review | None:
    return next((one for one in case.reviews if one.person_id == person_id), None)


def may_read_application(actor: Actor, case: ApplicationReview) -> bool:
    """Whether this reviewer reads the answers: once they accepted, having declared no conflict, and while the
    record knows of none."""
    mine = own_review(actor, case)
    if mine is None or is_invited(mine) or not is_reviewer(mine):
        return False
    return standing(actor, case) is Standing.OPEN


def may_read_scores(actor: Actor, case: ApplicationReview) -> bool:
    """Whether the office's reader may see what others scored: nobody does who has a review to write here, or
    wrote one."""
    return is_complete(case) and any_review_of(actor.actor_id or 0, case) is None


def refusal_of_call(call: Call) -> RefusalCode | None:
    """Reviews begin once nobody can change what they sent."""
    if not is_scored(call) or is_cancelled(call):
        return ReviewRefusal.NOT_SCORED
    return None if has_closed(call) else ReviewRefusal.CALL_STILL_OPEN


def is_considered(application: GrantApplication) -> bool:
    return application.status in PROPOSABLE


def may_steer(actor: Actor, case: ApplicationReview) -> RefusalCode | None:
    """What the office does with reviews, until a decision is proposed."""
    refused = may_work(actor, case)
    if refused is not None:
        return refused
    return None if is_considered(case.application) else ReviewRefusal.NO_LONGER_CONSIDERED


def may_ask(actor: Actor, case: ApplicationReview) -> RefusalCode | None:
    return may_steer(actor, case) or refusal_of_call(case.call)


def may_set_sent_aside(actor: Actor, case: ApplicationReview) -> RefusalCode | None:
    """Once scores may be read, only a review whose author is in conflict is set aside."""
    refused = may_steer(actor, case)
    if refused is not None:
        return refused
    return None if any(map(is_in_conflict, case.reviews)) else ReviewRefusal.NOT_IN_CONFLICT


def refusal_to_set_aside(review: Review) -> RefusalCode | None:
    """A review that was sent is set aside only for a conflict."""
    sent_well = is_submitted(review) and not is_in_conflict(review)
    return ReviewRefusal.NOT_IN_CONFLICT if sent_well else None


def may_look_at_flags(actor: Actor, case: ApplicationReview) -> RefusalCode | None:
    return may_work(actor, case) or (None if has_open_flags(case) else ReviewRefusal.NO_FLAG)


def has_open_flags(case: ApplicationReview) -> bool:
    return any(one.flagged_at is not None and one.flag_read_at is None for one in case.reviews)


def flag_stamp(case: ApplicationReview) -> str:
    """Which concerns nobody has read, so that whoever marks them marks what they looked at."""
    unread = (one for one in case.reviews if one.flagged_at is not None and one.flag_read_at is None)
    told = sorted(f"{one.ref} {one.flagged_at} {one.flag}" for one in unread)
    return sha256("\n".join(told).encode()).hexdigest()


def may_answer(actor: Actor, case: ApplicationReview) -> RefusalCode | None:
    """The reviewer says whether they can review it: before they read it, and later if they find they
    cannot."""
    mine = own_review(actor, case)
    return None if mine is not None and is_open(mine) else ReviewRefusal.NOT_YOUR_REVIEW


def may_score(actor: Actor, case: ApplicationReview) -> RefusalCode | None:
    """The reviewer writes, once they declared that nothing keeps them from it."""
    mine = own_review(actor, case)
    if mine is None or not is_accepted(mine):
        return ReviewRefusal.NOT_YOUR_REVIEW
    match standing(actor, case):
        case Standing.OPEN:
            return None if is_reviewer(mine) else CaseworkRefusal.RECUSED
        case Standing.DECLARE:
            return CaseworkRefusal.DECLARE_FIRST
    return CaseworkRefusal.RECUSED


def all_are_in(case: ApplicationReview) -> bool:
    """Whether as many reviews were sent as the call wants, and nobody writes any more."""
    sent = sum(counts(one) for one in case.reviews)
    return not any(is_open(one) for one in case.reviews) and sent >= (case.call.reviewers or 1)


def only_when_all_are_in(actor: Actor, case: ApplicationReview) -> RefusalCode | None:
    """It happens by itself with the last review."""
    if not is_system(actor):
        return CaseworkRefusal.ONLY_THE_CLOCK
    return None if all_are_in(case) else ReviewRefusal.REVIEWS_OPEN


def is_lacking_shown(case: ApplicationReview) -> bool:
    """While reviews are written; and after, where one of them no longer counts."""
    return case.is_open or any(map(is_in_conflict, case.reviews))


def lacks_reviewers(case: ApplicationReview) -> int:
    """How many more people have to be asked."""
    counted = sum(counts(one) or (is_open(one) and is_reviewer(one)) for one in case.reviews)
    return max(0, (case.call.reviewers or 1) - counted)


def judgements_of(review: Review) -> dict[str, Judgement]:
    """What it says of each criterion."""
    return {one.criterion: Judgement(one.points, one.cannot_judge, one.words or "") for one in review.scores}


def refusal_of(rubric: Rubric, given: Mapping[str, Judgement]) -> RefusalCode | None:
    """What keeps a review from being sent: every criterion has points on the scale or "cannot judge", and
    words that say why."""
    for one in rubric.criteria:
        said = given.get(one.code)
        if said is None or (said.points is None) is not said.cannot_judge:
            return ReviewRefusal.SCORE_MISSING
        if said.points is not None and not 0 <= said.points <= rubric.highest:
            return ReviewRefusal.NOT_ON_THE_SCALE
        if not said.cannot_judge and not said.words.strip():
            return ReviewRefusal.WORDS_MISSING
    return None
