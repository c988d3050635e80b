"""The map: every place can be drawn, regions meet without inner borders, and the picture stays small."""

from __future__ import annotations

import gzip
import re

import pytest

from app.kernel.locales import ISO_COUNTRIES
from app.organisations.regions import SCHEMES, SchemeData
from app.web.region_map import MapRegion, drawable_countries, region_map, shape

MOST_PACKED_BYTES = 14_000


def _regions(scheme: SchemeData) -> list[MapRegion]:
    return [
        MapRegion(f"Region {number}", tuple(sorted(region.countries)), number, url=f"/r/{number}", note="7")
        for number, region in enumerate(scheme.regions, start=1)
    ]


def test_every_country_can_be_drawn() -> None:
    # Antarctica and Bouvet Island are left out on purpose: nobody lives there.
    assert set(ISO_COUNTRIES) - drawable_countries() == {"AQ", "BV"}


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.code)
def test_a_scheme_is_small_enough_for_an_old_phone(scheme: SchemeData) -> None:
    picture = region_map(_regions(scheme), title="Regions")
    assert len(gzip.compress(picture.encode())) <= MOST_PACKED_BYTES


def test_a_region_is_one_link_with_a_name_and_a_number() -> None:
    picture = region_map([MapRegion("Nordic", ("NO", "SE"), 3, url="/n", note="4 groups")], title="Regions")
    assert picture.count("<a ") == 1
    assert 'aria-label="Nordic: 4 groups"' in picture
    assert picture.count('class="sign"') == 1


def test_a_border_inside_a_region_vanishes() -> None:
    apart = len(shape(frozenset({"FR"})).outline) + len(shape(frozenset({"DE"})).outline)
    assert len(shape(frozenset({"FR", "DE"})).outline) < apart


def test_outlines_close() -> None:
    for ring in re.findall(r"M[^M]+", shape(frozenset({"BR", "AR", "FJ", "RU"})).outline):
        assert ring.endswith("z")


def test_small_islands_are_dots() -> None:
    form = shape(frozenset({"TV", "NR"}))
    assert form.outline == ""
    assert form.dots.count("M") == 2
    assert form.at is not None


def test_a_network_without_land_is_in_the_list_alone() -> None:
    assert region_map([MapRegion("Women, everywhere", (), 9, url="/w")], title="Regions").count("<a ") == 0


def test_what_a_body_writes_is_escaped() -> None:
    picture = region_map([MapRegion("<b>", ("MX",), 1, url='/"x')], title='"&')
    assert "<b>" not in picture
    assert 'aria-label="&#34;&amp;"' in picture
