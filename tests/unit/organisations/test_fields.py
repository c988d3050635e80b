"""The table of fields holds the design's defaults, and no field can be opened past its bound."""

from __future__ import annotations

import pytest

from app.organisations import labels
from app.organisations.enums import Audience, Field
from app.organisations.fields import FIELDS, audiences_to_choose

DEFAULTS = {
    Audience.PUBLIC: "name acronym description topics un_bodies site country other_countries",
    Audience.MEMBERS: "level affiliations functions services languages skills freshness",
    Audience.COORDINATORS: "listing kind leading_group needs",
    Audience.SECRETARIAT: "legal_name former_names registration registration_country board budget",
    Audience.NEED_TO_KNOW: "city address coordinates phones safe_contact contacts risk",
}


def test_every_field_has_its_default() -> None:
    held = {
        audience: {rule.field.value for rule in FIELDS.values() if rule.default is audience}
        for audience in Audience
    }
    assert held == {audience: set(names.split()) for audience, names in DEFAULTS.items()}
    assert set(FIELDS) == set(Field)


def test_every_field_and_audience_has_words() -> None:
    assert set(labels.FIELDS) == set(Field)
    assert set(labels.AUDIENCES) == set(labels.AUDIENCE_TAGS) == set(Audience)


@pytest.mark.parametrize("field", Field)
def test_field_opens_no_further_than_its_bound(field: Field) -> None:
    choices = audiences_to_choose(field)
    assert FIELDS[field].default in choices
    assert choices[0] is FIELDS[field].widest
    assert not FIELDS[field].default.is_wider_than(FIELDS[field].widest)


def test_peer_leadership_and_coordinates_are_never_published() -> None:
    assert Audience.PUBLIC not in audiences_to_choose(Field.KIND)
    assert Audience.MEMBERS not in audiences_to_choose(Field.KIND)
    assert audiences_to_choose(Field.COORDINATES) == [Audience.NEED_TO_KNOW]


def test_need_to_know_and_secretariat_fields_enter_no_index_of_others() -> None:
    searchable = {name for name, rule in FIELDS.items() if rule.searchable}
    assert searchable == {
        Field.NAME,
        Field.ACRONYM,
        Field.DESCRIPTION,
        Field.COUNTRY,
        Field.FORMER_NAMES,
    }
