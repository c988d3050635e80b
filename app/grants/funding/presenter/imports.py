"""What was understood of a file, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.grants.funding import labels
from app.grants.funding.forms import Subject
from app.grants.funding.imports import BudgetReading, Told
from app.grants.funding.presenter.acts import ActLink
from app.kernel.money import Money
from app.questionnaires.number_format import write_number
from app.web.filters import show_money
from app.web.languages import current_language

AWARD = "award"  # the act that adds a donor's award


@dataclass(frozen=True)
class BudgetRead:
    """(label, value) of the whole; sentences about cells to correct, rows left out and what was decided."""

    facts: list[tuple[str, str]]
    to_correct: list[str]
    left_out: list[str]
    notes: list[str]


def file_link(act: str, subject: Subject) -> ActLink | None:
    """Where a file can fill in the form of this act."""
    if act != AWARD:
        return None
    url = url_for("grants_funding.import_budget", slug=subject.body.slug)
    return ActLink(url, _("Read the budget from a file"))


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
    return str(value)
