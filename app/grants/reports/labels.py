"""Words for expenses."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from app.grants.reports.enums import Proof, ReportRefusal

PROOFS: dict[Proof, Any] = {
    Proof.RECEIPT: lazy_pgettext("proof of an expense", "Receipt or invoice"),
    Proof.PHOTO: lazy_pgettext("proof of an expense", "Photo"),
    Proof.SIGNED_STATEMENT: lazy_pgettext("proof of an expense", "Signed statement"),
    Proof.PEERS: lazy_pgettext(
        "proof of an expense", "No receipt: peers were paid, identified only by codes"
    ),
}
PROOFS_IN_SHORT: dict[Proof, Any] = {
    **PROOFS,
    Proof.PEERS: lazy_pgettext("proof of an expense", "Codes of peers"),
}
ERRORS: dict[ReportRefusal, Any] = {
    ReportRefusal.ENTERED_TOO_EARLY: _l("You can enter expenses as soon as money has been sent to you."),
    ReportRefusal.ENTERED_TOO_LATE: _l(
        "Your report was sent or the grant has ended, so its expenses can no longer be changed."
    ),
    ReportRefusal.DAY_OUTSIDE: _l(
        "This grant pays for what was spent from %(first)s to %(last)s. Check the day."
    ),
    ReportRefusal.DAY_TO_COME: _l("This day is in the future. Enter only what you have already paid."),
    ReportRefusal.DAY_STOPPED: _l(
        "The donor’s payments were stopped on this day: it does not pay for anything spent after "
        "%(last)s and before they start again."
    ),
    ReportRefusal.NOT_ABOVE_ZERO: _l("Enter an amount greater than 0."),
    ReportRefusal.OVER_THE_GRANT: _l(
        "With this expense the total would be %(total)s, but the grant is %(grant)s. Enter only "
        "the part that the grant pays for."
    ),
    ReportRefusal.NOT_IN_THE_BUDGET: _l("Choose a line of the budget in your application."),
    ReportRefusal.ENTERED_BEFORE: _l(
        "You have already entered a receipt with this number, day and amount (expense %(number)s). "
        "Correct one of them, or confirm below that there are two."
    ),
    ReportRefusal.CODES_MISSING: _l("Enter the codes of the peers who were paid."),
    ReportRefusal.NOT_A_CODE: _l(
        "One of these could be a name, an e-mail address or a phone number. Write codes such as P1, P2, P3."
    ),
    ReportRefusal.TOO_MANY: _l(
        "A report can have at most %(most)s expenses. Combine small ones of the same kind into one."
    ),
    ReportRefusal.NO_EXPENSES: _l(
        "This grant covers actual costs. Enter your expenses first, then send the report."
    ),
    ReportRefusal.SPENT_ALL_THE_SAME: _l(
        "You answered that it did not take place, but you entered expenses. Choose “In part” if "
        "something was spent, or remove the expenses."
    ),
    ReportRefusal.CHANGED_MEANWHILE: _l(
        "Somebody else in your group has changed the expenses or the report in the meantime. "
        "Load the page again and check them."
    ),
    ReportRefusal.EXPENSE_CHANGED: _l(
        "Somebody else in your group has changed or removed this expense in the meantime. "
        "Go back to your expenses and check it."
    ),
    ReportRefusal.CHECKED_MEANWHILE: _l(
        "Somebody else has decided on these expenses in the meantime, or the group has changed them. "
        "Load the page again and check them."
    ),
    ReportRefusal.MORE_THAN_CLAIMED: _l(
        "Expense %(number)s is %(claimed)s. Enter an amount from 0 to %(claimed)s."
    ),
    ReportRefusal.REASON_MISSING: _l(
        "Say why expense %(number)s is not accepted in full. The group reads the reason."
    ),
    ReportRefusal.TOO_MANY_FILES: _l("An expense can have at most %(most)s files."),
    ReportRefusal.FILE_WAS_SENT: _l("This file was sent with your report, so it can no longer be removed."),
    ReportRefusal.EXPENSE_WAS_SENT: _l(
        "A file of this expense was sent with your report, so the expense cannot be removed. If it should "
        "not be paid, say so in your report."
    ),
    ReportRefusal.EXPENSE_REFUSED: _l("Expense %(number)s: %(why)s"),
    ReportRefusal.NOT_EXPLAINED: _l(
        "“%(item)s”: %(claimed)s claimed, %(planned)s planned. Explain the difference."
    ),
    ReportRefusal.CURRENCY_MISSING: _l("Choose the currency in which you paid."),
    ReportRefusal.AMOUNT_MISSING: _l("Enter the amount that you paid in the other currency."),
    ReportRefusal.SAME_CURRENCY: _l(
        "The grant is in this currency. Leave this field empty and enter the amount above."
    ),
}
