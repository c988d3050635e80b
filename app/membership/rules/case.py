"""What the applicant may do. What holds in every process stands in casework's rules."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.casework.rules import (
    ACTING_CONTACTS,
    contact_role,
    only_when_over,
    writes_on_behalf,
)
from app.kernel import clock
from app.kernel.actor import Actor
from app.kernel.errors import RefusalCode
from app.membership.enums import MembershipRefusal
from app.membership.process_words import Action, Status
from app.organisations.enums import ContactRole

if TYPE_CHECKING:
    from app.membership.models import Application


def acts_for_applicant(actor: Actor, application: Application) -> RefusalCode | None:
    """Lead and editor act for the group, and the officer who writes for a group without an account."""
    if contact_role(actor, application) in ACTING_CONTACTS or writes_on_behalf(actor, application):
        return None
    return MembershipRefusal.ONLY_THE_APPLICANT


def may_choose_listing(actor: Actor, application: Application) -> RefusalCode | None:
    """Being listed is the lead's to agree to."""
    return None if contact_role(actor, application) is ContactRole.LEAD else MembershipRefusal.ONLY_THE_LEAD


def may_read_as_applicant(actor: Actor, application: Application) -> bool:
    """Every current contact follows the application; so does the officer who entered it."""
    return contact_role(actor, application) is not None or writes_on_behalf(actor, application)


def is_draft(application: Application) -> bool:
    """Not yet sent: nobody but the applicant knows of it."""
    return application.status is Status.DRAFT


def may_write(actor: Actor, application: Application) -> bool:
    """Whether this person may change answers now: of a draft, or of what was opened again."""
    writable = application.status in (Status.DRAFT, Status.INFORMATION_REQUESTED)
    return writable and acts_for_applicant(actor, application) is None


def wants_circulation_settled(application: Application) -> bool:
    """Whether the applicant still has to say what members may see."""
    return is_draft(application) and application.policy.member_comment and not application.circulation_settled


def may_reopen(actor: Actor, application: Application) -> RefusalCode | None:
    """An application closed for silence opens again for as long as the policy says."""
    refused = acts_for_applicant(actor, application)
    if refused:
        return refused
    closed = application.closed_at
    if closed is None or clock.now() > closed + timedelta(days=application.policy.limits.reopen):
        return MembershipRefusal.TOO_LATE_TO_REOPEN
    return None


def answer_time_has_ended(actor: Actor, application: Application) -> RefusalCode | None:
    """Silence closes an application, by the clock alone."""
    return only_when_over(actor, application, Action.ANSWER)


def reply_period_has_ended(actor: Actor, application: Application) -> RefusalCode | None:
    return only_when_over(actor, application, Action.REPLY)
