"""The sheet that has the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.grants.funding.enums import Finding, ImportRefusal
from app.grants.funding.imports.cells import Sheet, Tables, Told, letters
from app.grants.funding.imports.headings import Heading
from app.kernel.errors import DomainError


@dataclass(frozen=True)
class Chosen:
    """The sheet that is read, its heading, and which others are not."""

    sheet: Sheet
    heading: Heading
    told: tuple[Told, ...]


class SeveralSheets(DomainError):
    """More than one sheet has a table: which one is asked."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(ImportRefusal.SEVERAL_SHEETS, sheets=", ".join(f"“{one}”" for one in names))
        self.names = tuple(names)


def choose_sheet(
    tables: Tables, heading_of: Callable[[Sheet], Heading | None], name: str, none: ImportRefusal
) -> Chosen:
    """The one visible sheet with a table, or the one of this name. Raises `none` where there is no table,
    SEVERAL_SHEETS, SEVERAL_COLUMNS."""
    found = [(one, heading) for one in tables.sheets if (heading := heading_of(one)) is not None]
    shown = [pair for pair in found if not pair[0].is_hidden]
    named = [pair for pair in shown if pair[0].name == name] or shown
    if not named:
        raise DomainError(none)
    if len(named) > 1:
        raise SeveralSheets([one.name for one, _heading in named])
    [(sheet, heading)] = named
    if not heading.is_decided:
        raise DomainError(ImportRefusal.SEVERAL_COLUMNS, columns=_named(heading.amounts))
    hidden = [one for one, _heading in found if one.is_hidden]
    rest = [one for one, _heading in shown if one is not sheet]
    told = [Told(Finding.HIDDEN_SHEET, "", {"sheet": one.name}) for one in hidden]
    told += [Told(Finding.OTHER_SHEET, "", {"sheet": one.name}) for one in rest]
    return Chosen(sheet, heading, tuple(told))


def _named(columns: Mapping[int, str]) -> str:
    return ", ".join(f"{letters(column)} “{words}”" for column, words in columns.items())
