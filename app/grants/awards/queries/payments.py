"""What can be paid, what was paid and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.casework.models import Casefile
from app.casework.queries import is_closed_to
from app.grants.awards import rules
from app.grants.awards.enums import VariationStatus
from app.grants.awards.models import GrantAward, GrantVariation, PaymentRun, PaymentRunItem, Tranche
from app.grants.awards.process_words import Status
from app.grants.awards.queries.grants import OWN, paid_of_tranche
from app.grants.diligence.queries import is_known
from app.grants.funding.enums import FactKind
from app.grants.funding.models import BudgetLine, Commitment, Fact
from app.grants.funding.queries.facts import left_of
from app.kernel.actor import Actor
from app.kernel.clock import now, today
from app.kernel.database import db


def list_open_payments(award: GrantAward) -> list[tuple[Fact, int]]:
    """The payments of a grant of which something is neither back nor accepted, with how much, in the grant's
    currency."""
    kinds = (FactKind.PAYMENT, FactKind.REISSUE)
    facts = db.session.scalars(
        select(Fact).where(Fact.commitment_id == award.commitment_id, Fact.kind.in_(kinds)).order_by(Fact.id)
    )
    left = [(fact, left_of(fact).open_cash) for fact in facts]
    return [(fact, minor) for fact, minor in left if minor > 0]


def paid_and_ended_minor(award: GrantAward) -> int:
    """What the group gave back or finance wrote off, in the grant's currency."""
    kinds = (FactKind.PAYMENT, FactKind.REISSUE)
    facts = db.session.scalars(
        select(Fact).where(Fact.commitment_id == award.commitment_id, Fact.kind.in_(kinds))
    )
    left = [left_of(fact) for fact in facts]
    return rules.paid_minor(award) - sum(one.open_cash + one.settled for one in left)


def _payable(statement: Any) -> Any:
    """The tranches that can be paid now and wait in no payment run, as `rules.payable` has it, of a statement
    over grants and their tranches; of groups that are known well enough."""
    return _due(statement).where(is_known(Casefile, OWN.diligence, today()))


def _due(statement: Any) -> Any:
    """The same, of whatever groups."""
    usable = or_(OWN.details_usable_at.is_(None), OWN.details_usable_at <= now())
    before = aliased(Tranche)
    return statement.where(
        Casefile.status_code == Status.ACTIVE,
        OWN.route.is_not(None),
        Casefile.held_at.is_(None),
        usable,
        Tranche.minor > 0,
        paid_of_tranche() == 0,
        ~exists().where(
            GrantVariation.award_id == Tranche.award_id,
            GrantVariation.status == VariationStatus.TO_SIGN,
            GrantVariation.amount_minor < GrantVariation.before_minor,
        ),
        ~exists().where(
            before.award_id == Tranche.award_id,
            before.number < Tranche.number,
            before.minor > 0,
            before.received_minor.is_(None),
        ),
        ~exists().where(PaymentRunItem.tranche_id == Tranche.id, PaymentRunItem.in_open_run.is_(True)),
    )


def list_payable(actor: Actor, body_id: int) -> Sequence[tuple[GrantAward, Tranche]]:
    """What can be paid now and waits in no payment run, by the group's name."""
    statement = (
        select(GrantAward, Tranche)
        .join(Tranche, Tranche.award_id == OWN.id)
        .where(Casefile.body_id == body_id, ~is_closed_to(actor.actor_id))
        .order_by(Casefile.sort_name, Casefile.id)
    )
    return [(award, tranche) for award, tranche in db.session.execute(_payable(statement))]


def list_unknown(actor: Actor, body_id: int) -> Sequence[tuple[GrantAward, Tranche]]:
    """What could be paid if the group were known well enough, by the group's name."""
    statement = (
        select(GrantAward, Tranche)
        .join(Tranche, Tranche.award_id == OWN.id)
        .where(
            Casefile.body_id == body_id,
            ~is_closed_to(actor.actor_id),
            ~is_known(Casefile, OWN.diligence, today()),
        )
        .order_by(Casefile.sort_name, Casefile.id)
    )
    return [(award, tranche) for award, tranche in db.session.execute(_due(statement))]


def count_payable(actor: Actor, body_ids: Sequence[int]) -> dict[int, int]:
    """Network → how many payments can be made now and wait in no payment run."""
    table: Any = GrantAward.__table__
    statement = (
        select(Casefile.body_id, func.count())
        .join(table, OWN.id == Casefile.id)
        .join(Tranche, Tranche.award_id == OWN.id)
        .where(Casefile.body_id.in_(body_ids), ~is_closed_to(actor.actor_id))
        .group_by(Casefile.body_id)
    )
    return {row[0]: row[1] for row in db.session.execute(_payable(statement))}


def _missing(statement: Any) -> Any:
    """What was sent, and has not arrived as the group says."""
    return statement.where(Tranche.missing_at.is_not(None), Tranche.received_minor.is_(None))


def list_missing(actor: Actor, body_id: int) -> Sequence[tuple[GrantAward, Tranche]]:
    """The payments of which groups say that nothing has arrived, the longest missing first."""
    line = joinedload(GrantAward.commitment, innerjoin=True).joinedload(Commitment.line, innerjoin=True)
    statement = (
        select(GrantAward, Tranche)
        .join(Tranche, Tranche.award_id == OWN.id)
        .where(Casefile.body_id == body_id, ~is_closed_to(actor.actor_id))
        .options(line.joinedload(BudgetLine.fund, innerjoin=True))
        .order_by(Tranche.missing_at, Tranche.id)
    )
    return [(award, tranche) for award, tranche in db.session.execute(_missing(statement))]


def count_missing(actor: Actor, body_ids: Sequence[int]) -> dict[int, int]:
    """Network → how many payments groups miss."""
    table: Any = GrantAward.__table__
    statement = (
        select(Casefile.body_id, func.count())
        .join(table, OWN.id == Casefile.id)
        .join(Tranche, Tranche.award_id == OWN.id)
        .where(Casefile.body_id.in_(body_ids), ~is_closed_to(actor.actor_id))
        .group_by(Casefile.body_id)
    )
    return {row[0]: row[1] for row in db.session.execute(_missing(statement))}


def is_closed(award: GrantAward, actor: Actor) -> bool:
    """Whether the actor is recused from a grant, or excluded from knowing of it."""
    closed = select(Casefile.id).where(Casefile.id == award.id, is_closed_to(actor.actor_id))
    return db.session.scalar(closed) is not None


def list_open_runs(award: GrantAward) -> Sequence[str]:
    """The references of the payment runs that wait for approval and hold a part of this grant."""
    statement = (
        select(PaymentRun.ref)
        .join(PaymentRunItem, PaymentRunItem.run_id == PaymentRun.id)
        .join(Tranche, Tranche.id == PaymentRunItem.tranche_id)
        .where(Tranche.award_id == award.id, PaymentRunItem.in_open_run.is_(True))
        .order_by(PaymentRun.id)
    )
    return db.session.execute(statement).scalars().all()


def is_in_open_run(tranche: Tranche) -> bool:
    """Whether a tranche waits in a payment run for approval."""
    waits = exists().where(PaymentRunItem.tranche_id == tranche.id, PaymentRunItem.in_open_run.is_(True))
    return bool(db.session.scalar(select(waits)))
