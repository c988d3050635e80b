"""Payment runs: many payments that one person prepares and another approves."""

from __future__ import annotations

from collections.abc import Collection

from app.accounts.queries import get_person
from app.casework.enums import CaseworkRefusal, DeclaredTie
from app.casework.services import declare_tie, taking_step
from app.grants.awards import queries, rules
from app.grants.awards.enums import AwardRefusal, RunAction
from app.grants.awards.models import GrantAward, PaymentRun, PaymentRunItem, Tranche
from app.grants.awards.process_words import Action
from app.grants.awards.services.following import give_time_to_report
from app.grants.awards.services.known import require_known
from app.grants.funding.enums import FundingRefusal
from app.grants.funding.models import Account
from app.grants.funding.rules import can_keep_funds
from app.grants.funding.services import pay
from app.grants.funding.services.approvals import try_out
from app.kernel import audit
from app.kernel.actor import Actor
from app.kernel.clock import now, today
from app.kernel.database import db
from app.kernel.errors import DomainError, KernelRefusal, NotFound, require
from app.kernel.workflow import advance
from app.organisations.models import NetworkBody


def prepare_run(body: NetworkBody, account: Account, refs: Collection[str], *, actor: Actor) -> PaymentRun:
    """Put the payable tranches of these grants into one run from an account.

    It is tried out, so that only what can be paid is put before the second person. Raises NOTHING_CHOSEN,
    NOT_PAYABLE with the group, CHECK_NEEDED, CHECK_EXPIRED, RECUSED, OTHER_CURRENCY, IN_ANOTHER_RUN,
    SAME_PERSON where nobody else could approve it, and what approving it would.
    """
    if not can_keep_funds(actor, body.id):
        raise DomainError(KernelRefusal.NOT_YOURS_TO_DO)
    if not refs:
        raise DomainError(AwardRefusal.NOTHING_CHOSEN)
    run = PaymentRun(body=body, body_id=body.id, account=account, prepared_by_id=actor.actor_id)
    for ref in sorted(set(refs)):
        award = queries.get_award(ref, body_id=body.id, lock=True)
        tranche = _payable(award, account, actor)
        run.items.append(
            PaymentRunItem(tranche=tranche, minor=tranche.minor, route=award.route, details=award.details)
        )
    db.session.add(run)
    db.session.flush()
    _try_out(run, actor)
    audit.record(
        "payment_run.prepared",
        subject="payment_run",
        subject_id=run.id,
        actor=actor,
        body_id=body.id,
        details={"payments": len(run.items)},
    )
    return run


def _payable(award: GrantAward, account: Account, actor: Actor) -> Tranche:
    _check_open(award, actor)
    if award.currency != account.currency:
        raise DomainError(AwardRefusal.OTHER_CURRENCY, group=award.title, currency=award.currency)
    tranche = rules.payable(award, now())
    if tranche is None:
        raise DomainError(AwardRefusal.NOT_PAYABLE, group=award.title)
    require_known(award, award.diligence, today())
    if queries.is_in_open_run(tranche):
        raise DomainError(AwardRefusal.IN_ANOTHER_RUN, group=award.title)
    return tranche


def _check_open(award: GrantAward, actor: Actor) -> None:
    """Whoever belongs to the group, declared a conflict, or must not know of it neither prepares nor approves
    its payment. Raises RECUSED."""
    if queries.is_closed(award, actor):
        raise DomainError(CaseworkRefusal.RECUSED)


def _try_out(run: PaymentRun, actor: Actor) -> None:
    awards = [item.tranche.award for item in run.items]

    def could_approve(person: Actor) -> bool:
        return not any(queries.is_closed(award, person) for award in awards)

    try:
        try_out(
            lambda approver: _pay_each(run, approver),
            body_id=run.body_id,
            actor=actor,
            could=could_approve,
        )
    except DomainError as error:
        # Whether another fund's money is used is for the second person to decide.
        if error.code is not FundingRefusal.CASH_SHORT:
            raise
    for item in run.items:
        db.session.expire(item.tranche, ["paid_minor"])


def leave_out(run: PaymentRun, ref: str, *, actor: Actor) -> None:
    """Take one grant out of a run that waits for approval, so that one group stops nobody else's money. It
    can go into another run.

    Raises NOT_IN_THIS_STATE, LAST_PAYMENT, NotFound where the run does not hold it.
    """
    if not can_keep_funds(actor, run.body_id):
        raise DomainError(KernelRefusal.NOT_YOURS_TO_DO)
    if not rules.waits_for_approval(run):
        raise DomainError(KernelRefusal.NOT_IN_THIS_STATE)
    item = next((one for one in run.items if one.tranche.award.ref == ref), None)
    if item is None:
        raise NotFound
    if len(run.items) == 1:
        raise DomainError(AwardRefusal.LAST_PAYMENT)
    _take_out(run, item, actor)


def _take_out(run: PaymentRun, item: PaymentRunItem, actor: Actor) -> None:
    audit.record(
        "payment_run.left_out",
        subject="payment_run",
        subject_id=run.id,
        actor=actor,
        body_id=run.body_id,
        details={"award": item.tranche.award.ref},
    )
    run.items.remove(item)
    db.session.delete(item)
    db.session.flush()


def declare_conflict(award: GrantAward, *, note: str, actor: Actor) -> None:
    """Somebody in finance must not pay this group: others do. A run that waits goes on without it, so that
    nobody is left with a run that they cannot open. Raises NOT_YOURS_TO_DO."""
    declare_tie(award, tie=DeclaredTie.CONFLICT, note=note, actor=actor)
    for ref in queries.list_open_runs(award):
        run = queries.get_run(ref, award.body_id, lock=True)
        mine = [one for one in run.items if one.tranche.award_id == award.id]
        if len(run.items) == len(mine):
            cancel_run(run, actor=actor)
        else:
            for item in mine:
                _take_out(run, item, actor)


def approve_run(
    run: PaymentRun, *, actor: Actor, despite_cash: bool = False, seen: str | None = None
) -> None:
    """Pay every tranche of the run, or none. `despite_cash`: the approver knows that the money of another
    fund is used meanwhile; `seen`: the stamp of what they looked at.

    Raises PREPARED_BY_YOU, RUN_CHANGED, PREPARER_GONE, RECUSED, NOT_PAYABLE, CHECK_NEEDED and CHECK_EXPIRED
    with the group where something changed since, and what the ledger's `pay` raises.
    """
    require(rules.may_approve_run(actor, run))
    if rules.waits_for_approval(run) and seen is not None and seen != rules.run_stamp(run):
        raise DomainError(AwardRefusal.RUN_CHANGED)
    if not can_keep_funds(get_person(run.prepared_by_id), run.body_id):
        raise DomainError(AwardRefusal.PREPARER_GONE)
    advance(run, RunAction.APPROVE, actor=actor, details={"payments": len(run.items)})
    _pay_each(run, actor, despite_cash=despite_cash)
    _end(run, actor)


def cancel_run(run: PaymentRun, *, actor: Actor) -> None:
    """Nothing of it is paid; its tranches can go into another run."""
    advance(run, RunAction.CANCEL, actor=actor)
    _end(run, actor)


def _end(run: PaymentRun, actor: Actor) -> None:
    run.decided_by_id, run.decided_at = actor.actor_id, now()
    for item in run.items:
        item.in_open_run = False
    db.session.flush()


def _pay_each(run: PaymentRun, approver: Actor, *, despite_cash: bool = False) -> None:
    preparer = get_person(run.prepared_by_id)
    # All grants are locked before any fund is, as wherever money of a grant moves.
    awards = [queries.get_award(ref, body_id=run.body_id, lock=True) for ref in _refs(run)]
    for award in awards:
        item = next(one for one in run.items if one.tranche.award_id == award.id)
        tranche = item.tranche
        for person in (preparer, approver):
            _check_open(award, person)
        if rules.payable(award, now()) is not tranche or item.minor != tranche.minor:
            raise DomainError(AwardRefusal.NOT_PAYABLE, group=award.title)
        require_known(award, award.diligence, today())
        with taking_step(award, Action.PAY, actor=approver, tranche=tranche.number):
            pay(
                award.commitment,
                tranche=tranche.number,
                minor=item.minor,
                account=run.account,
                day=today(),
                actor=preparer,
                approver=approver,
                act=run.ref,
                payee=award.ref,
                despite_cash=despite_cash,
                by_grant=True,
            )
            db.session.refresh(tranche, ["paid_minor"])
            give_time_to_report(award)


def _refs(run: PaymentRun) -> list[str]:
    return sorted(item.tranche.award.ref for item in run.items)
