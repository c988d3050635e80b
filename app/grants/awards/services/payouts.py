"""Where money is sent, and what arrived."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta

from app.casework.services import taking_step
from app.grants.awards import emails, rules
from app.grants.awards.enums import AwardRefusal, Route
from app.grants.awards.models import GrantAward
from app.grants.awards.process_words import Action
from app.kernel.actor import Actor
from app.kernel.clock import now
from app.kernel.errors import DomainError
from app.kernel.settings import setting

FIELDS: Mapping[Route, tuple[str, ...]] = {
    Route.BANK: ("holder", "account", "bank", "bic", "town"),
    Route.MOBILE: ("holder", "phone", "provider"),
    Route.HOST: ("host", "holder", "account", "bank", "bic", "town"),
    Route.CASH: ("person", "town"),
}
"""What each route asks for."""
OPTIONAL = frozenset({"bic"})


def enter_details(award: GrantAward, route: Route, details: Mapping[str, str], *, actor: Actor) -> None:
    """Say where money is sent. The first word counts at once; a change is told to every contact of the group,
    and is used only some days later, so that nobody redirects a grant unseen. Raises DETAILS_LACK."""
    given = {name: details.get(name, "").strip() for name in FIELDS[route]}
    if any(not given[name] for name in FIELDS[route] if name not in OPTIONAL):
        raise DomainError(AwardRefusal.DETAILS_LACK)
    kept = json.dumps(given, ensure_ascii=False, sort_keys=True)
    if (award.route, award.details) == (route, kept):
        return
    with taking_step(award, Action.ENTER_DETAILS, actor=actor):
        is_change, moment = award.route is not None, now()
        award.route, award.details, award.details_at = route, kept, moment
        if is_change:
            award.details_usable_at = moment + timedelta(days=setting("GRANT_DETAILS_HOLD_DAYS"))
            emails.tell_of_new_details(award)


def read_details(award: GrantAward) -> dict[str, str]:
    """Where money is sent; empty where the group has not said so yet."""
    return {} if award.details is None else dict(json.loads(award.details))


def confirm_receipt(award: GrantAward, *, minor: int, currency: str, day: date, actor: Actor) -> None:
    """The group says what arrived of the first tranche that nobody has spoken of yet; 0 for nothing."""
    with taking_step(award, Action.CONFIRM, actor=actor):
        tranche = rules.unconfirmed(award)
        if tranche is None:
            raise DomainError(AwardRefusal.NOTHING_PAID)
        tranche.received_minor, tranche.received_currency = minor, currency
        tranche.received_on, tranche.confirmed_by_id = day, actor.actor_id
