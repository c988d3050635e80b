"""How a grant is paid out and what became of it, and the refusals of awards."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.errors import FORBIDDEN, RefusalCode


class Condition(StrEnum):
    """What has to be so before a tranche is paid."""

    AGREEMENT = "agreement"
    """Both sides have signed."""
    RECEIPT = "receipt"
    """The group has said that the tranche before arrived."""


class Route(StrEnum):
    """How money reaches a group."""

    BANK = "bank"
    MOBILE = "mobile"
    HOST = "host"
    """Another group receives it for this one."""
    CASH = "cash"
    """A person brings it."""


class Happened(StrEnum):
    """Whether what the grant was for took place."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class RunStatus(StrEnum):
    PREPARED = "prepared"
    APPROVED = "approved"
    CANCELLED = "cancelled"


class RunAction(StrEnum):
    APPROVE = "approve"
    CANCEL = "cancel"


class VariationKind(StrEnum):
    """What a variation changes in an agreement that both sides have signed."""

    MORE_TIME = "more_time"
    ANOTHER_AMOUNT = "another_amount"


class VariationStatus(StrEnum):
    PROPOSED = "proposed"
    TO_SIGN = "to_sign"
    """Two people of the office agree; the group has not answered yet."""
    APPROVED = "approved"
    REFUSED = "refused"
    DECLINED = "declined"
    """The group does not want it."""
    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    """The grant ended before it was decided."""


class VariationAction(StrEnum):
    APPROVE = "approve"
    SEND_TO_SIGN = "send_to_sign"
    REFUSE = "refuse"
    SIGN = "sign"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    END = "end"


class AwardRefusal(RefusalCode):
    ONLY_THE_GRANTEE = "grants.awards.only_the_grantee", FORBIDDEN
    NOT_AWARDED = "grants.awards.not_awarded"
    OFFERED_ALREADY = "grants.awards.offered_already"
    AGREEMENT_CHANGED = "grants.awards.agreement_changed"
    PAID_ALREADY = "grants.awards.paid_already"
    NOTHING_PAID = "grants.awards.nothing_paid"
    NOT_ADMITTED = "grants.awards.not_admitted"
    TOO_MUCH = "grants.awards.too_much"
    NOTHING_ARRIVED = "grants.awards.nothing_arrived"
    ARRIVED_ALREADY = "grants.awards.arrived_already"
    REPORTED_MEANWHILE = "grants.awards.reported_meanwhile"
    RUN_CHANGED = "grants.awards.run_changed"
    LAST_PAYMENT = "grants.awards.last_payment"
    DAY_TO_COME = "grants.awards.day_to_come"
    DID_NOT_HAPPEN = "grants.awards.did_not_happen"
    LEFT_NOT_BACK = "grants.awards.left_not_back"
    NOT_PAYABLE = "grants.awards.not_payable"
    OTHER_CURRENCY = "grants.awards.other_currency"
    NOTHING_CHOSEN = "grants.awards.nothing_chosen"
    IN_ANOTHER_RUN = "grants.awards.in_another_run"
    PREPARED_BY_YOU = "grants.awards.prepared_by_you"
    PREPARER_GONE = "grants.awards.preparer_gone"
    DETAILS_LACK = "grants.awards.details_lack"
    DETAILS_WRONG = "grants.awards.details_wrong"
    ACCOUNT_MISTYPED = "grants.awards.account_mistyped"
    BIC_MISTYPED = "grants.awards.bic_mistyped"
    VARIED_ALREADY = "grants.awards.varied_already"
    NOTHING_PROPOSED = "grants.awards.nothing_proposed"
    PROPOSED_BY_YOU = "grants.awards.proposed_by_you"
    NO_REPORT_DAY = "grants.awards.no_report_day"
    NOT_LATER = "grants.awards.not_later"
    AFTER_THE_DONOR = "grants.awards.after_the_donor"
    REASON_MISSING = "grants.awards.reason_missing"
    CHECK_NEEDED = "grants.awards.check_needed"
    CHECK_EXPIRED = "grants.awards.check_expired"
    PAID_MEANWHILE = "grants.awards.paid_meanwhile"
    SUSPENDED_NOW = "grants.awards.suspended_now"
    REPORT_IS_READ = "grants.awards.report_is_read"
    SAME_AMOUNT = "grants.awards.same_amount"
    OVER_THE_CALL = "grants.awards.over_the_call"
    TOO_LITTLE = "grants.awards.too_little"
    IN_A_RUN = "grants.awards.in_a_run"
    SIGN_FIRST = "grants.awards.sign_first"
    NOT_TO_SIGN = "grants.awards.not_to_sign"
