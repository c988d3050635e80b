"""What the office is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.grants.publishing import queries
from app.grants.publishing.enums import Publicity
from app.grants.publishing.labels import ACTS, PUBLICITY, PUBLICITY_TAGS, WISHES
from app.grants.publishing.presenter.faults import sentence
from app.grants.publishing.projection import Record
from app.grants.publishing.rules import is_more, most_agreed
from app.grants.publishing.standards.export import OpenData
from app.kernel.actor import Actor, can
from app.kernel.locales import picked
from app.kernel.permissions import Permission
from app.web.list_page import Act, Column, Count, ListPage, ListState, Tab

COLUMNS = (
    Column("name", _l("Group"), sort="name"),
    Column("call", _l("Call"), css="opt"),
    Column("wish", _l("The group wants"), css="w12"),
    Column("fund", _l("The fund"), css="w10 opt"),
    Column("now", _l("Public now"), css="w12"),
)


@dataclass(frozen=True)
class PublicityRow:
    """One grant in the office's list. `could_be_more`: more was agreed to than is public."""

    ref: str
    name: str
    call: str
    wish: str
    fund: str
    now: str
    tag: str
    could_be_more: bool


def list_of(actor: Actor, body_id: int) -> ListPage:
    """The list as this reader has it."""
    acts: tuple[Act, ...] = ()
    if can(actor, Permission.SCREEN_GRANTS, body=body_id):
        acts = tuple(Act(name, label) for name, label in ACTS.items())
    return ListPage(sorts=queries.SORTS, default_sort="-since", columns=COLUMNS, acts=acts, search=False)


def publicity_rows(records: Sequence[Record], language: str) -> list[PublicityRow]:
    """The rows of a page, ready to be shown."""
    return [_row(record, language) for record in records]


def _row(record: Record, language: str) -> PublicityRow:
    consent, now = record.consent, record.publicity
    asked = consent.said is not None or consent.answer is not None
    return PublicityRow(
        ref=record.ref,
        name=record.title,
        call=picked(dict(record.call_title), language),
        wish=str(WISHES[consent.wish]) if asked else str(_("Not asked")),
        fund=str(_("Allows it") if consent.fund_allows else _("Does not allow it")),
        now=str(PUBLICITY[now]),
        tag=PUBLICITY_TAGS[now],
        could_be_more=is_more(most_agreed(consent), record.choice),
    )


def chosen_tab(choice: str) -> str:
    """What the address names; empty for all."""
    return choice if choice in {one.value for one in Publicity} else ""


def list_tabs(state: ListState, counts: Mapping[str, int], chosen: str) -> list[Tab]:
    """All, and what the office chose."""
    return [
        Tab(_("All"), state.url(choice=None), not chosen, Count(sum(counts.values()))),
        *(
            Tab(
                PUBLICITY[one],
                state.url(choice=one.value),
                chosen == one.value,
                Count(counts.get(one.value, 0)),
            )
            for one in Publicity
        ),
    ]


def left_out_lines(data: OpenData) -> list[tuple[str, str, list[str]]]:
    """(id, title, what is wrong) of each grant that is in no file."""
    return [(one.id, one.title, [sentence(found) for found in one.faults]) for one in data.left_out]
