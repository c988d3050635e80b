"""The verbs of funding. `ledger.write` alone writes facts."""

from __future__ import annotations

from app.grants.funding.services.cash import (
    book_cost,
    book_own_cost,
    charge_bank,
    earn_interest,
    exchange,
    open_with,
    receive,
)
from app.grants.funding.services.closing import close_period, disallow
from app.grants.funding.services.payments import accept, pay, refund, reissue, take_back
from app.grants.funding.services.promises import allocate, commit, move, release_promise, revalue, revised
from app.grants.funding.services.setting_up import (
    LineData,
    add_account,
    add_donor,
    add_donor_award,
    add_own_fund,
    add_terms,
    publish_rate,
    resume,
    suspend,
)

__all__ = [
    "LineData",
    "accept",
    "add_account",
    "add_donor",
    "add_donor_award",
    "add_own_fund",
    "add_terms",
    "allocate",
    "book_cost",
    "book_own_cost",
    "charge_bank",
    "close_period",
    "commit",
    "disallow",
    "earn_interest",
    "exchange",
    "move",
    "open_with",
    "pay",
    "publish_rate",
    "receive",
    "refund",
    "reissue",
    "release_promise",
    "resume",
    "revalue",
    "revised",
    "suspend",
    "take_back",
]
