"""The listings hold what each audience may read, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.kernel import clock, public_version
from app.kernel.actor import SYSTEM
from app.kernel.permissions import Role, ScopeKind
from app.kernel.worker import compact_search
from app.organisations import queries, services
from app.organisations.enums import Audience, ContactRole, Field, Kind, Level
from app.organisations.jobs import close_expired_consents
from app.organisations.models import FieldConsent, ListingEntry, NetworkBody, Organisation
from tests.factories import give_role, make_person
from tests.organisation_factories import make_body, make_contact, make_member, make_organisation, region, show

CANARIES: dict[str, Any] = {
    "legal_name": "CANARYLEGAL",
    "registration": "CANARYNUMBER",
    "board": "CANARYBOARD",
    "city": "CANARYCITY",
    "address": "CANARYADDRESS",
    "phones": "CANARYPHONE",
    "safe_contact_note": "CANARYNOTE",
}


def entries(session: Session, organisation: Organisation) -> dict[Audience, ListingEntry]:
    rows = session.execute(
        select(ListingEntry).where(ListingEntry.organisation_id == organisation.id)
    ).scalars()
    return {row.audience: row for row in rows}


def test_new_member_is_listed_for_coordinators_and_the_secretariat(session: Session) -> None:
    body = make_body()
    organisation = make_organisation()
    services.admit(organisation, body=body, tier="member", effective_on=date(2026, 1, 2), actor=SYSTEM)
    assert set(entries(session, organisation)) == {Audience.COORDINATORS, Audience.SECRETARIAT}


@pytest.mark.parametrize(
    ("listed", "found_by"),
    [
        (Audience.PUBLIC, {Audience.PUBLIC, Audience.MEMBERS, Audience.SECRETARIAT}),
        (Audience.MEMBERS, {Audience.MEMBERS, Audience.SECRETARIAT}),
        (Audience.COORDINATORS, {Audience.COORDINATORS, Audience.SECRETARIAT}),
    ],
)
def test_consent_decides_who_finds_a_member(
    session: Session, listed: Audience, found_by: set[Audience]
) -> None:
    member = make_member(make_body(), listed=listed)
    assert set(entries(session, member)) == found_by


def test_public_entry_holds_only_public_fields(session: Session) -> None:
    member = make_member(make_body(), level=Level.LOCAL)
    found = entries(session, member)
    assert (found[Audience.PUBLIC].level, found[Audience.PUBLIC].tier, found[Audience.PUBLIC].since) == (
        None,
        "",
        "",
    )
    assert found[Audience.MEMBERS].level is Level.LOCAL
    assert found[Audience.MEMBERS].since == "2020-05-17"


def test_no_sensitive_field_enters_any_entry(session: Session) -> None:
    body = make_body()
    member = make_member(body, kind=Kind.SELF_ORGANISATION)
    make_contact(make_person("CANARYPERSON"), member)
    services.update_profile(member, actor=SYSTEM, expected_version=None, **CANARIES)
    for entry in entries(session, member).values():
        row = {key: str(value).upper() for key, value in vars(entry).items() if key != "_sa_instance_state"}
        assert not [key for key, value in row.items() if "CANARY" in value or "SELF_ORG" in value]


def test_coarsened_country_is_told_to_the_secretariat_alone(session: Session) -> None:
    body = make_body()
    member = make_member(body)
    services.update_profile(member, actor=SYSTEM, expected_version=None, country_shown_as_region=True)
    found = entries(session, member)
    assert [found[audience].country for audience in Audience if audience in found] == ["", "", "MX"]
    assert found[Audience.PUBLIC].region_id == region("latin_america_caribbean").id
    assert "mexico" not in found[Audience.PUBLIC].search_text
    assert "mexico" in found[Audience.SECRETARIAT].search_text


def test_narrowed_country_takes_the_region_along(session: Session) -> None:
    body = make_body()
    member = make_member(body)
    show(member, body, Field.COUNTRY, Audience.SECRETARIAT)
    found = entries(session, member)
    assert (found[Audience.PUBLIC].country, found[Audience.PUBLIC].region_id) == ("", None)
    assert found[Audience.SECRETARIAT].country == "MX"


def test_former_names_are_searched_by_the_secretariat_alone(session: Session) -> None:
    member = make_member(make_body(), "Old Umbrella", language="en")
    services.update_profile(member, actor=SYSTEM, expected_version=1, names={"en": ("New Bridge", "NB")})
    found = entries(session, member)
    assert found[Audience.PUBLIC].name == "New Bridge"
    assert "umbrella" not in found[Audience.PUBLIC].search_text
    assert "umbrella" not in found[Audience.MEMBERS].search_text
    assert "umbrella" in found[Audience.SECRETARIAT].search_text


def test_withdrawn_consent_closes_at_once(session: Session) -> None:
    body = make_body()
    member = make_member(body)
    services.withdraw_consent(member, field=Field.LISTING, body=body, actor=SYSTEM)
    assert set(entries(session, member)) == {Audience.COORDINATORS, Audience.SECRETARIAT}
    consent = session.execute(select(FieldConsent)).scalar_one()
    assert consent.withdrawn_at is not None


def test_consent_that_runs_out_closes_by_the_clock(session: Session) -> None:
    body = make_body()
    member = make_organisation()
    services.admit(member, body=body, tier="member", effective_on=date(2026, 1, 2), actor=SYSTEM)
    services.give_consent(
        member,
        field=Field.LISTING,
        body=body,
        audience=Audience.PUBLIC,
        actor=SYSTEM,
        language="es",
        expires_at=clock.now() + timedelta(days=30),
    )
    assert Audience.PUBLIC in entries(session, member)
    with clock.shift(timedelta(days=31)):
        close_expired_consents()
        compact_search()
    assert set(entries(session, member)) == {Audience.COORDINATORS, Audience.SECRETARIAT}


def test_ended_and_suspended_members_leave_the_listing(session: Session) -> None:
    body = make_body()
    member = make_member(body)
    membership = queries.active_membership(member.id, body.id)
    assert membership is not None
    officer = _officer(body)
    services.suspend_membership(membership, actor=officer, reason="under review")
    assert entries(session, member) == {}
    services.reinstate_membership(membership, actor=officer, reason="cleared")
    assert Audience.PUBLIC in entries(session, member)
    services.end_membership(membership, actor=officer, reason="resigned")
    assert entries(session, member) == {}
    assert membership.effective_to == clock.today()


def _officer(body: NetworkBody) -> Person:
    officer = make_person("Officer")
    give_role(officer, Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, body.id)
    return officer


def test_refresh_writes_nothing_where_nothing_changed(session: Session) -> None:
    body = make_body()
    make_member(body)
    session.flush()
    stamp, public = body.listing_stamp, public_version.current()
    services.refresh_listings(body.id)
    session.refresh(body)
    assert (body.listing_stamp, public_version.current()) == (stamp, public)


def test_change_for_members_alone_leaves_the_public_version(session: Session) -> None:
    body = make_body()
    member = make_member(body)
    stamp, public = body.listing_stamp, public_version.current()
    services.update_profile(member, actor=SYSTEM, expected_version=None, level=Level.NATIONAL)
    session.refresh(body)
    assert body.listing_stamp != stamp
    assert public_version.current() == public


def test_public_counts_hide_few_unlisted_groups(session: Session) -> None:
    body = make_body()
    place = str(region("latin_america_caribbean").id)
    for number in range(3):
        make_member(body, f"Open {number}")
    for number in range(4):
        make_member(body, f"Closed {number}", listed=Audience.COORDINATORS)
    session.refresh(body)
    assert body.public_counts == {place: 3}
    make_member(body, "Closed 5", listed=Audience.MEMBERS)
    session.refresh(body)
    assert body.public_counts == {place: 8}


def test_bulk_makes_the_same_entries_as_one_by_one(session: Session) -> None:
    body = make_body()
    one = make_member(body, "Uno", level=Level.LOCAL)
    seed = services.OrganisationSeed(
        known_as="Uno",
        language="es",
        country="MX",
        level=Level.LOCAL,
        audiences={Field.LISTING: Audience.PUBLIC},
        contacts=((make_person().id, ContactRole.LEAD),),
        memberships=(services.MembershipSeed(body.id, "member", date(2020, 5, 17)),),
    )
    [key] = services.add_in_bulk([seed])
    many = queries.get_organisation(key)
    left_out = {"_sa_instance_state", "id", "organisation_id", "ref"}

    def plain(organisation: Organisation) -> dict[Audience, dict[str, Any]]:
        return {
            audience: {name: value for name, value in vars(entry).items() if name not in left_out}
            for audience, entry in entries(session, organisation).items()
        }

    assert plain(one) == plain(many)
