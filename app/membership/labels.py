"""Words for the admission process, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from app.kernel.locales import Localised
from app.membership.enums import (
    Ballot,
    CheckResult,
    CriterionKind,
    Listing,
    MembershipRefusal,
    Outcome,
    PlaceShown,
    Stance,
    Verdict,
)
from app.membership.policy import Policy
from app.web.languages import in_each_language

VERDICT: dict[Verdict, Any] = {
    Verdict.MET: _l("Met"),
    Verdict.PARTLY: _l("Partly met"),
    Verdict.NOT_MET: _l("Not met"),
    Verdict.WAIVED: _l("Exception made"),
}
PLAINLY_MET = Verdict.MET
VERDICT_KIND: dict[Verdict, str] = {
    Verdict.MET: "go",
    Verdict.PARTLY: "wait",
    Verdict.NOT_MET: "stop",
    Verdict.WAIVED: "now",
}
CHECK_RESULT: dict[CheckResult, Any] = {
    CheckResult.KNOWN: _l("We know this group and its work"),
    CheckResult.SUPPORTED: _l("Others in the country know and support it"),
    CheckResult.UNKNOWN: _l("Nobody here knows it, and there are no concerns"),
    CheckResult.CONCERNS: _l("There are concerns that the committee should weigh"),
}
CHECK_SHORT: dict[CheckResult, Any] = {
    CheckResult.KNOWN: _l("Known to the region"),
    CheckResult.SUPPORTED: _l("Supported by others in the country"),
    CheckResult.UNKNOWN: _l("Not known to the region"),
    CheckResult.CONCERNS: _l("Concern"),
}
STANCE: dict[Stance, Any] = {
    Stance.SUPPORT: _l("We know them and support this"),
    Stance.NO_KNOWLEDGE: _l("We do not know them"),
    Stance.OBJECTION: _l("We object, because of one of the criteria"),
}
STANCE_SHORT: dict[Stance, Any] = {
    Stance.SUPPORT: _l("Supports"),
    Stance.NO_KNOWLEDGE: _l("Does not know them"),
    Stance.OBJECTION: _l("Objects"),
}
STANCE_KIND: dict[Stance, str] = {Stance.SUPPORT: "go", Stance.NO_KNOWLEDGE: "", Stance.OBJECTION: "stop"}
CHOICE: dict[Ballot, Any] = {
    Ballot.ADMIT: _l("Admit"),
    Ballot.DECLINE: _l("Decline"),
    Ballot.ABSTAIN: _l("Abstain"),
}
CHOICE_KIND: dict[Ballot, str] = {Ballot.ADMIT: "go", Ballot.DECLINE: "stop", Ballot.ABSTAIN: ""}
OUTCOME: dict[Outcome, Any] = {
    Outcome.ADMITTED: _l("Admitted"),
    Outcome.DECLINED: _l("Declined"),
}
PLACE_SHOWN: dict[PlaceShown, Any] = {
    PlaceShown.COUNTRY: _l("Our country"),
    PlaceShown.REGION: _l("Only our region"),
}
LISTING: dict[Listing, Any] = {
    Listing.PUBLIC: _l("Listed for everyone"),
    Listing.MEMBERS: _l("Listed for members only"),
    Listing.HIDDEN: _l("Not listed"),
}
CRITERION_KIND: dict[CriterionKind, Any] = {
    CriterionKind.ENDORSEMENT: _l("You sign a statement"),
    CriterionKind.EVIDENCE: _l("You add a document, or say why there is none"),
    CriterionKind.DECLARATION: _l("You tell us about your interests"),
    CriterionKind.ENUMERATED: _l("You choose from a list"),
    CriterionKind.JUDGEMENT: _l("The committee decides from what you write"),
    CriterionKind.REFERENCES: _l("Members give you a reference"),
}

ERRORS: dict[MembershipRefusal, LazyString] = {
    MembershipRefusal.NO_POLICY: _l("This network does not take applications here."),
    MembershipRefusal.CRITERION_ASKS_NOTHING: _l(
        "Criterion %(criterion)s refers to question %(question)s, which is not in the form."
    ),
    MembershipRefusal.ALREADY_APPLYING: _l(
        "This organisation is already applying. Open that application instead."
    ),
    MembershipRefusal.CIRCULATION_NOT_SETTLED: _l(
        "Before you send it, choose what members can see of your application."
    ),
    MembershipRefusal.ONLY_THE_APPLICANT: _l("Only the organisation that is applying can do this."),
    MembershipRefusal.ONLY_THE_LEAD: _l("Only the group’s lead contact can choose how it is listed."),
    MembershipRefusal.TOO_LATE_TO_REOPEN: _l(
        "This application closed too long ago to be opened again. You can start a new one."
    ),
    MembershipRefusal.POLICY_HAS_NO_SUCH_STEP: _l(
        "This step is skipped: this network’s policy leaves it out, or the applicant asked for that."
    ),
    MembershipRefusal.MEMBERS_COME_FIRST: _l("Members comment before the application goes to the committee."),
    MembershipRefusal.CHECK_COMES_FIRST: _l("Record the regional check first."),
    MembershipRefusal.CHECK_WAS_NEGATIVE: _l(
        "The check raised concerns, so the application goes to the committee, not to the members."
    ),
    MembershipRefusal.COMMENT_IS_OPEN: _l(
        "Members can comment until the end of the period. It cannot be shortened."
    ),
    MembershipRefusal.COMMENT_IS_CLOSED: _l("The comment period for this application has ended."),
    MembershipRefusal.OBJECTION_NEEDS_CRITERION: _l("Choose the criterion that your objection is about."),
    MembershipRefusal.OBJECTION_NEEDS_WORDS: _l(
        "Say why you object. The committee reads it. The applicant learns what it is "
        "about, never who said it."
    ),
    MembershipRefusal.OBJECTIONS_NOT_PUT: _l(
        "The secretariat must share the objections with the applicant before you can decide."
    ),
    MembershipRefusal.NO_OBJECTION_TO_PUT: _l("There is no new objection to share with the applicant."),
    MembershipRefusal.REPLY_PERIOD_RUNS: _l(
        "The applicant can still reply to the objections. You can decide once they have replied, or once "
        "their time to reply has ended."
    ),
    MembershipRefusal.ALREADY_REPLIED: _l("You have replied to these objections already."),
    MembershipRefusal.REPLY_PERIOD_OVER: _l("The time to reply to these objections has ended."),
    MembershipRefusal.ALREADY_YOURS: _l("You are already looking after this application."),
    MembershipRefusal.NOBODY_TO_REACH: _l("This group has already been informed."),
    MembershipRefusal.NO_QUORUM: _l("Too few members of the committee have voted."),
    MembershipRefusal.ANOTHER_MUST_VOTE: _l(
        "Only people who prepared this application have voted for or against it. Somebody else has to do "
        "so too."
    ),
    MembershipRefusal.NOT_THE_MAJORITY: _l("This does not match the result of the vote."),
    MembershipRefusal.CHOOSE_TIER: _l("Choose the kind of membership."),
    MembershipRefusal.REASONS_MISSING: _l("Decide on each criterion, and give the reasons that are missing."),
    MembershipRefusal.NOT_WAIVABLE: _l("The policy does not allow an exception for this criterion."),
    MembershipRefusal.REMINDED_ALREADY: _l("A reminder for this application was sent only recently."),
    MembershipRefusal.CHOOSE_QUESTIONS: _l("Choose at least one question to reopen."),
}


def joining_steps(policy: Policy) -> list[dict[str, Localised]]:
    """How joining goes and how long each step takes: what a body's front page shows of its policy. It is kept
    with the body, so each step stands in every language."""
    steps = [
        _joining_step(lambda: _("Read what the network asks of its members"), lambda: _about(5)),
        _joining_step(
            lambda: _("Apply; you can save and come back as often as you like"), lambda: _about(60)
        ),
    ]
    if policy.regional_check:
        days = policy.limits.check
        steps.append(_joining_step(lambda: _("People from your region are asked"), lambda: _within(days)))
    if policy.member_comment:
        steps.append(_joining_step(lambda: _("Members have their say"), lambda: _days(policy.limits.comment)))
    decide = policy.limits.committee
    steps.append(_joining_step(lambda: _("The committee decides, with reasons"), lambda: _within(decide)))
    return steps


def _joining_step(label: Callable[[], str], note: Callable[[], str]) -> dict[str, Localised]:
    return {"label": in_each_language(label), "note": in_each_language(note)}


def _about(minutes: int) -> str:
    return str(ngettext("about %(num)s minute", "about %(num)s minutes", minutes))


def _days(days: int) -> str:
    return str(ngettext("%(num)s day", "%(num)s days", days))


def _within(days: int) -> str:
    return str(ngettext("within %(num)s day", "within %(num)s days", days))
