"""The office chooses how much of a grant is public, within what was agreed; the group asks for less whenever
it wants."""

from __future__ import annotations

from collections.abc import Collection

from app.casework.queries import readable_by
from app.casework.rules import may_work
from app.casework.services import act_on_each
from app.grants.awards.models import GrantAward
from app.grants.awards.queries import get_award
from app.grants.awards.rules import acts_for_grantee
from app.grants.publishing import queries, rules
from app.grants.publishing.enums import Publicity, PublishingRefusal, Wish
from app.grants.publishing.models import AwardPublication
from app.kernel import audit
from app.kernel.actor import Actor, can
from app.kernel.clock import now
from app.kernel.database import db
from app.kernel.errors import DomainError, KernelRefusal, require
from app.kernel.permissions import Permission


def choose(award: GrantAward, choice: Publicity | None, *, actor: Actor) -> None:
    """How much of a grant is public; None for all that the group and the fund agreed to. Raises NOT_AGREED
    where that is less."""
    if not can(actor, Permission.SCREEN_GRANTS, body=award.body_id):
        raise DomainError(KernelRefusal.NOT_YOURS_TO_DO)
    require(may_work(actor, award))
    most = rules.most_agreed(queries.get_record(award.id).consent)
    wanted = most if choice is None else choice
    if rules.is_more(wanted, most):
        raise DomainError(PublishingRefusal.NOT_AGREED)
    kept = _publication(award)
    kept.choice, kept.chosen_at, kept.chosen_by_id = wanted, now(), actor.actor_id
    if wanted is Publicity.PUBLISH and kept.named_at is None:
        kept.named_at = now()
    _record(kept, award, "chosen", actor, choice=wanted.value)


def choose_selected(
    refs: Collection[str], choice: Publicity | None, body_id: int, *, actor: Actor
) -> list[str]:
    """The same for each of these grants; answers the references of those left as they were."""
    return act_on_each(
        refs,
        lambda ref: get_award(ref, known=readable_by(actor), body_id=body_id, lock=True),
        lambda award: choose(award, choice, actor=actor),
    )


def say(award: GrantAward, wish: Wish, *, actor: Actor) -> None:
    """What the group wants now. Less counts at once, and the office cannot take it back; more lets the office
    show more, which it has to choose anew."""
    require(acts_for_grantee(actor, award))
    kept = _publication(award)
    kept.said, kept.said_at, kept.said_by_id = wish, now(), actor.actor_id
    kept.choice = rules.least(kept.choice, rules.WISHED[wish])
    _record(kept, award, "said", actor, said=wish.value)


def _publication(award: GrantAward) -> AwardPublication:
    found = queries.find_publication(award.id)
    if found is None:
        found = AwardPublication(award_id=award.id, choice=Publicity.WITHHOLD)
        db.session.add(found)
        db.session.flush()
    return found


def _record(kept: AwardPublication, award: GrantAward, kind: str, actor: Actor, **details: str) -> None:
    audit.record(
        f"award_publication.{kind}",
        subject="award_publication",
        subject_id=kept.id,
        actor=actor,
        body_id=award.body_id,
        details={"award": award.id, **details},
    )
