"""A grant is offered with its agreement; the group accepts it, or the money goes back to its line."""

from __future__ import annotations

from collections.abc import Collection

from app.casework.queries import readable_by
from app.casework.rules import may_work
from app.casework.services import act_on_each, start_case, taking_step
from app.grants.applications.enums import GrantRefusal
from app.grants.applications.models import GrantApplication
from app.grants.applications.queries import get_application
from app.grants.applications.rules import is_awarded
from app.grants.awards import queries
from app.grants.awards.agreement import Facts, hash_of, write_agreement
from app.grants.awards.enums import AwardRefusal, Condition
from app.grants.awards.models import GrantAward, Tranche
from app.grants.awards.process_words import Action
from app.grants.awards.services.amounts import end_variation
from app.grants.awards.services.known import require_known
from app.grants.calls.call_templates import TEMPLATES
from app.grants.calls.call_templates.light import WHAT
from app.grants.calls.models import Call
from app.grants.calls.rules import is_cancelled
from app.grants.diligence.policy import needed_before_offer
from app.grants.funding.rules import terms_of
from app.grants.funding.services import release_promise
from app.kernel.actor import SYSTEM, Actor, can
from app.kernel.clock import now, today
from app.kernel.errors import DomainError, KernelRefusal, NotFound, require
from app.kernel.local_time import end_of_day
from app.kernel.locales import picked
from app.kernel.money import Money
from app.kernel.permissions import Permission
from app.kernel.settings import setting
from app.questionnaires.queries import answers_of


def offer(application: GrantApplication, *, actor: Actor) -> GrantAward:
    """Offer the grant that was decided, with its agreement in the language of the application. Raises
    NOT_AWARDED, OFFERED_ALREADY, CALL_CANCELLED, and where the amount asks for a full check of the group
    first, CHECK_NEEDED or CHECK_EXPIRED."""
    if not can(actor, Permission.SCREEN_GRANTS, body=application.body_id):
        raise DomainError(KernelRefusal.NOT_YOURS_TO_DO)
    require(may_work(actor, application))
    minor, commitment = application.proposed_minor, application.commitment
    if not is_awarded(application) or minor is None or commitment is None:
        raise DomainError(AwardRefusal.NOT_AWARDED)
    if is_cancelled(application.call):
        raise DomainError(GrantRefusal.CALL_CANCELLED)
    if queries.is_offered(application):
        raise DomainError(AwardRefusal.OFFERED_ALREADY)
    tier = queries.tier_of(commitment)
    if needed_before_offer(tier):
        require_known(application, tier, today())
    call = application.call
    parts = split(minor, TEMPLATES[call.template].tranches)
    agreement = write_agreement(_facts(application, minor, parts), application.language)
    award = GrantAward(
        application=application,
        commitment=commitment,
        currency=call.currency,
        amount_minor=minor,
        basis=call.basis,
        diligence=tier,
        language=application.language,
        agreement=agreement,
        agreement_hash=hash_of(agreement),
        offered_by_id=actor.actor_id,
        report_until=end_of_day(call.report_by, call.zone) if call.report_by is not None else None,
        started_by=actor.actor_id,
        variations=[],
        tranches=[
            Tranche(
                number=number,
                minor=part,
                condition=Condition.AGREEMENT if number == 1 else Condition.RECEIPT,
            )
            for number, part in enumerate(parts, 1)
        ],
    )
    start_case(award, actor=actor, parent=application)
    return award


def split(minor: int, shares: tuple[int, ...]) -> list[int]:
    """An amount in parts of so many per cent; the last part is all that is left."""
    parts = [minor * share // 100 for share in shares[:-1]]
    return [*parts, minor - sum(parts)]


def _facts(application: GrantApplication, minor: int, parts: list[int]) -> Facts:
    call, language = application.call, application.language
    fund = application.commitment.line.fund if application.commitment is not None else None
    passed_on = terms_of(fund, today()).passed_on if fund is not None else {}
    ends = fund.ends_on if fund is not None and fund.ends_on is not None else today()
    return Facts(
        network=application.body.name_in(language),
        group=application.title,
        purpose=str(answers_of(application.response).get(WHAT) or call.title_in(language)),
        amount=Money(minor, call.currency),
        basis=call.basis,
        tranches=tuple(Money(part, call.currency) for part in parts),
        money_by=call.money_by,
        report_by=call.report_by,
        keep_until=ends.year + setting("GRANT_KEEP_YEARS"),
        clauses=tuple(filter(None, map(str.strip, picked(passed_on, language).splitlines()))),
    )


def offer_selected(refs: Collection[str], call: Call, *, actor: Actor) -> list[str]:
    """Offer each of these grants; answers the references of those left out."""

    def find(ref: str) -> GrantApplication:
        case = get_application(ref, known=readable_by(actor), lock=True)
        if case.call_id != call.id:
            raise NotFound
        return case

    return act_on_each(refs, find, lambda case: offer(case, actor=actor))


def accept(award: GrantAward, *, name: str, role: str, seen_hash: str, actor: Actor) -> None:
    """The group signs, with the name and role of who does it, what it has read. Raises AGREEMENT_CHANGED
    where that is not what is kept."""
    with taking_step(award, Action.ACCEPT, actor=actor):
        if not seen_hash == award.agreement_hash == hash_of(award.agreement):
            raise DomainError(AwardRefusal.AGREEMENT_CHANGED)
        award.accepted_at, award.accepted_by_id = now(), actor.actor_id
        award.accepted_name, award.accepted_role = name, role


def refuse(
    case: GrantAward, *, actor: Actor, note: str | None = None, expected_version: int | None = None
) -> None:
    """The group does not want the grant."""
    with taking_step(case, Action.REFUSE, actor=actor, note=note, expected_version=expected_version):
        _give_back(case)


def lapse(
    case: GrantAward, *, actor: Actor, note: str | None = None, expected_version: int | None = None
) -> None:
    """Nobody accepted in time."""
    with taking_step(case, Action.LAPSE, actor=actor, note=note, expected_version=expected_version):
        _give_back(case)


def cancel(
    case: GrantAward, *, actor: Actor, note: str | None = None, expected_version: int | None = None
) -> None:
    """The network does not give the grant after all. Raises PAID_ALREADY."""
    with taking_step(case, Action.CANCEL, actor=actor, note=note, expected_version=expected_version):
        if queries.list_open_payments(case):
            raise DomainError(AwardRefusal.PAID_ALREADY)
        case.stop_reason = note
        end_variation(case, actor=actor)
        _give_back(case)


def _give_back(award: GrantAward) -> None:
    """What is set aside goes back to its line by itself: it follows from the step, nobody in finance acts."""
    release_promise(award.commitment, day=today(), actor=SYSTEM, by_grant=True)
