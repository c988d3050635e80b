"""What can be paid, payment runs, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_precision
from flask import url_for

from app.grants.awards import queries, rules
from app.grants.awards.labels import ROUTES_OF_OFFICE, RUN_STATUSES
from app.grants.awards.models import GrantAward, PaymentRun, PaymentRunItem, Tranche
from app.grants.awards.presenter.grants import country_in, route_of
from app.kernel.actor import Actor
from app.kernel.clock import now
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
    for award, tranche in queries.list_payable(actor, body_id):
        found.setdefault(award.currency, []).append(_payable_row(award, tranche, language))
    return found


def _payable_row(award: GrantAward, tranche: Tranche, language: str) -> PayableRow:
    return PayableRow(
        ref=award.ref,
        name=award.title,
        country=country_in(award.country, language),
        route=route_of(award),
        amount=Money(tranche.minor, award.currency),
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
    return [
        PayableRow(
            ref=item.tranche.award.ref,
            name=item.tranche.award.title,
            country=country_in(item.tranche.award.country, language),
            route=str(ROUTES_OF_OFFICE[item.route]),
            amount=Money(item.minor, run.account.currency),
            is_stopped=waits and rules.payable(item.tranche.award, moment) is not item.tranche,
        )
        for item in in_order(run)
    ]


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
