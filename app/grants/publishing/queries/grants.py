"""The grants of a network with all that decides what is public of them, in as many queries for one as for
a thousand; and what of them everybody may read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import aliased

from app.casework.models import Casefile
from app.casework.queries import open_in
from app.grants.applications.models import GrantApplication
from app.grants.awards.models import GrantAward
from app.grants.awards.process import GRANT_AWARD
from app.grants.calls.call_templates.light import PUBLIC_NAME
from app.grants.calls.models import Call
from app.grants.funding.enums import FactKind
from app.grants.funding.models import BudgetLine, Commitment, Fact, Fund, TermsVersion
from app.grants.funding.terms import Terms, read_terms
from app.grants.publishing import projection
from app.grants.publishing.enums import Publicity, Wish
from app.grants.publishing.models import AwardPublication
from app.grants.publishing.projection import Payment, Record, Shown, Surroundings
from app.grants.publishing.rules import Consent, Standing, tells_who_leads, terms_allow
from app.kernel.actor import Actor
from app.kernel.clock import today
from app.kernel.database import db
from app.kernel.money import Money
from app.kernel.paging import Sort
from app.kernel.settings import setting
from app.organisations.enums import Audience
from app.organisations.models import NetworkBody, Organisation
from app.organisations.queries import count_by_region, list_regions
from app.questionnaires.models import Answer

OWN = GrantAward.__table__.c
APPLICATION = GrantApplication.__table__.c
chosen = func.coalesce(AwardPublication.choice, Publicity.WITHHOLD)
MOVED = (FactKind.PAYMENT, FactKind.REISSUE, FactKind.RETURN, FactKind.REFUND)
SORTS = {
    sign + name: Sort((column, Casefile.id), (attribute, "id"), descending=bool(sign))
    for sign in ("", "-")
    for name, column, attribute in (
        ("name", Casefile.sort_name, "sort_name"),
        ("since", Casefile.started_at, "started_at"),
    )
}


def _statement() -> Select[Any]:
    """Grants as columns: nothing is read of one that is not read of all."""
    agreed = aliased(TermsVersion)
    award: Any = GrantAward.__table__
    application: Any = GrantApplication.__table__
    columns: tuple[Any, ...] = (
        Casefile.id,
        Casefile.ref,
        Casefile.title,
        Casefile.sort_name,
        Casefile.started_at,
        Casefile.country,
        Casefile.region_id,
        Casefile.status_code,
        _is_held().label("is_held"),
        Organisation.ref.label("organisation_ref"),
        OWN.amount_minor,
        OWN.currency,
        APPLICATION.asked_minor,
        APPLICATION.response_id,
        Commitment.agreed_on,
        Call.code.label("call_code"),
        Call.title.label("call_title"),
        Call.summary.label("call_summary"),
        Call.report_by,
        Call.required,
        Call.smallest_minor,
        Call.largest_minor,
        Fund.id.label("fund_id"),
        Fund.iati_activity_id,
        agreed.data.label("agreed_terms"),
        AwardPublication.choice,
        AwardPublication.said,
        AwardPublication.named_at,
        AwardPublication.masked_ref,
        AwardPublication.masked_recipient,
    )
    return (
        select(*columns)
        .join(award, OWN.id == Casefile.id)
        .join(application, APPLICATION.id == OWN.application_id)
        .join(Call, Call.id == APPLICATION.call_id)
        .join(Organisation, Organisation.id == Casefile.organisation_id)
        .join(Commitment, Commitment.id == OWN.commitment_id)
        .join(BudgetLine, BudgetLine.id == Commitment.line_id)
        .join(Fund, Fund.id == BudgetLine.fund_id)
        .outerjoin(agreed, agreed.id == Commitment.terms_id)
        .outerjoin(AwardPublication, AwardPublication.award_id == OWN.id)
    )


def _is_held() -> ColumnElement[bool]:
    """Whether a case of the group is on hold for safety: then none of its grants is public, not even those
    that have ended."""
    any_case = aliased(Casefile)
    return exists().where(any_case.organisation_id == Casefile.organisation_id, any_case.held_at.is_not(None))


def list_statement(actor: Actor, body_id: int, choice: str = "") -> Select[Any]:
    """The network's grants that are open to the actor, as columns for `records_of`: all, or those of which
    the office chose this."""
    only = (chosen == choice,) if choice else ()
    return _statement().where(open_in(actor, GRANT_AWARD, body_id), *only)


def count_choices(actor: Actor, body_id: int) -> dict[str, int]:
    """How many of these grants the office chose to show how much of."""
    award: Any = GrantAward.__table__
    rows = db.session.execute(
        select(chosen, func.count())
        .select_from(Casefile)
        .join(award, OWN.id == Casefile.id)
        .outerjoin(AwardPublication, AwardPublication.award_id == OWN.id)
        .where(open_in(actor, GRANT_AWARD, body_id))
        .group_by(chosen)
    )
    return {Publicity(choice).value: number for choice, number in rows}


def records_of(rows: Sequence[Any]) -> list[Record]:
    """The grants that these rows of a statement of this room are, in their order."""
    answers = _answers([row.response_id for row in rows])
    present = _present_terms({row.fund_id for row in rows})
    return [_record(row, answers, present) for row in rows]


def _record(row: Any, answers: Mapping[int, Wish], present: Mapping[int, Terms]) -> Record:
    agreed = read_terms(row.agreed_terms) if row.agreed_terms is not None else None
    currency = row.currency
    return Record(
        award_id=row.id,
        fund_id=row.fund_id,
        ref=row.ref,
        title=row.title,
        organisation_ref=row.organisation_ref,
        country=row.country,
        region_id=row.region_id,
        amount=Money(row.amount_minor, currency),
        asked=Money(row.asked_minor, currency) if row.asked_minor else None,
        agreed_on=row.agreed_on,
        ends_on=row.report_by if row.report_by and row.report_by >= row.agreed_on else None,
        call_code=row.call_code,
        call_title=row.call_title,
        call_summary=row.call_summary,
        is_one_size=row.smallest_minor == row.largest_minor == row.amount_minor,
        donor_activity=row.iati_activity_id,
        choice=row.choice or Publicity.WITHHOLD,
        consent=Consent(
            answer=answers.get(row.response_id),
            said=row.said,
            tells_who_leads=tells_who_leads(row.required),
            fund_allows=terms_allow(agreed, present.get(row.fund_id)),
        ),
        standing=Standing(row.status_code, bool(row.is_held), row.named_at is not None),
        masked_ref=row.masked_ref or "",
        masked_recipient=row.masked_recipient or "",
    )


def _answers(response_ids: Collection[int]) -> dict[int, Wish]:
    """Response → what the group answered when it applied."""
    rows = db.session.execute(
        select(Answer.response_id, Answer.value)
        .where(Answer.response_id.in_(response_ids), Answer.question_code == PUBLIC_NAME)
        .order_by(Answer.id)
    )
    known = {one.value for one in Wish}
    return {response_id: Wish(value) for response_id, value in rows if value in known}


def _present_terms(fund_ids: Collection[int]) -> dict[int, Terms]:
    """Fund → its terms that hold today; none for the network's own."""
    rows = db.session.execute(
        select(TermsVersion.fund_id, TermsVersion.data)
        .where(TermsVersion.fund_id.in_(fund_ids), TermsVersion.since <= today())
        .order_by(TermsVersion.fund_id, TermsVersion.number)
    )
    return {fund_id: read_terms(data) for fund_id, data in rows}


def get_record(award_id: int) -> Record:
    """One grant."""
    return records_of(db.session.execute(_statement().where(OWN.id == award_id)).all())[0]


def find_publication(award_id: int) -> AwardPublication | None:
    return db.session.scalar(select(AwardPublication).where(AwardPublication.award_id == award_id))


# --- what is public


def list_chosen(body: NetworkBody) -> list[Record]:
    """The network's grants of which the office chose to show something."""
    return _records(body, AwardPublication.choice != Publicity.WITHHOLD)


def list_shown(body: NetworkBody) -> list[Shown]:
    """What everybody may read of the network's grants, in their public order."""
    return _shown(body, list_chosen(body))


def find_shown(award: GrantAward) -> Shown | None:
    """What everybody may read of one grant; None where it appears nowhere."""
    return next(iter(_shown(award.body, _records(award.body, OWN.id == award.id))), None)


def _records(body: NetworkBody, *which: ColumnElement[bool]) -> list[Record]:
    statement = _statement().where(Casefile.body_id == body.id, *which).order_by(Casefile.id)
    return records_of(db.session.execute(statement).all())


def _shown(body: NetworkBody, records: Sequence[Record]) -> list[Shown]:
    around = surroundings_of(body, [one.award_id for one in records if one.publicity is Publicity.PUBLISH])
    found = (projection.project(one, around) for one in records)
    return projection.in_order([one for one in found if one is not None])


def surroundings_of(body: NetworkBody, paid: Collection[int]) -> Surroundings:
    """What the projection knows beside the grants: regions, and the payments of those with these keys."""
    return Surroundings(
        payments=_payments(paid),
        regions=_regions(body),
        fewest_groups=setting("SMALLEST_COUNT_SHOWN"),
        digits=setting("MASKED_AMOUNT_DIGITS"),
    )


def _payments(award_ids: Collection[int]) -> dict[int, list[Payment]]:
    """Grant → what was sent and what came back, in the grant's currency, in its order."""
    statement = (
        select(OWN.id, OWN.currency, Fact.kind, Fact.effective_on, Fact.promised_minor, Fact.cash_minor)
        .join_from(GrantAward.__table__, Fact, Fact.commitment_id == OWN.commitment_id)
        .where(OWN.id.in_(award_ids), Fact.kind.in_(MOVED))
        .order_by(Fact.effective_on, Fact.id)
    )
    found: dict[int, list[Payment]] = {}
    for award_id, currency, kind, day, promised, cash in db.session.execute(statement):
        minor = -cash if kind is FactKind.REFUND else -promised
        found.setdefault(award_id, []).append(Payment(day, Money(minor, currency)))
    return found


def _regions(body: NetworkBody) -> dict[int, projection.Region]:
    counts = count_by_region(body.id, Audience.SECRETARIAT)
    return {
        one.id: projection.Region(one.name, counts.get(one.id, 0)) for one in list_regions(body.scheme_id)
    }
