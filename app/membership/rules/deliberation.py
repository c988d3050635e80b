"""What is said about an applicant, what of it the applicant hears, and what the committee makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.casework.enums import CaseworkRefusal
from app.casework.rules import case_role, is_conflicted, is_over, is_recused, may_judge, may_work
from app.kernel import clock
from app.kernel.actor import Actor
from app.kernel.errors import KernelRefusal, RefusalCode
from app.membership.enums import Ballot, CaseRole, MembershipRefusal, Stance
from app.membership.process_words import Action, Status
from app.membership.rules.case import acts_for_applicant

if TYPE_CHECKING:
    from app.membership.models import Application, Comment, ObjectionNotice, Vote


# --- members


def may_comment(actor: Actor, application: Application) -> RefusalCode | None:
    """A member's contact may comment while the period runs, unless recused or in another role. Which members
    are asked, and who must not be, `casework.queries.members_asked` answers."""
    if actor.actor_id is None:
        return KernelRefusal.NOT_YOURS_TO_DO
    if is_over(application, Action.COMMENT):
        return MembershipRefusal.COMMENT_IS_CLOSED
    if is_recused(actor, application):
        return CaseworkRefusal.RECUSED
    if case_role(actor, application) in (None, CaseRole.COMMENTER):
        return None
    return CaseworkRefusal.ALREADY_HAS_A_ROLE


# --- objections: each is put to the applicant, who has time to reply before the decision


def objections(application: Application) -> list[Comment]:
    return [comment for comment in application.comments if comment.stance is Stance.OBJECTION]


def objections_to_put(application: Application) -> list[Comment]:
    """The objections of which the applicant has not heard."""
    return [one for one in objections(application) if one.notice_id is None]


def may_put_objections(actor: Actor, application: Application) -> RefusalCode | None:
    """The secretariat puts them once comment is over: then none is added or changed any more."""
    if not objections_to_put(application):
        return MembershipRefusal.NO_OBJECTION_TO_PUT
    return may_work(actor, application)


def notices_to_answer(application: Application) -> list[ObjectionNotice]:
    """The notices to which the applicant can reply now, the oldest first."""
    if application.status is not Status.COMMITTEE:
        return []
    return [notice for notice in application.objection_notices if _awaits_reply(application, notice)]


def _awaits_reply(application: Application, notice: ObjectionNotice) -> bool:
    """While the case is on hold, the time to reply stands still."""
    return notice.awaits_reply_at(application.held_at or clock.now())


def may_reply_to_something(actor: Actor, application: Application) -> RefusalCode | None:
    """Whether the applicant can reply to any notice now."""
    refused = acts_for_applicant(actor, application)
    if refused:
        return refused
    return None if notices_to_answer(application) else MembershipRefusal.REPLY_PERIOD_OVER


def may_reply(actor: Actor, application: Application, notice: ObjectionNotice) -> RefusalCode | None:
    """Once to each notice, within its reply period and before the decision."""
    refused = acts_for_applicant(actor, application)
    if refused:
        return refused
    if application.status is not Status.COMMITTEE:
        return KernelRefusal.NOT_IN_THIS_STATE
    if notice.replied_at is not None:
        return MembershipRefusal.ALREADY_REPLIED
    return None if _awaits_reply(application, notice) else MembershipRefusal.REPLY_PERIOD_OVER


# --- the committee


def counted_votes(application: Application) -> list[Vote]:
    """The votes of people who have no conflict as things are now, whatever was known when they voted. A role
    that has ended since takes no vote away."""
    return [vote for vote in application.votes if not is_conflicted(vote.person_id, application)]


def has_quorum(application: Application) -> bool:
    """Enough unconflicted members took part; an abstention counts towards the quorum."""
    return len(counted_votes(application)) >= application.policy.quorum


def others_voted(application: Application) -> bool:
    """Whether somebody voted for or against it who neither assessed the application nor sent it on: nobody
    prepares it and then decides it alone, whatever the quorum, while others abstain."""
    prepared = {one.person_id for one in application.people if one.prepared_at is not None}
    votes = [vote for vote in counted_votes(application) if vote.choice is not Ballot.ABSTAIN]
    return any(vote.person_id not in prepared for vote in votes)


def majority(application: Application) -> Ballot | None:
    """What more members voted for; None while they are even: a draw decides nothing."""
    choices = [vote.choice for vote in counted_votes(application)]
    for_it, against = choices.count(Ballot.ADMIT), choices.count(Ballot.DECLINE)
    if for_it > against:
        return Ballot.ADMIT
    return Ballot.DECLINE if against > for_it else None


def may_decide(actor: Actor, application: Application) -> RefusalCode | None:
    """Whoever votes or records the decision does nothing else in this application."""
    return may_judge(actor, application, CaseRole.DECIDER)


def may_record_decision(actor: Actor, application: Application) -> RefusalCode | None:
    """A decider records what the committee decided, once the applicant could reply to every objection."""
    refused = may_decide(actor, application)
    if refused:
        return refused
    if objections_to_put(application):
        return MembershipRefusal.OBJECTIONS_NOT_PUT
    if notices_to_answer(application):
        return MembershipRefusal.REPLY_PERIOD_RUNS
    if not has_quorum(application):
        return MembershipRefusal.NO_QUORUM
    return None if others_voted(application) else MembershipRefusal.ANOTHER_MUST_VOTE


def may_record_admission(actor: Actor, application: Application) -> RefusalCode | None:
    return may_record_decision(actor, application) or _follows(application, Ballot.ADMIT)


def may_record_decline(actor: Actor, application: Application) -> RefusalCode | None:
    return may_record_decision(actor, application) or _follows(application, Ballot.DECLINE)


def _follows(application: Application, choice: Ballot) -> RefusalCode | None:
    return None if majority(application) is choice else MembershipRefusal.NOT_THE_MAJORITY
