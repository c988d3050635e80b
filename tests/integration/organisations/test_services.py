"""Organisations, their contacts, regions and memberships, through the services."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.kernel import audit, clock
from app.kernel.actor import SYSTEM
from app.kernel.errors import DomainError, KernelRefusal, NotFound
from app.kernel.permissions import Role, ScopeKind
from app.organisations import queries, services
from app.organisations.enums import AffiliationKind, Audience, ContactRole, Field
from app.organisations.services.visibility import CONSENT_TEXT_VERSION
from tests.factories import give_role, make_person
from tests.organisation_factories import make_body, make_contact, make_member, make_organisation, region


def test_first_contact_leads_and_stays(session: Session) -> None:
    person = make_person()
    organisation = services.create_organisation(
        known_as=" Puentes ", country="MX", language="es", actor=person, contact_person_id=person.id
    )
    assert organisation.known_as == "Puentes"
    assert queries.contact_role(person.id, organisation.id) is ContactRole.LEAD
    [contact] = queries.list_contacts(organisation.id)
    with pytest.raises(DomainError, match="last_lead"):
        services.end_contact(contact, actor=person)
    with pytest.raises(DomainError, match="last_lead"):
        services.change_contact_role(contact, role=ContactRole.VIEWER, actor=person)


def test_contact_ends_once_another_leads(session: Session) -> None:
    organisation, first, second = make_organisation(), make_person(), make_person("Bea")
    make_contact(first, organisation)
    make_contact(second, organisation)
    services.end_contact(queries.list_contacts(organisation.id)[0], actor=second)
    session.flush()
    assert queries.contact_role(first.id, organisation.id) is None
    assert [held.id for held, _role in queries.list_contact_organisations(second.id)] == [organisation.id]


def test_person_becomes_contact_once(session: Session) -> None:
    organisation, person = make_organisation(), make_person()
    make_contact(person, organisation)
    with pytest.raises(DomainError, match="already_contact"):
        make_contact(person, organisation, ContactRole.VIEWER)


def test_country_must_exist(session: Session) -> None:
    with pytest.raises(DomainError, match="no_such_country"):
        make_organisation(country="ZZ")


def test_update_of_an_old_version_is_refused(session: Session) -> None:
    organisation = make_organisation()
    services.update_profile(organisation, actor=SYSTEM, expected_version=1, city="Oaxaca")
    with pytest.raises(DomainError, match="profile_changed_meanwhile"):
        services.update_profile(organisation, actor=SYSTEM, expected_version=1, city="Puebla")
    assert organisation.private.city == "Oaxaca"


def test_update_records_which_fields_not_what(session: Session) -> None:
    organisation = make_organisation()
    services.update_profile(organisation, actor=SYSTEM, expected_version=1, phones="555-SECRET")
    session.commit()
    told = [event.details for event in audit.list_events("organisation", organisation.id)]
    assert {"fields": ["phones"]} in told
    assert "SECRET" not in repr(told)


@pytest.mark.parametrize("role", [ContactRole.VIEWER, None])
def test_only_editors_change_the_record(session: Session, role: ContactRole | None) -> None:
    organisation, person = make_organisation(), make_person()
    make_contact(make_person("Lead"), organisation)
    if role is not None:
        make_contact(person, organisation, role)
    with pytest.raises(DomainError, match=KernelRefusal.NOT_YOURS_TO_DO):
        services.update_profile(organisation, actor=person, expected_version=None, city="Oaxaca")


def test_officer_of_a_body_changes_records_of_its_members_only(session: Session) -> None:
    body, other = make_body(), make_body("anpud")
    member, stranger = make_member(body), make_member(other, "Elsewhere", country="TH")
    officer = make_person()
    give_role(officer, Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, body.id)
    services.update_profile(member, actor=officer, expected_version=None, city="Oaxaca")
    with pytest.raises(DomainError, match=KernelRefusal.NOT_YOURS_TO_DO):
        services.update_profile(stranger, actor=officer, expected_version=None, city="Bangkok")


def test_consent_keeps_what_was_agreed(session: Session) -> None:
    body, person = make_body(), make_person()
    member = make_member(body, listed=Audience.COORDINATORS)
    make_contact(person, member)
    services.give_consent(
        member, field=Field.LISTING, body=body, audience=Audience.PUBLIC, actor=person, language="fr"
    )
    session.refresh(member)
    consent = member.field_consents[-1]
    assert (
        consent.text_version,
        consent.text_language,
        consent.given_by_id,
        consent.giver_role,
        consent.body_id,
    ) == (CONSENT_TEXT_VERSION, "fr", person.id, ContactRole.LEAD, body.id)


def test_opening_needs_consent_and_the_lead(session: Session) -> None:
    body, editor = make_body(), make_person()
    member = make_member(body, listed=Audience.COORDINATORS)
    make_contact(editor, member, ContactRole.EDITOR)
    with pytest.raises(DomainError, match="consent_needed"):
        services.set_audience(member, field=Field.LISTING, body=body, audience=Audience.PUBLIC, actor=SYSTEM)
    with pytest.raises(DomainError, match="only_the_lead"):
        services.set_audience(member, field=Field.SITE, body=body, audience=Audience.MEMBERS, actor=editor)
    with pytest.raises(DomainError, match="audience_too_wide"):
        services.set_audience(
            member, field=Field.KIND, body=body, audience=Audience.PUBLIC, actor=SYSTEM, consented=True
        )


def test_admission_is_an_edge_and_happens_once(session: Session) -> None:
    body, organisation = make_body(), make_organisation()
    membership = services.admit(
        organisation,
        body=body,
        tier="member",
        effective_on=date(2014, 6, 1),
        actor=SYSTEM,
        application_ref="REF",
    )
    assert (membership.effective_from, membership.application_ref) == (date(2014, 6, 1), "REF")
    assert membership.recorded_at.date() == clock.today()
    with pytest.raises(DomainError, match="already_member"):
        services.admit(organisation, body=body, tier="member", effective_on=date(2015, 6, 1), actor=SYSTEM)
    with pytest.raises(DomainError, match="no_such_tier"):
        services.admit(
            make_organisation(), body=body, tier="gold", effective_on=date(2015, 6, 1), actor=SYSTEM
        )


def test_region_follows_the_country_until_a_decision(session: Session) -> None:
    body = make_body()
    exile = make_member(body, "Exile", country="RU")
    assert queries.region_of(exile, body.scheme_id) == region("eurasia").id
    assert queries.region_of("XK", body.scheme_id) == region("europe").id
    assert queries.region_of("AQ", body.scheme_id) is None
    with pytest.raises(DomainError, match="reason_needed"):
        services.place_in_region(exile, region_id=region("europe").id, reason=" ", actor=SYSTEM)
    for code in ("europe", "asia"):
        services.place_in_region(exile, region_id=region(code).id, reason="in exile", actor=SYSTEM)
    services.place_in_region(exile, region_id=region("inwud").id, reason="women", actor=SYSTEM, primary=False)
    session.flush()
    assert queries.region_of(exile, body.scheme_id) == region("asia").id
    assert queries.secondary_regions(exile.id, body.scheme_id) == [region("inwud").id]


def test_moved_country_takes_its_members_along(session: Session) -> None:
    body = make_body()
    member = make_member(body, country="TR")
    services.move_country(
        queries.get_scheme("inpud"),
        country="TR",
        region=region("middle_east_north_africa"),
        reason="board decision",
        effective_on=clock.today(),
        actor=SYSTEM,
    )
    assert queries.region_of(member, body.scheme_id) == region("middle_east_north_africa").id
    assert queries.count_by_region(body.id, Audience.PUBLIC) == {region("middle_east_north_africa").id: 1}


def test_schemes_are_installed_once(session: Session) -> None:
    services.install_region_schemes()
    services.install_region_schemes()
    scheme = queries.get_scheme("inpud")
    assert len(queries.list_regions(scheme.id)) == 9
    assert len(queries.region_map(scheme.id)) == 250


def test_one_host_at_a_time(session: Session) -> None:
    organisation, host = make_organisation(), make_organisation("Host")
    services.affiliate(organisation, kind=AffiliationKind.HOSTED_BY, actor=SYSTEM, to=host)
    with pytest.raises(DomainError, match="one_at_a_time"):
        services.affiliate(organisation, kind=AffiliationKind.HOSTED_BY, actor=SYSTEM, outside_name="Another")


def test_member_contacts_leave_out_other_tiers_and_the_excluded(session: Session) -> None:
    body = make_body()
    first, second, outside = make_member(body), make_member(body, "Dos"), make_organisation("Fuera")
    people = [make_person(name) for name in ("A", "B", "C")]
    for person, organisation in zip(people, (first, second, outside), strict=True):
        make_contact(person, organisation)
    everyone = [(people[0].id, first.id), (people[1].id, second.id)]
    assert queries.list_member_contacts(body.id) == everyone
    assert queries.list_member_contacts(body.id, excluding=[first.id]) == everyone[1:]
    assert queries.list_member_contacts(body.id, tiers=["partner"]) == []
    assert queries.count_members(body.id) == 2


def test_need_to_know_reading_takes_permission_and_reason(session: Session) -> None:
    body = make_body()
    member = make_member(body)
    services.update_profile(member, actor=SYSTEM, expected_version=None, phones="555-1234")
    officer, coordinator = make_person(), make_person("Coordinator")
    give_role(officer, Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, body.id)
    give_role(coordinator, Role.REGIONAL_COORDINATOR, ScopeKind.REGION, region("latin_america_caribbean").id)
    viewer = queries.viewer_in(body, officer)
    assert queries.read_member(member.ref, body=body, viewer=viewer).get(Field.PHONES) is None
    with pytest.raises(DomainError, match="reason_needed"):
        services.open_need_to_know(member, viewer=viewer, actor=officer, reason=" ")
    with pytest.raises(DomainError, match=KernelRefusal.NOT_YOURS_TO_DO):
        services.open_need_to_know(
            member, viewer=queries.viewer_in(body, coordinator), actor=coordinator, reason="curious"
        )
    deeper = services.open_need_to_know(member, viewer=viewer, actor=officer, reason="arrest")
    assert queries.read_member(member.ref, body=body, viewer=deeper).get(Field.PHONES) == "555-1234"
    session.commit()
    kinds = [event.kind for event in audit.list_events("organisation", member.id)]
    assert kinds.count("organisation.need_to_know_read") == 1


def test_read_member_is_missing_for_strangers_and_hidden(session: Session) -> None:
    body, other = make_body(), make_body("anpud")
    hidden = make_member(body, listed=Audience.COORDINATORS)
    visitor = queries.viewer_in(body, make_person())
    for reference, where in ((hidden.ref, body), (hidden.ref, other), ("nonsense", body)):
        with pytest.raises(NotFound):
            queries.read_member(reference, body=where, viewer=visitor)
