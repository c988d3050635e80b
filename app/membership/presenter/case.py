"""What the pages of a case show, put together for one reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from app.accounts.queries import list_people_names
from app.kernel import audit
from app.kernel.actor import Actor
from app.kernel.audit import AuditEvent
from app.kernel.workflow import available_actions
from app.membership import labels, rules
from app.membership.enums import Action, Status, Verdict, VerdictStage
from app.membership.models import Application, CriterionVerdict
from app.membership.policy import Criterion
from app.organisations.queries import names_of
from app.questionnaires.presenter import SectionRows, read_only

Url = Callable[..., str]

# The progress as people see it: a stage, and the statuses that mean it has been reached.
PROGRESS = (
    (Status.SUBMITTED, (Status.SUBMITTED, Status.INFORMATION_REQUESTED)),
    (Status.REGIONAL_CHECK, (Status.REGIONAL_CHECK,)),
    (Status.MEMBER_COMMENT, (Status.MEMBER_COMMENT,)),
    (Status.COMMITTEE, (Status.COMMITTEE,)),
)
ENDS = (Status.ADMITTED, Status.DECLINED, Status.WITHDRAWN, Status.CLOSED)
_SUBJECT = "application"


@dataclass(frozen=True)
class CriterionRow:
    """A criterion with what the applicant gave and the verdicts so far."""

    number: int
    criterion: Criterion
    answers: Sequence[Any]
    assessment: CriterionVerdict | None
    decision: CriterionVerdict | None

    @property
    def latest(self) -> CriterionVerdict | None:
        return self.decision or self.assessment


def criterion_rows(
    application: Application, language: str, sections: Sequence[SectionRows] | None = None
) -> list[CriterionRow]:
    """Every criterion of the policy, in its order; `sections` are the answers where they are at hand."""
    if sections is None:
        sections = read_only(application.response, language)
    rows = {row.code: row for section in sections for row in section.rows}
    given = {(one.stage, one.criterion): one for one in application.verdicts}
    return [
        CriterionRow(
            number=number,
            criterion=criterion,
            answers=[rows[code] for code in criterion.questions if code in rows],
            assessment=given.get((VerdictStage.ASSESSMENT, criterion.code)),
            decision=given.get((VerdictStage.DECISION, criterion.code)),
        )
        for number, criterion in enumerate(application.policy.criteria, start=1)
    ]


def verdicts_of(application: Application, stage: VerdictStage) -> dict[str, tuple[Verdict, str]]:
    """Criterion code → verdict and reason of one stage."""
    return {one.criterion: (one.verdict, one.reason) for one in application.verdicts if one.stage is stage}


def progress(application: Application, events: Sequence[AuditEvent]) -> list[dict[str, Any]]:
    """The stages of this application for the steps at the top: done with a date, here, to come."""
    reached: dict[str, datetime] = {}
    for event in events:
        to = event.details.get("to")
        if to:
            reached[to] = event.at
    steps = []
    policy = application.policy
    left_out = {
        Status.REGIONAL_CHECK: not policy.regional_check,
        Status.MEMBER_COMMENT: not rules.wants_comment(application),
    }
    for stage, statuses in PROGRESS:
        if left_out.get(stage) and stage.value not in reached:
            continue
        here = application.status in statuses
        steps.append(_step(stage, application, here, reached.get(stage.value)))
    ended = application.status if application.status in ENDS else None
    steps.append(
        {
            "label": labels.STATUS[ended] if ended else _("Decision"),
            "at": application.closed_at if ended else None,
            "due": None,
            "state": "done" if ended else "",
        }
    )
    return steps


def _step(stage: Status, application: Application, here: bool, at: datetime | None) -> dict[str, Any]:
    label = labels.STATUS[application.status] if here else labels.STATUS[stage]
    state = "here" if here else "done" if at is not None else ""
    return {"label": label, "at": at, "due": application.due_at if here else None, "state": state}


def timeline(
    events: Sequence[AuditEvent], *, names: dict[int, str], for_applicant: bool
) -> list[dict[str, Any]]:
    """What happened, newest first, as far as this reader may know. The applicant reads no officer's name."""
    items = []
    for event in reversed(events):
        words = labels.TIMELINE.get(event.kind)
        if words is None or (for_applicant and event.kind not in labels.APPLICANT_SEES):
            continue
        by = None if for_applicant or event.actor_id is None else names.get(event.actor_id)
        note = None if for_applicant else event.details.get("note")
        items.append({"at": event.at, "text": words, "by": by, "note": note})
    return items


@dataclass(frozen=True)
class CasePage:
    """The network's side of a case, for one reader."""

    application: Application
    criteria: list[CriterionRow]
    steps: list[dict[str, Any]]
    timeline: list[dict[str, Any]]
    people: dict[int, str]
    members: dict[int, str]
    answers: Sequence[Any]
    actions: list[dict[str, Any]]
    quorum_short: int


def case_page(application: Application, actor: Actor, language: str, url: Url) -> CasePage:
    """Everything that somebody who may read the case sees. A fixed number of queries."""
    events = audit.list_events(_SUBJECT, application.id)
    people = list_people_names(_people_in(application, events))
    answers = read_only(application.response, language)
    members = names_of({comment.organisation_id for comment in application.comments})
    return CasePage(
        application=application,
        criteria=criterion_rows(application, language, answers),
        steps=progress(application, events),
        timeline=timeline(events, names=people, for_applicant=False),
        people=people,
        members=members,
        answers=answers,
        actions=case_actions(application, actor, url),
        quorum_short=max(0, application.policy.quorum - len(rules.counted_votes(application))),
    )


def _people_in(application: Application, events: Sequence[AuditEvent]) -> set[int]:
    found = {event.actor_id for event in events}
    found |= {vote.person_id for vote in application.votes}
    found |= {tie.person_id for tie in application.ties}
    found |= {check.checked_by for check in application.checks}
    found |= {request.asked_by for request in application.requests}
    found.add(application.officer_id)
    return {person_id for person_id in found if person_id is not None}


def made_a_member(application: Application) -> bool:
    """Whether this application made the organisation a member, be it one today or not."""
    return application.status is Status.ADMITTED


def case_actions(application: Application, actor: Actor, url: Url) -> list[dict[str, Any]]:
    """The buttons of a case: just what this person may do now, the main one first."""
    ref = application.ref
    found: list[dict[str, Any]] = []

    def offer(allowed: bool, endpoint: str, label: Any, **values: Any) -> None:
        if allowed:
            found.append({"url": url(endpoint, ref=ref, **values), "label": label})

    possible = set(available_actions(actor, application))
    offer(rules.may_vote(actor, application) is None, "vote", _("Vote"))
    deciding = bool(possible & {Action.ADMIT, Action.DECLINE})
    offer(deciding, "decide", _("Record the decision"))
    checking = rules.may_check(actor, application) is None and application.status is Status.REGIONAL_CHECK
    offer(checking, "regional_check", _("Record the regional check"))
    offer(
        rules.may_put_objections(actor, application) is None,
        "put_objections",
        _("Put objections to the applicant"),
    )
    forward = (Action.START_CHECK, Action.OPEN_COMMENT, Action.SEND_TO_COMMITTEE)
    for action in forward:
        on_screen = action in possible and application.status is Status.SUBMITTED
        offer(on_screen, "forward", labels.ACTION[action], action=action.value)
    offer(Action.CLOSE_COMMENT in possible, "close_comment", labels.ACTION[Action.CLOSE_COMMENT])
    offer(rules.may_assess(actor, application) is None, "assess", _("Assess the criteria"))
    offer(
        Action.REQUEST_INFORMATION in possible,
        "request_information",
        labels.ACTION[Action.REQUEST_INFORMATION],
    )
    offer(rules.may_extend_comment(actor, application) is None, "extend", _("Extend the comment period"))
    offer(Action.RETURN_TO_SECRETARIAT in possible, "give_back", labels.ACTION[Action.RETURN_TO_SECRETARIAT])
    return found
