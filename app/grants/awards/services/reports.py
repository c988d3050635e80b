"""What the group reports, and what the office makes of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from app.casework.queries import readable_by
from app.casework.services import act_on_each, taking_step
from app.grants.awards import queries
from app.grants.awards.enums import AwardRefusal, Happened
from app.grants.awards.models import GrantAward
from app.grants.awards.process_words import Action
from app.grants.awards.rules import is_fixed
from app.grants.funding import services as funding
from app.grants.funding.enums import Evidence
from app.kernel.actor import Actor
from app.kernel.clock import now, today
from app.kernel.errors import DomainError
from app.kernel.money import Money
from app.kernel.settings import setting


def send_report(
    award: GrantAward,
    *,
    happened: Happened,
    text: str,
    people: int | None,
    left_minor: int,
    actor: Actor,
    spent_minor: int | None = None,
) -> None:
    """Say what became of the grant. `left_minor` is what was not spent and `spent_minor`, where the grant
    pays actual costs, what it cost; both in the grant's currency."""
    with taking_step(award, Action.REPORT, actor=actor):
        award.happened, award.report_text, award.people_reached = happened, text, people
        award.left_minor, award.spent_minor = left_minor, spent_minor
        award.reported_at, award.request = now(), None


def request_changes(
    case: GrantAward, *, actor: Actor, note: str | None = None, expected_version: int | None = None
) -> None:
    """Ask the group to change its report, in words that it reads. It has some days, at least until its report
    was due anyway."""
    with taking_step(case, Action.REQUEST_CHANGES, actor=actor, note=note, expected_version=expected_version):
        case.request = note
        later = now() + timedelta(days=setting("GRANT_CHANGES_DAYS"))
        case.report_until = max(case.report_until or later, later)


def suspend(
    case: GrantAward, *, actor: Actor, note: str | None = None, expected_version: int | None = None
) -> None:
    """Pay nothing until the grant goes on; the group reads why."""
    with taking_step(case, Action.SUSPEND, actor=actor, note=note, expected_version=expected_version):
        case.request = note


def accept_report(
    award: GrantAward,
    *,
    actor: Actor,
    admitted_minor: int | None = None,
    evidence: Evidence = Evidence.ACTIVITY,
    expected_version: int | None = None,
) -> None:
    """Accept the report and close the grant. A fixed amount counts as spent once the activity took place; of
    actual costs, `admitted_minor` is accepted on `evidence`.

    Raises LEFT_NOT_BACK while money that was not spent has not come back, NOT_ADMITTED where an amount is
    needed, and what the ledger's `accept` raises.
    """
    with taking_step(award, Action.ACCEPT_REPORT, actor=actor, expected_version=expected_version):
        payments = queries.list_open_payments(award)
        open_minor = sum(left for _fact, left in payments)
        if is_fixed(award):
            kept = max(0, (award.left_minor or 0) - queries.refunded_minor(award))
        elif admitted_minor is None:
            raise DomainError(AwardRefusal.NOT_ADMITTED)
        else:
            kept = open_minor - admitted_minor
        if kept > 0:
            raise DomainError(AwardRefusal.LEFT_NOT_BACK, left=Money(kept, award.currency))
        for fact, left in payments:
            funding.accept(fact, claimed=left, admitted=left, evidence=evidence, day=today(), actor=actor)


def accept_selected(refs: Collection[str], body_id: int, *, actor: Actor) -> list[str]:
    """Accept each of these reports; answers the references of those left out."""
    return act_on_each(
        refs,
        lambda ref: queries.get_award(ref, known=readable_by(actor), body_id=body_id, lock=True),
        lambda award: accept_report(award, actor=actor),
    )
