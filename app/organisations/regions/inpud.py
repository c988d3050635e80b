"""The eight regions of the global network of people who use drugs, and its ninth, non-geographic seat.

The names of the regional networks are public. The placing by M49 is our inference, except where a note
names a source; it is data, and each installation can date a change.
"""

from __future__ import annotations

from app.organisations.regions.m49 import countries_of
from app.organisations.regions.scheme import RegionData, SchemeData

_CAUCASUS = frozenset({"AM", "AZ", "GE"})
_EASTERN_NEIGHBOURS = frozenset({"BY", "MD", "RU", "UA"})
_EUROPE_IN_WESTERN_ASIA = frozenset({"CY", "TR"})

INPUD = SchemeData(
    code="inpud",
    name={
        "en": "Eight regions and INWUD",
        "es": "Ocho regiones e INWUD",
        "fr": "Huit régions et l’INWUD",
    },
    regions=(
        RegionData(
            "asia",
            {"en": "Asia", "es": "Asia", "fr": "Asie"},
            countries_of("eastern_asia", "south_eastern_asia", "southern_asia") - {"IR"},
            body="anpud",
        ),
        RegionData(
            "eurasia",
            {"en": "Eurasia", "es": "Eurasia", "fr": "Eurasie"},
            countries_of("central_asia") | _CAUCASUS | _EASTERN_NEIGHBOURS,
            body="enpud",
        ),
        RegionData(
            "europe",
            {
                "en": "Europe (EU and neighbouring countries)",
                "es": "Europa (UE y países vecinos)",
                "fr": "Europe (UE et pays voisins)",
            },
            (
                countries_of("northern_europe", "western_europe", "southern_europe", "eastern_europe")
                | _EUROPE_IN_WESTERN_ASIA
            )
            - _EASTERN_NEIGHBOURS,
            body="euronpud",
        ),
        RegionData(
            "latin_america_caribbean",
            {
                "en": "Latin America and the Caribbean",
                "es": "América Latina y el Caribe",
                "fr": "Amérique latine et Caraïbes",
            },
            countries_of("caribbean", "central_america", "south_america"),
            body="lanpud",
        ),
        RegionData(
            "middle_east_north_africa",
            {
                "en": "Middle East and North Africa",
                "es": "Medio Oriente y Norte de África",
                "fr": "Moyen-Orient et Afrique du Nord",
            },
            (countries_of("northern_africa", "western_asia") | {"IR"}) - _CAUCASUS - _EUROPE_IN_WESTERN_ASIA,
            body="menanpud",
        ),
        RegionData(
            "north_america",
            {"en": "North America", "es": "América del Norte", "fr": "Amérique du Nord"},
            countries_of("northern_america"),
            body="nanpud",
        ),
        RegionData(
            "pacific",
            {"en": "Pacific", "es": "Pacífico", "fr": "Pacifique"},
            countries_of("oceania"),
            body="pasifikanpud",
        ),
        RegionData(
            "sub_saharan_africa",
            {"en": "Sub-Saharan Africa", "es": "África subsahariana", "fr": "Afrique subsaharienne"},
            countries_of("eastern_africa", "middle_africa", "southern_africa", "western_africa"),
            body="africanpud",
        ),
        RegionData(
            "inwud",
            {
                "en": "Women who use drugs, in every region",
                "es": "Mujeres que usan drogas, en todas las regiones",
                "fr": "Femmes qui utilisent des drogues, dans toutes les régions",
            },
            body="inwud",
            geographic=False,
        ),
    ),
    notes={
        "AF": "Southern Asia in M49; some networks count it to Eurasia.",
        "PK": "Southern Asia in M49; some networks count it to the Middle East.",
        "IR": "Southern Asia in M49; Harm Reduction International lists it with the Middle East.",
        "EE": "EU member; worked with Eurasian networks for long.",
        "LV": "EU member; worked with Eurasian networks for long.",
        "LT": "EU member; worked with Eurasian networks for long.",
        "RO": "EU member, Eastern Europe in M49.",
        "BG": "EU member, Eastern Europe in M49.",
        "AL": "Western Balkans: a neighbour of the EU.",
        "BA": "Western Balkans: a neighbour of the EU.",
        "ME": "Western Balkans: a neighbour of the EU.",
        "MK": "Western Balkans: a neighbour of the EU.",
        "RS": "Western Balkans: a neighbour of the EU.",
        "XK": "Not in M49; placed with its neighbours in the Western Balkans.",
        "TR": "Western Asia in M49; a neighbour of the EU, with the harm-reduction networks of Europe.",
        "CY": "Western Asia in M49; EU member.",
        "UA": "A neighbour of the EU too; placed with the Eurasian network.",
        "MD": "A neighbour of the EU too; placed with the Eurasian network.",
        "TW": "Not listed on its own in M49; placed with Eastern Asia.",
        "MX": "Central America in M49; the network of Latin America names it.",
        "PR": "Caribbean in M49, though part of the United States.",
        "BZ": "Central America in M49; the sex workers' network joins it to North America.",
        "GY": "South America in M49; the sex workers' network joins it to North America.",
        "SR": "South America in M49; the sex workers' network joins it to North America.",
        "GL": "Northern America in M49, though tied to Denmark.",
        "BM": "Northern America in M49.",
        "GU": "Oceania in M49, though tied to the United States.",
        "NC": "Oceania in M49, though tied to France.",
        "PF": "Oceania in M49, though tied to France.",
        "WF": "Oceania in M49, though tied to France.",
        "SD": "Northern Africa in M49.",
        "EH": "Northern Africa in M49.",
        "MR": "Western Africa in M49, member of the Arab League.",
        "DJ": "Eastern Africa in M49, member of the Arab League.",
        "SO": "Eastern Africa in M49, member of the Arab League.",
        "KM": "Eastern Africa in M49, member of the Arab League.",
    },
)
