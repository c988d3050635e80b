"""Words for grants."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from app.grants.awards.bank_file import Gap
from app.grants.awards.enums import AwardRefusal, Happened, Route, RunStatus

ROUTES: dict[Route, Any] = {
    Route.BANK: _l("Bank account"),
    Route.MOBILE: _l("Mobile money"),
    Route.HOST: _l("Another group receives it for us"),
    Route.CASH: _l("In cash, through a person"),
}
ROUTES_OF_OFFICE: dict[Route, Any] = {
    Route.BANK: lazy_pgettext("route of a payment", "Bank"),
    Route.MOBILE: lazy_pgettext("route of a payment", "Mobile money"),
    Route.HOST: lazy_pgettext("route of a payment", "Through another group"),
    Route.CASH: lazy_pgettext("route of a payment", "In cash"),
}
DETAILS: dict[str, Any] = {
    "holder": _l("Name on the account"),
    "account": _l("Account number or IBAN"),
    "bank": _l("Name of the bank"),
    "bic": _l("BIC or SWIFT code"),
    "town": _l("Town"),
    "country": _l("Country"),
    "phone": _l("Phone number of the account"),
    "provider": _l("Provider"),
    "host": _l("Name of the group that receives it"),
    "person": _l("Name of the person"),
}
GAPS: dict[Gap, Any] = {
    # translators: %(field)s is the label of a field, such as "Town"
    Gap.MISSING: _l("“%(field)s” is missing."),
    Gap.PLACEHOLDER: _l("“%(field)s” looks like a placeholder."),
    Gap.LETTERS: _l("“%(field)s” has letters that banks do not accept. Write it in Latin letters."),
    Gap.TOO_LONG: _l("“%(field)s” is too long for a bank."),
    Gap.MISTYPED: _l("There is a typing mistake in “%(field)s”."),
}
HAPPENED: dict[Happened, Any] = {
    Happened.YES: lazy_pgettext("took place", "Yes"),
    Happened.PARTLY: lazy_pgettext("took place", "In part"),
    Happened.NO: lazy_pgettext("took place", "No"),
}
RUN_STATUSES: dict[RunStatus, Any] = {
    RunStatus.PREPARED: lazy_pgettext("payment run", "Needs approval"),
    RunStatus.APPROVED: lazy_pgettext("payment run", "Approved"),
    RunStatus.CANCELLED: lazy_pgettext("payment run", "Cancelled"),
}
ERRORS: dict[AwardRefusal, Any] = {
    AwardRefusal.ONLY_THE_GRANTEE: _l("Only contacts of the group can do this."),
    AwardRefusal.NOT_AWARDED: _l("This application is not selected, so no grant can be offered."),
    AwardRefusal.OFFERED_ALREADY: _l("This grant was offered already."),
    AwardRefusal.AGREEMENT_CHANGED: _l(
        "The agreement is not the one that you read. Load the page again, read it and accept it."
    ),
    AwardRefusal.PAID_ALREADY: _l(
        "Money was sent and has not come back. Finance records first what comes back, or writes it off."
    ),
    AwardRefusal.NOTHING_PAID: _l("This money has not been sent yet, or it came back."),
    AwardRefusal.NOTHING_ARRIVED: _l("Choose “No, nothing has arrived” if nothing came."),
    AwardRefusal.ARRIVED_ALREADY: _l(
        "A further part was sent since. Write to the office if this one never arrived."
    ),
    AwardRefusal.REPORTED_MEANWHILE: _l(
        "Somebody else in your group has reported meanwhile. Load the page again before you change it."
    ),
    AwardRefusal.RUN_CHANGED: _l(
        "A payment has been left out in the meantime. Load the page again and look at what is left."
    ),
    AwardRefusal.LAST_PAYMENT: _l("It is the only payment of this run. Cancel the payment run instead."),
    AwardRefusal.NOT_ADMITTED: _l("Enter the amount that is accepted."),
    AwardRefusal.LEFT_NOT_BACK: _l(
        "%(left)s was not spent and has not come back. Finance records the refund first, or writes it off."
    ),
    AwardRefusal.NOT_PAYABLE: _l("%(group)s cannot be paid now: something has changed. Choose again."),
    AwardRefusal.OTHER_CURRENCY: _l("The grant of %(group)s is in %(currency)s. Choose another account."),
    AwardRefusal.NOTHING_CHOSEN: _l("Choose at least one payment."),
    AwardRefusal.IN_ANOTHER_RUN: _l("The payment to %(group)s is in another payment run already."),
    AwardRefusal.PREPARED_BY_YOU: _l("You prepared this payment run. A second person approves it."),
    AwardRefusal.TOO_MUCH: _l("It cannot be less than nothing, or more than %(most)s."),
    AwardRefusal.DAY_TO_COME: _l("This day has not come yet."),
    AwardRefusal.DID_NOT_HAPPEN: _l(
        "The group says that it did not take place, or only in part. Accept it on its own page."
    ),
    AwardRefusal.PREPARER_GONE: _l(
        "Whoever prepared this payment run keeps these funds no more. Cancel it and prepare it again."
    ),
    AwardRefusal.DETAILS_WRONG: _l(
        "Begin with a letter or a digit. A phone number has digits alone, with a + before them if you like."
    ),
    AwardRefusal.ACCOUNT_MISTYPED: _l("This is not a correct IBAN. Check each letter and digit."),
    AwardRefusal.BIC_MISTYPED: _l(
        "This is not a correct BIC, such as AAAABB2C. Check each letter and digit."
    ),
    AwardRefusal.VARIED_ALREADY: _l(
        "A change to this grant has already been proposed. It has to be decided first."
    ),
    AwardRefusal.NOTHING_PROPOSED: _l("This change is no longer open for a decision."),
    AwardRefusal.PROPOSED_BY_YOU: _l("You proposed this change. A second person decides on it."),
    AwardRefusal.NO_REPORT_DAY: _l("The report has no due date, so there is nothing to extend."),
    AwardRefusal.NOT_LATER: _l("Choose a day after %(day)s."),
    AwardRefusal.AFTER_THE_DONOR: _l(
        "Choose %(day)s or earlier: the donor’s funding for this grant ends on that day."
    ),
    AwardRefusal.REASON_MISSING: _l("Say why. The group reads the reason."),
    AwardRefusal.CHECK_NEEDED: _l("%(group)s has to be checked first: a grant of this size needs a check."),
    AwardRefusal.CHECK_EXPIRED: _l(
        "The check of %(group)s expired on %(day)s. The group has to be checked again first."
    ),
    AwardRefusal.PAID_MEANWHILE: _l(
        "Money is being sent to you right now, so this cannot be changed today. "
        "Write to the office if it is wrong."
    ),
    AwardRefusal.SUSPENDED_NOW: _l("The grant is suspended. Resume it before you propose another amount."),
    AwardRefusal.REPORT_IS_READ: _l(
        "The group has sent its report. Another amount can be proposed only after the report is sent back."
    ),
    AwardRefusal.SAME_AMOUNT: _l("The grant is already for this amount."),
    AwardRefusal.OVER_THE_CALL: _l("The call gives at most %(most)s for one grant."),
    AwardRefusal.TOO_LITTLE: _l(
        "Enter %(least)s or more: money that was sent stays with the group. "
        "To give nothing, cancel the grant."
    ),
    AwardRefusal.IN_A_RUN: _l(
        "A payment of this grant is in a payment run that waits for approval. "
        "Wait until the run is approved or cancelled."
    ),
    AwardRefusal.SIGN_FIRST: _l(
        "The office proposed another amount for your grant. Sign it or say that you do not agree, "
        "then send your report."
    ),
    AwardRefusal.NOT_TO_SIGN: _l("This change can no longer be signed or withdrawn."),
    AwardRefusal.DETAILS_LACK: _l("Fill in everything that is asked for."),
}
