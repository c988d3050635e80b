"""What the applicant does: start, say who may see it, hand in, answer, withdraw."""

from __future__ import annotations

from app.casework.services import record_event, start_case, take_step, taking_step
from app.kernel import clock
from app.kernel.actor import Actor, can, is_system
from app.kernel.errors import DomainError, KernelRefusal, require
from app.kernel.permissions import Permission
from app.membership import queries, rules
from app.membership.enums import Listing, MembershipRefusal, PlaceShown
from app.membership.models import Application, ObjectionNotice
from app.membership.process_words import Action, Status
from app.organisations.enums import Audience, Field, OrganisationRefusal
from app.organisations.models import NetworkBody, Organisation
from app.organisations.queries import contact_role, current_membership, region_of
from app.organisations.rules import can_edit
from app.organisations.services import create_organisation, set_audience, withdraw_consent
from app.questionnaires import queries as answers_queries
from app.questionnaires import services as questionnaires

PURPOSE = "application"


def start_application(
    body: NetworkBody,
    *,
    actor: Actor,
    language: str,
    organisation: Organisation | None = None,
    known_as: str = "",
    country: str | None = None,
    on_behalf_source: str | None = None,
) -> Application:
    """A draft for an organisation that the actor speaks for, or for a new one.

    `on_behalf_source` says where an officer has it from (a paper form, a call); the group has no contact yet.
    """
    on_behalf = on_behalf_source is not None
    if organisation is not None:
        if not on_behalf:
            _require_contact(organisation, actor)
        _require_new_case(body, organisation)
    else:  # nothing can be known yet of an organisation that is made here
        organisation = create_organisation(
            known_as=known_as,
            country=country,
            language=language,
            actor=actor,
            contact_person_id=None if on_behalf else actor.actor_id,
        )
    return _draft(body, organisation, actor=actor, language=language, on_behalf_source=on_behalf_source)


def _require_contact(organisation: Organisation, actor: Actor) -> None:
    if not can_edit(contact_role(actor.actor_id, organisation.id)):
        raise DomainError(MembershipRefusal.ONLY_THE_APPLICANT)


def _require_new_case(body: NetworkBody, organisation: Organisation) -> None:
    if current_membership(organisation.id, body.id) is not None:
        raise DomainError(OrganisationRefusal.ALREADY_MEMBER)
    if queries.find_open_application(organisation.id, body.id) is not None:
        raise DomainError(MembershipRefusal.ALREADY_APPLYING)


def _draft(
    body: NetworkBody,
    organisation: Organisation,
    *,
    actor: Actor,
    language: str,
    on_behalf_source: str | None,
) -> Application:
    policy = queries.current_policy(body.id)
    response = questionnaires.start_response(
        policy.question_set_version, language=language, actor=actor, purpose=PURPOSE
    )
    application = Application(
        body=body,
        body_id=body.id,
        organisation=organisation,
        organisation_id=organisation.id,
        policy_version=policy,
        response=response,
        language=language,
        started_by=actor.actor_id,
        on_behalf=on_behalf_source is not None,
        on_behalf_source=on_behalf_source,
    )
    start_case(application, actor=actor, on_behalf=application.on_behalf)
    return application


def reopen(
    case: Application, *, actor: Actor, note: str | None = None, expected_version: int | None = None
) -> None:
    """Open again what silence closed, unless the group has applied again since or is a member by now."""
    with taking_step(case, Action.REOPEN, actor=actor, note=note, expected_version=expected_version):
        _require_new_case(case.body, case.organisation)


def enter_on_behalf(
    body: NetworkBody, *, actor: Actor, language: str, known_as: str, country: str | None, source: str
) -> Application:
    """An officer enters what a group said on paper or by phone. It is marked so, and read back to them."""
    if not is_system(actor) and not can(actor, Permission.ENTER_ON_BEHALF, body=body.id):
        raise DomainError(KernelRefusal.NOT_YOURS_TO_DO)
    return start_application(
        body,
        actor=actor,
        language=language,
        known_as=known_as,
        country=country,
        on_behalf_source=source,
    )


def settle_circulation(
    application: Application,
    *,
    actor: Actor,
    may_circulate: bool,
    lines: str,
    place: PlaceShown,
    exclusions: str,
    listing: Listing,
    language: str,
) -> None:
    """The applicant approves what members are shown, whom not to ask, and how it would be listed."""
    require(rules.acts_for_applicant(actor, application))
    if application.status is not Status.DRAFT:
        raise DomainError(KernelRefusal.NOT_IN_THIS_STATE)
    application.may_circulate = may_circulate
    application.circulated_lines = lines or None
    application.circulated_place = place
    application.wished_exclusions = exclusions or None
    application.circulation_settled = True
    _choose_listing(application, listing, actor=actor, language=language)
    record_event(application, "circulation_settled", actor=actor, may_circulate=may_circulate)


_AUDIENCE = {Listing.PUBLIC: Audience.PUBLIC, Listing.MEMBERS: Audience.MEMBERS}


def _choose_listing(application: Application, listing: Listing, *, actor: Actor, language: str) -> None:
    """The consent takes effect only with a membership. Only the lead gives it: no editor, no officer."""
    if rules.may_choose_listing(actor, application) is not None:
        return
    organisation, body = application.organisation, application.body
    if listing in _AUDIENCE:
        set_audience(
            organisation,
            field=Field.LISTING,
            body=body,
            audience=_AUDIENCE[listing],
            actor=actor,
            consented=True,
            language=language,
        )
    elif application.listing is not Listing.HIDDEN:
        withdraw_consent(organisation, field=Field.LISTING, body=body, actor=actor)
    application.listing = listing


def submit_application(application: Application, *, actor: Actor) -> None:
    """Hand it in. Raises what `submit_response` raises of answers, or CIRCULATION_NOT_SETTLED."""
    with taking_step(application, Action.SUBMIT, actor=actor, language=application.language):
        if rules.wants_circulation_settled(application):
            raise DomainError(MembershipRefusal.CIRCULATION_NOT_SETTLED)
        questionnaires.submit_response(application.response, actor=actor)
        application.region_id = region_of(application.organisation, application.body.scheme_id)
        application.is_referred = bool(referring_criteria(application))


def referring_criteria(application: Application) -> list[str]:
    """The criteria whose answers refer the case, from what was handed in."""
    given = answers_queries.answers_of(application.response)
    found = []
    for criterion in application.policy.criteria:
        if criterion.referral_answers and criterion.questions:
            value = given.get(criterion.questions[0])
            said = value.get("answer") if isinstance(value, dict) else value
            if said in criterion.referral_answers:
                found.append(criterion.code)
    return found


def answer_request(application: Application, *, actor: Actor) -> None:
    """Hand in the reopened answers."""
    with taking_step(application, Action.ANSWER, actor=actor):
        request = application.open_request
        if request is None:
            raise DomainError(KernelRefusal.NOT_IN_THIS_STATE)
        questionnaires.submit_response(application.response, actor=actor)
        request.answered_at = clock.now()
        application.is_referred = bool(referring_criteria(application))


def reply_to_objections(
    application: Application, notice: ObjectionNotice, *, actor: Actor, reply: str
) -> None:
    """The applicant's reply to one notice of objections, within its reply period."""
    require(rules.may_reply(actor, application, notice))
    with taking_step(application, Action.REPLY, actor=actor):
        notice.reply, notice.replied_at = reply, clock.now()


def withdraw_application(application: Application, *, actor: Actor, reason: str = "") -> None:
    """The organisation ends it, whenever it likes."""
    take_step(application, Action.WITHDRAW, actor=actor, note=reason or None)
