"""What the pages of a case show, put together for one reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _

from app.accounts.queries import list_people_names
from app.casework.presenter import ActionLink, HistoryLine, ProgressStep, actions, history, progress
from app.casework.queries import list_events
from app.kernel.actor import Actor
from app.kernel.audit import AuditEvent
from app.membership.enums import Verdict, VerdictStage
from app.membership.models import Application, CriterionVerdict
from app.membership.policy import Criterion
from app.membership.process import ADMISSION
from app.membership.process_words import Action, Status
from app.organisations.queries import names_of
from app.questionnaires.presenter import SectionRows, read_only

RETURNED = ADMISSION.event_kind(Action.RETURN_TO_SECRETARIAT)
CHECK_EVENTS = {RETURNED, *map(ADMISSION.event_kind, (Action.START_CHECK, Action.RECORD_CHECK))}


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
    assessed = application.verdicts_at(VerdictStage.ASSESSMENT)
    decided = application.verdicts_at(VerdictStage.DECISION)
    return [
        CriterionRow(
            number=number,
            criterion=criterion,
            answers=[rows[code] for code in criterion.questions if code in rows],
            assessment=assessed.get(criterion.code),
            decision=decided.get(criterion.code),
        )
        for number, criterion in enumerate(application.policy.criteria, start=1)
    ]


def verdicts_of(application: Application, stage: VerdictStage) -> dict[str, tuple[Verdict, str]]:
    """Criterion code → verdict and reason of one stage."""
    return {code: (one.verdict, one.reason) for code, one in application.verdicts_at(stage).items()}


@dataclass(frozen=True)
class CasePage:
    """The network's side of a case, for one reader."""

    application: Application
    criteria: list[CriterionRow]
    steps: list[ProgressStep]
    timeline: list[HistoryLine]
    people: dict[int, str]
    members: dict[int, str]
    answers: Sequence[Any]
    actions: list[ActionLink]
    returned: HistoryLine | None
    """That the region gave the application back, where it has said nothing since and was not asked again."""


def case_page(application: Application, actor: Actor, language: str) -> CasePage:
    """Everything that somebody who may read the case sees. A fixed number of queries."""
    events = list_events(application)
    people = list_people_names(_people_in(application, events))
    answers = read_only(application.response, language)
    members = names_of({comment.organisation_id for comment in application.comments})
    return CasePage(
        application=application,
        criteria=criterion_rows(application, language, answers),
        steps=progress(application, events),
        timeline=history(application, events, names=people, for_organisation=False),
        people=people,
        members=members,
        answers=answers,
        actions=_buttons(application, actor),
        returned=_returned(application, events, people),
    )


def _returned(
    application: Application, events: Sequence[AuditEvent], people: dict[int, str]
) -> HistoryLine | None:
    checks = [event for event in events if event.kind in CHECK_EVENTS]
    if not checks or checks[-1].kind != RETURNED:
        return None
    return history(application, checks[-1:], names=people, for_organisation=False)[0]


def _buttons(application: Application, actor: Actor) -> list[ActionLink]:
    """What this person may do, in the order of the table; but to assess comes first while that is what the
    application waits for, before it to take it while nobody has, and who has voted may only change it."""
    found = actions(application, actor)
    assessed = application.verdicts_at(VerdictStage.ASSESSMENT)
    if application.waits_for(Action.ASSESS) and len(assessed) < len(application.policy.criteria):
        found.sort(key=lambda one: one.action != Action.ASSESS)
    if any(vote.person_id == actor.actor_id for vote in application.votes):
        found.sort(key=lambda one: one.action == Action.VOTE)
        again = _("Change your vote")
        found = [
            replace(one, label=again, changes=True) if one.action == Action.VOTE else one for one in found
        ]
    if application.officer_id is None:
        found.sort(key=lambda one: one.action != Action.TAKE)
    return found


def _people_in(application: Application, events: Sequence[AuditEvent]) -> set[int]:
    found = {event.actor_id for event in events}
    found |= {vote.person_id for vote in application.votes}
    found |= {one.person_id for one in application.people}
    found |= {check.checked_by for check in application.checks}
    found |= {request.asked_by for request in application.requests}
    found.add(application.officer_id)
    return {person_id for person_id in found if person_id is not None}


def made_a_member(application: Application) -> bool:
    """Whether this application made the organisation a member, be it one today or not."""
    return application.status is Status.ADMITTED
