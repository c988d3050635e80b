"""From stage to stage: who may take which step of the process, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.casework.enums import CaseworkRefusal
from app.casework.rules import is_over, is_recused, may_judge, may_work
from app.kernel.actor import Actor, can, is_system
from app.kernel.errors import KernelRefusal, RefusalCode
from app.kernel.permissions import Permission
from app.membership.enums import POSITIVE_CHECKS, CaseRole, MembershipRefusal
from app.membership.process_words import Action

if TYPE_CHECKING:
    from app.membership.models import Application


def wants_comment(application: Application) -> bool:
    """Whether members are asked: the policy says so, and the applicant did not refuse circulation."""
    return application.policy.member_comment and application.may_circulate


def region_is_asked(actor: Actor, application: Application) -> RefusalCode | None:
    return may_work(actor, application) or (
        None if application.policy.regional_check else MembershipRefusal.POLICY_HAS_NO_SUCH_STEP
    )


def may_skip_check_to_comment(actor: Actor, application: Application) -> RefusalCode | None:
    """Groups that the secretariat knows may pass the regional check at once."""
    return may_work(actor, application) or (
        None if wants_comment(application) else MembershipRefusal.POLICY_HAS_NO_SUCH_STEP
    )


def may_skip_to_committee(actor: Actor, application: Application) -> RefusalCode | None:
    return may_work(actor, application) or (
        MembershipRefusal.MEMBERS_COME_FIRST if wants_comment(application) else None
    )


def may_check(actor: Actor, application: Application) -> RefusalCode | None:
    """The region's coordinator; the secretariat where the seat is vacant."""
    coordinator = can(actor, Permission.CHECK_REGION, region=application.region_id, body=application.body_id)
    stands_in = application.check_falls_to_secretariat and can(
        actor, Permission.SCREEN_APPLICATIONS, body=application.body_id
    )
    if not (coordinator or stands_in):
        return KernelRefusal.NOT_YOURS_TO_DO
    return may_judge(actor, application, CaseRole.CHECKER)


def _last_check_is_positive(application: Application) -> bool:
    """Of an application that was checked; the latest word of the region counts."""
    return application.checks[-1].result in POSITIVE_CHECKS


def may_pass_to_comment(actor: Actor, application: Application) -> RefusalCode | None:
    refused = may_check(actor, application)
    if refused:
        return refused
    if not application.checks:
        return MembershipRefusal.CHECK_COMES_FIRST
    if not wants_comment(application):
        return MembershipRefusal.POLICY_HAS_NO_SUCH_STEP
    return None if _last_check_is_positive(application) else MembershipRefusal.CHECK_WAS_NEGATIVE


def may_pass_to_committee(actor: Actor, application: Application) -> RefusalCode | None:
    refused = may_check(actor, application)
    if refused:
        return refused
    if not application.checks:
        return MembershipRefusal.CHECK_COMES_FIRST
    return (
        MembershipRefusal.MEMBERS_COME_FIRST
        if wants_comment(application) and _last_check_is_positive(application)
        else None
    )


def may_close_comment(actor: Actor, application: Application) -> RefusalCode | None:
    """The clock, or the secretariat once the period is over: nobody cuts it short."""
    if not is_over(application, Action.COMMENT):
        return MembershipRefusal.COMMENT_IS_OPEN
    if is_system(actor):
        return None
    if not can(actor, Permission.SCREEN_APPLICATIONS, body=application.body_id):
        return KernelRefusal.NOT_YOURS_TO_DO
    return may_work(actor, application)


def may_take(actor: Actor, application: Application) -> RefusalCode | None:
    """Whoever looks after it already need not take it again."""
    if application.officer_id == actor.actor_id:
        return MembershipRefusal.ALREADY_YOURS
    return may_work(actor, application)


def may_reach(actor: Actor, application: Application) -> RefusalCode | None:
    """An officer or the region's coordinator says that a group without e-mail has been told its news."""
    officer = can(actor, Permission.SCREEN_APPLICATIONS, body=application.body_id)
    coordinator = can(actor, Permission.CHECK_REGION, region=application.region_id, body=application.body_id)
    if not (officer or coordinator):
        return KernelRefusal.NOT_YOURS_TO_DO
    if is_recused(actor, application):
        return CaseworkRefusal.RECUSED
    return MembershipRefusal.NOBODY_TO_REACH if application.reach_out_since is None else None
