"""The verbs of funding. Every act begins with `ledger.begin`, and what that holds alone writes facts."""

from __future__ import annotations

from app.grants.funding.services.cash import (
    book_cost,
    book_own_cost,
    charge_bank,
    charge_host_fee,
    earn_interest,
    exchange,
    open_with,
    receive,
)
from app.grants.funding.services.ceilings import revised
from app.grants.funding.services.closing import close_period, disallow, write_off
from app.grants.funding.services.ending import carry_over, close_award, repay, start_closing, terminate
from app.grants.funding.services.payments import accept, pay, refund, reissue, take_back
from app.grants.funding.services.promises import (
    allocate,
    commit,
    lower_promise,
    move,
    raise_promise,
    release_allocation,
    release_promise,
    revalue,
)
from app.grants.funding.services.reporting import save_report
from app.grants.funding.services.setting_up import (
    LineData,
    add_account,
    add_donor,
    add_donor_award,
    add_own_fund,
    add_terms,
    publish_rate,
    resume,
    say_where_account_is,
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
    "carry_over",
    "charge_bank",
    "charge_host_fee",
    "close_award",
    "close_period",
    "commit",
    "disallow",
    "earn_interest",
    "exchange",
    "lower_promise",
    "move",
    "open_with",
    "pay",
    "publish_rate",
    "raise_promise",
    "receive",
    "refund",
    "reissue",
    "release_allocation",
    "release_promise",
    "repay",
    "resume",
    "revalue",
    "revised",
    "save_report",
    "say_where_account_is",
    "start_closing",
    "suspend",
    "take_back",
    "terminate",
    "write_off",
]
