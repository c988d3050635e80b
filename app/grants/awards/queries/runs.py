"""Payment runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from app.grants.awards.enums import RunStatus
from app.grants.awards.models import GrantAward, PaymentRun, PaymentRunItem, Tranche
from app.kernel.database import db, take_lock
from app.kernel.errors import NotFound


def list_runs(body_id: int, *, most: int) -> Sequence[PaymentRun]:
    """The network's payment runs, the newest first."""
    return db.session.scalars(
        select(PaymentRun)
        .where(PaymentRun.body_id == body_id)
        .options(joinedload(PaymentRun.account, innerjoin=True), _items())
        .order_by(PaymentRun.id.desc())
        .limit(most)
    ).all()


def get_run(ref: str, body_id: int, *, lock: bool = False) -> PaymentRun:
    """One payment run with its payments. Raises NotFound."""
    which = (PaymentRun.ref == ref, PaymentRun.body_id == body_id)
    if lock:
        take_lock(select(PaymentRun.id).where(*which))
    found = db.session.execute(
        select(PaymentRun)
        .where(*which)
        .options(joinedload(PaymentRun.account, innerjoin=True), _items())
        .execution_options(populate_existing=lock)
    ).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def _items() -> Any:
    tranche = selectinload(PaymentRun.items).joinedload(PaymentRunItem.tranche, innerjoin=True)
    return tranche.joinedload(Tranche.award, innerjoin=True).selectinload(GrantAward.tranches)


def count_runs_to_approve(body_ids: Sequence[int], *, but: int | None) -> dict[int, int]:
    """Network → how many payment runs wait for approval that this person did not prepare."""
    statement = (
        select(PaymentRun.body_id, func.count())
        .where(
            PaymentRun.body_id.in_(body_ids),
            PaymentRun.status == RunStatus.PREPARED,
            PaymentRun.prepared_by_id != but,
        )
        .group_by(PaymentRun.body_id)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}
