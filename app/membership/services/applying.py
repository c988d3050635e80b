"""What the applicant does: start, say who may see it, hand in, answer, withdraw."""

from __future__ import annotations

from app.kernel import clock
from app.kernel.actor import Actor, can, is_system
from app.kernel.database import db
from app.kernel.errors import DomainError, KernelRefusal, Refused
from app.kernel.permissions import Permission
from app.kernel.search import search_text
from app.kernel.text import search_key
from app.membership import queries, rules
from app.membership.enums import Action, Listing, PlaceShown, Status
from app.membership.models import Application
from app.membership.services.stages import move, record_event
from app.organisations.enums import Audience, Field
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
    if organisation is not None and not on_behalf:
        _require_contact(organisation, actor)
    if organisation is None:
        organisation = create_organisation(
            known_as=known_as,
            country=country,
            language=language,
            actor=actor,
            contact_person_id=None if on_behalf else actor.actor_id,
        )
    if current_membership(organisation.id, body.id) is not None:
        raise DomainError("already_member")
    if queries.find_open_application(organisation.id, body.id) is not None:
        raise DomainError("already_applying")
    return _draft(body, organisation, actor=actor, language=language, on_behalf_source=on_behalf_source)


def _require_contact(organisation: Organisation, actor: Actor) -> None:
    if not can_edit(contact_role(actor.actor_id, organisation.id)):
        raise Refused("only_the_applicant")


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
    name = organisation.known_as
    application = Application(
        body=body,
        organisation=organisation,
        policy_version=policy,
        response=response,
        language=language,
        name=name,
        sort_name=search_key(name)[:200],
        search_text=search_text(name, organisation.acronym),
        country=organisation.country,
        started_by=actor.actor_id,
        entered_on_behalf=on_behalf_source is not None,
        on_behalf_source=on_behalf_source,
    )
    db.session.add(application)
    db.session.flush()
    record_event(application, "started", actor=actor, on_behalf=application.entered_on_behalf)
    return application


def enter_on_behalf(
    body: NetworkBody, *, actor: Actor, language: str, known_as: str, country: str | None, source: str
) -> Application:
    """An officer enters what a group said on paper or by phone. It is marked so, and read back to them."""
    if not is_system(actor) and not can(actor, Permission.ENTER_ON_BEHALF, body=body.id):
        raise Refused(KernelRefusal.NOT_YOURS_TO_DO)
    return start_application(
        body,
        actor=actor,
        language=language,
        known_as=known_as,
        country=country,
        on_behalf_source=source,
    )


def _speaks(application: Application, actor: Actor) -> None:
    code = rules.speaks_for_applicant(actor, application)
    if code:
        raise Refused(code)


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
    _speaks(application, actor)
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
    """Hand it in. Raises DomainError ANSWERS_INCOMPLETE (with `problems`) or "circulation_not_settled"."""
    _speaks(application, actor)
    if application.policy.member_comment and not application.circulation_settled:
        raise DomainError("circulation_not_settled")
    questionnaires.submit_response(application.response, actor=actor)
    application.submitted_at = clock.now()
    application.region_id = region_of(application.organisation, application.body.scheme_id)
    application.is_referred = bool(referring_criteria(application))
    move(application, Action.SUBMIT, actor=actor, language=application.language)


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
    _speaks(application, actor)
    request = application.open_request
    if request is None:
        raise DomainError(KernelRefusal.NOT_IN_THIS_STATE)
    questionnaires.submit_response(application.response, actor=actor)
    request.answered_at = clock.now()
    application.is_referred = bool(referring_criteria(application))
    move(application, Action.ANSWER, actor=actor)


def reply_to_objections(application: Application, *, actor: Actor, reply: str) -> None:
    """The applicant's word on what was held against it, before the decision."""
    _speaks(application, actor)
    notice = application.objection_notice
    if notice is None or notice.replied_at is not None or application.status is not Status.COMMITTEE:
        raise DomainError(KernelRefusal.NOT_IN_THIS_STATE)
    notice.reply, notice.replied_at = reply, clock.now()
    record_event(application, "objections_answered", actor=actor)


def withdraw_application(application: Application, *, actor: Actor, reason: str = "") -> None:
    """The organisation ends it, whenever it likes."""
    move(application, Action.WITHDRAW, actor=actor, note=reason or None)


def reopen_application(application: Application, *, actor: Actor) -> None:
    """A case that closed for silence goes on where it stopped."""
    move(application, Action.REOPEN, actor=actor)
