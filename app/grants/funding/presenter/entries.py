"""The facts of a fund as a list, and one of them whole, with what it goes back to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.grants.funding import labels
from app.grants.funding.models import Fact, Fund
from app.grants.funding.presenter.report import show_period
from app.grants.funding.queries.entries import PROMISE_SORTS, SORTS
from app.kernel.money import Money
from app.questionnaires.number_format import write_number
from app.web.filters import show_date, show_money
from app.web.languages import current_language
from app.web.list_page import Column, Filter, ListPage, Option

FIGURES: Mapping[str, Any] = {
    "budget": _l("Budget"),
    "promised": _l("Committed"),
    "paid": _l("Paid"),
    "accepted": _l("Accepted"),
    "cash": _l("Cash"),
}
# The attribute of a row that holds each figure.
AMOUNTS = {
    "budget": "budget_minor",
    "promised": "committed_minor",
    "paid": "paid_minor",
    "accepted": "accepted_minor",
    "cash": "cash_minor",
}
MEASURES = ("promised", "paid", "accepted")
COLUMNS = (
    Column("number", _l("No."), sort="number", css="w6"),
    Column("kind", _l("Entry")),
    Column("line", _l("Line"), css="w6"),
    Column("award", _l("Award"), css="w6"),
    Column("day", _l("Day"), css="w8"),
    Column("cash", _l("In the account"), css="w10 number"),
)


@dataclass(frozen=True)
class EntryRow:
    """One fact: `cash` in the currency of its account, `amounts` in the fund's, by the columns shown."""

    number: int
    url: str
    kind: str
    note: str
    line: str
    award: str
    day: date
    cash: Money | None
    amounts: tuple[Money | None, ...]


def entries_list(fund: Fund, figures: Sequence[str], filters: Sequence[Filter]) -> ListPage:
    """The list with a column for each of these figures."""
    figure_columns = [Column(one, FIGURES[one], css="w8 number") for one in figures]
    return ListPage(
        sorts=SORTS,
        default_sort="-number",
        columns=(*COLUMNS, *figure_columns),
        filters=filters,
        search=False,
    )


def entry_filters(fund: Fund, award: str, accounts: Sequence[str]) -> list[Filter]:
    """What the list can be narrowed by. Periods are named by their days; there are too many awards to offer,
    so only the chosen one stands here."""
    periods = [Option(one.starts_on.isoformat(), show_period(one)) for one in fund.periods]
    filters = [
        Filter("figure", _l("Figure"), tuple(Option(name, FIGURES[name]) for name in FIGURES)),
        Filter("line", _l("Line"), tuple(Option(one.code, one.code) for one in fund.lines)),
        Filter("period", _l("Period"), tuple(periods)),
        Filter("account", _l("Account"), tuple(Option(one, one) for one in accounts)),
    ]
    return [*filters, Filter("award", _l("Award"), (Option(award, award),))] if award else filters


def shown_figures(chosen: str) -> tuple[str, ...]:
    """The columns of amounts: the figure that is asked for, else those of every fund."""
    return (chosen,) if chosen in FIGURES and chosen != "cash" else MEASURES


def fact_name(number: int, fund: Fund) -> str:
    """What finance calls a fact: A-17."""
    return f"{fund.code}-{number}"


def entry_totals(sums: Mapping[str, int], fund: Fund, figures: Sequence[str]) -> tuple[Money, ...]:
    """What all facts of the list add up to; nothing for own funds, which have no currency of their own."""
    return tuple(Money(sums[one], fund.currency) for one in figures) if fund.currency else ()


def entry_rows(found: Sequence[Any], fund: Fund, figures: Sequence[str], slug: str) -> list[EntryRow]:
    """What was found, ready to be shown."""
    return [
        EntryRow(
            number=row.number,
            url=url_for("grants_funding.entry", slug=slug, ref=fund.ref, number=row.number),
            kind=str(labels.KINDS[row.kind]),
            note=row.note,
            line=row.line or "",
            award=row.award or "",
            day=row.effective_on,
            cash=Money(row.cash_minor, row.account_currency) if row.account_currency else None,
            amounts=tuple(_amount(fund, getattr(row, AMOUNTS[one])) for one in figures),
        )
        for row in found
    ]


def _amount(fund: Fund, minor: int) -> Money | None:
    return Money(minor, fund.currency) if minor and fund.currency else None


def fact_rows(fact: Fact, fund: Fund, people: Mapping[int, str]) -> list[tuple[Any, Any]]:
    """(label, value) of all that is known of a fact, without what is empty."""
    of_day = show_date(fact.of_day) if fact.of_day != fact.effective_on else ""
    version = next((one.number for one in fund.versions if one.id == fact.terms_id), None)
    rows: list[tuple[Any, Any]] = [
        (_("Day"), show_date(fact.effective_on)),
        (_("Day whose rate and terms count"), of_day),
        (_("Budget line"), fact.line.code if fact.line else ""),
        (_("Award"), fact.commitment.ref if fact.commitment else ""),
        (_("Tranche"), fact.tranche),
        (_("Payee"), fact.payee),
        *((FIGURES[name], _amount(fund, getattr(fact, AMOUNTS[name]))) for name in FIGURES if name != "cash"),
        (_("In the account"), Money(fact.cash_minor, fact.account.currency) if fact.account else None),
        (_("Rate"), _rate(fact)),
        (_("Evidence"), labels.EVIDENCE[fact.evidence] if fact.evidence else ""),
        (_("Terms"), _("version %(number)s", number=version) if version else ""),
        (_("Bookkeeping number"), fact.booking_number),
        (_("Note"), fact.note),
        (_("Recorded by"), people.get(fact.made_by_id or 0)),
        (_("Approved by"), people.get(fact.approved_by_id or 0)),
    ]
    return [
        (label, show_money(value) if isinstance(value, Money) else value) for label, value in rows if value
    ]


def _rate(fact: Fact) -> str:
    source = labels.RATE_SOURCES[fact.rate_source] if fact.rate_source else ""
    if fact.rate is None:
        return str(source)
    # translators: an exchange rate and where it is from: 1.1040, the bank's rate
    return str(_("%(rate)s, %(source)s", rate=write_number(fact.rate, current_language()), source=source))


@dataclass(frozen=True)
class ChainRow:
    """A fact that belongs to another: a payment, what came back of it, what was accepted on it."""

    name: str
    kind: str
    url: str
    day: date
    cash: Money | None
    is_here: bool


def chain_rows(chain: Sequence[Fact], here: Fact, slug: str) -> list[ChainRow]:
    """The chain of a fact where it has one, in the order in which it happened."""
    if len(chain) < 2:
        return []
    return [
        ChainRow(
            fact_name(one.number, one.fund),
            str(labels.KINDS[one.kind]),
            url_for("grants_funding.entry", slug=slug, ref=one.fund.ref, number=one.number),
            one.effective_on,
            Money(one.cash_minor, one.account.currency) if one.account else None,
            one is here,
        )
        for one in chain
    ]


@dataclass(frozen=True)
class PromiseRow:
    """What one grantee was promised: `open_amount` in the currency of the award, the rest in the fund's."""

    ref: str
    url: str
    line: str
    agreed_on: date
    open_amount: Money
    committed: Money
    paid: Money
    accepted: Money


PROMISES = ListPage(
    sorts=PROMISE_SORTS,
    default_sort="ref",
    columns=(
        Column("award", _l("Award")),
        Column("line", _l("Line"), css="w6"),
        Column("agreed", _l("Agreed"), css="w8"),
        Column("open", _l("Still to pay"), css="w10 number"),
        *(Column(one, FIGURES[one], css="w8 number") for one in MEASURES),
    ),
    search=False,
)


def promise_rows(found: Sequence[Any], fund: Fund, slug: str) -> list[PromiseRow]:
    """The awards from a fund; each leads to its facts on all lines."""
    currency = fund.currency or ""
    return [
        PromiseRow(
            one.ref,
            url_for("grants_funding.entries", slug=slug, ref=fund.ref, award=one.ref),
            one.line,
            one.agreed_on,
            Money(int(one.open_minor), one.currency),
            *(Money(int(getattr(one, AMOUNTS[name])), currency) for name in MEASURES),
        )
        for one in found
    ]
