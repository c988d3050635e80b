"""What a ledger must be whatever happened, computed anew from its rows without any of its own sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from app.grants.funding.enums import FactKind, Recognition
from app.grants.funding.models import BudgetLine, Commitment, Fact, Fund
from app.grants.funding.queries import holding, sums
from app.grants.funding.queries.report import donor_report
from app.grants.funding.services.ceilings import free_on
from app.kernel.database import db
from tests.integration.grants.funding.market import FIRST, Market

AMOUNTS = ("cash", "value", "budget", "allocated", "committed", "promised", "paid", "accepted", "settled")
KINDS_OF_PAYMENT = (FactKind.PAYMENT, FactKind.REISSUE)
COLUMNS = (
    *("id", "fund_id", "number", "kind", "effective_on", "of_day", "line_id", "allocation_id"),
    *("commitment_id", "account_id", "origin_id", "concerns_id"),
    *(f"{name}_minor" for name in AMOUNTS),
)


@dataclass(frozen=True)
class Picture:
    """The facts in their order, and what they leave on each line, in each part of one and in each account."""

    rows: Sequence[Any]
    free: dict[int, int]
    parts: dict[int, int]
    promised: dict[int, int]
    cash: dict[tuple[int, int], int]


def take_picture(market: Market) -> Picture:
    rows = db.session.execute(select(*(getattr(Fact, name) for name in COLUMNS)).order_by(Fact.id)).all()
    return Picture(
        rows=rows,
        free={line.id: _free(line, rows) for fund in market.awards for line in fund.lines},
        parts={
            key: _sum(part, "allocated") - _sum(part, "paid") - _sum(part, "committed")
            for key, part in _by(rows, "allocation_id").items()
        },
        promised={key: _sum(part, "promised") for key, part in _by(rows, "commitment_id").items()},
        cash=_cash(rows),
    )


def _by(rows: Iterable[Any], name: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        if getattr(row, name) is not None:
            found[getattr(row, name)].append(row)
    return found


def _sum(rows: Iterable[Any], name: str) -> int:
    return sum(getattr(row, f"{name}_minor") for row in rows)


def _used(rows: Sequence[Any]) -> int:
    return _sum(rows, "paid") + _sum(rows, "committed")


def _free(line: BudgetLine, rows: Sequence[Any]) -> int:
    """The budget less what is used outside the parts that are set aside, and less the parts."""
    held = [row for row in rows if row.line_id == line.id]
    parts = _by(held, "allocation_id").values()
    outside = [row for row in held if row.allocation_id is None]
    kept = sum(max(_sum(part, "allocated"), _used(part)) for part in parts)
    return line.agreed_minor + _sum(held, "budget") - _used(outside) - kept


def _cash(rows: Sequence[Any]) -> dict[tuple[int, int], int]:
    found: dict[tuple[int, int], int] = defaultdict(int)
    for row in rows:
        if row.account_id is not None:
            found[row.fund_id, row.account_id] += row.cash_minor
    return found


def check_all(market: Market, before: Picture, now: Picture, day: date) -> None:
    """Facts are never changed; what the ledger says of the funds that got some is what its rows say."""
    assert now.rows[: len(before.rows)] == before.rows
    touched = {row.fund_id for row in now.rows[len(before.rows) :]}
    for fund in (fund for fund in market.funds if fund.id in touched):
        _check_balances(market, fund, now)
        if not fund.is_own:
            _check_report(fund, now, day)
    _check_promises(now)
    _check_payments(now)


def _check_balances(market: Market, fund: Fund, now: Picture) -> None:
    own = [row for row in now.rows if row.fund_id == fund.id]
    assert [row.number for row in own] == list(range(1, fund.facts_written + 1))
    for account in market.accounts:
        assert holding(fund, account)[0] == now.cash.get((fund.id, account.id), 0)
    for line in fund.lines:
        held, there = sums(Fact.line_id == line.id), [row for row in own if row.line_id == line.id]
        assert free_on(line) == now.free[line.id]
        assert (held.paid, held.accepted) == (_sum(there, "paid"), _sum(there, "accepted"))


def _check_report(fund: Fund, now: Picture, day: date) -> None:
    """The report is the sum of the rows, and ties out with the accounts."""
    report = donor_report(fund, (FIRST, max(day, fund.ends_on or day)))
    recognised = "paid" if report.recognition is Recognition.WHEN_PAID else "accepted"
    by_line = _by(now.rows, "line_id")
    for line, row in zip(fund.lines, report.rows, strict=True):
        assert row.cost == _sum(by_line.get(line.id, []), recognised)
        assert row.committed == _sum(by_line.get(line.id, []), "committed")
    assert report.untied == 0
    assert report.total("revised") == fund.agreed_minor


def _check_payments(now: Picture) -> None:
    """A payment is taken back as it was booked; what is left of it is never less than nothing, and nothing
    is left of its worth where nothing is left of it."""
    answers = _by(now.rows, "origin_id")
    for paid in (row for row in now.rows if row.kind in KINDS_OF_PAYMENT):
        found = [row for row in answers.get(paid.id, []) if row.kind not in KINDS_OF_PAYMENT]
        found = [row for row in found if row.kind is not FactKind.HOST_FEE]
        for back in (row for row in found if row.kind is FactKind.RETURN):
            reversed_ = [getattr(back, f"{name}_minor") + getattr(paid, f"{name}_minor") for name in AMOUNTS]
            assert reversed_ == [0] * len(AMOUNTS)
            assert (back.of_day, back.line_id) == (paid.of_day, paid.line_id)
            assert len(found) == 1
        settled, back_cash = _sum(found, "settled"), _sum(found, "cash")
        left = -paid.cash_minor - back_cash - settled
        accepted = _sum(found, "accepted")
        worth = paid.paid_minor + _sum(found, "paid") - accepted
        assert min(left, worth, accepted) >= 0
        assert left or not worth


def _check_promises(now: Picture) -> None:
    """No award pays more than it promised; nothing stays booked for what is not open."""
    for key, rows in _by(now.rows, "commitment_id").items():
        assert now.promised[key] >= 0
        assert now.promised[key] or not _sum(rows, "committed"), db.session.get(Commitment, key)


def check_ceilings(before: Picture, now: Picture, *, by_exchange: bool) -> None:
    """No act of a person takes a line or a part of it over, nor further over where exchange took it."""
    if by_exchange:
        return
    for ceiling, earlier in ((now.free, before.free), (now.parts, before.parts)):
        assert [key for key, left in ceiling.items() if left < min(0, earlier.get(key, 0))] == []


def check_cash(before: Picture, now: Picture, *, approved: bool) -> None:
    """Nobody uses the money of another fund unless a second person knows."""
    if approved:
        return
    assert [key for key, held in now.cash.items() if held < min(0, before.cash.get(key, 0))] == []


def rows_until(now: Picture, fund: Fund, day: date) -> list[Any]:
    """The facts of a fund up to a day, as a closed period has to keep them."""
    return [row for row in now.rows if row.fund_id == fund.id and row.effective_on <= day]
