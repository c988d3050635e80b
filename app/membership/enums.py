"""The words the admission process is made of."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    INFORMATION_REQUESTED = "information_requested"
    REGIONAL_CHECK = "regional_check"
    MEMBER_COMMENT = "member_comment"
    COMMITTEE = "committee"
    ADMITTED = "admitted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


OPEN_STATUSES = (
    Status.DRAFT,
    Status.SUBMITTED,
    Status.INFORMATION_REQUESTED,
    Status.REGIONAL_CHECK,
    Status.MEMBER_COMMENT,
    Status.COMMITTEE,
)
# What the network works on: a draft is nobody's business but the applicant's.
QUEUE_STATUSES = OPEN_STATUSES[1:]


class Action(StrEnum):
    SUBMIT = "submit"
    REQUEST_INFORMATION = "request_information"
    ANSWER = "answer"
    START_CHECK = "start_check"
    RETURN_TO_SECRETARIAT = "return_to_secretariat"
    OPEN_COMMENT = "open_comment"
    SEND_TO_COMMITTEE = "send_to_committee"
    CLOSE_COMMENT = "close_comment"
    ADMIT = "admit"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    CLOSE_FOR_SILENCE = "close_for_silence"
    REOPEN = "reopen"


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


class DeclaredTie(StrEnum):
    """What somebody declares about themselves and the applicant before reading the case."""

    NONE = "none"
    CONNECTION = "connection"
    CONFLICT = "conflict"


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
