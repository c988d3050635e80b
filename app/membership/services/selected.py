"""What the secretariat does with several applications at once. Each is judged by itself: what is closed to
the actor, or not in a state for it, is left as it is, and its reference answered."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import timedelta

from app.accounts.queries import list_people_with_role
from app.kernel import audit, clock
from app.kernel.actor import Actor
from app.kernel.errors import DomainError, NotFound
from app.kernel.permissions import Role, ScopeKind
from app.membership import emails, queries, rules
from app.membership.enums import Status
from app.membership.models import Application
from app.membership.services.screening import require
from app.membership.services.stages import record_event

REMINDED_AGAIN_AFTER = timedelta(days=1)
REMINDED_IN = frozenset(
    {Status.SUBMITTED, Status.INFORMATION_REQUESTED, Status.REGIONAL_CHECK, Status.COMMITTEE}
)


def assign_selected(refs: Collection[str], body_id: int, officer_ref: str, *, actor: Actor) -> list[str]:
    """Give these applications to an officer of the network. Raises NotFound for anybody else."""
    officers = list_people_with_role(Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, body_id)
    officer = next((one for one in officers if one.ref == officer_ref), None)
    if officer is None:
        raise NotFound

    def assign(application: Application) -> None:
        require(rules.may_assess(actor, application))
        application.officer_id = officer.id
        record_event(application, "assigned", actor=actor, officer=officer.id)

    return _each(refs, body_id, actor, assign)


def remind_selected(refs: Collection[str], body_id: int, *, actor: Actor) -> list[str]:
    """Write once more to whoever has the next step of these applications, at most once a day for each."""

    def remind(application: Application) -> None:
        require(rules.may_work_on_case(actor, application))
        if application.status not in REMINDED_IN or _was_just_reminded(application):
            raise DomainError("reminded_already")
        emails.remind(application)
        record_event(application, "reminded", actor=actor)

    return _each(refs, body_id, actor, remind)


def _each(refs: Collection[str], body_id: int, actor: Actor, act: Callable[[Application], None]) -> list[str]:
    """Do it to each; answers the references of those that were left as they are."""
    left = []
    for ref in refs:
        try:
            application = queries.get_application(ref, lock=True)
            if application.body_id != body_id or not rules.may_read_case(actor, application):
                raise NotFound
            act(application)
        except DomainError:
            left.append(ref)
    return left


def _was_just_reminded(application: Application) -> bool:
    since = clock.now() - REMINDED_AGAIN_AFTER
    return any(
        event.kind == "application.reminded" and event.at > since
        for event in audit.list_events("application", application.id)
    )
