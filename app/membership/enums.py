"""The words the admission process is made of."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.errors import FORBIDDEN, NOT_FOUND, RefusalCode


class CriterionKind(StrEnum):
    ENDORSEMENT = "endorsement"
    EVIDENCE = "evidence"
    DECLARATION = "declaration"
    ENUMERATED = "enumerated"
    JUDGEMENT = "judgement"
    REFERENCES = "references"


class Verdict(StrEnum):
    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    WAIVED = "waived"

    def needs_reason(self, assessed: Verdict | None) -> bool:
        """Whether a decision of this, after such an assessment (None: not assessed), must give its reason:
        always, but where both say that the criterion is plainly met."""
        return self is not Verdict.MET or assessed is not Verdict.MET


class VerdictStage(StrEnum):
    ASSESSMENT = "assessment"
    DECISION = "decision"


class CheckResult(StrEnum):
    KNOWN = "known"
    SUPPORTED = "supported"
    UNKNOWN = "unknown"
    CONCERNS = "concerns"


# A check that stands in the way of asking the members.
POSITIVE_CHECKS = frozenset({CheckResult.KNOWN, CheckResult.SUPPORTED, CheckResult.UNKNOWN})


class Stance(StrEnum):
    SUPPORT = "support"
    NO_KNOWLEDGE = "no_knowledge"
    OBJECTION = "objection"


class CaseRole(StrEnum):
    """In one case nobody is two of these, nor one of them and the applicant's contact."""

    COMMENTER = "commenter"
    CHECKER = "checker"
    DECIDER = "decider"


class Ballot(StrEnum):
    ADMIT = "admit"
    DECLINE = "decline"
    ABSTAIN = "abstain"


class Outcome(StrEnum):
    ADMITTED = "admitted"
    DECLINED = "declined"


class PlaceShown(StrEnum):
    COUNTRY = "country"
    REGION = "region"


class Listing(StrEnum):
    """How the applicant wants to be listed once admitted."""

    PUBLIC = "public"
    MEMBERS = "members"
    HIDDEN = "hidden"


class MembershipRefusal(RefusalCode):
    """What the rules of admission say no with."""

    NO_POLICY = "membership.no_policy", NOT_FOUND
    CRITERION_ASKS_NOTHING = "membership.criterion_asks_nothing"
    ALREADY_APPLYING = "membership.already_applying"
    CIRCULATION_NOT_SETTLED = "membership.circulation_not_settled"
    ONLY_THE_APPLICANT = "membership.only_the_applicant", FORBIDDEN
    ONLY_THE_LEAD = "membership.only_the_lead", FORBIDDEN
    TOO_LATE_TO_REOPEN = "membership.too_late_to_reopen"
    POLICY_HAS_NO_SUCH_STEP = "membership.policy_has_no_such_step"
    MEMBERS_COME_FIRST = "membership.members_come_first"
    CHECK_COMES_FIRST = "membership.check_comes_first"
    CHECK_WAS_NEGATIVE = "membership.check_was_negative"
    COMMENT_IS_OPEN = "membership.comment_is_open"
    COMMENT_IS_CLOSED = "membership.comment_is_closed"
    OBJECTION_NEEDS_CRITERION = "membership.objection_needs_criterion"
    OBJECTION_NEEDS_WORDS = "membership.objection_needs_words"
    OBJECTIONS_NOT_PUT = "membership.objections_not_put"
    REPLY_PERIOD_RUNS = "membership.reply_period_runs"
    NO_OBJECTION_TO_PUT = "membership.no_objection_to_put"
    ALREADY_REPLIED = "membership.already_replied"
    REPLY_PERIOD_OVER = "membership.reply_period_over"
    ALREADY_YOURS = "membership.already_yours"
    NOBODY_TO_REACH = "membership.nobody_to_reach"
    NO_QUORUM = "membership.no_quorum"
    ANOTHER_MUST_VOTE = "membership.another_must_vote"
    NOT_THE_MAJORITY = "membership.not_the_majority"
    CHOOSE_TIER = "membership.choose_tier"
    REASONS_MISSING = "membership.reasons_missing"
    NOT_WAIVABLE = "membership.not_waivable"
    REMINDED_ALREADY = "membership.reminded_already"
    CHOOSE_QUESTIONS = "membership.choose_questions"
