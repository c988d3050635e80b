"""The closed lists of funding, and the reasons for its refusals."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.errors import FORBIDDEN, NOT_FOUND, RefusalCode


class FundKind(StrEnum):
    """Own funds carry what no donor takes, and receive the indirect costs that donors pay."""

    DONOR_AWARD = "donor_award"
    OWN = "own"


class FundStatus(StrEnum):
    PROSPECTIVE = "prospective"
    SIGNED = "signed"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSING = "closing"
    CLOSED = "closed"
    TERMINATED = "terminated"


class FundAction(StrEnum):
    SIGN = "sign"
    ACTIVATE = "activate"
    SUSPEND = "suspend"
    RESUME = "resume"
    START_CLOSING = "start_closing"
    CLOSE = "close"
    TERMINATE = "terminate"


class Act(StrEnum):
    """What finance does with money, each named after its verb in `services`."""

    OPEN_WITH = "open_with"
    RECEIVE = "receive"
    EARN_INTEREST = "earn_interest"
    EXCHANGE = "exchange"
    CHARGE_BANK = "charge_bank"
    BOOK_COST = "book_cost"
    BOOK_OWN_COST = "book_own_cost"
    CHARGE_HOST_FEE = "charge_host_fee"
    ALLOCATE = "allocate"
    RELEASE_ALLOCATION = "release_allocation"
    MOVE = "move"
    COMMIT = "commit"
    RAISE_PROMISE = "raise_promise"
    LOWER_PROMISE = "lower_promise"
    RELEASE_PROMISE = "release_promise"
    REVALUE = "revalue"
    PAY = "pay"
    REISSUE = "reissue"
    TAKE_BACK = "take_back"
    REFUND = "refund"
    ACCEPT = "accept"
    WRITE_OFF = "write_off"
    CLOSE_PERIOD = "close_period"
    DISALLOW = "disallow"
    REPAY = "repay"
    CARRY_OVER = "carry_over"
    ADD_TERMS = "add_terms"


class Category(StrEnum):
    """What a budget line pays for, where terms make a difference."""

    SUB_GRANTS = "sub_grants"
    COORDINATION = "coordination"
    PROCUREMENT = "procurement"
    AUDIT = "audit"
    INDIRECT = "indirect"


class LineTag(StrEnum):
    """What a line is meant for, where some donors do not pay for it."""

    LOBBYING = "lobbying"
    INDIVIDUAL_GRANT = "individual_grant"
    SERVICE_FEE = "service_fee"


class Recognition(StrEnum):
    """When money passed on becomes a cost for the donor."""

    WHEN_PAID = "when_paid"
    WHEN_ACCEPTED = "when_accepted"


class ExchangeBasis(StrEnum):
    """The rate at which costs in another currency are charged to the donor."""

    BANK = "bank"
    """What the bank took for it."""
    PUBLISHED = "published"
    """The published rate of the month of the payment."""


class IndirectBase(StrEnum):
    """What the indirect rate is a share of."""

    DIRECT = "direct"
    TOTAL = "total"
    """Direct and indirect costs together: 10 % of the total is 10/90 of the direct costs."""


class RateSource(StrEnum):
    BANK = "bank"
    PUBLISHED = "published"
    BUDGET = "budget"


class Evidence(StrEnum):
    """What an expense was accepted on."""

    RECEIPT = "receipt"
    PHOTO = "photo"
    SIGNED_STATEMENT = "signed_statement"
    ATTESTATION = "attestation"
    """Two officers attest what happened, where nothing can be shown without danger."""
    ACTIVITY = "activity"
    """A fixed amount: the activity took place."""


class FactKind(StrEnum):
    OPENING = "opening"
    RECEIVED = "received"
    ALLOCATION = "allocation"
    MOVE = "move"
    COMMITMENT = "commitment"
    RELEASE = "release"
    PAYMENT = "payment"
    RETURN = "return"
    """The payment never arrived: it is taken back at the amount it was booked with."""
    REISSUE = "reissue"
    REFUND = "refund"
    """The grantee gives back money that it had received."""
    EXCHANGE = "exchange"
    REVALUATION = "revaluation"
    ACCEPTED_EXPENSE = "accepted_expense"
    DIRECT_COST = "direct_cost"
    INDIRECT = "indirect"
    BANK_CHARGE = "bank_charge"
    INTEREST = "interest"
    HOST_FEE = "host_fee"
    EXCHANGE_LOSS = "exchange_loss"
    """What exchange took and the donor does not pay: own funds bear it."""
    COVER = "cover"
    """Own funds bear a cost that the donor does not take."""
    DISALLOWANCE = "disallowance"
    REPAYMENT = "repayment"
    WRITE_OFF = "write_off"
    CARRIED_OVER = "carried_over"


class FundingRefusal(RefusalCode):
    """Why money is not promised, moved, paid or booked."""

    NO_SUCH_FUND = "grants.funding.no_such_fund", NOT_FOUND
    NO_SUCH_FACT = "grants.funding.no_such_fact", NOT_FOUND
    NOT_YOURS = "grants.funding.not_yours", FORBIDDEN
    NOT_A_POSITIVE_AMOUNT = "grants.funding.not_a_positive_amount"
    WRONG_CURRENCY = "grants.funding.wrong_currency"
    NO_RATE = "grants.funding.no_rate"
    NO_BUDGET_RATE = "grants.funding.no_budget_rate"
    LINE_EXCEEDED = "grants.funding.line_exceeded"
    LINE_NOT_FOR_THIS = "grants.funding.line_not_for_this"
    ALLOCATION_EXCEEDED = "grants.funding.allocation_exceeded"
    COMMITMENT_EXCEEDED = "grants.funding.commitment_exceeded"
    REF_TAKEN = "grants.funding.ref_taken"
    TRANCHE_PAID = "grants.funding.tranche_paid"
    OF_A_GRANT = "grants.funding.of_a_grant"
    CLAIM_EXCEEDED = "grants.funding.claim_exceeded"
    STATEMENT_TOO_LARGE = "grants.funding.statement_too_large"
    MORE_THAN_PAID = "grants.funding.more_than_paid"
    MOVE_OUT_OF_SUB_GRANTS = "grants.funding.move_out_of_sub_grants"
    MOVE_INTO_BARRED = "grants.funding.move_into_barred"
    MOVE_OVER_LIMIT = "grants.funding.move_over_limit"
    MOVE_NEEDS_CONSENT = "grants.funding.move_needs_consent"
    MOVE_LEAVES_TOO_LITTLE = "grants.funding.move_leaves_too_little"
    SUSPENDED = "grants.funding.suspended"
    NOT_ELIGIBLE_THAT_DAY = "grants.funding.not_eligible_that_day"
    OUTSIDE_PERIOD = "grants.funding.outside_period"
    TAG_BARRED = "grants.funding.tag_barred"
    COUNTRY_CLOSED = "grants.funding.country_closed"
    COUNTRY_NEEDED = "grants.funding.country_needed"
    CASH_SHORT = "grants.funding.cash_short"
    SAME_PERSON = "grants.funding.same_person"
    SAME_ACCOUNT = "grants.funding.same_account"
    UNEQUAL_SIDES = "grants.funding.unequal_sides"
    ONLY_OWN_FUNDS = "grants.funding.only_own_funds"
    NOT_OF_THIS_FUND = "grants.funding.not_of_this_fund"
    NOT_A_PAYMENT = "grants.funding.not_a_payment"
    DAY_TO_COME = "grants.funding.day_to_come"
    PERIOD_CLOSED = "grants.funding.period_closed"
    EARLIER_PERIOD_OPEN = "grants.funding.earlier_period_open"
    ALREADY_RETURNED = "grants.funding.already_returned"
    NOT_RETURNED = "grants.funding.not_returned"
    NOT_ACTIVE = "grants.funding.not_active"
    MORE_THAN_REPORTED = "grants.funding.more_than_reported"
    REPORT_UNTIED = "grants.funding.report_untied"
    TOO_MANY_TO_LIST = "grants.funding.too_many_to_list"
    NO_SUCH_REPORT = "grants.funding.no_such_report", NOT_FOUND
    NO_SUCH_PROPOSAL = "grants.funding.no_such_proposal", NOT_FOUND
    NAME_TAKEN = "grants.funding.name_taken"
    RATE_KNOWN = "grants.funding.rate_known"
    TERMS_NOT_LATER = "grants.funding.terms_not_later"
    MORE_THAN_LEFT = "grants.funding.more_than_left"
    CARRY_OVER_NEEDS_CONSENT = "grants.funding.carry_over_needs_consent"
    ANOTHER_DONOR = "grants.funding.another_donor"
    PERIODS_OPEN = "grants.funding.periods_open"
    NOT_SETTLED = "grants.funding.not_settled"
    ACCOUNT_MISTYPED = "grants.funding.account_mistyped"
    BIC_MISTYPED = "grants.funding.bic_mistyped"


class ImportRefusal(RefusalCode):
    """Why a file with a budget or with costs is not read, or not booked."""

    OLD_WORKBOOK = "grants.funding.old_workbook"
    OTHER_FILE = "grants.funding.other_file"
    TOO_MANY_CELLS = "grants.funding.too_many_cells"
    QUOTE_OPEN = "grants.funding.quote_open"
    NO_TABLE = "grants.funding.no_table"
    NO_LINES = "grants.funding.no_lines"
    TOO_MANY_LINES = "grants.funding.too_many_lines"
    SEVERAL_SHEETS = "grants.funding.several_sheets"
    SEVERAL_COLUMNS = "grants.funding.several_columns"
    NO_COSTS = "grants.funding.no_costs"
    TOO_MANY_COSTS = "grants.funding.too_many_costs"
    ROWS_REFUSED = "grants.funding.rows_refused"
    NOT_READ_HERE = "grants.funding.not_read_here", NOT_FOUND


class Became(StrEnum):
    """What becomes of a row of a file with costs."""

    BOOKED = "booked"
    KNOWN = "known"
    """The books have it already, as it is."""
    CHANGED = "changed"
    """The books have its number with something else."""
    REFUSED = "refused"


class Finding(StrEnum):
    """What there is to tell about a cell, a row or a whole file that was read."""

    NOT_A_NUMBER = "not_a_number"
    EITHER_NUMBER = "either_number"
    NEGATIVE = "negative"
    PERCENT = "percent"
    DATE = "date"
    NO_VALUE = "no_value"
    ERROR = "error"
    OTHER_CURRENCY = "other_currency"
    TOO_MANY_DECIMALS = "too_many_decimals"
    TOO_LARGE = "too_large"
    NO_NAME = "no_name"
    NO_CODE = "no_code"
    CODE_IS_DAY = "code_is_day"
    CODE_LONG = "code_long"
    CODE_TAKEN = "code_taken"
    TITLE_LONG = "title_long"
    CATEGORY_UNKNOWN = "category_unknown"
    PARENT_DIFFERS = "parent_differs"
    # in the costs of a month
    DAY_MISSING = "day_missing"
    LINE_MISSING = "line_missing"
    ACCOUNT_MISSING = "account_missing"
    AMOUNT_MISSING = "amount_missing"
    NUMBER_MISSING = "number_missing"
    NO_DAY = "no_day"
    NO_SUCH_DAY = "no_such_day"
    EITHER_DAY = "either_day"
    LINE_UNKNOWN = "line_unknown"
    ACCOUNT_UNKNOWN = "account_unknown"
    NO_MONEY = "no_money"
    NUMBER_LONG = "number_long"
    NUMBER_TWICE = "number_twice"
    NOTE_LONG = "note_long"
    # rows that are left out
    NO_COST = "no_cost"
    TOTAL_ROW = "total_row"
    TOTAL_DIFFERS = "total_differs"
    PARENT_ROW = "parent_row"
    NO_AMOUNT = "no_amount"
    NOTHING = "nothing"
    HIDDEN_ROW = "hidden_row"
    REPEATED_HEADING = "repeated_heading"
    # what was decided for the whole file
    OLDER_SIGNS = "older_signs"
    HIDDEN_SHEET = "hidden_sheet"
    OTHER_SHEET = "other_sheet"
    HIDDEN_COLUMNS = "hidden_columns"
    TOTAL_COLUMN = "total_column"
    HEADING_CURRENCY = "heading_currency"
    THOUSANDS = "thousands"
    FORMULAS = "formulas"
    NUMBERED = "numbered"
    NO_CATEGORIES = "no_categories"
