"""One application with everything said about it, and the policy it stands under."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.orm import joinedload, selectinload

from app.casework.models import Casefile
from app.casework.queries import find_whole, list_people_of, own_organisations, whole_case
from app.kernel.database import db
from app.kernel.errors import NotFound
from app.membership.enums import MembershipRefusal
from app.membership.models import Application, PolicyVersion
from app.membership.process import ADMISSION, coordinators, officers
from app.membership.process_words import Status
from app.organisations.models import NetworkBody, Organisation


def current_policy(body_id: int) -> PolicyVersion:
    """The body's newest policy. Raises NotFound when it takes no applications."""
    found = db.session.execute(
        select(PolicyVersion)
        .where(PolicyVersion.body_id == body_id)
        .order_by(PolicyVersion.number.desc())
        .limit(1)
    ).scalar_one_or_none()
    if found is None:
        raise NotFound(MembershipRefusal.NO_POLICY)
    return found


def count_policies(body_id: int) -> int:
    """How many versions the body's policy has had."""
    return db.session.execute(
        select(func.count()).select_from(PolicyVersion).where(PolicyVersion.body_id == body_id)
    ).scalar_one()


@cache
def _whole() -> Select[Application]:
    """Load what every rule and page of one application needs. Put together once, since doing so takes as long
    as asking. What was said about it (checks, comments, votes and so on) is one query each, made when a page
    comes to it: the applicant's pages come to few of them.

    Inner joins, where something is always there: SQLite would otherwise read all responses for one case.
    """
    return whole_case(Application).options(
        joinedload(Application.policy_version, innerjoin=True),
        joinedload(Application.response, innerjoin=True),
        joinedload(Application.decision),
    )


def get_application(ref: str, *, known: ColumnElement[bool] | None = None, lock: bool = False) -> Application:
    """One application with everything said about it. Raises NotFound, also where `known`, a condition of
    casework's queries, does not let the reader know of it.

    With `lock`, nobody else writes on the case until this transaction ends: votes and the decision that
    counts them never cross.
    """
    which = Casefile.ref == ref
    found: Application | None = find_whole(_whole(), which, true() if known is None else known, lock=lock)
    if found is None:
        raise NotFound
    return found


def find_open_application(organisation_id: int, body_id: int) -> Application | None:
    """The organisation's application to this body that is not yet decided."""
    return db.session.execute(
        select(Application).where(
            Application.organisation_id == organisation_id,
            Application.body_id == body_id,
            Application.is_open.is_(True),
        )
    ).scalar_one_or_none()


def networks_applied_to(person_id: Any) -> Select[int]:
    """The keys of the networks to which organisations that this person acts for are applying."""
    return select(Casefile.body_id).where(
        Casefile.kind == ADMISSION.kind,
        Casefile.organisation_id.in_(own_organisations(person_id)),
        Casefile.is_open.is_(True),
    )


def find_by_response(response_id: int) -> Application | None:
    """The application whose answers these are, as a whole case."""
    return find_whole(_whole(), Application.response_id == response_id)


def list_before_check(scheme_id: int, country: str) -> Sequence[Application]:
    """Cases of organisations in this country that were handed in, and about which no region was asked yet;
    with those closed for silence, which may be opened again. Each with what it takes to ask again whom it
    waits for, however many there are."""
    before = (Status.SUBMITTED, Status.INFORMATION_REQUESTED, Status.CLOSED)
    statement = (
        select(Application)
        .join(Organisation, Organisation.id == Application.organisation_id)
        .join(NetworkBody, NetworkBody.id == Application.body_id)
        .where(
            NetworkBody.scheme_id == scheme_id,
            Organisation.country == country,
            Application.status_code.in_(before),
        )
        .options(
            joinedload(Application.policy_version, innerjoin=True),
            selectinload(Application.waits),
            selectinload(Application.people),
        )
        .order_by(Application.id)
    )
    return db.session.execute(statement).scalars().all()


def nobody_can_check(application: Application) -> bool:
    """Whether the region's check falls to the secretariat, as the process asks it: nobody coordinates the
    region, or only people who must not judge this case."""
    asked = coordinators(application)
    return asked == officers(application) or not list_people_of(asked, application)
