"""What is proposed on applications, and decided by a second person; one act for many of them."""

from __future__ import annotations

from collections.abc import Callable, Collection

from app.casework.queries import readable_by
from app.casework.services import act_on_each, take_step, taking_step
from app.grants.applications import queries
from app.grants.applications.enums import GrantRefusal, Outcome
from app.grants.applications.models import GrantApplication
from app.grants.applications.process import DECIDED_BY
from app.grants.applications.process_words import Action
from app.grants.calls.models import Call
from app.grants.funding.enums import FundingRefusal
from app.grants.funding.models import Commitment
from app.grants.funding.services import commit
from app.kernel import clock
from app.kernel.actor import Actor
from app.kernel.database import db
from app.kernel.errors import DomainError, NotFound
from app.kernel.money import Money

ANOTHER_LINE_MAY = frozenset(
    {
        FundingRefusal.LINE_EXCEEDED,
        FundingRefusal.SUSPENDED,
        FundingRefusal.NOT_ACTIVE,
        FundingRefusal.OUTSIDE_PERIOD,
        FundingRefusal.TAG_BARRED,
        FundingRefusal.COUNTRY_CLOSED,
        FundingRefusal.COUNTRY_NEEDED,
        FundingRefusal.NO_BUDGET_RATE,
    }
)


def propose(
    case: GrantApplication,
    outcome: Outcome,
    *,
    actor: Actor,
    minor: int | None = None,
    reason: str = "",
    language: str = "en",
    expected_version: int | None = None,
) -> None:
    """Propose what a second person decides. `minor` is the grant, what was asked for where it is None; the
    reason is what the group reads, and has to be given where it is not selected.

    Raises REASON_MISSING, AMOUNT_OUTSIDE, CALL_STILL_OPEN.
    """
    if outcome is not Outcome.AWARD and not reason.strip():
        raise DomainError(GrantRefusal.REASON_MISSING)
    with taking_step(
        case, Action.PROPOSE, actor=actor, expected_version=expected_version, outcome=outcome.value
    ):
        case.outcome, case.proposed_by_id = outcome, actor.actor_id
        case.proposed_minor = _proposed(case, minor) if outcome is Outcome.AWARD else None
        case.told_reason, case.reason_language = reason.strip() or None, language


def _proposed(case: GrantApplication, minor: int | None) -> int:
    call = case.call
    amount = case.asked_minor if minor is None else minor
    if amount is None or not call.smallest_minor <= amount <= call.largest_minor:
        raise DomainError(
            GrantRefusal.AMOUNT_OUTSIDE,
            asked=Money(amount or 0, call.currency),
            smallest=call.smallest,
            largest=call.largest,
        )
    return amount


def decide(
    case: GrantApplication,
    action: Action,
    *,
    actor: Actor,
    note: str | None = None,
    expected_version: int | None = None,
) -> None:
    """Decide as it was proposed. A grant is set aside from the first line of the call that can pay it.
    Raises PROPOSED_BY_YOU, NOT_PROPOSED_SO, and what `commit` raises of the last line."""
    with taking_step(case, action, actor=actor, note=note, expected_version=expected_version):
        if action is Action.AWARD:
            case.commitment = _set_aside(case, actor)


def award(
    case: GrantApplication,
    *,
    actor: Actor,
    note: str | None = None,
    expected_version: int | None = None,
) -> None:
    """Give the grant that was proposed."""
    decide(case, Action.AWARD, actor=actor, note=note, expected_version=expected_version)


def _set_aside(case: GrantApplication, actor: Actor) -> Commitment:
    assert case.proposed_minor is not None
    refused: DomainError | None = None
    for one in case.call.lines:
        try:
            with db.session.begin_nested():
                return commit(
                    one.line,
                    ref=case.ref,
                    minor=case.proposed_minor,
                    currency=case.call.currency,
                    agreed_on=clock.today(),
                    actor=actor,
                    country=case.country,
                    is_granted=True,
                )
        except DomainError as error:
            if error.code not in ANOTHER_LINE_MAY:
                raise
            refused = error
    assert refused is not None
    raise refused


# --- one act for many


def shortlist_selected(refs: Collection[str], call: Call, *, actor: Actor) -> list[str]:
    """Put these on the shortlist; answers the references of those left out."""
    return _each(refs, call, actor, lambda case: take_step(case, Action.SHORTLIST, actor=actor))


def propose_selected(
    refs: Collection[str], call: Call, outcome: Outcome, *, actor: Actor, language: str, reason: str = ""
) -> list[str]:
    """Propose the same for all of these, each with the amount that it asks for."""
    return _each(
        refs,
        call,
        actor,
        lambda case: propose(case, outcome, actor=actor, reason=reason, language=language),
    )


def decide_selected(refs: Collection[str], call: Call, *, actor: Actor) -> list[str]:
    """Decide each of these as it was proposed."""

    def act(case: GrantApplication) -> None:
        if case.outcome is None:
            raise DomainError(GrantRefusal.NOT_PROPOSED_SO)
        decide(case, DECIDED_BY[case.outcome], actor=actor)

    return _each(refs, call, actor, act)


def _each(
    refs: Collection[str], call: Call, actor: Actor, act: Callable[[GrantApplication], object]
) -> list[str]:
    def find(ref: str) -> GrantApplication:
        case = queries.get_application(ref, known=readable_by(actor), lock=True)
        if case.call_id != call.id:
            raise NotFound
        return case

    return act_on_each(refs, find, act)
