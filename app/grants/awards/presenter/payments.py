"""What can be paid, payment runs, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_precision
from flask import url_for

from app.grants.awards import queries, rules
from app.grants.awards.labels import ROUTES_OF_OFFICE, RUN_STATUSES
from app.grants.awards.models import GrantAward, PaymentRun, PaymentRunItem, Tranche
from app.grants.awards.presenter.grants import country_in, route_of
from app.grants.awards.presenter.known import words_until
from app.grants.diligence.enums import Tier
from app.kernel.actor import Actor
from app.kernel.clock import now, today
from app.kernel.money import Money
from app.organisations.models import NetworkBody


@dataclass(frozen=True)
class PayableRow:
    """One payment that can be made now."""

    ref: str
    name: str
    country: str
    route: str
    amount: Money
    is_stopped: bool = False
    """In a run: it cannot be paid now, since something has changed."""
    known_until: date | None = None
    """Until when the check counts that the grant asks for; in the past where it is over."""
    check: str = ""
    """The same in words, where the grant asks for a check."""


@dataclass(frozen=True)
class MissingRow:
    """A payment of which the group says that nothing has arrived."""

    name: str
    country: str
    route: str
    amount: Money
    since: Any
    entries_url: str


@dataclass(frozen=True)
class RunRow:
    """One payment run."""

    ref: str
    status: str
    number: int
    total: Money
    account: str
    prepared_at: Any


def payable_rows(actor: Actor, body_id: int, language: str) -> dict[str, list[PayableRow]]:
    """Currency → what can be paid now and is in no payment run, by the group's name."""
    found: dict[str, list[PayableRow]] = {}
    payable = queries.list_payable(actor, body_id)
    known = queries.known_groups([award for award, _tranche in payable])
    for award, tranche in payable:
        row = _payable_row(award, tranche, language, known)
        found.setdefault(award.currency, []).append(row)
    return found


def unknown_rows(actor: Actor, body_id: int, language: str) -> list[PayableRow]:
    """What could be paid, were the group known well enough."""
    waiting = queries.list_unknown(actor, body_id)
    known = queries.known_groups([award for award, _tranche in waiting])
    return [_payable_row(award, tranche, language, known) for award, tranche in waiting]


def _payable_row(award: GrantAward, tranche: Tranche, language: str, known: Mapping[int, date]) -> PayableRow:
    return PayableRow(
        ref=award.ref,
        name=award.title,
        country=country_in(award.country, language),
        route=route_of(award),
        amount=Money(tranche.minor, award.currency),
        known_until=known.get(award.id),
        check=words_until(award, known.get(award.id), language),
    )


def plain_amount(currency: str, minor: int) -> str:
    """An amount as a bank's file has it: digits and a point, without a thousands sign."""
    digits = get_currency_precision(currency)
    return f"{Decimal(minor).scaleb(-digits):.{digits}f}"


def run_rows(runs: Sequence[PaymentRun]) -> list[RunRow]:
    return [
        RunRow(
            ref=run.ref,
            status=str(RUN_STATUSES[run.status]),
            number=len(run.items),
            total=run.total,
            account=run.account.code,
            prepared_at=run.prepared_at,
        )
        for run in runs
    ]


def run_items(run: PaymentRun, language: str) -> list[PayableRow]:
    """The payments of a run; while it waits for approval, with those that cannot be paid now."""
    waits, moment = rules.waits_for_approval(run), now()
    known = queries.known_groups([item.tranche.award for item in run.items]) if waits else {}
    return [
        PayableRow(
            ref=item.tranche.award.ref,
            name=item.tranche.award.title,
            country=country_in(item.tranche.award.country, language),
            route=str(ROUTES_OF_OFFICE[item.route]),
            amount=Money(item.minor, run.account.currency),
            is_stopped=waits and _is_stopped(item, moment, known),
            known_until=known.get(item.tranche.award_id),
        )
        for item in in_order(run)
    ]


def _is_stopped(item: PaymentRunItem, moment: datetime, known: Mapping[int, date]) -> bool:
    award = item.tranche.award
    if rules.payable(award, moment) is not item.tranche:
        return True
    return award.diligence is not Tier.NONE and known.get(award.id, date.min) < today()


def missing_rows(actor: Actor, body: NetworkBody, language: str) -> list[MissingRow]:
    """What was sent and has not arrived, the longest missing first."""
    return [
        MissingRow(
            name=award.title,
            country=country_in(award.country, language),
            route=route_of(award),
            amount=Money(tranche.minor, award.currency),
            since=tranche.missing_at,
            entries_url=url_for(
                "grants_funding.entries",
                slug=body.slug,
                ref=award.commitment.line.fund.ref,
                award=award.commitment.ref,
            ),
        )
        for award, tranche in queries.list_missing(actor, body.id)
    ]


def in_order(run: PaymentRun) -> list[PaymentRunItem]:
    """What a run pays, by the groups' names."""
    return sorted(run.items, key=lambda item: (item.tranche.award.sort_name, item.id))
