"""Who somebody is in one case: the applicant, a judge, or a person to whom it is closed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING

from app.kernel import clock
from app.kernel.actor import Actor, can, is_system
from app.kernel.errors import RefusalCode
from app.kernel.permissions import ROLE_PERMISSIONS, Permission, Role
from app.membership.enums import CaseRole, DeclaredTie, MembershipRefusal, Status
from app.organisations.enums import ContactRole

if TYPE_CHECKING:
    from app.membership.models import Application

CASE_PERMISSIONS = frozenset(
    {Permission.SCREEN_APPLICATIONS, Permission.CHECK_REGION, Permission.VOTE_ON_MEMBERSHIP}
)
SPEAKING = frozenset({ContactRole.LEAD, ContactRole.EDITOR})


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


def speaks_for_applicant(actor: Actor, application: Application) -> RefusalCode | None:
    if contact_role(actor, application) in SPEAKING or enters_on_behalf(actor, application):
        return None
    return MembershipRefusal.ONLY_THE_APPLICANT


def may_choose_listing(actor: Actor, application: Application) -> RefusalCode | None:
    """Being listed is the lead's to agree to."""
    return None if contact_role(actor, application) is ContactRole.LEAD else MembershipRefusal.ONLY_THE_LEAD


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


def may_reopen(actor: Actor, application: Application) -> RefusalCode | None:
    """A case closed for silence opens again for as long as the policy says."""
    refused = speaks_for_applicant(actor, application)
    if refused:
        return refused
    closed = application.closed_at
    if closed is None or clock.now() > closed + timedelta(days=application.policy.limits.reopen):
        return MembershipRefusal.TOO_LATE_TO_REOPEN
    return None


def only_the_clock(actor: Actor, application: Application) -> RefusalCode | None:
    if not is_system(actor):
        return MembershipRefusal.ONLY_THE_CLOCK
    return None if is_overdue(application) else MembershipRefusal.NOT_YET_DUE


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


def belongs_to_applicant(person_id: int | None, application: Application) -> bool:
    """Whether this person is or was close to the applicant while the case has run: a contact, even one whose
    place has ended, or somebody who gave or took an invitation to become one."""
    began = application.started_at
    return person_id is not None and (
        any(
            contact.person_id == person_id and (contact.ended_at is None or contact.ended_at >= began)
            for contact in application.organisation.contacts
        )
        or any(
            person_id in (invitation.invited_by_id, invitation.accepted_by_id)
            and (invitation.accepted_at or invitation.expires_at) >= began
            for invitation in application.invitations
        )
    )


def has_conflict(person_id: int | None, application: Application) -> bool:
    """Whether this person must not judge the case: by what they declared, or by where they belong."""
    declared = any(one.tie is DeclaredTie.CONFLICT and one.person_id == person_id for one in application.ties)
    return declared or belongs_to_applicant(person_id, application)


def is_recused(actor: Actor, application: Application) -> bool:
    """The case is closed to this person."""
    return has_conflict(actor.actor_id, application)


def count_recused(person_ids: Collection[int], application: Application) -> int:
    """How many of these people the case is closed to."""
    return sum(has_conflict(person_id, application) for person_id in set(person_ids))


def may_read_case(actor: Actor, application: Application) -> bool:
    """Whether the network's side of the case may be opened at all (the declaration still comes first)."""
    return application.status is not Status.DRAFT and can(
        actor, Permission.READ_CASES, body=application.body_id, region=application.region_id
    )


def part_of(actor: Actor, application: Application) -> CaseRole | None:
    """The part the actor already has in this case."""
    return next((one.part for one in application.parts if one.person_id == actor.actor_id), None)


def may_take_part(actor: Actor, application: Application, part: CaseRole) -> RefusalCode | None:
    """One person, one part, none with a conflict, none for who wrote the application down for a group."""
    if must_choose_role(actor, application):
        return MembershipRefusal.CHOOSE_ROLE_FIRST
    if must_declare(actor, application):
        return MembershipRefusal.DECLARE_FIRST
    if is_recused(actor, application):
        return MembershipRefusal.RECUSED
    entered_it = application.entered_on_behalf and application.started_by == actor.actor_id
    if entered_it or part_of(actor, application) not in (None, part):
        return MembershipRefusal.ALREADY_HAS_A_PART
    return None


def may_work_on_case(actor: Actor, application: Application) -> RefusalCode | None:
    """The secretariat's own steps: no conflict, and one role at a time."""
    if must_choose_role(actor, application):
        return MembershipRefusal.CHOOSE_ROLE_FIRST
    return MembershipRefusal.RECUSED if is_recused(actor, application) else None
