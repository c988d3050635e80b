"""The network's rules on admission. Pure: everything they need hangs on the application.

A guard answers None, or the code of a refusal. In one case nobody is two of: applicant's contact,
commenter, regional checker, decider; a declared conflict closes the case.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING

from app.kernel import clock
from app.kernel.actor import Actor, can, is_system
from app.kernel.errors import KernelRefusal
from app.kernel.permissions import ROLE_PERMISSIONS, Permission, Role
from app.membership.enums import POSITIVE_CHECKS, Ballot, CaseRole, DeclaredTie, Stance, Status
from app.organisations.enums import ContactRole

if TYPE_CHECKING:
    from app.membership.models import Application, Comment, Vote

CASE_PERMISSIONS = frozenset(
    {Permission.SCREEN_APPLICATIONS, Permission.CHECK_REGION, Permission.VOTE_ON_MEMBERSHIP}
)
SPEAKING = frozenset({ContactRole.LEAD, ContactRole.EDITOR})
ASSESSED_IN = frozenset({Status.SUBMITTED, Status.REGIONAL_CHECK, Status.MEMBER_COMMENT, Status.COMMITTEE})


def contact_role(actor: Actor, application: Application) -> ContactRole | None:
    """The actor's current place among the applicant's contacts."""
    if actor.actor_id is None:
        return None
    return next(
        (
            contact.role
            for contact in application.organisation.contacts
            if contact.person_id == actor.actor_id and contact.ended_at is None
        ),
        None,
    )


def enters_on_behalf(actor: Actor, application: Application) -> bool:
    """Whether the actor is the officer who entered this application for a group, while it is a draft."""
    return (
        application.entered_on_behalf
        and application.started_by == actor.actor_id
        and can(actor, Permission.ENTER_ON_BEHALF, body=application.body_id)
    )


def speaks_for_applicant(actor: Actor, application: Application) -> str | None:
    if contact_role(actor, application) in SPEAKING or enters_on_behalf(actor, application):
        return None
    return "only_the_applicant"


def may_choose_listing(actor: Actor, application: Application) -> str | None:
    """Being listed is the lead's to agree to."""
    return None if contact_role(actor, application) is ContactRole.LEAD else "only_the_lead"


def may_read_as_applicant(actor: Actor, application: Application) -> bool:
    """Every current contact follows the application; so does the officer who entered it."""
    return contact_role(actor, application) is not None or enters_on_behalf(actor, application)


def is_draft(application: Application) -> bool:
    """Not yet sent: nobody but the applicant knows of it."""
    return application.status is Status.DRAFT


def may_write(actor: Actor, application: Application) -> bool:
    """Whether this person may change answers now: of a draft, or of what was opened again."""
    writable = application.status in (Status.DRAFT, Status.INFORMATION_REQUESTED)
    return writable and speaks_for_applicant(actor, application) is None


def wants_circulation_settled(application: Application) -> bool:
    """Whether the applicant still has to say what members may see."""
    return is_draft(application) and application.policy.member_comment and not application.circulation_settled


def may_reopen(actor: Actor, application: Application) -> str | None:
    """A case closed for silence opens again for as long as the policy says."""
    refused = speaks_for_applicant(actor, application)
    if refused:
        return refused
    closed = application.closed_at
    if closed is None or clock.now() > closed + timedelta(days=application.policy.limits.reopen):
        return "too_late_to_reopen"
    return None


def only_the_clock(actor: Actor, application: Application) -> str | None:
    if not is_system(actor):
        return "only_the_clock"
    return None if is_overdue(application) else "not_yet_due"


def is_overdue(application: Application) -> bool:
    return application.due_at is not None and application.due_at <= clock.now()


def roles_in_case(actor: Actor, application: Application) -> set[Role]:
    """The roles by which the actor could act on this case, whichever they chose to act in."""
    return {
        grant.role
        for grant in actor.grants
        if ROLE_PERMISSIONS[grant.role] & CASE_PERMISSIONS
        and grant.covers(body=application.body_id, region=application.region_id)
    }


def must_choose_role(actor: Actor, application: Application) -> bool:
    """Somebody with several roles here says first in which one they act."""
    return actor.acting_as is None and len(roles_in_case(actor, application)) > 1


def declared_tie(actor: Actor, application: Application) -> DeclaredTie | None:
    """What the actor declared of themselves and the applicant; None when nothing yet."""
    return next((one.tie for one in application.ties if one.person_id == actor.actor_id), None)


def must_declare(actor: Actor, application: Application) -> bool:
    """Regional checkers and committee members declare their ties before they read."""
    judges = can(
        actor, Permission.CHECK_REGION, region=application.region_id, body=application.body_id
    ) or can(actor, Permission.VOTE_ON_MEMBERSHIP, body=application.body_id)
    return judges and declared_tie(actor, application) is None


def is_recused(actor: Actor, application: Application) -> bool:
    """Own organisation or a declared conflict: the case is closed to this person."""
    return (
        declared_tie(actor, application) is DeclaredTie.CONFLICT
        or contact_role(actor, application) is not None
    )


def may_read_case(actor: Actor, application: Application) -> bool:
    """Whether the network's side of the case may be opened at all (the declaration still comes first)."""
    return application.status is not Status.DRAFT and can(
        actor, Permission.READ_CASES, body=application.body_id, region=application.region_id
    )


def part_of(actor: Actor, application: Application) -> CaseRole | None:
    """The part the actor already has in this case."""
    return next((one.part for one in application.parts if one.person_id == actor.actor_id), None)


def may_take_part(actor: Actor, application: Application, part: CaseRole) -> str | None:
    """One person, one part, none with a conflict, none for who wrote the application down for a group."""
    if must_choose_role(actor, application):
        return "choose_role_first"
    if must_declare(actor, application):
        return "declare_first"
    if is_recused(actor, application):
        return "recused"
    entered_it = application.entered_on_behalf and application.started_by == actor.actor_id
    if entered_it or part_of(actor, application) not in (None, part):
        return "already_has_a_part"
    return None


def may_work_on_case(actor: Actor, application: Application) -> str | None:
    """The secretariat's own steps: no conflict, and one role at a time."""
    if must_choose_role(actor, application):
        return "choose_role_first"
    return "recused" if is_recused(actor, application) else None


# --- from stage to stage


def wants_comment(application: Application) -> bool:
    """Whether members are asked: the policy says so, and the applicant did not refuse circulation."""
    return application.policy.member_comment and application.may_circulate


def region_is_asked(actor: Actor, application: Application) -> str | None:
    return may_work_on_case(actor, application) or (
        None if application.policy.regional_check else "policy_has_no_such_step"
    )


def may_skip_check_to_comment(actor: Actor, application: Application) -> str | None:
    """Groups that the secretariat knows may pass the regional check at once."""
    return may_work_on_case(actor, application) or (
        None if wants_comment(application) else "policy_has_no_such_step"
    )


def may_skip_to_committee(actor: Actor, application: Application) -> str | None:
    return may_work_on_case(actor, application) or (
        "members_come_first" if wants_comment(application) else None
    )


def may_check(actor: Actor, application: Application) -> str | None:
    """The region's coordinator; the secretariat where the seat is vacant."""
    coordinator = can(actor, Permission.CHECK_REGION, region=application.region_id, body=application.body_id)
    stands_in = application.check_falls_to_secretariat and can(
        actor, Permission.SCREEN_APPLICATIONS, body=application.body_id
    )
    if not (coordinator or stands_in):
        return KernelRefusal.NOT_YOURS_TO_DO
    return may_take_part(actor, application, CaseRole.CHECKER)


def _last_check_is_positive(application: Application) -> bool:
    return bool(application.checks) and application.checks[-1].result in POSITIVE_CHECKS


def may_pass_to_comment(actor: Actor, application: Application) -> str | None:
    refused = may_check(actor, application)
    if refused:
        return refused
    if not application.checks:
        return "check_comes_first"
    if not wants_comment(application):
        return "policy_has_no_such_step"
    return None if _last_check_is_positive(application) else "check_was_negative"


def may_pass_to_committee(actor: Actor, application: Application) -> str | None:
    refused = may_check(actor, application)
    if refused:
        return refused
    if not application.checks:
        return "check_comes_first"
    return (
        "members_come_first" if wants_comment(application) and _last_check_is_positive(application) else None
    )


def may_close_comment(actor: Actor, application: Application) -> str | None:
    """The clock, or the secretariat once the period is over: nobody cuts it short."""
    if not is_overdue(application):
        return "comment_is_open"
    if is_system(actor):
        return None
    if not can(actor, Permission.SCREEN_APPLICATIONS, body=application.body_id):
        return KernelRefusal.NOT_YOURS_TO_DO
    return may_work_on_case(actor, application)


# --- members


def may_comment(actor: Actor, application: Application, organisation_id: int) -> str | None:
    """A member's contact may speak for it while comment is open, unless excluded, conflicted or busy."""
    if application.status is not Status.MEMBER_COMMENT or is_overdue(application):
        return "comment_is_closed"
    if organisation_id == application.organisation_id or contact_role(actor, application) is not None:
        return "recused"
    if organisation_id in {one.organisation_id for one in application.exclusions}:
        return KernelRefusal.NOT_YOURS_TO_DO
    if declared_tie(actor, application) is DeclaredTie.CONFLICT:
        return "recused"
    return None if part_of(actor, application) in (None, CaseRole.COMMENTER) else "already_has_a_part"


def speaks_for_excluded(application: Application, organisation_ids: Collection[int]) -> bool:
    """Whether somebody who speaks for these members speaks for one that must not see the application."""
    return any(one.organisation_id in organisation_ids for one in application.exclusions)


def objections(application: Application) -> list[Comment]:
    return [comment for comment in application.comments if comment.stance is Stance.OBJECTION]


# --- the committee


def counted_votes(application: Application) -> list[Vote]:
    """Votes of those who did not recuse themselves afterwards."""
    recused = {one.person_id for one in application.ties if one.tie is DeclaredTie.CONFLICT}
    return [vote for vote in application.votes if vote.person_id not in recused]


def has_quorum(application: Application) -> bool:
    """Enough unconflicted members took part; an abstention counts towards the quorum."""
    return len(counted_votes(application)) >= application.policy.quorum


def majority(application: Application) -> Ballot | None:
    """What more members voted for; None while they are even."""
    choices = [vote.choice for vote in counted_votes(application)]
    for_it, against = choices.count(Ballot.ADMIT), choices.count(Ballot.DECLINE)
    if for_it == against:
        return None
    return Ballot.ADMIT if for_it > against else Ballot.DECLINE


def may_vote(actor: Actor, application: Application) -> str | None:
    if application.status is not Status.COMMITTEE:
        return KernelRefusal.NOT_IN_THIS_STATE
    if not can(actor, Permission.VOTE_ON_MEMBERSHIP, body=application.body_id):
        return KernelRefusal.NOT_YOURS_TO_DO
    return may_take_part(actor, application, CaseRole.DECIDER)


def may_record_decision(actor: Actor, application: Application) -> str | None:
    """A decider records what the committee decided, once objections were put to the applicant."""
    refused = may_take_part(actor, application, CaseRole.DECIDER)
    if refused:
        return refused
    if objections(application) and application.objection_notice is None:
        return "objections_not_put"
    return None if has_quorum(application) else "no_quorum"


def may_record_admission(actor: Actor, application: Application) -> str | None:
    return may_record_decision(actor, application) or _follows(application, Ballot.ADMIT)


def may_record_decline(actor: Actor, application: Application) -> str | None:
    return may_record_decision(actor, application) or _follows(application, Ballot.DECLINE)


def _follows(application: Application, choice: Ballot) -> str | None:
    return None if majority(application) is choice else "not_the_majority"


def may_put_objections(actor: Actor, application: Application) -> str | None:
    if not can(actor, Permission.SCREEN_APPLICATIONS, body=application.body_id):
        return KernelRefusal.NOT_YOURS_TO_DO
    if not objections(application) or application.objection_notice is not None:
        return "no_objection_to_put"
    return may_work_on_case(actor, application)


def may_assess(actor: Actor, application: Application) -> str | None:
    """The secretariat's verdict on each criterion, until the decision."""
    if application.status not in ASSESSED_IN:
        return KernelRefusal.NOT_IN_THIS_STATE
    if not can(actor, Permission.SCREEN_APPLICATIONS, body=application.body_id):
        return KernelRefusal.NOT_YOURS_TO_DO
    return may_work_on_case(actor, application)


def may_extend_comment(actor: Actor, application: Application) -> str | None:
    if application.status is not Status.MEMBER_COMMENT:
        return KernelRefusal.NOT_IN_THIS_STATE
    if not can(actor, Permission.SCREEN_APPLICATIONS, body=application.body_id):
        return KernelRefusal.NOT_YOURS_TO_DO
    return may_work_on_case(actor, application)
