"""The division that a global consortium of NGOs uses on its public pages, in our own words.

Our inference throughout: its public lists name regions, never each country. Eastern Europe and Central
Asia are one region there, and the Caribbean stands apart from Latin America.
"""

from __future__ import annotations

from app.organisations.regions.m49 import countries_of
from app.organisations.regions.scheme import RegionData, SchemeData

_CAUCASUS = frozenset({"AM", "AZ", "GE"})
_CARIBBEAN_COMMUNITY = frozenset({"BZ", "GF", "GY", "SR"})
_EASTERN_EU_AND_BALKANS = frozenset(["AL", "BA", "EE", "HR", "LT", "LV", "ME", "MK", "RS", "SI", "XK"])

IDPC = SchemeData(
    code="idpc",
    name={"en": "Ten regions", "es": "Diez regiones", "fr": "Dix régions"},
    regions=(
        RegionData(
            "caribbean",
            {"en": "Caribbean", "es": "Caribe", "fr": "Caraïbes"},
            countries_of("caribbean") | _CARIBBEAN_COMMUNITY,
        ),
        RegionData(
            "eastern_europe_central_asia",
            {
                "en": "Central and Eastern Europe, Central Asia",
                "es": "Europa Central y Oriental, Asia Central",
                "fr": "Europe centrale et orientale, Asie centrale",
            },
            countries_of("eastern_europe", "central_asia") | _CAUCASUS | _EASTERN_EU_AND_BALKANS,
        ),
        RegionData(
            "east_southeast_asia",
            {
                "en": "East and South-East Asia",
                "es": "Asia Oriental y Sudoriental",
                "fr": "Asie de l’Est et du Sud-Est",
            },
            countries_of("eastern_asia", "south_eastern_asia"),
        ),
        RegionData(
            "latin_america",
            {"en": "Latin America", "es": "América Latina", "fr": "Amérique latine"},
            countries_of("central_america", "south_america") - _CARIBBEAN_COMMUNITY,
        ),
        RegionData(
            "middle_east_north_africa",
            {
                "en": "Middle East and North Africa",
                "es": "Medio Oriente y Norte de África",
                "fr": "Moyen-Orient et Afrique du Nord",
            },
            (countries_of("northern_africa", "western_asia") | {"IR"}) - _CAUCASUS - {"CY"},
        ),
        RegionData(
            "north_america",
            {"en": "North America", "es": "América del Norte", "fr": "Amérique du Nord"},
            countries_of("northern_america"),
        ),
        RegionData("oceania", {"en": "Oceania", "es": "Oceanía", "fr": "Océanie"}, countries_of("oceania")),
        RegionData(
            "south_asia",
            {"en": "South Asia", "es": "Asia Meridional", "fr": "Asie du Sud"},
            countries_of("southern_asia") - {"IR"},
        ),
        RegionData(
            "sub_saharan_africa",
            {"en": "Sub-Saharan Africa", "es": "África subsahariana", "fr": "Afrique subsaharienne"},
            countries_of("eastern_africa", "middle_africa", "southern_africa", "western_africa"),
        ),
        RegionData(
            "western_europe",
            {"en": "Western Europe", "es": "Europa Occidental", "fr": "Europe occidentale"},
            (countries_of("northern_europe", "southern_europe", "western_europe") | {"CY"})
            - _EASTERN_EU_AND_BALKANS,
        ),
    ),
    notes={
        "BZ": "Central America in M49; member of the Caribbean Community.",
        "GY": "South America in M49; member of the Caribbean Community.",
        "SR": "South America in M49; member of the Caribbean Community.",
        "GF": "South America in M49; near the Caribbean in language and ties.",
        "IR": "Southern Asia in M49; networks of this field list it with the Middle East.",
        "AF": "Southern Asia in M49.",
        "TR": "Western Asia in M49.",
        "CY": "Western Asia in M49; EU member.",
        "XK": "Not in M49; placed with its neighbours in the Western Balkans.",
        "TW": "Not listed on its own in M49; placed with Eastern Asia.",
        "SD": "Northern Africa in M49.",
        "MX": "Central America in M49.",
        "HR": "Southern Europe in M49; placed with Central and Eastern Europe.",
        "SI": "Southern Europe in M49; placed with Central and Eastern Europe.",
        "EE": "Northern Europe in M49; placed with Central and Eastern Europe.",
        "LV": "Northern Europe in M49; placed with Central and Eastern Europe.",
        "LT": "Northern Europe in M49; placed with Central and Eastern Europe.",
    },
)
