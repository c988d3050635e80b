"""What the pages of publishing show; nothing is written here."""

from __future__ import annotations

from app.grants.publishing.presenter.grantee import own_part, public_lines
from app.grants.publishing.presenter.office import (
    chosen_tab,
    left_out_lines,
    list_of,
    list_tabs,
    publicity_rows,
)
from app.grants.publishing.presenter.public import given_page

__all__ = [
    "chosen_tab",
    "given_page",
    "left_out_lines",
    "list_of",
    "list_tabs",
    "own_part",
    "public_lines",
    "publicity_rows",
]
