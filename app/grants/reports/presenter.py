"""What the pages of expenses show; nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.numbers import get_currency_precision
from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.grants.awards.models import GrantAward
from app.grants.awards.queries import paid_and_ended_minor
from app.grants.awards.rules import paid_minor
from app.grants.reports import queries
from app.grants.reports.labels import PROOFS_IN_SHORT
from app.grants.reports.models import GrantExpense, LineNote
from app.grants.reports.rules import BudgetLine, codes_of, total_minor
from app.kernel.money import Money
from app.questionnaires.number_format import write_number


@dataclass(frozen=True)
class ExpenseRow:
    """One expense. `shown_by` names no receipt and no peer."""

    number: int
    item: str
    purpose: str
    day: date
    amount: Money
    original: Money | None
    """What was paid in another currency."""
    shown_by: str
    admitted: Money | None
    reason: str
    files: tuple[str, ...]
    """Where its files can be fetched."""


@dataclass(frozen=True)
class Totals:
    """What the expenses of a grant come to. `admitted` is empty until the office has looked at them."""

    paid: Money
    ended: Money
    """What came back or was written off."""
    spent: Money
    left: Money
    """What was paid and is neither spent nor back; below zero where more was spent."""
    admitted: Money | None

    @property
    def over(self) -> Money | None:
        return Money(-self.left.minor, self.left.currency) if self.left.minor < 0 else None


def expense_rows(expenses: Sequence[GrantExpense]) -> list[ExpenseRow]:
    return [
        ExpenseRow(
            number=one.number,
            item=one.item,
            purpose=one.purpose or _("All expenses, in one sum"),
            day=one.day,
            amount=one.amount,
            original=one.original,
            shown_by=str(PROOFS_IN_SHORT[one.proof]),
            admitted=one.admitted,
            reason=one.reason or "",
            files=tuple(
                url_for("documents.download", ref=file.document.ref)
                for file in one.files
                if file.document.deleted_at is None
            ),
        )
        for one in expenses
    ]


@dataclass(frozen=True)
class LineRow:
    """A line of the budget: what was planned and claimed, and what the group says of the difference."""

    item: str
    planned: Money
    claimed: Money
    more: Money | None
    """How much more than planned it cost."""
    less: Money | None
    words: str


def line_rows(award: GrantAward, expenses: Sequence[GrantExpense]) -> list[LineRow]:
    """The lines of the budget; none before something is claimed of one of them."""
    lines, notes = queries.list_lines(award, expenses), queries.list_notes(award)
    return [_line_row(one, award.currency, notes) for one in lines if any(one.claimed_minor for one in lines)]


def _line_row(line: BudgetLine, currency: str, notes: Mapping[int, LineNote]) -> LineRow:
    planned, claimed = Money(line.planned_minor, currency), Money(line.claimed_minor, currency)
    return LineRow(
        item=line.item,
        planned=planned,
        claimed=claimed,
        more=claimed - planned if planned < claimed else None,
        less=planned - claimed if claimed < planned else None,
        words=notes[line.place].words if line.place in notes else "",
    )


def rate_words(expense: GrantExpense, language: str) -> str:
    """What was paid in another currency, and the rate that follows from it; empty where it was paid in the
    grant's."""
    if expense.original is None or not expense.minor:
        return ""
    paid = Decimal(expense.original.minor).scaleb(-get_currency_precision(expense.original.currency))
    worth = Decimal(expense.minor).scaleb(-get_currency_precision(expense.award.currency))
    rate = Decimal(f"{paid / worth:.6g}")
    return str(
        _(
            "%(paid)s (1 %(currency)s = %(rate)s)",
            paid=expense.original.shown(language),
            currency=expense.award.currency,
            rate=f"{write_number(format(rate, 'f'), language)} {expense.original.currency}",
        )
    )


def totals_of(award: GrantAward, expenses: Sequence[GrantExpense]) -> Totals:
    paid = Money(paid_minor(award), award.currency)
    ended = Money(paid_and_ended_minor(award), award.currency)
    spent = Money(total_minor(expenses), award.currency)
    known = [one.admitted_minor for one in expenses if one.admitted_minor is not None]
    return Totals(
        paid=paid,
        ended=ended,
        spent=spent,
        left=paid - ended - spent,
        admitted=Money(sum(known), award.currency) if known else None,
    )


def particulars(expense: GrantExpense, language: str) -> list[tuple[str, str]]:
    """What only the office sees of an expense, beside its row: (what, words)."""
    found = []
    paid = rate_words(expense, language)
    if paid:
        found.append((_("Paid"), paid))
    if expense.receipt_number:
        found.append((_("Number on the receipt"), expense.receipt_number))
    codes = codes_of(expense.peer_codes or "")
    if codes:
        number = ngettext("%(num)s peer", "%(num)s peers", len(codes))
        found.append((_("Peers who were paid"), f"{number}: {', '.join(codes)}"))
    return found
