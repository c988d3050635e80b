"""The United Nations' geographic subregions (M49), by ISO 3166-1 code.

Source: UN Statistics Division, "Standard country or area codes for statistical use". M49 has no entry of
its own for Taiwan and none for Kosovo; both stand here beside their neighbours so that they can be chosen.
"""

from __future__ import annotations

SUBREGIONS: dict[str, frozenset[str]] = {
    name: frozenset(codes.split())
    for name, codes in {
        "northern_africa": "DZ EG EH LY MA SD TN",
        "eastern_africa": "BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG YT ZM ZW",
        "middle_africa": "AO CD CF CG CM GA GQ ST TD",
        "southern_africa": "BW LS NA SZ ZA",
        "western_africa": "BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG",
        "northern_america": "BM CA GL PM US",
        "caribbean": "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI",
        "central_america": "BZ CR GT HN MX NI PA SV",
        "south_america": "AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE",
        "central_asia": "KG KZ TJ TM UZ",
        "eastern_asia": "CN HK JP KP KR MN MO TW",
        "south_eastern_asia": "BN ID KH LA MM MY PH SG TH TL VN",
        "southern_asia": "AF BD BT IN IR LK MV NP PK",
        "western_asia": "AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE",
        "eastern_europe": "BG BY CZ HU MD PL RO RU SK UA",
        "northern_europe": "AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ",
        "southern_europe": "AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA XK",
        "western_europe": "AT BE CH DE FR LI LU MC NL",
        "oceania": ("AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS"),
        "antarctica": "AQ",
    }.items()
}

# Nobody lives there for good, so no group can work there: left out of every scheme on purpose.
UNINHABITED: dict[str, str] = {
    "AQ": "No permanent population: research stations only.",
    "BV": "Uninhabited nature reserve.",
    "GS": "No permanent population: research staff only.",
    "HM": "Uninhabited nature reserve.",
    "IO": "No permanent population: a military base; its people were removed.",
    "TF": "No permanent population: research stations only.",
    "UM": "No permanent population: islands under several administrations.",
}


def countries_of(*subregions: str) -> frozenset[str]:
    """All inhabited countries of the named subregions."""
    return frozenset().union(*(SUBREGIONS[name] for name in subregions)) - UNINHABITED.keys()
