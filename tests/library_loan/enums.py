"""Roles in a loan, and its refusals."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.errors import FORBIDDEN, RefusalCode

KIND = "library_loan"


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
