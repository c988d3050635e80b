"""Donors, their awards with terms, lines and periods, accounts, published rates."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.grants.funding.enums import Act, Category, FundAction, FundingRefusal, FundKind
from app.grants.funding.models import (
    Account,
    BudgetLine,
    Donor,
    Fund,
    Period,
    PublishedRate,
    Suspension,
    TermsVersion,
)
from app.grants.funding.queries import find_account, find_donor, find_fund, find_rate
from app.grants.funding.rules import can_keep_funds
from app.grants.funding.services.ledger import begin, hold
from app.grants.funding.terms import read_terms
from app.kernel import audit
from app.kernel.actor import Actor, holds
from app.kernel.bank_numbers import is_bic, is_mistyped_iban
from app.kernel.clock import today
from app.kernel.database import Base, db
from app.kernel.dates import Month
from app.kernel.errors import DomainError
from app.kernel.permissions import Permission
from app.kernel.workflow import advance
from app.organisations.models import NetworkBody


@dataclass(frozen=True)
class LineData:
    """A line of a budget: its amount in minor units of the fund's currency."""

    code: str
    title: Mapping[str, str]
    category: Category
    agreed_minor: int
    tags: tuple[str, ...] = ()


def add_donor(body: NetworkBody, *, name: str, actor: Actor, iati_org_id: str | None = None) -> Donor:
    _check(actor, body.id)
    _require_free(find_donor(body.id, name))
    donor = Donor(body_id=body.id, name=name, iati_org_id=iati_org_id)
    db.session.add(donor)
    db.session.flush()
    return donor


def add_account(body: NetworkBody, *, code: str, currency: str, actor: Actor) -> Account:
    _check(actor, body.id)
    _require_free(find_account(body.id, code))
    account = Account(body_id=body.id, code=code, currency=currency)
    db.session.add(account)
    db.session.flush()
    return account


def say_where_account_is(
    account: Account, *, holder: str, number: str, bank: str, bic: str, town: str, country: str, actor: Actor
) -> None:
    """Where a bank keeps an account, as its files name it: `number` is an IBAN where the country has them;
    `bank` and `bic` may be empty. Everybody who keeps the funds can say it, since a bank takes money from no
    account that is not the sender's. Raises ACCOUNT_MISTYPED, BIC_MISTYPED."""
    _check(actor, account.body_id)
    if is_mistyped_iban(number):
        raise DomainError(FundingRefusal.ACCOUNT_MISTYPED)
    if bic and not is_bic(bic):
        raise DomainError(FundingRefusal.BIC_MISTYPED)
    said = {"holder": holder, "account": number, "bank": bank, "bic": bic, "town": town, "country": country}
    account.details = json.dumps(said, ensure_ascii=False, sort_keys=True)
    audit.record(
        "funds.account_described",
        subject="bank_account",
        subject_id=account.id,
        actor=actor,
        body_id=account.body_id,
    )


def add_own_fund(body: NetworkBody, *, code: str, title: Mapping[str, str], actor: Actor) -> Fund:
    """The network's own funds: what no donor takes is borne here."""
    _check(actor, body.id)
    _require_free(find_fund(body.id, code))
    fund = Fund(body_id=body.id, kind=FundKind.OWN, code=code, title=dict(title))
    db.session.add(fund)
    db.session.flush()
    return fund


def add_donor_award(
    body: NetworkBody,
    *,
    donor: Donor,
    code: str,
    title: Mapping[str, str],
    currency: str,
    starts_on: date,
    ends_on: date,
    lines: Iterable[LineData],
    terms: Mapping[str, Any],
    actor: Actor,
    donor_reference: str | None = None,
    iati_activity_id: str | None = None,
) -> Fund:
    """A donor's award with the first version of its terms, its lines and its quarters, signed and running.
    Raises NAME_TAKEN."""
    _check(actor, body.id)
    _require_free(find_fund(body.id, code))
    rows = [_line(one) for one in lines]
    fund = Fund(
        body_id=body.id,
        kind=FundKind.DONOR_AWARD,
        donor=donor,
        code=code,
        title=dict(title),
        donor_reference=donor_reference,
        iati_activity_id=iati_activity_id,
        currency=currency,
        agreed_minor=sum(row.agreed_minor for row in rows),
        starts_on=starts_on,
        ends_on=ends_on,
        lines=rows,
        periods=list(_quarters(starts_on, ends_on)),
    )
    db.session.add(fund)
    db.session.flush()
    add_terms(fund, terms, since=starts_on, actor=actor)
    advance(fund, FundAction.SIGN, actor=actor)
    advance(fund, FundAction.ACTIVATE, actor=actor)
    return fund


def _line(data: LineData) -> BudgetLine:
    return BudgetLine(
        code=data.code,
        title=dict(data.title),
        category=data.category,
        agreed_minor=data.agreed_minor,
        tags=list(data.tags),
    )


def add_terms(fund: Fund, terms: Mapping[str, Any], *, since: date, actor: Actor) -> TermsVersion:
    """A further version of the donor's terms, from one day on. What was agreed earlier keeps its version.

    Raises TERMS_NOT_LATER, and PERIOD_CLOSED: what was reported under the terms of its day stays so."""
    begin(Act.ADD_TERMS, fund, actor=actor)
    read_terms(terms)
    if fund.versions and since <= fund.versions[-1].since:
        raise DomainError(FundingRefusal.TERMS_NOT_LATER, since=fund.versions[-1].since)
    if any(one.closed_at is not None and since <= one.ends_on for one in fund.periods):
        raise DomainError(FundingRefusal.PERIOD_CLOSED, day=since)
    version = TermsVersion(fund_id=fund.id, number=len(fund.versions) + 1, since=since, data=dict(terms))
    fund.versions.append(version)
    db.session.flush()
    return version


def suspend(fund: Fund, *, since: date, last_eligible_on: date, actor: Actor) -> None:
    """The donor stops the award: nothing is promised or paid until it goes on. Raises DAY_TO_COME."""
    hold(fund, actor=actor)
    if since > today():
        raise DomainError(FundingRefusal.DAY_TO_COME)
    advance(fund, FundAction.SUSPEND, actor=actor)
    fund.suspensions.append(Suspension(since=since, last_eligible_on=last_eligible_on))
    db.session.flush()


def resume(fund: Fund, *, actor: Actor, on: date | None = None) -> None:
    """The award goes on from a day. Raises DAY_TO_COME."""
    hold(fund, actor=actor)
    day = on or today()
    if day > today():
        raise DomainError(FundingRefusal.DAY_TO_COME)
    advance(fund, FundAction.RESUME, actor=actor)
    suspension = fund.suspensions[-1]
    suspension.resumed_on = max(day, suspension.since)
    db.session.flush()


def publish_rate(
    source: str, base: str, quote: str, *, month: date, value: Decimal, actor: Actor
) -> PublishedRate:
    """The published rate of a month: so many `quote` for one `base`. It is the same for all networks of the
    installation, and those who keep the funds of one may enter it. Raises RATE_KNOWN, NOT_YOURS."""
    if not holds(actor, Permission.MANAGE_FUNDS):
        raise DomainError(FundingRefusal.NOT_YOURS)
    if value <= 0:
        raise DomainError(FundingRefusal.NOT_A_POSITIVE_AMOUNT)
    known = find_rate(source, base, quote, month)
    if known is not None:
        raise DomainError(
            FundingRefusal.RATE_KNOWN,
            month=Month(month),
            base=known.base,
            value=known.value,
            quote=known.quote,
        )
    rate = PublishedRate(source=source, base=base, quote=quote, month=month.replace(day=1), value=str(value))
    db.session.add(rate)
    db.session.flush()
    audit.record(
        "rate.published",
        subject="rate",
        subject_id=rate.id,
        actor=actor,
        details={"source": source, "base": base, "quote": quote, "month": month.isoformat()},
    )
    return rate


def _quarters(starts_on: date, ends_on: date) -> Iterable[Period]:
    """Stretches of three months from the first day on; the last ends with the award."""
    begin = starts_on
    while begin <= ends_on:
        months = begin.month + 2
        after = date(begin.year + months // 12, months % 12 + 1, 1)
        yield Period(starts_on=begin, ends_on=min(after - timedelta(days=1), ends_on))
        begin = after


def _require_free(found: Base | None) -> None:
    """Raises NAME_TAKEN where something has this name already."""
    if found is not None:
        raise DomainError(FundingRefusal.NAME_TAKEN)


def _check(actor: Actor, body_id: int) -> None:
    if not can_keep_funds(actor, body_id):
        raise DomainError(FundingRefusal.NOT_YOURS)
