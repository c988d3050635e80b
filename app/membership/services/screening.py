"""What the secretariat does with an application, short of deciding it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta

from app.casework import emails
from app.casework.services import exclude, note_prepared, taking_step
from app.kernel import clock
from app.kernel.actor import Actor
from app.kernel.database import db
from app.kernel.errors import DomainError
from app.membership import queries, rules
from app.membership.enums import MembershipRefusal, Verdict, VerdictStage
from app.membership.models import Application, CriterionVerdict, InformationRequest, ObjectionNotice
from app.membership.process_words import Action
from app.questionnaires import services as questionnaires


def take_case(
    case: Application, *, actor: Actor, note: str | None = None, expected_version: int | None = None
) -> None:
    """This officer looks after the application from now on."""
    with taking_step(case, Action.TAKE, actor=actor, note=note, expected_version=expected_version):
        case.officer_id = actor.actor_id


def assess(
    application: Application,
    verdicts: Mapping[str, tuple[Verdict, str]],
    *,
    actor: Actor,
    expected_version: int | None = None,
) -> None:
    """The secretariat's finding and reason for each criterion given; the rest stays open."""
    criteria = sorted(verdicts)
    with taking_step(
        application, Action.ASSESS, actor=actor, expected_version=expected_version, criteria=criteria
    ):
        write_verdicts(application, VerdictStage.ASSESSMENT, verdicts, actor=actor)
        note_prepared(application, actor=actor)


def write_verdicts(
    application: Application,
    stage: VerdictStage,
    verdicts: Mapping[str, tuple[Verdict, str]],
    *,
    actor: Actor,
) -> None:
    """Keep one finding per criterion and stage. Raises for a waiver the policy does not allow."""
    assert actor.actor_id is not None
    given = application.verdicts_at(stage)
    for code, (verdict, reason) in verdicts.items():
        if verdict is Verdict.WAIVED and not application.policy.criterion(code).waivable:
            raise DomainError(MembershipRefusal.NOT_WAIVABLE)
        row = given.get(code)
        if row is None:
            row = CriterionVerdict(application_id=application.id, stage=stage, criterion=code)
            application.verdicts.append(row)
        row.verdict, row.reason = verdict, reason
        row.given_by, row.given_at = actor.actor_id, clock.now()


def request_information(
    application: Application,
    *,
    questions: Collection[str],
    message: str,
    language: str,
    actor: Actor,
    expected_version: int | None = None,
) -> None:
    """Open these questions again, with the secretariat's words."""
    asked = sorted(questions)
    with taking_step(
        application,
        Action.REQUEST_INFORMATION,
        actor=actor,
        expected_version=expected_version,
        questions=asked,
    ):
        assert actor.actor_id is not None
        questionnaires.reopen(application.response, asked, actor=actor)
        request = InformationRequest(
            application_id=application.id,
            questions=asked,
            message=message,
            language=language,
            asked_by=actor.actor_id,
        )
        application.requests.append(request)


def forward(
    application: Application,
    action: Action,
    *,
    excluding: Collection[int] = (),
    actor: Actor,
    expected_version: int | None = None,
) -> None:
    """From screening to the region, straight to the members, or straight to the committee. Only members that
    circulation would reach can be excluded from it."""
    with taking_step(application, action, actor=actor, expected_version=expected_version):
        tiers = application.policy.commenting_tiers
        allowed = set(queries.list_members_to_exclude(application.body_id, tiers))
        exclude(application, set(excluding) & allowed)
        note_prepared(application, actor=actor)
        if application.officer_id is None:
            application.officer_id = actor.actor_id


def put_objections(
    application: Application,
    *,
    substance: str,
    language: str,
    actor: Actor,
    expected_version: int | None = None,
) -> None:
    """Tell the applicant what is held against it, never who said so: all objections not yet put, in one
    notice. The committee decides after the reply, or after the time for it."""
    put = rules.objections_to_put(application)
    still_replying = bool(application.waits_for(Action.REPLY))
    with taking_step(
        application,
        Action.PUT_OBJECTIONS,
        actor=actor,
        expected_version=expected_version,
        objections=len(put),
    ):
        assert actor.actor_id is not None
        moment = clock.now()
        notice = ObjectionNotice(
            application_id=application.id,
            substance=substance,
            language=language,
            put_by=actor.actor_id,
            put_at=moment,
            reply_until=moment + timedelta(days=application.policy.limits.reply),
        )
        application.objection_notices.append(notice)
        db.session.flush()
        for objection in put:
            objection.notice_id = notice.id
    if still_replying:  # they are asked already, but must hear that there is more
        emails.tell_organisation(application, about=Action.REPLY)


def note_reached(
    case: Application, *, actor: Actor, note: str | None = None, expected_version: int | None = None
) -> None:
    """Somebody told the group its news in another way than by e-mail."""
    with taking_step(case, Action.NOTE_REACHED, actor=actor, note=note, expected_version=expected_version):
        case.reach_out_since = None
