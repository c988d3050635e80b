"""What the group reports, and what the office makes of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import NamedTuple

from app.casework.queries import readable_by
from app.casework.services import act_on_each, taking_step
from app.grants.awards import queries
from app.grants.awards.enums import AwardRefusal, Happened
from app.grants.awards.models import GrantAward
from app.grants.awards.process_words import Action
from app.grants.awards.rules import is_fixed, report_stamp
from app.grants.awards.services.amounts import end_variation
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
    seen: str | None = None,
) -> None:
    """Say what became of the grant. `left_minor` is what was not spent and `spent_minor`, where the grant
    pays actual costs, what it cost; both in the grant's currency. `seen` is the stamp of the report that is
    changed. Raises TOO_MUCH, REPORTED_MEANWHILE."""
    with taking_step(award, Action.REPORT, actor=actor):
        if seen is not None and seen != report_stamp(award):
            raise DomainError(AwardRefusal.REPORTED_MEANWHILE)
        for amount in (left_minor, spent_minor or 0):
            if not 0 <= amount <= award.amount_minor:
                raise DomainError(AwardRefusal.TOO_MUCH, most=award.amount)
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
        case.stop_reason = note


def resume(
    case: GrantAward, *, actor: Actor, note: str | None = None, expected_version: int | None = None
) -> None:
    """Let the grant go on: the group has as much longer to report as it was suspended."""
    with taking_step(case, Action.RESUME, actor=actor, note=note, expected_version=expected_version):
        case.stop_reason = None
        case.go_on_after(now() - case.stage_entered_at)


class Claim(NamedTuple):
    """What was claimed of actual costs on one kind of evidence, and what of it is accepted, in the grant's
    currency."""

    evidence: Evidence
    claimed_minor: int
    admitted_minor: int


def accept_report(
    award: GrantAward,
    *,
    actor: Actor,
    claims: Sequence[Claim] | None = None,
    expected_version: int | None = None,
) -> None:
    """Accept the report and close the grant. A fixed amount counts as spent once the activity took place; of
    actual costs, what `claims` admit is accepted, each on its evidence.

    Raises LEFT_NOT_BACK while money that was not spent has neither come back nor been written off, and all
    of it where nothing took place; NOT_ADMITTED where claims are needed, TOO_MUCH, and what the ledger's
    `accept` raises.
    """
    with taking_step(award, Action.ACCEPT_REPORT, actor=actor, expected_version=expected_version):
        payments = queries.list_open_payments(award)
        open_minor = sum(left for _fact, left in payments)
        kept = _not_spent(award, open_minor, claims)
        if kept > 0:
            raise DomainError(AwardRefusal.LEFT_NOT_BACK, left=Money(kept, award.currency))
        end_variation(award, actor=actor)
        whole = [Claim(Evidence.ACTIVITY, open_minor, open_minor)]
        accepted = whole if is_fixed(award) or claims is None else claims
        for place, part in spread([left for _fact, left in payments], accepted):
            funding.accept(
                payments[place][0],
                claimed=part.claimed_minor,
                admitted=part.admitted_minor,
                evidence=part.evidence,
                day=today(),
                actor=actor,
            )


def spread(payments: Sequence[int], claims: Sequence[Claim]) -> list[tuple[int, Claim]]:
    """Which part of a claim is accepted on which payment, by its place: claims in their order, until what is
    open of the payments is used. What was claimed and not accepted goes with the last part of its claim."""
    left, place = list(payments), 0
    parts: list[tuple[int, Claim]] = []
    for claim in claims:
        open_minor, start = claim.admitted_minor, len(parts)
        while open_minor > 0 and place < len(left):
            taken = min(open_minor, left[place])
            if taken > 0:
                parts.append((place, Claim(claim.evidence, taken, taken)))
            open_minor -= taken
            left[place] -= taken
            place += left[place] == 0
        if len(parts) > start:
            where, last = parts[-1]
            beside = claim.claimed_minor - claim.admitted_minor + open_minor
            parts[-1] = where, last._replace(claimed_minor=last.claimed_minor + beside)
    return parts


def _not_spent(award: GrantAward, open_minor: int, claims: Sequence[Claim] | None) -> int:
    """What of `open_minor`, which is neither back nor written off, was not spent."""
    if award.happened is Happened.NO:
        return open_minor
    if not is_fixed(award):
        if not claims:
            raise DomainError(AwardRefusal.NOT_ADMITTED)
        admitted = sum(one.admitted_minor for one in claims)
        most = min(award.spent_minor or 0, open_minor)
        if admitted > most:
            raise DomainError(AwardRefusal.TOO_MUCH, most=Money(most, award.currency))
        return open_minor - admitted
    ended = queries.paid_and_ended_minor(award)
    return min(open_minor, max(0, (award.left_minor or 0) - ended))


def accept_selected(refs: Collection[str], body_id: int, *, actor: Actor) -> list[str]:
    """Accept each of these reports, where all went as planned; answers the references of those left out."""

    def accept(award: GrantAward) -> None:
        if award.happened is not Happened.YES:
            raise DomainError(AwardRefusal.DID_NOT_HAPPEN)
        accept_report(award, actor=actor)

    return act_on_each(
        refs,
        lambda ref: queries.get_award(ref, known=readable_by(actor), body_id=body_id, lock=True),
        accept,
    )
