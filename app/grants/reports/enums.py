"""What shows an expense, and the refusals of financial reports."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.errors import RefusalCode


class Proof(StrEnum):
    """What the group has to show for an expense."""

    RECEIPT = "receipt"
    PHOTO = "photo"
    SIGNED_STATEMENT = "signed_statement"
    PEERS = "peers"
    """Nothing but codes: peers were paid, and nobody is named."""


class ReportRefusal(RefusalCode):
    ENTERED_TOO_EARLY = "grants.reports.entered_too_early"
    ENTERED_TOO_LATE = "grants.reports.entered_too_late"
    DAY_OUTSIDE = "grants.reports.day_outside"
    DAY_TO_COME = "grants.reports.day_to_come"
    DAY_STOPPED = "grants.reports.day_stopped"
    NOT_ABOVE_ZERO = "grants.reports.not_above_zero"
    OVER_THE_GRANT = "grants.reports.over_the_grant"
    NOT_IN_THE_BUDGET = "grants.reports.not_in_the_budget"
    ENTERED_BEFORE = "grants.reports.entered_before"
    CODES_MISSING = "grants.reports.codes_missing"
    NOT_A_CODE = "grants.reports.not_a_code"
    TOO_MANY = "grants.reports.too_many"
    NO_EXPENSES = "grants.reports.no_expenses"
    SPENT_ALL_THE_SAME = "grants.reports.spent_all_the_same"
    CHANGED_MEANWHILE = "grants.reports.changed_meanwhile"
    EXPENSE_CHANGED = "grants.reports.expense_changed"
    CHECKED_MEANWHILE = "grants.reports.checked_meanwhile"
    MORE_THAN_CLAIMED = "grants.reports.more_than_claimed"
    REASON_MISSING = "grants.reports.reason_missing"
    TOO_MANY_FILES = "grants.reports.too_many_files"
    FILE_WAS_SENT = "grants.reports.file_was_sent"
    EXPENSE_WAS_SENT = "grants.reports.expense_was_sent"
    EXPENSE_REFUSED = "grants.reports.expense_refused"
    NOT_EXPLAINED = "grants.reports.not_explained"
    CURRENCY_MISSING = "grants.reports.currency_missing"
    AMOUNT_MISSING = "grants.reports.amount_missing"
    SAME_CURRENCY = "grants.reports.same_currency"
