"""Words of funding, in the reader's language. Amounts and days in refusals are written by the edge."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.grants.funding.enums import FundingRefusal as Refused
from app.kernel.errors import RefusalCode

ERRORS: dict[RefusalCode, Any] = {
    Refused.NO_SUCH_FUND: _l("There is no such fund here."),
    Refused.NOT_YOURS: _l("Only the finance officers of this network can do this."),
    Refused.NOT_A_POSITIVE_AMOUNT: _l("Write an amount greater than zero."),
    Refused.WRONG_CURRENCY: _l("This has to be in %(wanted)s."),
    Refused.NO_RATE: _l("There is no exchange rate between %(left)s and %(right)s for this month yet."),
    Refused.LINE_EXCEEDED: _l("Budget line %(line)s would be exceeded by %(over)s."),
    Refused.ALLOCATION_EXCEEDED: _l("What is set aside for “%(purpose)s” would be exceeded by %(over)s."),
    Refused.COMMITMENT_EXCEEDED: _l("Award %(ref)s would be exceeded by %(over)s."),
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
    Refused.MOVE_LEAVES_TOO_LITTLE: _l("Line %(line)s would hold less than is promised or paid from it."),
    Refused.SUSPENDED: _l("The donor has suspended this award since %(since)s."),
    Refused.NOT_ELIGIBLE_THAT_DAY: _l(
        "The last day on which the donor takes costs was %(last)s. Own funds can pay this."
    ),
    Refused.OUTSIDE_PERIOD: _l("This day is outside the period of the award."),
    Refused.TAG_BARRED: _l("The donor does not pay for what line %(line)s is meant for. %(clause)s"),
    Refused.COUNTRY_CLOSED: _l("The donor does not let money go to this country. %(clause)s"),
    Refused.CASH_SHORT: _l(
        "This donor’s own cash is %(free)s, and %(needs)s is needed: the rest would be another donor’s money."
    ),
    Refused.SAME_PERSON: _l("A second person has to approve this."),
    Refused.NOT_OF_THIS_FUND: _l("This belongs to another fund."),
    Refused.NOT_A_PAYMENT: _l("This is possible only for a payment to a grantee."),
    Refused.DAY_TO_COME: _l("This day has not come yet, or is not over."),
    Refused.PERIOD_CLOSED: _l("This period is closed."),
    Refused.EARLIER_PERIOD_OPEN: _l("An earlier period has to be closed first."),
    Refused.ALREADY_RETURNED: _l("This payment has already come back, or expenses were accepted on it."),
    Refused.NOT_RETURNED: _l("This payment has not come back, so it cannot be sent again."),
    Refused.NOT_ACTIVE: _l("This award is not active."),
    Refused.MORE_THAN_REPORTED: _l("This is more than was reported on line %(line)s."),
}
