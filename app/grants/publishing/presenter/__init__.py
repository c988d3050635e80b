"""What the pages of publishing show; nothing is written here."""

from __future__ import annotations

from app.grants.publishing.presenter.grantee import own_part, public_lines
from app.grants.publishing.presenter.history import (
    PAST,
    fault_lines,
    file_rows,
    past_rows,
    state_of,
    tag_of,
    told,
)
from app.grants.publishing.presenter.office import (
    chosen_tab,
    left_out_lines,
    list_of,
    list_tabs,
    publicity_rows,
)
from app.grants.publishing.presenter.public import chosen_year, given_page

__all__ = [
    "PAST",
    "chosen_tab",
    "chosen_year",
    "fault_lines",
    "file_rows",
    "given_page",
    "left_out_lines",
    "list_of",
    "list_tabs",
    "own_part",
    "past_rows",
    "public_lines",
    "publicity_rows",
    "state_of",
    "tag_of",
    "told",
]
