"""Who sees a field follows from the default, the organisation's choice and its live consents."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.kernel.actor import ANONYMOUS, Grant, NonPersonActor
from app.kernel.permissions import Role, ScopeKind
from app.organisations.enums import Audience, Field
from app.organisations.models import FieldChoice, FieldConsent
from app.organisations.projection import Viewer, effective_audiences, viewer_for

NOW = datetime(2026, 11, 22, tzinfo=UTC)
BODY = 7


def choice(field: Field, audience: Audience, body_id: int = BODY) -> FieldChoice:
    return FieldChoice(body_id=body_id, field=field, audience=audience)


def consent(field: Field, audience: Audience, body_id: int = BODY, **dates: datetime) -> FieldConsent:
    return FieldConsent(
        body_id=body_id, field=field, audience=audience, **{"given_at": NOW - timedelta(days=1), **dates}
    )


def seen_by(
    field: Field, *, choices: tuple[FieldChoice, ...] = (), consents: tuple[FieldConsent, ...] = ()
) -> Audience:
    return effective_audiences(choices, consents, body_id=BODY, moment=NOW)[field]


def test_without_a_word_the_default_stands() -> None:
    assert seen_by(Field.LEVEL) is Audience.MEMBERS
    assert seen_by(Field.LISTING) is Audience.COORDINATORS


def test_a_choice_narrows() -> None:
    assert seen_by(Field.SITE, choices=(choice(Field.SITE, Audience.SECRETARIAT),)) is Audience.SECRETARIAT


def test_a_choice_never_widens() -> None:
    assert seen_by(Field.CITY, choices=(choice(Field.CITY, Audience.PUBLIC),)) is Audience.NEED_TO_KNOW


def test_a_live_consent_opens() -> None:
    assert seen_by(Field.LEVEL, consents=(consent(Field.LEVEL, Audience.PUBLIC),)) is Audience.PUBLIC


def test_a_consent_opens_no_further_than_the_table_allows() -> None:
    assert seen_by(Field.KIND, consents=(consent(Field.KIND, Audience.PUBLIC),)) is Audience.COORDINATORS


@pytest.mark.parametrize(
    "over",
    [
        {"withdrawn_at": NOW - timedelta(minutes=1)},
        {"expires_at": NOW - timedelta(minutes=1)},
        {"given_at": NOW + timedelta(minutes=1)},
    ],
)
def test_a_consent_that_is_over_opens_nothing(over: dict[str, datetime]) -> None:
    assert seen_by(Field.LEVEL, consents=(consent(Field.LEVEL, Audience.PUBLIC, **over),)) is Audience.MEMBERS


def test_choice_and_consent_hold_in_their_own_body_only() -> None:
    elsewhere = 8
    assert (
        seen_by(Field.LEVEL, consents=(consent(Field.LEVEL, Audience.PUBLIC, elsewhere),)) is Audience.MEMBERS
    )
    assert (
        seen_by(Field.SITE, choices=(choice(Field.SITE, Audience.SECRETARIAT, elsewhere),)) is Audience.PUBLIC
    )


def test_a_choice_beats_a_consent() -> None:
    narrowed = seen_by(
        Field.LEVEL,
        choices=(choice(Field.LEVEL, Audience.SECRETARIAT),),
        consents=(consent(Field.LEVEL, Audience.PUBLIC),),
    )
    assert narrowed is Audience.SECRETARIAT


def test_the_name_goes_with_the_listing() -> None:
    listed = (consent(Field.LISTING, Audience.MEMBERS),)
    assert seen_by(Field.NAME, consents=listed) is Audience.MEMBERS


def test_a_hidden_organisation_is_for_the_secretariat_alone() -> None:
    listed = (consent(Field.LISTING, Audience.PUBLIC),)
    audiences = effective_audiences((), listed, body_id=BODY, hidden=True, moment=NOW)
    assert audiences[Field.LISTING] is Audience.SECRETARIAT


def person(role: Role, kind: ScopeKind, scope_id: int | None) -> NonPersonActor:
    return NonPersonActor("someone", actor_id=1, grants=(Grant(role, kind, scope_id),))


def test_viewer_of_each_standing() -> None:
    officer = person(Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, BODY)
    coordinator = person(Role.REGIONAL_COORDINATOR, ScopeKind.REGION, 3)
    elsewhere = person(Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, 99)
    assert viewer_for(ANONYMOUS, body_id=BODY).standing is Audience.PUBLIC
    assert viewer_for(ANONYMOUS, body_id=BODY, is_member=True).standing is Audience.MEMBERS
    assert viewer_for(officer, body_id=BODY).standing is Audience.SECRETARIAT
    assert viewer_for(elsewhere, body_id=BODY).standing is Audience.PUBLIC
    assert viewer_for(coordinator, body_id=BODY, region_ids=[3, 4]).regions == frozenset({3})
    assert viewer_for(coordinator, body_id=BODY, region_ids=[4]).regions == frozenset()


def test_a_coordinator_stands_higher_only_in_the_own_region() -> None:
    viewer = Viewer(BODY, Audience.PUBLIC, regions=frozenset({3}))
    assert viewer.standing_towards(1, region_id=3) is Audience.COORDINATORS
    assert viewer.standing_towards(1, region_id=4) is Audience.PUBLIC
    assert viewer.standing_towards(1, region_id=None) is Audience.PUBLIC


def test_need_to_know_holds_for_one_organisation() -> None:
    viewer = Viewer(BODY, Audience.SECRETARIAT, need_to_know_of=5)
    assert viewer.standing_towards(5, region_id=None) is Audience.NEED_TO_KNOW
    assert viewer.standing_towards(6, region_id=None) is Audience.SECRETARIAT
