"""Statuses and steps of a loan, roles in it, and its refusals."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.errors import FORBIDDEN, RefusalCode

KIND = "library_loan"


class Status(StrEnum):
    ASKED = "asked"
    HEARING = "hearing"
    CONSENT = "consent"
    LENT = "lent"
    RECALLED = "recalled"
    RETURNED = "returned"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LOST = "lost"


class Action(StrEnum):
    PROPOSE = "propose"
    REFUSE = "refuse"
    SPEAK = "speak"
    CLOSE_HEARING = "close_hearing"
    AGREE = "agree"
    LEND = "lend"
    EXTEND = "extend"
    BRING_BACK = "bring_back"
    RECALL = "recall"
    WRITE_OFF = "write_off"
    WITHDRAW = "withdraw"


class CaseRole(StrEnum):
    PROPOSER = "proposer"
    READER = "reader"
    KEEPER = "keeper"
    LENDER = "lender"


class LoanRefusal(RefusalCode):
    ONLY_THE_BORROWER = "library_loan.only_the_borrower", FORBIDDEN
    TOO_FEW_KEEPERS = "library_loan.too_few_keepers"
    ALREADY_AGREED = "library_loan.already_agreed"
    VOLUMES_ARE_OUT = "library_loan.volumes_are_out"
