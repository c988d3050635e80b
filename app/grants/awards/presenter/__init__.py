"""What the pages of grants show; nothing is written here."""

from __future__ import annotations

from app.grants.awards.presenter.bank_files import bank_file_of
from app.grants.awards.presenter.desk import list_desk_items
from app.grants.awards.presenter.grants import route_of, tranche_lines
from app.grants.awards.presenter.known import checks_url, known_line, offer_rows, words_of_check
from app.grants.awards.presenter.lists import award_rows, chosen_tab, list_of, list_tabs
from app.grants.awards.presenter.papers import agreement_paper
from app.grants.awards.presenter.payments import (
    in_order,
    missing_rows,
    payable_rows,
    plain_amount,
    run_items,
    run_rows,
    unknown_rows,
)
from app.grants.awards.presenter.variations import (
    amendment_lines,
    variation_facts,
    variation_stage,
    variation_title,
)

__all__ = [
    "agreement_paper",
    "amendment_lines",
    "award_rows",
    "bank_file_of",
    "checks_url",
    "chosen_tab",
    "in_order",
    "known_line",
    "list_desk_items",
    "list_of",
    "list_tabs",
    "missing_rows",
    "offer_rows",
    "payable_rows",
    "plain_amount",
    "route_of",
    "run_items",
    "run_rows",
    "tranche_lines",
    "unknown_rows",
    "variation_facts",
    "variation_stage",
    "variation_title",
    "words_of_check",
]
