"""The region schemes are data; each country of the world stands in each of them exactly once."""

from __future__ import annotations

import pytest

from app.kernel.locales import ISO_COUNTRIES, LANGUAGES
from app.organisations.regions import IDPC, INPUD, SCHEMES, SchemeData


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.code)
def test_scheme_places_each_country_exactly_once(scheme: SchemeData) -> None:
    placed = scheme.times_placed()
    assert sorted(placed) == sorted(ISO_COUNTRIES)
    assert {country: times for country, times in placed.items() if times != 1} == {}


def test_times_placed_sees_a_country_twice_and_a_country_missing() -> None:
    twice = SchemeData("x", {}, (INPUD.regions[0], INPUD.regions[0]))
    assert twice.times_placed()["CN"] == 2
    assert twice.times_placed()["FR"] == 0


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.code)
def test_scheme_says_why_a_country_is_unassigned(scheme: SchemeData) -> None:
    assert all(scheme.unassigned.values())
    assert all(scheme.region_of(country) is None for country in scheme.unassigned)


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.code)
def test_scheme_names_its_regions_in_each_language(scheme: SchemeData) -> None:
    for region in scheme.regions:
        assert sorted(region.name) == sorted(LANGUAGES)
        assert all(region.name.values())


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.code)
def test_scheme_notes_speak_of_placed_countries(scheme: SchemeData) -> None:
    assert all(scheme.region_of(country) for country in scheme.notes)


def test_inpud_has_eight_regions_and_a_seat_without_land() -> None:
    assert [region.geographic for region in INPUD.regions].count(True) == 8
    seat = INPUD.regions[-1]
    assert (seat.body, seat.geographic, seat.countries) == ("inwud", False, frozenset())


@pytest.mark.parametrize(
    ("country", "region"),
    [
        ("AF", "asia"),
        ("BM", "north_america"),
        ("BZ", "latin_america_caribbean"),
        ("CY", "europe"),
        ("GU", "pacific"),
        ("IR", "middle_east_north_africa"),
        ("KG", "eurasia"),
        ("LT", "europe"),
        ("MX", "latin_america_caribbean"),
        ("SD", "middle_east_north_africa"),
        ("SO", "sub_saharan_africa"),
        ("TR", "europe"),
        ("TW", "asia"),
        ("UA", "eurasia"),
        ("XK", "europe"),
    ],
)
def test_inpud_places_ambiguous_countries(country: str, region: str) -> None:
    assert INPUD.region_of(country) == region


def test_idpc_keeps_the_caribbean_apart() -> None:
    assert IDPC.region_of("JM") == "caribbean"
    assert IDPC.region_of("CO") == "latin_america"
