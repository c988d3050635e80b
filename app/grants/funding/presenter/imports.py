"""What was understood of a file, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.grants.funding import labels
from app.grants.funding.enums import Became
from app.grants.funding.forms import SeenCosts, SeenRow, Subject
from app.grants.funding.imports import BudgetReading, CostsReading, Told
from app.grants.funding.models import Fund
from app.grants.funding.presenter.acts import ActLink, entry_url
from app.grants.funding.presenter.entries import fact_name
from app.grants.funding.queries import list_accounts
from app.grants.funding.services.importing import Outcome
from app.kernel.money import Money
from app.questionnaires.number_format import write_number
from app.web.errors import refusal_words
from app.web.filters import show_date, show_money
from app.web.languages import current_language

AWARD, COST = "award", "cost"  # the acts that a file can fill in, or take the place of


@dataclass(frozen=True)
class BudgetRead:
    """(label, value) of the whole; sentences about cells to correct, rows left out and what was decided."""

    facts: list[tuple[str, str]]
    to_correct: list[str]
    left_out: list[str]
    notes: list[str]


def file_link(act: str, subject: Subject) -> ActLink | None:
    """Where a file can fill in the form of this act."""
    if act == AWARD:
        url = url_for("grants_funding.import_budget", slug=subject.body.slug)
        return ActLink(url, _("Read the budget from a file"))
    return costs_link(subject) if act == COST else None


def costs_link(subject: Subject) -> ActLink:
    """Where the costs of a whole month are read."""
    url = url_for("grants_funding.import_costs", slug=subject.body.slug, ref=subject.of_fund.ref)
    return ActLink(url, _("Own costs from a file"))


def budget_read(reading: BudgetReading, currency: str) -> BudgetRead:
    """A budget as it was understood."""
    stated = Money(reading.stated, currency) if reading.stated is not None else None
    facts = [
        (_("Sheet"), reading.sheet),
        (_("Lines"), str(len(reading.lines))),
        (_("Sum of the lines"), show_money(Money(reading.total, currency))),
        (_("Total in the file"), show_money(stated) if stated is not None else _("None")),
    ]
    if reading.stated is not None and reading.stated != reading.total:
        facts.append((_("Difference"), show_money(Money(reading.stated - reading.total, currency))))
    return BudgetRead(
        facts=[one for one in facts if one[1]],
        to_correct=sentences(reading.to_correct),
        left_out=sentences(reading.left_out),
        notes=sentences(reading.notes),
    )


def sentences(told: Iterable[Told]) -> list[str]:
    """What there is to tell, in the reader's language."""
    return [told_words(one) for one in told]


def told_words(told: Told) -> str:
    """One sentence; it begins with the address of the cell where there is one."""
    shown = {name: _shown(value) for name, value in told.params.items()}
    return str(labels.FINDINGS[told.what]) % {"cell": told.cell, **shown}


def _shown(value: Any) -> str:
    match value:
        case Money():
            return show_money(value)
        case Decimal() | int():
            return write_number(str(value), current_language())
        case date():
            return show_date(value)
    return str(value)


@dataclass(frozen=True)
class CostLine:
    """One row of a file with costs, as a page shows it: `says` what becomes of it, and why."""

    row: int
    day: date | None
    line: str
    account: str
    amount: Money | None
    number: str
    note: str
    says: tuple[str, ...]
    url: str
    is_good: bool


@dataclass(frozen=True)
class CostsPage:
    """(label, value) of the whole; rows to look at first; what was decided; whether there is anything to
    record, and whether some rows cannot be."""

    facts: list[tuple[str, str]]
    amiss: list[CostLine]
    rows: list[CostLine]
    told: tuple[str, ...]
    has_new: bool


def seen_of(reading: CostsReading, fund: Fund, by: int) -> SeenCosts:
    """What is shown of a file, in the reader's words."""
    rows = tuple(
        SeenRow(
            one.row,
            one.day,
            one.line,
            one.account,
            one.minor,
            one.number,
            one.note,
            tuple(sentences(one.told)),
        )
        for one in reading.rows
    )
    told = (*reading.notes, *reading.left_out)
    return SeenCosts(fund.ref, by, rows, tuple(sentences(told)))


def costs_page(seen: SeenCosts, outcomes: Sequence[Outcome], subject: Subject) -> CostsPage:
    """Each row with what becomes of it."""
    currencies = {one.code: one.currency for one in list_accounts(subject.body.id)}
    by_row = {one.row: one for one in outcomes}
    lines = [_cost_line(one, by_row.get(one.row), currencies, subject) for one in seen.rows]
    new = [one for one in outcomes if one.became is Became.BOOKED]
    sums: dict[str, Money] = {}
    for line in lines:
        if line.amount is not None and by_row.get(line.row) in new:
            before = sums.get(line.amount.currency, Money(0, line.amount.currency))
            sums[line.amount.currency] = before + line.amount
    known = sum(one.became is Became.KNOWN for one in outcomes)
    facts = [
        (_("To be recorded"), str(len(new))),
        (_("Sum"), ", ".join(show_money(sums[one]) for one in sorted(sums))),
        (_("Already recorded"), str(known) if known else ""),
        (_("Cannot be recorded"), str(sum(not one.is_good for one in lines) or "")),
    ]
    return CostsPage(
        facts=[one for one in facts if one[1]],
        amiss=[one for one in lines if not one.is_good],
        rows=[one for one in lines if one.is_good],
        told=seen.told,
        has_new=bool(new),
    )


def _cost_line(
    seen: SeenRow, outcome: Outcome | None, currencies: Mapping[str, str], subject: Subject
) -> CostLine:
    currency = currencies.get(seen.account)
    fact = outcome.fact if outcome is not None else None
    return CostLine(
        row=seen.row,
        day=seen.day,
        line=seen.line,
        account=seen.account,
        amount=Money(seen.minor, currency) if seen.minor is not None and currency is not None else None,
        number=seen.number,
        note=seen.note,
        says=seen.wrong or _says(outcome, seen),
        url=entry_url(fact, subject.body.slug) if fact is not None else "",
        is_good=outcome is not None and outcome.became in (Became.BOOKED, Became.KNOWN),
    )


def _says(outcome: Outcome | None, seen: SeenRow) -> tuple[str, ...]:
    """What becomes of a row that could be read."""
    if outcome is None:
        return ()
    if outcome.refused is not None:
        return (refusal_words(outcome.refused),)
    fact = outcome.fact
    if fact is None:
        late = outcome.booked_on is not None and outcome.booked_on != seen.day
        return (_("Recorded today, since its period is closed") if late else _("To be recorded"),)
    name = fact_name(fact.number, fact.fund)
    if outcome.became is Became.KNOWN:
        return (_("Already recorded as %(name)s", name=name),)
    return (
        _(
            "This number is already recorded as %(name)s: %(day)s, line %(line)s, account %(account)s, "
            "%(amount)s. Entries are never changed: give a new cost its own number.",
            name=name,
            day=show_date(fact.of_day),
            line=fact.line.code if fact.line is not None else "",
            account=fact.account.code if fact.account is not None else "",
            amount=show_money(Money(-fact.cash_minor, fact.account.currency if fact.account else "")),
        ),
    )
