"""Words for the admission process, in the reader's language."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.kernel.locales import Localised
from app.membership.enums import (
    Action,
    Ballot,
    CaseRole,
    CheckResult,
    CriterionKind,
    DeclaredTie,
    Listing,
    Outcome,
    PlaceShown,
    Stance,
    Status,
    Verdict,
)
from app.membership.policy import Policy

STATUS: dict[Status, Any] = {
    Status.DRAFT: _l("Draft"),
    Status.SUBMITTED: _l("Submitted"),
    Status.INFORMATION_REQUESTED: _l("Information requested"),
    Status.REGIONAL_CHECK: _l("Regional check"),
    Status.MEMBER_COMMENT: _l("Member comment"),
    Status.COMMITTEE: _l("Committee"),
    Status.ADMITTED: _l("Admitted"),
    Status.DECLINED: _l("Declined"),
    Status.WITHDRAWN: _l("Withdrawn"),
    Status.CLOSED: _l("Closed without an answer"),
}
# The shape and colour of a status: go, wait, stop, now, or plain.
STATUS_KIND: dict[Status, str] = {
    Status.DRAFT: "",
    Status.SUBMITTED: "now",
    Status.INFORMATION_REQUESTED: "wait",
    Status.REGIONAL_CHECK: "now",
    Status.MEMBER_COMMENT: "now",
    Status.COMMITTEE: "now",
    Status.ADMITTED: "go",
    Status.DECLINED: "stop",
    Status.WITHDRAWN: "",
    Status.CLOSED: "",
}
ACTION: dict[Action, Any] = {
    Action.SUBMIT: _l("Send the application"),
    Action.REQUEST_INFORMATION: _l("Ask for information"),
    Action.ANSWER: _l("Send the answers"),
    Action.START_CHECK: _l("Ask the region"),
    Action.RETURN_TO_SECRETARIAT: _l("Give back to the secretariat"),
    Action.OPEN_COMMENT: _l("Ask the members"),
    Action.SEND_TO_COMMITTEE: _l("Send to the committee"),
    Action.CLOSE_COMMENT: _l("Close comment, send to the committee"),
    Action.ADMIT: _l("Admit"),
    Action.DECLINE: _l("Decline"),
    Action.WITHDRAW: _l("Withdraw the application"),
    Action.CLOSE_FOR_SILENCE: _l("Close without an answer"),
    Action.REOPEN: _l("Open the application again"),
}
VERDICT: dict[Verdict, Any] = {
    Verdict.MET: _l("Met"),
    Verdict.PARTLY: _l("Partly met"),
    Verdict.NOT_MET: _l("Not met"),
    Verdict.WAIVED: _l("Waived"),
}
VERDICT_KIND: dict[Verdict, str] = {
    Verdict.MET: "go",
    Verdict.PARTLY: "wait",
    Verdict.NOT_MET: "stop",
    Verdict.WAIVED: "now",
}
CHECK_RESULT: dict[CheckResult, Any] = {
    CheckResult.KNOWN: _l("We know this group and its work"),
    CheckResult.SUPPORTED: _l("Others in the country know and support it"),
    CheckResult.UNKNOWN: _l("Nobody here knows it, and nothing speaks against it"),
    CheckResult.CONCERNS: _l("There are concerns that the committee should weigh"),
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
TIE: dict[DeclaredTie, Any] = {
    DeclaredTie.NONE: _l("I have no tie to this organisation"),
    DeclaredTie.CONNECTION: _l("We know each other, and I can judge freely"),
    DeclaredTie.CONFLICT: _l("I have a conflict: my own organisation or host, money, family, or a dispute"),
}
TIE_SHORT: dict[DeclaredTie, Any] = {
    DeclaredTie.NONE: _l("No tie"),
    DeclaredTie.CONNECTION: _l("Knows them"),
    DeclaredTie.CONFLICT: _l("Recused"),
}
PART: dict[CaseRole, Any] = {
    CaseRole.COMMENTER: _l("commented for a member"),
    CaseRole.CHECKER: _l("did the regional check"),
    CaseRole.DECIDER: _l("decides in the committee"),
}
CHOICE: dict[Ballot, Any] = {
    Ballot.ADMIT: _l("Admit"),
    Ballot.DECLINE: _l("Decline"),
    Ballot.ABSTAIN: _l("Abstain"),
}
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
    CriterionKind.EVIDENCE: _l("You show a document, or say why there is none"),
    CriterionKind.DECLARATION: _l("You tell us about your interests"),
    CriterionKind.ENUMERATED: _l("You choose from a list"),
    CriterionKind.JUDGEMENT: _l("The committee judges from what you write"),
    CriterionKind.REFERENCES: _l("Members speak for you"),
}

# What the timeline says. Those in APPLICANT_SEES are shown to the applicant too.
TIMELINE: dict[str, Any] = {
    "application.started": _l("The application was started."),
    "application.circulation_settled": _l("The applicant said what members may see."),
    "application.submit": _l("The application was submitted."),
    "application.taken": _l("An officer took the case."),
    "application.region_changed": _l("The case went to another region, as its country did."),
    "application.assessed": _l("The secretariat assessed the criteria."),
    "application.request_information": _l("The applicant was asked for information."),
    "application.answer": _l("The applicant answered."),
    "application.close_for_silence": _l("No answer came in time; the application was closed."),
    "application.reopen": _l("The application was opened again."),
    "application.start_check": _l("The region was asked."),
    "application.checked": _l("The regional check was recorded."),
    "application.return_to_secretariat": _l("The region gave the case back to the secretariat."),
    "application.open_comment": _l("Members were asked for comment."),
    "application.comment_extended": _l("The comment period was extended."),
    "application.commented": _l("A member commented."),
    "application.close_comment": _l("Comment closed; the case went to the committee."),
    "application.send_to_committee": _l("The case went to the committee."),
    "application.tie_declared": _l("Somebody declared whether they have a tie to the applicant."),
    "application.objections_put": _l("The substance of objections was put to the applicant."),
    "application.objections_answered": _l("The applicant replied to the objections."),
    "application.voted": _l("A committee member voted."),
    "application.admit": _l("The committee admitted the organisation."),
    "application.decline": _l("The committee declined the application."),
    "application.withdraw": _l("The organisation withdrew its application."),
    "application.reached": _l("The group was reached without e-mail."),
}
APPLICANT_SEES = frozenset(TIMELINE) - {
    "application.taken",
    "application.assessed",
    "application.checked",
    "application.return_to_secretariat",
    "application.commented",
    "application.tie_declared",
    "application.voted",
    "application.reached",
}

ERRORS: dict[str, Any] = {
    "no_policy": _l("This network takes no applications here."),
    "criterion_asks_nothing": _l(
        "Criterion %(criterion)s points at question %(question)s, which is not asked."
    ),
    "already_applying": _l("This organisation is already applying. Open that application instead."),
    "circulation_not_settled": _l("Say first what members may see of your application."),
    "only_the_applicant": _l("Only the organisation that applies can do this."),
    "only_the_lead": _l("How the group is listed is chosen by its lead contact."),
    "too_late_to_reopen": _l(
        "This application closed too long ago to be opened again. You can start a new one."
    ),
    "only_the_clock": _l("This happens by itself when the time is over."),
    "not_yet_due": _l("The time for this is not over yet."),
    "choose_role_first": _l("You have several roles here. Choose first in which one you act on this case."),
    "declare_first": _l("Before you read or act, say whether you have a tie to this organisation."),
    "recused": _l("You have a tie to this organisation that closes the case to you."),
    "already_has_a_part": _l(
        "You already have another part in this case. One person has one part in a case."
    ),
    "policy_has_no_such_step": _l("This network's policy, or the applicant's wish, leaves this step out."),
    "members_come_first": _l("Members have their say before the committee."),
    "check_comes_first": _l("Record the regional check first."),
    "check_was_negative": _l(
        "The check raised concerns, so the case goes to the committee, not to the members."
    ),
    "comment_is_open": _l("Members may comment until the period is over. It cannot be cut short."),
    "comment_is_closed": _l("The comment period for this application is over."),
    "objection_needs_criterion": _l("Choose the criterion that your objection is about."),
    "objection_needs_words": _l(
        "Say why you object. The committee reads it; the applicant hears the substance."
    ),
    "objections_not_put": _l(
        "The secretariat must put the objections to the applicant before you can decide."
    ),
    "no_objection_to_put": _l("There is no objection to put to the applicant, or it was done."),
    "no_quorum": _l("Too few members of the committee have voted."),
    "not_the_majority": _l("The votes do not say this."),
    "conflict_stays": _l("You declared a conflict. It stays for this case."),
    "choose_tier": _l("Choose the kind of membership."),
    "reasons_missing": _l("Each criterion needs a verdict and a reason."),
    "not_waivable": _l("The policy does not allow this criterion to be waived."),
    "extension_too_long": _l("Choose between 1 and %(most)s days."),
    "choose_questions": _l("Choose at least one question to open again."),
}

STEP_CRITERIA: Localised = {
    "en": "Read what the network asks of its members",
    "es": "Lee lo que la red pide a sus organizaciones miembro",
    "fr": "Lisez ce que le réseau demande à ses membres",
}
STEP_APPLY: Localised = {
    "en": "Apply, in as many sittings as you like",
    "es": "Presenta tu solicitud, en las sesiones que quieras",
    "fr": "Présentez votre demande, en autant de fois que vous le souhaitez",
}
STEP_REGION: Localised = {
    "en": "People from your region are asked",
    "es": "Se consulta a personas de tu región",
    "fr": "Des personnes de votre région sont consultées",
}
STEP_MEMBERS: Localised = {
    "en": "Members have their say",
    "es": "Las organizaciones miembro dan su opinión",
    "fr": "Les membres donnent leur avis",
}
STEP_DECISION: Localised = {
    "en": "The committee decides, with reasons",
    "es": "El comité decide y da sus razones",
    "fr": "Le comité décide et motive sa décision",
}


def _minutes(number: int) -> Localised:
    return {
        "en": f"about {number} minutes",
        "es": f"unos {number} minutos",
        "fr": f"environ {number} minutes",
    }


def _days(number: int) -> Localised:
    return {"en": f"{number} days", "es": f"{number} días", "fr": f"{number} jours"}


def _within(number: int) -> Localised:
    return {
        "en": f"within {number} days",
        "es": f"en un plazo de {number} días",
        "fr": f"dans les {number} jours",
    }


def joining_steps(policy: Policy) -> list[dict[str, Localised]]:
    """How joining goes and how long each step takes: what a body's front page shows of its policy."""
    steps = [
        {"label": STEP_CRITERIA, "note": _minutes(5)},
        {"label": STEP_APPLY, "note": _minutes(60)},
    ]
    if policy.regional_check:
        steps.append({"label": STEP_REGION, "note": _within(policy.limits.check)})
    if policy.member_comment:
        steps.append({"label": STEP_MEMBERS, "note": _days(policy.limits.comment)})
    steps.append({"label": STEP_DECISION, "note": _within(policy.limits.committee)})
    return steps
