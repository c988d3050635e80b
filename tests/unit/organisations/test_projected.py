"""What one viewer is shown of one organisation: found or not, field by field, its place and its ties."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.kernel import clock
from app.kernel.actor import Grant, NonPersonActor
from app.kernel.permissions import Role, ScopeKind
from app.organisations.enums import AffiliationKind, Audience, Field, Level, MembershipStatus, NameKind
from app.organisations.fields import FIELDS
from app.organisations.models import (
    Affiliation,
    FieldChoice,
    FieldConsent,
    Membership,
    NetworkBody,
    Organisation,
    OrganisationName,
    OrganisationPrivate,
    OrganisationProfile,
)
from app.organisations.projection import (
    ListingScope,
    ProjectedOrganisation,
    TiedTo,
    Viewer,
    effective_audiences,
    own_viewer,
    project,
    shelf_of,
    viewer_for,
)

PUBLIC, MEMBERS, COORDINATORS, SECRETARIAT, NEED_TO_KNOW = Audience
NOW = datetime(2026, 11, 22, tzinfo=UTC)
BODY, ELSEWHERE, REGION, OTHER_REGION = 7, 8, 3, 4


def consent(field: Field, audience: Audience, given_at: datetime = NOW, **more: Any) -> FieldConsent:
    return FieldConsent(body_id=BODY, field=field, audience=audience, given_at=given_at, **more)


def organisation(key: int = 5, known_as: str = "Puentes", **more: Any) -> Organisation:
    """A group that every visitor finds, in Mexico and Peru, with an address and a level."""
    return Organisation(
        **{
            "id": key,
            "ref": f"ref-{key}",
            "country": "MX",
            "other_countries": ["PE"],
            "level": Level.LOCAL,
            "content_language": "es",
            "hidden": False,
            "country_shown_as_region": False,
            "names": [OrganisationName(language="es", text=known_as, kind=NameKind.KNOWN_AS)],
            "profile": OrganisationProfile(topics=[], skills=["media"]),
            "private": OrganisationPrivate(address="Calle 1", legal_name="Puentes A. C."),
            "field_consents": [consent(Field.LISTING, PUBLIC)],
        }
        | more
    )


def seen(
    group: Organisation, viewer: Viewer, region_id: int | None = REGION, **more: Any
) -> ProjectedOrganisation | None:
    with clock.at(NOW):
        return project(group, viewer, region_id=region_id, **more)


def shown(group: Organisation, viewer: Viewer, **more: Any) -> ProjectedOrganisation:
    found = seen(group, viewer, **more)
    assert found is not None
    return found


# --- who somebody is before an organisation


@pytest.mark.parametrize(
    ("standing", "regions", "towards_own", "towards_other", "reads"),
    [
        (PUBLIC, {REGION}, COORDINATORS, PUBLIC, ListingScope(MEMBERS, frozenset({REGION}))),
        (PUBLIC, set(), PUBLIC, PUBLIC, ListingScope(PUBLIC, frozenset())),
        (MEMBERS, {REGION}, COORDINATORS, MEMBERS, ListingScope(MEMBERS, frozenset({REGION}))),
        (MEMBERS, set(), MEMBERS, MEMBERS, ListingScope(MEMBERS, frozenset())),
        (COORDINATORS, set(), COORDINATORS, COORDINATORS, ListingScope(MEMBERS, None)),
        (SECRETARIAT, {REGION}, SECRETARIAT, SECRETARIAT, ListingScope(SECRETARIAT, frozenset())),
        (NEED_TO_KNOW, set(), NEED_TO_KNOW, NEED_TO_KNOW, ListingScope(SECRETARIAT, frozenset())),
    ],
)
def test_a_region_raises_but_never_lowers_and_opens_its_unlisted_groups(
    standing: Audience, regions: set[int], towards_own: Audience, towards_other: Audience, reads: ListingScope
) -> None:
    viewer = Viewer(BODY, standing, frozenset(regions))
    assert viewer.standing_towards(1, REGION) is towards_own
    assert viewer.standing_towards(1, OTHER_REGION) is towards_other
    assert viewer.standing_towards(1, None) is towards_other
    assert shelf_of(viewer) == reads


def holding(role: Role, kind: ScopeKind, scope_id: int | None = None) -> NonPersonActor:
    return NonPersonActor("someone", actor_id=1, grants=(Grant(role, kind, scope_id),))


@pytest.mark.parametrize(
    ("actor", "is_member", "viewer"),
    [
        (holding(Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, BODY), True, Viewer(BODY, SECRETARIAT)),
        (holding(Role.REGIONAL_COORDINATOR, ScopeKind.BODY, BODY), True, Viewer(BODY, COORDINATORS)),
        (
            holding(Role.REGIONAL_COORDINATOR, ScopeKind.REGION, REGION),
            True,
            Viewer(BODY, MEMBERS, frozenset({REGION})),
        ),
        (
            holding(Role.REGIONAL_COORDINATOR, ScopeKind.REGION, REGION),
            False,
            Viewer(BODY, PUBLIC, frozenset({REGION})),
        ),
        (holding(Role.REGIONAL_COORDINATOR, ScopeKind.BODY, ELSEWHERE), False, Viewer(BODY, PUBLIC)),
    ],
)
def test_a_viewer_is_what_their_roles_in_this_body_make_them(
    actor: NonPersonActor, is_member: bool, viewer: Viewer
) -> None:
    regions = [REGION, OTHER_REGION]
    assert viewer_for(actor, body_id=BODY, region_ids=regions, is_member=is_member) == viewer


def test_a_group_s_own_contacts_need_to_know_of_it_alone() -> None:
    viewer = own_viewer(organisation(5), BODY)
    assert viewer == Viewer(BODY, SECRETARIAT, need_to_know_of=5)
    assert shown(organisation(5), viewer).get(Field.ADDRESS) == "Calle 1"
    assert shown(organisation(6), viewer).get(Field.ADDRESS) is None


# --- who sees a field


def audience_of(field: Field, *consents: FieldConsent, choice: Audience | None = None) -> Audience:
    choices = [] if choice is None else [FieldChoice(body_id=BODY, field=field, audience=choice)]
    return effective_audiences(choices, consents, body_id=BODY, moment=NOW)[field]


@pytest.mark.parametrize("field", Field)
@pytest.mark.parametrize("asked", Audience)
def test_a_consent_opens_up_to_the_table_and_a_choice_only_narrows(field: Field, asked: Audience) -> None:
    if field is Field.NAME:  # it goes with the listing
        return
    rule = FIELDS[field]
    by_width = Audience.narrowness.fget
    wider = min(rule.default, asked, key=by_width)
    assert audience_of(field) is rule.default
    assert audience_of(field, consent(field, asked)) is max(wider, rule.widest, key=by_width)
    assert audience_of(field, choice=asked) is max(rule.default, asked, key=by_width)


@pytest.mark.parametrize("audiences", [(PUBLIC, MEMBERS), (MEMBERS, PUBLIC)])
def test_of_several_consents_the_widest_counts(audiences: tuple[Audience, ...]) -> None:
    assert (
        audience_of(Field.LEADING_GROUP, *(consent(Field.LEADING_GROUP, one) for one in audiences)) is PUBLIC
    )


def test_a_consent_that_is_over_does_not_undo_one_that_is_live() -> None:
    over = consent(Field.LEVEL, PUBLIC, withdrawn_at=NOW - timedelta(days=1))
    assert audience_of(Field.LEVEL, consent(Field.LEVEL, PUBLIC), over) is PUBLIC


# --- what is shown


@pytest.mark.parametrize(
    ("listed", "finding"),
    [
        (PUBLIC, [PUBLIC, MEMBERS, COORDINATORS, SECRETARIAT]),
        (MEMBERS, [MEMBERS, COORDINATORS, SECRETARIAT]),
        (COORDINATORS, [COORDINATORS, SECRETARIAT]),
    ],
)
def test_a_group_is_known_to_those_whom_its_listing_reaches(
    listed: Audience, finding: list[Audience]
) -> None:
    group = organisation(field_consents=[consent(Field.LISTING, listed)])
    standings = (PUBLIC, MEMBERS, COORDINATORS, SECRETARIAT)
    assert [one for one in standings if seen(group, Viewer(BODY, one)) is not None] == finding


def test_a_hidden_group_is_known_to_the_secretariat_alone() -> None:
    group = organisation(hidden=True)
    assert seen(group, Viewer(BODY, COORDINATORS)) is None
    assert shown(group, Viewer(BODY, SECRETARIAT)).audiences[Field.NAME] is SECRETARIAT


@pytest.mark.parametrize("standing", Audience)
def test_just_the_fields_that_a_standing_reaches_are_shown(standing: Audience) -> None:
    reached = {
        name
        for name, rule in FIELDS.items()
        if standing.narrowness >= rule.default.narrowness or name is Field.LISTING
    }
    found = shown(organisation(), Viewer(BODY, standing))
    assert set(found.values) == set(found.audiences) == reached


def test_what_is_shown_says_of_whom_and_to_whom() -> None:
    found = shown(organisation(), Viewer(BODY, MEMBERS))
    head = (found.id, found.ref, found.body_id, found.language, found.standing, found.region_id)
    assert head == (5, "ref-5", BODY, "es", MEMBERS, REGION)
    assert (found.country, found.get(Field.LEVEL), found.get(Field.SKILLS)) == ("MX", Level.LOCAL, ["media"])
    assert found.audiences[Field.LEVEL] is MEMBERS


def test_only_the_fields_asked_for_are_read() -> None:
    found = shown(organisation(), Viewer(BODY, MEMBERS), only=frozenset({Field.LEVEL, Field.ADDRESS}))
    assert found.values == {Field.LEVEL: Level.LOCAL}


@pytest.mark.parametrize("empty", [None, "", [], {}])
def test_what_is_empty_is_as_if_it_were_not_shown(empty: Any) -> None:
    found = ProjectedOrganisation(1, "r", BODY, "es", PUBLIC, None, False, values={Field.SITE: empty})
    assert (found.get(Field.SITE), found.get(Field.SITE, "none"), found.get(Field.LEVEL)) == (
        None,
        "none",
        None,
    )


@pytest.mark.parametrize(
    ("standing", "coarse"), [(PUBLIC, True), (MEMBERS, True), (COORDINATORS, False), (SECRETARIAT, False)]
)
def test_a_group_may_show_others_its_region_in_place_of_its_countries(
    standing: Audience, coarse: bool
) -> None:
    found = shown(organisation(country_shown_as_region=True), Viewer(BODY, standing))
    countries = {Field.COUNTRY, Field.OTHER_COUNTRIES}
    assert found.country_shown_as_region is coarse
    assert found.country == (None if coarse else "MX")
    assert countries & set(found.values) == (set() if coarse else countries)
    assert found.region_id == REGION
    assert Field.ACRONYM in found.values


def test_whoever_may_not_see_the_country_is_not_told_the_region() -> None:
    narrowed = FieldChoice(body_id=BODY, field=Field.COUNTRY, audience=COORDINATORS)
    group = organisation(field_choices=[narrowed])
    assert shown(group, Viewer(BODY, MEMBERS)).region_id is None
    assert shown(group, Viewer(BODY, MEMBERS)).country is None
    assert shown(group, Viewer(BODY, COORDINATORS)).region_id == REGION


# --- what an organisation is tied to


def member_of(
    body_id: int, status: MembershipStatus = MembershipStatus.ACTIVE, listed: Audience = PUBLIC
) -> Organisation:
    return organisation(
        9,
        "Otra",
        memberships=[Membership(body_id=body_id, status=status)],
        field_consents=[consent(Field.LISTING, listed)],
    )


def tied(group: Organisation | None, outside_name: str | None = None) -> Affiliation:
    return Affiliation(kind=AffiliationKind.PART_OF, to_organisation=group, outside_name=outside_name)


@pytest.mark.parametrize(
    ("edge", "name", "known_to"),
    [
        (tied(None, "A union"), "A union", [MEMBERS, SECRETARIAT]),
        (tied(None), "", [MEMBERS, SECRETARIAT]),
        (tied(organisation(9, "Red", own_body=NetworkBody(id=1))), "Red", [MEMBERS, SECRETARIAT]),
        (tied(member_of(BODY)), "Otra", [MEMBERS, SECRETARIAT]),
        (tied(member_of(BODY, listed=SECRETARIAT)), "Otra", [SECRETARIAT]),
        (tied(member_of(BODY, MembershipStatus.SUSPENDED)), "Otra", []),
        (tied(member_of(ELSEWHERE)), "Otra", []),
        (tied(organisation(9, "Otra")), "Otra", []),
    ],
)
def test_a_tie_tells_of_nobody_whom_its_reader_would_not_find(
    edge: Affiliation, name: str, known_to: list[Audience]
) -> None:
    group = organisation(affiliations=[edge])
    for standing in (MEMBERS, SECRETARIAT):
        told = [TiedTo(AffiliationKind.PART_OF, name)] if standing in known_to else []
        assert shown(group, Viewer(BODY, standing)).values[Field.AFFILIATIONS] == told
    own = shown(group, own_viewer(group, BODY)).values[Field.AFFILIATIONS]
    assert own == [TiedTo(AffiliationKind.PART_OF, name)]
