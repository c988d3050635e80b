"""What goes into a file: every shown grant that breaks no rule, and the list of those that do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.grants.publishing.projection import Shown
from app.grants.publishing.standards.checks import Found, check_file
from app.grants.publishing.standards.giving import Grant, grant_of
from app.grants.publishing.standards.publisher import Publisher


@dataclass(frozen=True)
class LeftOut:
    """A grant that is in no file, and why."""

    id: str
    title: str
    faults: Sequence[Found]


@dataclass(frozen=True)
class OpenData:
    """The grants of a file in their order, and those that were left out."""

    publisher: Publisher
    grants: Sequence[Grant]
    left_out: Sequence[LeftOut]


def open_data(
    shown: Sequence[Shown], publisher: Publisher, today: date, past: Sequence[Grant] = ()
) -> OpenData:
    """Everything that is public, `past` grants after the present ones."""
    grants = [*(grant_of(one, publisher) for one in shown), *past]
    faults = check_file(grants, today, funder=publisher.org_id)
    return OpenData(
        publisher=publisher,
        grants=[grant for grant, found in zip(grants, faults, strict=True) if not found],
        left_out=[
            LeftOut(str(grant.get("id", "")), str(grant.get("title", "")), found)
            for grant, found in zip(grants, faults, strict=True)
            if found
        ],
    )
