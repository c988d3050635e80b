"""An application is started, sent, taken back, and changed where the office asks for it."""

from __future__ import annotations

from app.casework.services import start_case, take_step, taking_step
from app.grants.applications import queries
from app.grants.applications.enums import GrantRefusal
from app.grants.applications.models import GrantApplication
from app.grants.applications.process_words import Action
from app.grants.calls.call_templates.light import GROUP_RIGHT, PREFILLED, PUBLIC_NAME
from app.grants.calls.call_templates.two_pages import BUDGET
from app.grants.calls.models import Call
from app.grants.calls.queries import applicant_facts
from app.grants.calls.rules import Requirement, is_open_to, read_requirements, unmet
from app.kernel import clock
from app.kernel.actor import Actor
from app.kernel.errors import DomainError
from app.kernel.money import Money
from app.organisations.models import Organisation
from app.organisations.queries import contact_role, region_of
from app.organisations.rules import can_edit
from app.questionnaires import queries as answers_queries
from app.questionnaires import services as questionnaires
from app.questionnaires.reading import definition_of

PURPOSE = "grant_application"
"""Why one budget line cannot pay a grant that another one of the call may."""
ASKED_AGAIN = frozenset({GROUP_RIGHT, PUBLIC_NAME, "true", "when", "period"})
"""What is answered anew each time, also where the rest is the same as last time."""


def unmet_by(call: Call, organisation: Organisation) -> list[Requirement]:
    """What the group does not meet of the call's requirements, as the record has it today."""
    return unmet(read_requirements(call.required), applicant_facts(call, organisation))


def start_application(
    call: Call,
    organisation: Organisation,
    *,
    actor: Actor,
    language: str,
    as_before: bool = False,
    exception: str = "",
) -> GrantApplication:
    """A draft for a group that the actor speaks for. `as_before` fills in what the group wrote last time.
    Where the group does not meet the requirements, `exception` says why it should apply all the same, and
    the draft waits for the office's word.

    Raises ONLY_THE_APPLICANT, CALL_NOT_OPEN, ALREADY_APPLYING, NOT_ELIGIBLE.
    """
    if not can_edit(contact_role(actor.actor_id, organisation.id)):
        raise DomainError(GrantRefusal.ONLY_THE_APPLICANT)
    if not is_open_to(call, organisation.id):
        raise DomainError(GrantRefusal.CALL_NOT_OPEN)
    if queries.find_open(organisation.id, call.id) is not None:
        raise DomainError(GrantRefusal.ALREADY_APPLYING)
    lacking = unmet_by(call, organisation)
    if lacking and not exception.strip():
        raise DomainError(GrantRefusal.NOT_ELIGIBLE)
    case = _draft(call, organisation, actor, language)
    _fill_in(case, actor, as_before=as_before)
    if lacking:
        take_step(case, Action.ASK_EXCEPTION, actor=actor, note=exception)
    return case


def _draft(call: Call, organisation: Organisation, actor: Actor, language: str) -> GrantApplication:
    version = call.question_set_version
    assert version is not None
    response = questionnaires.start_response(version, language=language, actor=actor, purpose=PURPOSE)
    case = GrantApplication(
        body=call.body,
        body_id=call.body_id,
        organisation=organisation,
        organisation_id=organisation.id,
        region_id=region_of(organisation, call.body.scheme_id),
        call=call,
        call_id=call.id,
        response=response,
        language=language,
        started_by=actor.actor_id,
    )
    start_case(case, actor=actor)
    return case


def _fill_in(case: GrantApplication, actor: Actor, *, as_before: bool) -> None:
    """The safest answers, and those of last time where the group wants them."""
    wording = definition_of(case.response)
    known = {question.code for question in wording.questions()}
    answers = {code: value for code, value in PREFILLED.items() if code in known}
    before = queries.find_last_like(case.organisation_id, case.call.template) if as_before else None
    if before is not None:
        given = answers_queries.answers_of(before.response)
        answers |= {
            code: value
            for code, value in given.items()
            if code in known - ASKED_AGAIN and value is not None and not _holds_files(wording, code)
        }
    if answers:
        questionnaires.enter_answers(case.response, answers, actor=actor)


def _holds_files(wording: object, code: str) -> bool:
    question = wording.find_question(code)  # type: ignore[attr-defined]
    return bool(question is not None and question.type.takes_documents)


def send_application(case: GrantApplication, *, actor: Actor) -> None:
    """Send it, or send the changes that were asked for. Raises CALL_NOT_OPEN, NOT_ELIGIBLE, AMOUNT_OUTSIDE,
    and what `submit_response` raises of answers."""
    action = Action.ANSWER if case.request is not None else Action.SUBMIT
    with taking_step(case, action, actor=actor, language=case.language):
        if not case.excepted and unmet_by(case.call, case.organisation):
            raise DomainError(GrantRefusal.NOT_ELIGIBLE)
        questionnaires.submit_response(case.response, actor=actor)
        case.asked_minor = _asked(case)
        case.request = None
        case.region_id = region_of(case.organisation, case.body.scheme_id)


def _asked(case: GrantApplication) -> int:
    """What the application asks for. Raises AMOUNT_OUTSIDE."""
    call = case.call
    if call.is_one_size:
        return call.largest_minor
    asked = queries.asked_in_budget(case.response_id, BUDGET) or 0
    if not call.smallest_minor <= asked <= call.largest_minor:
        raise DomainError(
            GrantRefusal.AMOUNT_OUTSIDE,
            asked=Money(asked, call.currency),
            smallest=call.smallest,
            largest=call.largest,
        )
    return asked


def take_back(
    case: GrantApplication,
    *,
    actor: Actor,
    note: str | None = None,
    expected_version: int | None = None,
) -> None:
    """The group changes what it sent, while the call is open to it."""
    with taking_step(case, Action.TAKE_BACK, actor=actor, note=note, expected_version=expected_version):
        _reopen_all(case, actor)


def _reopen_all(case: GrantApplication, actor: Actor) -> None:
    codes = [question.code for question in definition_of(case.response).questions()]
    questionnaires.reopen(case.response, codes, actor=actor)


def allow(
    case: GrantApplication,
    *,
    actor: Actor,
    note: str | None = None,
    expected_version: int | None = None,
) -> None:
    """The group may apply although it does not meet all requirements."""
    with taking_step(case, Action.ALLOW, actor=actor, note=note, expected_version=expected_version):
        case.excepted = True
    case.sent_at = None  # a draft again: until it is sent, only the group reads it


def refuse_exception(
    case: GrantApplication,
    *,
    actor: Actor,
    note: str | None = None,
    expected_version: int | None = None,
) -> None:
    """The group cannot apply, and reads why."""
    with taking_step(
        case, Action.REFUSE_EXCEPTION, actor=actor, note=note, expected_version=expected_version
    ):
        case.told_reason, case.reason_language = note, actor.language


def request_changes(
    case: GrantApplication,
    *,
    actor: Actor,
    note: str | None = None,
    expected_version: int | None = None,
) -> None:
    """Ask the group to change what it sent, in words that it reads."""
    with taking_step(case, Action.REQUEST_CHANGES, actor=actor, note=note, expected_version=expected_version):
        case.request, case.requested_at = note, clock.now()
        _reopen_all(case, actor)
