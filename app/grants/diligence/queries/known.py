"""Which groups are known, and until when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.casework.models import Casefile
from app.grants.diligence.enums import Tier
from app.grants.diligence.models import DiligenceCheck
from app.grants.diligence.policy import covering
from app.grants.diligence.process import DILIGENCE_CHECK
from app.grants.diligence.process_words import Status
from app.kernel.database import db

CHECK: Any = DiligenceCheck.__table__.c


def known_until(body_id: int, organisation_ids: Collection[int], tier: Tier) -> dict[int, date]:
    """Organisation → the last day on which a check of this tier or a higher one counts, also where that is
    over. A group that never passed one, or whose check was ended early, is not there."""
    statement = (
        select(Casefile.organisation_id, func.max(CHECK.valid_until))
        .join(DiligenceCheck.__table__, CHECK.id == Casefile.id)
        .where(
            Casefile.organisation_id.in_(organisation_ids),
            Casefile.kind == DILIGENCE_CHECK.kind,
            Casefile.body_id == body_id,
            Casefile.status_code == Status.PASSED,
            CHECK.tier.in_(covering(tier)),
        )
        .group_by(Casefile.organisation_id)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


def is_known(case: Any, tier: Any, day: date) -> ColumnElement[bool]:
    """Whether the group of a case is known by its network on a day, as this column of a tier asks: what
    `known_until` says, for statements over many cases."""
    one, check = aliased(Casefile.__table__), aliased(DiligenceCheck.__table__)
    counts = or_(
        *(and_(tier == asked, check.c.tier.in_(covering(asked))) for asked in (Tier.STANDARD, Tier.FULL))
    )
    return or_(
        tier == Tier.NONE,
        exists().where(
            one.c.organisation_id == case.organisation_id,
            one.c.kind == DILIGENCE_CHECK.kind,
            one.c.body_id == case.body_id,
            one.c.status == Status.PASSED.value,
            check.c.id == one.c.id,
            check.c.valid_until >= day,
            counts,
        ),
    )
