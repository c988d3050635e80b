"""What the office is shown of files of the past, and of the grants in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.grants.publishing.models import PastImport
from app.grants.publishing.presenter.faults import sentence
from app.grants.publishing.queries import PAST_SORTS
from app.grants.publishing.standards.reading import Checked
from app.kernel.money import Money
from app.web.list_page import Column, ListPage

COLUMNS = (
    Column("name", _l("Recipient"), sort="name"),
    Column("title", _l("Title"), css="opt"),
    Column("day", _l("Given on"), sort="day", css="w10"),
    Column("amount", _l("Grant"), css="w10 number"),
    Column("public", _l("Public now"), css="w8"),
)
PAST = ListPage(sorts=PAST_SORTS, default_sort="-day", columns=COLUMNS)


@dataclass(frozen=True)
class PastRow:
    """One past grant in the office's list."""

    name: str
    title: str
    url: str
    day: Any
    amount: Money
    is_public: bool


@dataclass(frozen=True)
class FileRow:
    """One file in the list of files."""

    name: str
    url: str
    made_at: Any
    state: str
    tag: str
    what: str


@dataclass(frozen=True)
class FaultLines:
    """The rows of a file with faults: (row, its id, sentences), as far as they are shown, and how many there
    are."""

    rows: Sequence[tuple[int, str, Sequence[str]]]
    number: int


def past_rows(rows: Sequence[Any], slug: str) -> list[PastRow]:
    """The rows of a page, ready to be shown."""
    return [
        PastRow(
            name=row.recipient,
            title=row.title,
            url=url_for("grants_publishing.imported", slug=slug, ref=row.import_ref),
            day=row.awarded_on,
            amount=Money(row.amount_minor, row.currency),
            is_public=row.is_public,
        )
        for row in rows
    ]


def file_rows(files: Sequence[PastImport], slug: str) -> list[FileRow]:
    """The files of a network."""
    return [
        FileRow(
            name=one.filename,
            url=url_for("grants_publishing.imported", slug=slug, ref=one.ref),
            made_at=one.made_at,
            state=state_of(one),
            tag=tag_of(one),
            what=told(one),
        )
        for one in files
    ]


def state_of(kept: PastImport) -> str:
    """Where a file stands."""
    if kept.taken_in_at is None:
        return str(_("To be checked"))
    return str(_("Public") if kept.published_at is not None else _("For the office only"))


def tag_of(kept: PastImport) -> str:
    if kept.taken_in_at is None:
        return "wait"
    return "go" if kept.published_at is not None else "stop"


def told(kept: PastImport) -> str:
    """What a file brought, once it was taken in."""
    if kept.taken_in_at is None:
        return ""
    words = [
        ngettext("%(num)s grant is new", "%(num)s grants are new", kept.added),
        ngettext("%(num)s changed", "%(num)s changed", kept.changed),
        ngettext("%(num)s as before", "%(num)s as before", kept.unchanged),
    ]
    if kept.left_out:
        words.append(ngettext("%(num)s row left out", "%(num)s rows left out", kept.left_out))
    return " · ".join(words)


def fault_lines(checked: Sequence[Checked], *, kept: bool, most: int) -> FaultLines:
    """The faulty rows that are kept as records, or those that cannot be."""
    found = [one for one in checked if one.faults and one.is_kept is kept]
    rows = [
        (one.row.number, _id(one.row.grant), [sentence(each) for each in one.faults]) for one in found[:most]
    ]
    return FaultLines(rows, len(found))


def _id(grant: Any) -> str:
    return str(grant.get("id") or "")[:60] if isinstance(grant, dict) else ""
