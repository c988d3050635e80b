"""The verbs of calls: make one from a template or from another call, change the draft, publish, extend,
cancel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.grants.calls import queries, rules
from app.grants.calls.call_templates import TEMPLATES
from app.grants.calls.enums import CallAction, CallRefusal, CallStatus
from app.grants.calls.models import Call, CallExtension, CallLine
from app.grants.calls.rubric import Rubric
from app.grants.funding.models import BudgetLine
from app.kernel import audit, clock, jobs, public_version
from app.kernel.actor import Actor, can, is_system
from app.kernel.database import db
from app.kernel.errors import DomainError, KernelRefusal, require, require_version
from app.kernel.permissions import Permission
from app.kernel.workflow import advance
from app.organisations.models import NetworkBody, Organisation
from app.organisations.services import update_body
from app.questionnaires.definition import Definition
from app.questionnaires.reading import definition_of
from app.questionnaires.services import create_question_set, publish_version


@dataclass(frozen=True)
class CallData:
    """What a call says. Texts are by language; amounts are minor units of `currency`; `required` as the
    model stores it."""

    code: str
    title: Mapping[str, str]
    summary: Mapping[str, str]
    guidance: Mapping[str, str]
    languages: Sequence[str]
    currency: str
    smallest_minor: int
    largest_minor: int
    opens_at: datetime | None
    closes_at: datetime | None
    zone: str
    answer_by: date | None
    money_by: date | None
    report_by: date | None
    required: Sequence[Mapping[str, Any]]
    lines: Sequence[BudgetLine]
    questions_until: date | None = None


def require_manager(body_id: int, actor: Actor) -> None:
    """Raises NOT_YOURS for whoever does not manage the calls of this network."""
    if not is_system(actor) and not can(actor, Permission.MANAGE_CALLS, body=body_id):
        raise DomainError(CallRefusal.NOT_YOURS)


def make_call(body: NetworkBody, template: str, data: CallData, *, actor: Actor) -> Call:
    """A draft from one of `TEMPLATES`. Raises CODE_TAKEN, SMALLEST_OVER_LARGEST, LINE_OF_ANOTHER_NETWORK;
    KeyError for a template that there is not."""
    require_manager(body.id, actor)
    made_from = TEMPLATES[template]
    call = Call(
        body=body,
        body_id=body.id,
        template=template,
        method=made_from.method,
        basis=made_from.basis,
        rubric=dict(made_from.rubric),
        reviewers=made_from.reviewers,
        extensions=[],
    )
    _write(call, data)
    db.session.add(call)
    db.session.flush()
    _give_questions(call, actor)
    _record(call, "made", actor, template=template)
    return call


def copy_call(call: Call, code: str, *, actor: Actor) -> Call:
    """A new draft that says, asks and requires the same. Its days are still to be chosen, and lines of funds
    that are over do not pay for it. Raises CODE_TAKEN, NOT_YOURS."""
    require_manager(call.body_id, actor)
    copied = Call(
        body=call.body,
        body_id=call.body_id,
        template=call.template,
        method=call.method,
        basis=call.basis,
        rubric=dict(call.rubric),
        reviewers=call.reviewers,
        extensions=[],
    )
    _write(copied, _same_again(call, code))
    db.session.add(copied)
    db.session.flush()
    version = call.question_set_version
    _give_questions(copied, actor, definition_of(version) if version is not None else None)
    _record(copied, "copied", actor, copied_from=call.ref)
    return copied


def _same_again(call: Call, code: str) -> CallData:
    return CallData(
        code=code,
        title=call.title,
        summary=call.summary,
        guidance=call.guidance,
        languages=call.languages,
        currency=call.currency,
        smallest_minor=call.smallest_minor,
        largest_minor=call.largest_minor,
        opens_at=None,
        closes_at=None,
        zone=call.zone,
        answer_by=None,
        money_by=None,
        report_by=None,
        required=call.required,
        lines=[one.line for one in call.lines if not rules.is_over(one.line.fund)],
    )


def change_call(call: Call, data: CallData, *, actor: Actor, expected_version: int | None = None) -> None:
    """Change a draft. Raises FIXED_ONCE_PUBLISHED, CHANGED_MEANWHILE, and what `make_call` raises."""
    require_manager(call.body_id, actor)
    if call.status is not CallStatus.DRAFT:
        raise DomainError(CallRefusal.FIXED_ONCE_PUBLISHED)
    require_version(expected_version, call.version)
    asks_the_same = (call.currency, call.largest_minor) == (data.currency, data.largest_minor)
    _write(call, data)
    call.version += 1
    db.session.flush()
    if not asks_the_same:
        _give_questions(call, actor)
    _record(call, "changed", actor)


def _write(call: Call, data: CallData) -> None:
    if data.smallest_minor > data.largest_minor:
        raise DomainError(CallRefusal.SMALLEST_OVER_LARGEST)
    if not queries.is_code_free(data.code, call.body_id, but=call.id):
        raise DomainError(CallRefusal.CODE_TAKEN)
    if any(line.fund.body_id != call.body_id for line in data.lines):
        raise DomainError(CallRefusal.LINE_OF_ANOTHER_NETWORK)
    call.code, call.currency, call.zone = data.code, data.currency, data.zone
    call.title, call.summary, call.guidance = dict(data.title), dict(data.summary), dict(data.guidance)
    call.languages = list(data.languages)
    call.smallest_minor, call.largest_minor = data.smallest_minor, data.largest_minor
    call.opens_at, call.closes_at = data.opens_at, data.closes_at
    call.answer_by, call.money_by, call.report_by = data.answer_by, data.money_by, data.report_by
    call.questions_until = data.questions_until
    call.required = [dict(one) for one in data.required]
    held = {one.line_id: one for one in call.lines}
    call.lines = [held.get(line.id) or CallLine(line_id=line.id, line=line) for line in data.lines]


def _give_questions(call: Call, actor: Actor, copied: Definition | None = None) -> None:
    """A copy of the template's form, or of another call's, the call's own from now on."""
    wording = copied or TEMPLATES[call.template].questions(call.currency, call.largest_minor)
    version = call.question_set_version
    question_set = (
        version.question_set
        if version is not None
        else create_question_set(
            f"call-{call.ref.lower()}", title=dict(call.title), actor=actor, body_id=call.body_id
        )
    )
    call.question_set_version = publish_version(question_set, wording, actor=actor)
    call.question_set_version_id = call.question_set_version.id
    db.session.flush()


def set_rubric(
    call: Call,
    rubric: Rubric,
    *,
    reviewers: int,
    reviews_by: date | None,
    actor: Actor,
    expected_version: int | None = None,
) -> None:
    """What reviewers score, how many of them for each application and by when. Raises FIXED_ONCE_PUBLISHED,
    CHANGED_MEANWHILE."""
    require_manager(call.body_id, actor)
    if not rules.is_draft(call):
        raise DomainError(CallRefusal.FIXED_ONCE_PUBLISHED)
    require_version(expected_version, call.version)
    call.rubric, call.reviewers, call.reviews_by = rubric.as_data(), reviewers, reviews_by
    call.version += 1
    _record(call, "changed", actor)


def publish_call(call: Call, *, actor: Actor, expected_version: int | None = None) -> None:
    """From now on everybody may read it. Raises the first of `rules.faults`."""
    require_version(expected_version, call.version)
    require(next(iter(rules.faults(call)), None))
    advance(call, CallAction.PUBLISH, actor=actor)
    if not call.body.gives_grants:
        update_body(call.body, actor=actor, gives_grants=True)
    _changed(call)


def cancel_call(call: Call, *, actor: Actor, reason: str, expected_version: int | None = None) -> None:
    """The call ends without grants: its applications end with it, and their groups are told. What they wrote
    stays theirs to read."""
    require_version(expected_version, call.version)
    advance(call, CallAction.CANCEL, actor=actor, note=reason)
    jobs.enqueue("grants.call_cancelled", call_id=call.id)
    _changed(call)


def record_decided(call: Call, *, actor: Actor) -> None:
    """All of it is decided. Raises STILL_OPEN."""
    require(None if rules.has_closed(call) else CallRefusal.STILL_OPEN)
    advance(call, CallAction.RECORD_DECIDED, actor=actor)
    _changed(call)


def archive_call(call: Call, *, actor: Actor) -> None:
    """It is no longer shown to everybody."""
    advance(call, CallAction.ARCHIVE, actor=actor)
    _changed(call)


def extend_call(
    call: Call,
    *,
    closes_at: datetime,
    reason: str,
    actor: Actor,
    organisation: Organisation | None = None,
    expected_version: int | None = None,
) -> CallExtension:
    """Give more time, to everybody or to one group. Raises NOT_LATER, NOT_IN_THIS_STATE."""
    require_manager(call.body_id, actor)
    require_version(expected_version, call.version)
    if call.status is not CallStatus.PUBLISHED or call.closes_at is None:
        raise DomainError(KernelRefusal.NOT_IN_THIS_STATE)
    group_id = organisation.id if organisation is not None else None
    longest = [one.closes_at for one in call.extensions if one.organisation_id in (None, group_id)]
    if closes_at <= max([call.closes_at, *longest]):
        raise DomainError(CallRefusal.NOT_LATER)
    extension = CallExtension(
        call_id=call.id,
        organisation_id=group_id,
        closes_at=closes_at,
        reason=reason,
        given_by_id=actor.actor_id,
    )
    call.extensions.append(extension)
    _changed(call)
    db.session.flush()
    _record(call, "extended", actor, organisation_id=group_id, closes_at=closes_at.isoformat(), note=reason)
    return extension


def _changed(call: Call) -> None:
    """Whoever saw an older version is told so, and the pages that everybody reads are made afresh."""
    call.version += 1
    note_public_change(call)


def note_public_change(call: Call) -> None:
    """What everybody reads of the call is different from now on: pages, feed and calendar are made afresh."""
    call.changed_at = clock.now()
    public_version.bump()


def _record(call: Call, kind: str, actor: Actor, **details: Any) -> None:
    audit.record(
        f"call.{kind}",
        subject="call",
        subject_id=call.id,
        actor=actor,
        body_id=call.body_id,
        details={name: value for name, value in details.items() if value is not None} or None,
    )
