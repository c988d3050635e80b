"""The funds of a network as a list, and the tabs above the pages of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from app.grants.funding import labels
from app.grants.funding.models import Fund
from app.grants.funding.queries.balances import recognised
from app.grants.funding.queries.entries import FundCash, FundSums
from app.grants.funding.rules import terms_on
from app.kernel.money import Money
from app.web.list_page import Count, Tab


@dataclass(frozen=True)
class FundRow:
    """One fund; own funds have no amounts of their own here, they are what they are in each account."""

    code: str
    name: str
    url: str
    status: str
    tag: str
    ends_on: date | None
    award: Money | None
    cost: Money | None
    promised: Money | None
    cash: tuple[Money, ...]
    is_short: bool
    """In some account it has used the money of other funds."""


def fund_rows(
    funds: Sequence[Fund],
    sums: Mapping[int, FundSums],
    cash: Mapping[int, FundCash],
    slug: str,
    language: str,
    today: date,
) -> list[FundRow]:
    """The funds with what their facts add up to, and their cash, each by the key of the fund."""
    return [
        _row(fund, sums.get(fund.id, FundSums()), cash.get(fund.id, FundCash()), slug, language, today)
        for fund in funds
    ]


def _row(fund: Fund, held: FundSums, cash: FundCash, slug: str, language: str, today: date) -> FundRow:
    version = terms_on(fund.versions, today)
    cost = recognised(version.terms, held.paid, held.accepted) if version is not None else held.paid
    award, costs, promised = (
        Money(minor, fund.currency) if fund.currency else None
        for minor in (fund.agreed_minor, cost, held.committed)
    )
    return FundRow(
        code=fund.code,
        name=fund.title_in(language),
        url=url_for("grants_funding.money", slug=slug, ref=fund.ref),
        status="" if fund.is_own else str(labels.FUND_STATUSES[fund.status]),
        tag=labels.FUND_TAGS[fund.status],
        ends_on=fund.ends_on,
        award=award,
        cost=costs,
        promised=promised,
        cash=tuple(Money(minor, currency) for currency, minor in cash.by_currency.items() if minor),
        is_short=cash.is_short,
    )


def fund_tabs(fund: Fund, slug: str, *, awards: int) -> list[Tab]:
    """The pages of one fund. Own funds have neither lines nor terms."""
    pages: list[tuple[str, Any, Count | None]] = [
        ("money", _("Cash") if fund.is_own else _("Money by line"), None),
        ("entries", _("Entries"), Count(fund.facts_written)),
    ]
    if not fund.is_own:
        pages += [
            ("awards", _("Awards"), Count(awards)),
            ("report", _("Donor report"), None),
            ("terms", _("Terms"), None),
        ]
    return [
        Tab(
            label,
            url_for(f"grants_funding.{name}", slug=slug, ref=fund.ref),
            request.endpoint == f"grants_funding.{name}",
            number,
        )
        for name, label, number in pages
    ]
