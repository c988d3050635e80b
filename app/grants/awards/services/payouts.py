"""Where money is sent, and what arrived."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta

from app.casework.services import taking_step
from app.grants.awards import emails, queries, rules
from app.grants.awards.enums import AwardRefusal, Route
from app.grants.awards.models import GrantAward, Tranche
from app.grants.awards.process_words import Action
from app.kernel.actor import Actor
from app.kernel.bank_numbers import is_bic, is_mistyped_iban
from app.kernel.clock import now, today
from app.kernel.errors import DomainError
from app.kernel.settings import setting

FIELDS: Mapping[Route, tuple[str, ...]] = {
    Route.BANK: ("holder", "account", "bank", "bic", "town", "country"),
    Route.MOBILE: ("holder", "phone", "provider"),
    Route.HOST: ("host", "holder", "account", "bank", "bic", "town", "country"),
    Route.CASH: ("person", "town"),
}
"""What each route asks for."""
OPTIONAL = frozenset({"bic"})
PHONE = re.compile(r"\+?\d{5,20}")


def enter_details(award: GrantAward, route: Route, details: Mapping[str, str], *, actor: Actor) -> None:
    """Say where money is sent. The first word counts at once; a change is told to every contact of the group,
    and is used only some days later, so that nobody redirects a grant unseen. While a payment waits for
    approval nothing changes.

    Raises DETAILS_LACK, DETAILS_WRONG for what a bank's file cannot hold, ACCOUNT_MISTYPED, BIC_MISTYPED,
    PAID_MEANWHILE.
    """
    given = {name: _written(name, details.get(name, "")) for name in FIELDS[route]}
    if any(not given[name] for name in FIELDS[route] if name not in OPTIONAL):
        raise DomainError(AwardRefusal.DETAILS_LACK)
    if is_mistyped_iban(given.get("account", "")):
        raise DomainError(AwardRefusal.ACCOUNT_MISTYPED)
    if given.get("bic") and not is_bic(given["bic"]):
        raise DomainError(AwardRefusal.BIC_MISTYPED)
    kept = json.dumps(given, ensure_ascii=False, sort_keys=True)
    if (award.route, award.details) == (route, kept):
        return
    with taking_step(award, Action.ENTER_DETAILS, actor=actor):
        if any(queries.is_in_open_run(one) for one in award.tranches):
            raise DomainError(AwardRefusal.PAID_MEANWHILE)
        is_change, moment = award.route is not None, now()
        award.route, award.details, award.details_at = route, kept, moment
        if is_change:
            award.details_usable_at = moment + timedelta(days=setting("GRANT_DETAILS_HOLD_DAYS"))
            emails.tell_of_new_details(award)


def _written(name: str, value: str) -> str:
    """A detail as a file holds it: nothing that a spreadsheet takes for a formula. Raises DETAILS_WRONG."""
    text = value.strip()
    if name == "phone":
        text = "".join(text.split())
        right = PHONE.fullmatch(text) is not None
    else:
        right = text[:1].isalnum()
    if text and not right:
        raise DomainError(AwardRefusal.DETAILS_WRONG)
    return text


def read_details(kept: str | None) -> dict[str, str]:
    """Where money is sent; empty where the group has not said so yet."""
    return {} if kept is None else dict(json.loads(kept))


def confirm_receipt(
    award: GrantAward, *, number: int, minor: int, currency: str, day: date, actor: Actor
) -> None:
    """The group says what arrived of a part of the grant, or puts right what it said. Raises NOTHING_PAID
    where this part was not sent, NOTHING_ARRIVED, DAY_TO_COME."""
    with taking_step(award, Action.CONFIRM, actor=actor):
        tranche = _sent(award, number)
        if minor <= 0:
            raise DomainError(AwardRefusal.NOTHING_ARRIVED)
        if day > today():
            raise DomainError(AwardRefusal.DAY_TO_COME)
        tranche.received_minor, tranche.received_currency = minor, currency
        tranche.received_on, tranche.confirmed_by_id = day, actor.actor_id
        tranche.missing_at = None


def say_missing(award: GrantAward, *, number: int, actor: Actor) -> None:
    """The group says that nothing has arrived of a part that was sent, also where it said before that it had:
    finance looks where it is. Raises NOTHING_PAID, and ARRIVED_ALREADY once a further part was sent."""
    with taking_step(award, Action.MISS, actor=actor):
        tranche = _sent(award, number)
        if any(one.number > number and rules.is_paid(one) for one in award.tranches):
            raise DomainError(AwardRefusal.ARRIVED_ALREADY)
        tranche.received_minor = tranche.received_currency = None
        tranche.received_on = tranche.confirmed_by_id = None
        tranche.missing_at = now()


def _sent(award: GrantAward, number: int) -> Tranche:
    tranche = next((one for one in award.tranches if one.number == number), None)
    if tranche is None or not rules.is_paid(tranche):
        raise DomainError(AwardRefusal.NOTHING_PAID)
    return tranche
