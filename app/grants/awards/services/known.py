"""Whether a group is known well enough for its money: the one place that offers and payments ask."""

from __future__ import annotations

from datetime import date

from app.casework.models import Casefile
from app.grants.awards.enums import AwardRefusal
from app.grants.diligence.enums import Tier
from app.grants.diligence.queries import known_until
from app.kernel.errors import DomainError


def require_known(case: Casefile, tier: Tier, when: date) -> None:
    """A check of this tier or a higher one, by the network of `case` (an application or a grant), counts for
    its group on that day. Raises CHECK_NEEDED, CHECK_EXPIRED with the group."""
    if tier is Tier.NONE or case.organisation_id is None:
        return
    until = known_until(case.body_id, [case.organisation_id], tier).get(case.organisation_id)
    if until is None:
        raise DomainError(AwardRefusal.CHECK_NEEDED, group=case.title)
    if until < when:
        raise DomainError(AwardRefusal.CHECK_EXPIRED, group=case.title, day=until)
