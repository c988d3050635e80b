"""Words of funding, in the reader's language. Amounts and days in refusals are written by the edge."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.grants.funding.enums import (
    Category,
    Evidence,
    ExchangeBasis,
    FactKind,
    IndirectBase,
    LineTag,
    RateSource,
    Recognition,
)
from app.grants.funding.enums import Finding as Found
from app.grants.funding.enums import FundingRefusal as Refused
from app.grants.funding.enums import FundStatus as Status
from app.grants.funding.enums import ImportRefusal as NotRead
from app.kernel.errors import RefusalCode

ERRORS: dict[RefusalCode, Any] = {
    Refused.NO_SUCH_FUND: _l("There is no such fund here."),
    Refused.NO_SUCH_FACT: _l("There is no such entry in this fund."),
    Refused.NO_SUCH_REPORT: _l("This fund has no such saved report."),
    Refused.TOO_MANY_TO_LIST: _l(
        "A workbook can have %(most)s entries at most. Choose a period, or download the PDF."
    ),
    Refused.REPORT_UNTIED: _l(
        "Money received and where it went differ by %(missing)s. You can save the report once it adds up."
    ),
    Refused.NOT_YOURS: _l("Only the finance officers of this network can do this."),
    Refused.NOT_A_POSITIVE_AMOUNT: _l("Write an amount greater than zero."),
    Refused.WRONG_CURRENCY: _l("This has to be in %(wanted)s."),
    Refused.NO_RATE: _l("There is no exchange rate between %(left)s and %(right)s for %(month)s yet."),
    Refused.NO_BUDGET_RATE: _l(
        "The terms of this award set no budget rate between %(left)s and %(right)s. Add it in a new version "
        "of the terms."
    ),
    Refused.LINE_EXCEEDED: _l("Budget line %(line)s would be exceeded by %(over)s."),
    Refused.ALLOCATION_EXCEEDED: _l("What is set aside for “%(purpose)s” would be exceeded by %(over)s."),
    Refused.COMMITMENT_EXCEEDED: _l("Award %(ref)s would be exceeded by %(over)s."),
    Refused.LINE_NOT_FOR_THIS: _l("Budget line %(line)s is not meant for this."),
    Refused.REF_TAKEN: _l("Line %(line)s has an award %(ref)s already."),
    Refused.OF_A_GRANT: _l(
        "This was given on an application: it is paid and released on the pages of grants."
    ),
    Refused.TRANCHE_PAID: _l("Tranche %(tranche)s of award %(ref)s was paid already."),
    Refused.CLAIM_EXCEEDED: _l("This is %(over)s more than was claimed."),
    Refused.STATEMENT_TOO_LARGE: _l(
        "Without a receipt, a signed statement is enough for at most %(most)s. %(clause)s"
    ),
    Refused.MORE_THAN_PAID: _l("At most %(left)s was paid and has not come back."),
    Refused.MOVE_OUT_OF_SUB_GRANTS: _l(
        "The donor does not let money move out of sub-grants (line %(line)s). %(clause)s"
    ),
    Refused.MOVE_INTO_BARRED: _l("The donor does not let money move into line %(line)s. %(clause)s"),
    Refused.MOVE_OVER_LIMIT: _l("At most %(most)s more may move out of line %(line)s. %(clause)s"),
    Refused.MOVE_NEEDS_CONSENT: _l("The donor has to agree to this first. %(clause)s"),
    Refused.MOVE_LEAVES_TOO_LITTLE: _l(
        "At most %(most)s may move out of line %(line)s: the rest is set aside, promised or paid."
    ),
    Refused.SUSPENDED: _l("The donor has suspended this award since %(since)s."),
    Refused.NOT_ELIGIBLE_THAT_DAY: _l(
        "The last day on which the donor takes costs was %(last)s. Own funds can pay this."
    ),
    Refused.OUTSIDE_PERIOD: _l("The award runs from %(first)s to %(last)s."),
    Refused.TAG_BARRED: _l("The donor does not pay for what line %(line)s is meant for. %(clause)s"),
    Refused.COUNTRY_CLOSED: _l("The donor does not let money go to %(country)s. %(clause)s"),
    Refused.COUNTRY_NEEDED: _l(
        "The donor lets money go only to some countries. Choose the country. %(clause)s"
    ),
    Refused.CASH_SHORT: _l(
        "The account “%(account)s” holds %(held)s of fund %(fund)s, and %(amount)s is needed: the rest would "
        "be the money of another fund. In all its accounts the fund has %(free)s of its own; this takes "
        "%(needs)s."
    ),
    Refused.SAME_PERSON: _l("A second person has to approve this."),
    Refused.SAME_ACCOUNT: _l("Choose two different accounts."),
    Refused.UNEQUAL_SIDES: _l(
        "Between two accounts of one currency both amounts are the same, and not %(sold)s and %(bought)s. "
        "Book what the bank took as a bank charge."
    ),
    Refused.ONLY_OWN_FUNDS: _l("This is possible only for own funds."),
    Refused.NOT_OF_THIS_FUND: _l("This belongs to another fund."),
    Refused.NOT_A_PAYMENT: _l("This is possible only for a payment to a grantee."),
    Refused.DAY_TO_COME: _l("This day has not come yet, or is not over."),
    Refused.PERIOD_CLOSED: _l("The period in which %(day)s lies is closed."),
    Refused.EARLIER_PERIOD_OPEN: _l("An earlier period has to be closed first."),
    Refused.ALREADY_RETURNED: _l("This payment has already come back, or expenses were accepted on it."),
    Refused.NOT_RETURNED: _l("This payment has not come back, so it cannot be sent again."),
    Refused.NOT_ACTIVE: _l("This award is not active."),
    Refused.MORE_THAN_REPORTED: _l("At most %(most)s was reported on line %(line)s in this period."),
    Refused.NO_SUCH_PROPOSAL: _l("There is nothing to approve here, or it was prepared too long ago."),
    Refused.NAME_TAKEN: _l("This network already has one with this name or code. Choose another."),
    Refused.TERMS_NOT_LATER: _l("The present terms hold from %(since)s: new ones begin on a later day."),
    Refused.RATE_KNOWN: _l("The rate of %(month)s is already known: 1 %(base)s = %(value)s %(quote)s."),
    Refused.MORE_THAN_LEFT: _l("At most %(most)s is left of the donor’s money in this account."),
    Refused.CARRY_OVER_NEEDS_CONSENT: _l(
        "At most %(most)s may be carried over unless the donor agrees. %(clause)s"
    ),
    Refused.ANOTHER_DONOR: _l("Choose another award of the same donor in the same currency."),
    Refused.PERIODS_OPEN: _l("All periods of the award have to be closed first."),
    Refused.NOT_SETTLED: _l(
        "Nothing may be left when an award is closed. Still committed: %(promised)s. Advances: %(advances)s. "
        "Cash: %(cash)s."
    ),
    Refused.ACCOUNT_MISTYPED: _l("This is not a correct IBAN. Check each letter and digit."),
    Refused.BIC_MISTYPED: _l("This is not a correct BIC, such as AAAABB2C. Check each letter and digit."),
    NotRead.OLD_WORKBOOK: _l(
        "This is a workbook of the older kind (XLS). Save it as XLSX or CSV and send it again."
    ),
    NotRead.OTHER_FILE: _l(
        "This is neither a CSV file nor an XLSX workbook. Save it as one and send it again."
    ),
    NotRead.TOO_MANY_CELLS: _l(
        "This file has more than %(most)s cells. Copy only the table into a new file and send that."
    ),
    NotRead.QUOTE_OPEN: _l(
        "The file cannot be read from row %(row)s on: a quotation mark is not closed. Save it again and "
        "retry."
    ),
    NotRead.NO_TABLE: _l(
        "We found no table with a heading for its amounts. Name the columns in one row, such as: Code, "
        "Title, Category, Amount."
    ),
    NotRead.NO_LINES: _l("There is no row with an amount under the headings of this table."),
    NotRead.TOO_MANY_LINES: _l("This budget has %(found)s lines. At most %(most)s can be imported."),
    NotRead.SEVERAL_SHEETS: _l(
        "Several sheets have a table: %(sheets)s. Choose one and send the file again."
    ),
    NotRead.SEVERAL_COLUMNS: _l(
        "Several columns may be the amounts: %(columns)s. Name one of them “Total”, or keep only one, and "
        "send the file again."
    ),
    NotRead.NO_COSTS: _l(
        "We found no table with these columns: date, budget line, account, amount, bookkeeping number. Name "
        "them in one row."
    ),
    NotRead.TOO_MANY_COSTS: _l(
        "This file has %(found)s rows. At most %(most)s can be recorded at once: split it."
    ),
    NotRead.ROWS_REFUSED: _l(
        "Nothing was recorded, because of these rows: %(rows)s. Correct the file and read it again, or leave "
        "them out."
    ),
    NotRead.NOT_READ_HERE: _l(
        "What was read is not of this fund, or somebody else read it. Read the file again."
    ),
}

FUND_STATUSES: dict[Status, Any] = {
    # translators: states of a donor's award
    Status.PROSPECTIVE: _l("Prospective"),
    Status.SIGNED: _l("Signed"),
    Status.ACTIVE: _l("Active"),
    Status.SUSPENDED: _l("Suspended"),
    Status.CLOSING: _l("Closing"),
    Status.CLOSED: _l("Closed"),
    Status.TERMINATED: _l("Terminated"),
}
FUND_TAGS: dict[Status, str] = {
    Status.PROSPECTIVE: "wait",
    Status.SIGNED: "wait",
    Status.ACTIVE: "go",
    Status.SUSPENDED: "stop",
    Status.CLOSING: "now",
    Status.CLOSED: "",
    Status.TERMINATED: "stop",
}
KINDS: dict[FactKind, Any] = {
    FactKind.OPENING: _l("Opening balance"),
    FactKind.RECEIVED: _l("Received from the donor"),
    FactKind.ALLOCATION: _l("Set aside"),
    FactKind.MOVE: _l("Moved between lines"),
    FactKind.COMMITMENT: _l("Commitment"),
    FactKind.RELEASE: _l("Commitment released"),
    FactKind.PAYMENT: _l("Payment"),
    FactKind.RETURN: _l("Payment returned"),
    FactKind.REISSUE: _l("Payment sent again"),
    FactKind.REFUND: _l("Refund by the grantee"),
    FactKind.EXCHANGE: _l("Currency exchange"),
    FactKind.REVALUATION: _l("Revaluation"),
    FactKind.ACCEPTED_EXPENSE: _l("Expense accepted"),
    FactKind.DIRECT_COST: _l("Own cost"),
    FactKind.INDIRECT: _l("Indirect costs"),
    FactKind.BANK_CHARGE: _l("Bank charge"),
    FactKind.INTEREST: _l("Interest"),
    FactKind.HOST_FEE: _l("Fiscal host’s fee"),
    FactKind.EXCHANGE_LOSS: _l("Exchange loss borne by own funds"),
    FactKind.COVER: _l("Borne by own funds"),
    FactKind.DISALLOWANCE: _l("Cost disallowed"),
    FactKind.REPAYMENT: _l("Repaid to the donor"),
    FactKind.WRITE_OFF: _l("Advance written off"),
    FactKind.CARRIED_OVER: _l("Carried over"),
}
CATEGORIES: dict[Category, Any] = {
    # translators: what a line of a donor's budget pays for
    Category.SUB_GRANTS: _l("Sub-grants"),
    Category.COORDINATION: _l("Coordination"),
    Category.PROCUREMENT: _l("Procurement"),
    Category.AUDIT: _l("Audit"),
    Category.INDIRECT: _l("Indirect costs"),
}
COST_CATEGORIES = {one: label for one, label in CATEGORIES.items() if one is not Category.INDIRECT}
LINE_TAGS: dict[LineTag, Any] = {
    # translators: what a budget line is meant for, where some donors do not pay for it
    LineTag.LOBBYING: _l("Lobbying"),
    LineTag.INDIVIDUAL_GRANT: _l("Grants to individuals"),
    LineTag.SERVICE_FEE: _l("Fees for a service"),
}
RECOGNITIONS: dict[Recognition, Any] = {
    Recognition.WHEN_PAID: _l("When it is paid to the grantee"),
    Recognition.WHEN_ACCEPTED: _l("When the grantee’s expense is accepted"),
}
EXCHANGES: dict[ExchangeBasis, Any] = {
    ExchangeBasis.BANK: _l("At what the bank took for the money"),
    ExchangeBasis.PUBLISHED: _l("At the published rate of the month of the payment"),
}
INDIRECT_BASES: dict[IndirectBase, Any] = {
    IndirectBase.DIRECT: _l("Of the direct costs"),
    IndirectBase.TOTAL: _l("Of the total of direct and indirect costs"),
}
RATE_SOURCES: dict[RateSource, Any] = {
    RateSource.BANK: _l("the bank’s rate"),
    RateSource.PUBLISHED: _l("the published rate of the month"),
    RateSource.BUDGET: _l("the budget rate"),
}
EVIDENCE: dict[Evidence, Any] = {
    Evidence.RECEIPT: _l("Receipt"),
    Evidence.PHOTO: _l("Photo"),
    Evidence.SIGNED_STATEMENT: _l("Signed statement"),
    Evidence.ATTESTATION: _l("Attested by two officers"),
    Evidence.ACTIVITY: _l("The activity took place"),
}

FINDINGS: dict[Found, Any] = {
    # translators: what there is to tell about a cell of a file; "cell" is its address, such as B7
    Found.NOT_A_NUMBER: _l("%(cell)s: “%(text)s” is not an amount."),
    Found.EITHER_NUMBER: _l("%(cell)s: “%(text)s” may be %(large)s or %(small)s."),
    Found.NEGATIVE: _l("%(cell)s: “%(text)s” is negative."),
    Found.PERCENT: _l("%(cell)s: “%(text)s” is a percentage, not an amount."),
    Found.DATE: _l("%(cell)s: “%(text)s” is a date, not an amount."),
    Found.NO_VALUE: _l(
        "%(cell)s: the result of this formula is not in the file. Open the workbook, save it and send it "
        "again."
    ),
    Found.ERROR: _l("%(cell)s: the formula gives the error %(text)s."),
    Found.OTHER_CURRENCY: _l("%(cell)s: “%(text)s” is not in %(currency)s."),
    Found.TOO_MANY_DECIMALS: _l("%(cell)s: “%(text)s” has more decimals than %(currency)s has."),
    Found.TOO_LARGE: _l("%(cell)s: “%(text)s” is too large."),
    Found.NO_NAME: _l("%(cell)s: %(text)s has neither a code nor a title."),
    Found.NO_CODE: _l("%(cell)s: “%(text)s” has no code."),
    Found.CODE_IS_DAY: _l("%(cell)s: the workbook has made a date of this code (%(text)s)."),
    Found.CODE_LONG: _l("%(cell)s: the code “%(text)s” has more than %(most)s characters."),
    Found.CODE_TAKEN: _l("%(cell)s: the code “%(text)s” is used in %(first)s already."),
    Found.TITLE_LONG: _l("%(cell)s: this title has more than %(most)s characters."),
    Found.CATEGORY_UNKNOWN: _l("%(cell)s: “%(text)s” is none of the categories. Choose one."),
    Found.PARENT_DIFFERS: _l(
        "%(cell)s: “%(text)s” has parts that add up to %(sum)s. If it is their sum, leave it out."
    ),
    Found.DAY_MISSING: _l("%(cell)s: the date is missing."),
    Found.LINE_MISSING: _l("%(cell)s: the budget line is missing."),
    Found.ACCOUNT_MISSING: _l("%(cell)s: the account is missing."),
    Found.AMOUNT_MISSING: _l("%(cell)s: the amount is missing."),
    Found.NUMBER_MISSING: _l(
        "%(cell)s: the bookkeeping number is missing. Without it, a cost could be recorded twice."
    ),
    Found.NO_DAY: _l("%(cell)s: “%(text)s” is not a date. Write it like 2026-03-31."),
    Found.NO_SUCH_DAY: _l("%(cell)s: there is no such day as “%(text)s”."),
    Found.EITHER_DAY: _l("%(cell)s: “%(text)s” may be %(first)s or %(second)s. Write it like 2026-03-31."),
    Found.LINE_UNKNOWN: _l("%(cell)s: this fund has no budget line “%(text)s”."),
    Found.ACCOUNT_UNKNOWN: _l("%(cell)s: this network has no account “%(text)s”."),
    Found.NO_MONEY: _l("%(cell)s: the amount is zero."),
    Found.NUMBER_LONG: _l("%(cell)s: the bookkeeping number has more than %(most)s characters."),
    Found.NUMBER_TWICE: _l(
        "%(cell)s: the bookkeeping number “%(text)s” is used in %(first)s already. Give each row its own."
    ),
    Found.NOTE_LONG: _l("%(cell)s: the note has more than %(most)s characters."),
    Found.NO_COST: _l("%(cell)s: “%(text)s” was read as a total, not as a cost."),
    Found.TOTAL_ROW: _l("%(cell)s: “%(text)s”, %(said)s. It is the sum of the lines above it."),
    Found.TOTAL_DIFFERS: _l("%(cell)s: “%(text)s” says %(said)s, but the lines above it add up to %(sum)s."),
    Found.PARENT_ROW: _l("%(cell)s: “%(text)s” is the sum of its parts, which are lines of their own."),
    Found.NO_AMOUNT: _l("%(cell)s: “%(text)s” has no amount. It was read as a heading."),
    Found.NOTHING: _l("%(cell)s: “%(text)s” has an amount of zero."),
    Found.HIDDEN_ROW: _l("%(cell)s: “%(text)s” is in a hidden row."),
    Found.REPEATED_HEADING: _l("%(cell)s: the headings of the table are repeated."),
    Found.OLDER_SIGNS: _l("The file is not in UTF-8. It was read as Windows-1252: check the accents."),
    Found.HIDDEN_SHEET: _l("The hidden sheet “%(sheet)s” has a table. It was not read."),
    Found.OTHER_SHEET: _l("The sheet “%(sheet)s” has a table, too. It was not read."),
    Found.HIDDEN_COLUMNS: _l("Hidden columns were not read."),
    Found.TOTAL_COLUMN: _l("The amounts were taken from the column “%(column)s”."),
    Found.HEADING_CURRENCY: _l("%(cell)s: the heading says %(said)s, and you chose %(currency)s."),
    Found.THOUSANDS: _l(
        "%(cell)s: “%(text)s” was read as %(amount)s, by the other amounts of the column and the decimals of "
        "the currency. Check it."
    ),
    Found.FORMULAS: _l("Formulas were read with the results that the workbook last saved."),
    Found.NUMBERED: _l("The table has no codes. Its lines were numbered."),
    Found.NO_CATEGORIES: _l(
        "The table has no categories. Some were taken from the words of the lines: check them."
    ),
}
