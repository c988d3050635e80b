"""What the secretariat does with a case, short of deciding it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta

from app.accounts.queries import list_people_with_role
from app.kernel import clock
from app.kernel.actor import Actor
from app.kernel.database import db
from app.kernel.errors import DomainError, require
from app.kernel.permissions import Role, ScopeKind
from app.kernel.settings import setting
from app.membership import emails, queries, rules
from app.membership.enums import Action, MembershipRefusal, Verdict, VerdictStage
from app.membership.models import (
    Application,
    CriterionVerdict,
    Exclusion,
    InformationRequest,
    ObjectionNotice,
)
from app.membership.services.stages import move, record_event
from app.questionnaires import services as questionnaires


def take_case(application: Application, *, actor: Actor) -> None:
    """This officer looks after the case from now on."""
    require(rules.may_assess(actor, application))
    application.officer_id = actor.actor_id
    record_event(application, "taken", actor=actor)


def assess(application: Application, verdicts: Mapping[str, tuple[Verdict, str]], *, actor: Actor) -> None:
    """The secretariat's verdict and reason for each criterion given; the rest stays open."""
    require(rules.may_assess(actor, application))
    write_verdicts(application, VerdictStage.ASSESSMENT, verdicts, actor=actor)
    record_event(application, "assessed", actor=actor, criteria=sorted(verdicts))


def write_verdicts(
    application: Application,
    stage: VerdictStage,
    verdicts: Mapping[str, tuple[Verdict, str]],
    *,
    actor: Actor,
) -> None:
    """Keep one verdict per criterion and stage. Raises for a waiver the policy does not allow."""
    assert actor.actor_id is not None
    given = {one.criterion: one for one in application.verdicts if one.stage is stage}
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
    application: Application, *, questions: Collection[str], message: str, language: str, actor: Actor
) -> None:
    """Open these questions again, with the secretariat's words."""
    assert actor.actor_id is not None
    questionnaires.reopen(application.response, sorted(questions), actor=actor)
    request = InformationRequest(
        application_id=application.id,
        questions=sorted(questions),
        message=message,
        language=language,
        asked_by=actor.actor_id,
    )
    application.requests.append(request)
    move(application, Action.REQUEST_INFORMATION, actor=actor, questions=sorted(questions))


def forward(
    application: Application, action: Action, *, excluding: Collection[int] = (), actor: Actor
) -> None:
    """From screening to the region, straight to the members, or straight to the committee."""
    allowed = set(queries.list_members_to_exclude(application.body_id, application.policy.commenting_tiers))
    db.session.add_all(
        Exclusion(application_id=application.id, organisation_id=organisation_id)
        for organisation_id in sorted(set(excluding) & allowed - set(queries.list_excluded(application.id)))
    )
    application.check_falls_to_secretariat = seat_is_vacant(application)
    if application.officer_id is None:
        application.officer_id = actor.actor_id
    move(application, action, actor=actor)


def seat_is_vacant(application: Application) -> bool:
    """Whether nobody coordinates the case's region: then the check falls to the secretariat."""
    if application.region_id is None:
        return True
    return not list_people_with_role(Role.REGIONAL_COORDINATOR, ScopeKind.REGION, application.region_id)


def extend_comment(application: Application, *, days: int, actor: Actor) -> None:
    """Give members more time, counted from the present end."""
    require(rules.may_extend_comment(actor, application))
    longest = setting("LONGEST_EXTENSION_DAYS")
    if not 1 <= days <= longest or application.due_at is None:
        raise DomainError(MembershipRefusal.EXTENSION_TOO_LONG, most=longest)
    application.due_at = application.due_at + timedelta(days=days)
    application.reminded_for = None
    record_event(application, "comment_extended", actor=actor, days=days)


def close_comment(application: Application, *, actor: Actor) -> None:
    """The period is over: to the committee."""
    move(application, Action.CLOSE_COMMENT, actor=actor, comments=len(application.comments))


def put_objections(application: Application, *, substance: str, language: str, actor: Actor) -> None:
    """Tell the applicant what is held against it, never who said so: all objections not yet put, in one
    notice. The committee decides after the reply, or after the time for it."""
    require(rules.may_put_objections(actor, application))
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
    put = rules.objections_to_put(application)
    for objection in put:
        objection.notice_id = notice.id
    record_event(application, "objections_put", actor=actor, objections=len(put))
    emails.tell_applicant(application, "membership.objections_put")


def note_reached(application: Application, *, actor: Actor) -> None:
    """Somebody told the group in another way than by e-mail."""
    require(rules.may_reach(actor, application))
    application.reach_out_since = None
    record_event(application, "reached", actor=actor)
