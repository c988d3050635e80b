"""The three languages, texts that exist in several of them, and the names of countries and languages.

What the network writes is a mapping language → text. `pick` chooses, and says which language it chose, so
that a page can mark it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from app.kernel.text import search_key

LANGUAGES = ("en", "es", "fr")
NATIVE_NAMES = {"en": "English", "es": "Español", "fr": "Français"}
Localised = dict[str, str]

# The 249 officially assigned ISO 3166-1 codes, and XK (Kosovo), which ISO leaves to users.
# fmt: off
ISO_COUNTRIES: tuple[str, ...] = (
    "AD", "AE", "AF", "AG", "AI", "AL", "AM", "AO", "AQ", "AR", "AS", "AT", "AU", "AW", "AX", "AZ",
    "BA", "BB", "BD", "BE", "BF", "BG", "BH", "BI", "BJ", "BL", "BM", "BN", "BO", "BQ", "BR", "BS",
    "BT", "BV", "BW", "BY", "BZ", "CA", "CC", "CD", "CF", "CG", "CH", "CI", "CK", "CL", "CM", "CN",
    "CO", "CR", "CU", "CV", "CW", "CX", "CY", "CZ", "DE", "DJ", "DK", "DM", "DO", "DZ", "EC", "EE",
    "EG", "EH", "ER", "ES", "ET", "FI", "FJ", "FK", "FM", "FO", "FR", "GA", "GB", "GD", "GE", "GF",
    "GG", "GH", "GI", "GL", "GM", "GN", "GP", "GQ", "GR", "GS", "GT", "GU", "GW", "GY", "HK", "HM",
    "HN", "HR", "HT", "HU", "ID", "IE", "IL", "IM", "IN", "IO", "IQ", "IR", "IS", "IT", "JE", "JM",
    "JO", "JP", "KE", "KG", "KH", "KI", "KM", "KN", "KP", "KR", "KW", "KY", "KZ", "LA", "LB", "LC",
    "LI", "LK", "LR", "LS", "LT", "LU", "LV", "LY", "MA", "MC", "MD", "ME", "MF", "MG", "MH", "MK",
    "ML", "MM", "MN", "MO", "MP", "MQ", "MR", "MS", "MT", "MU", "MV", "MW", "MX", "MY", "MZ", "NA",
    "NC", "NE", "NF", "NG", "NI", "NL", "NO", "NP", "NR", "NU", "NZ", "OM", "PA", "PE", "PF", "PG",
    "PH", "PK", "PL", "PM", "PN", "PR", "PS", "PT", "PW", "PY", "QA", "RE", "RO", "RS", "RU", "RW",
    "SA", "SB", "SC", "SD", "SE", "SG", "SH", "SI", "SJ", "SK", "SL", "SM", "SN", "SO", "SR", "SS",
    "ST", "SV", "SX", "SY", "SZ", "TC", "TD", "TF", "TG", "TH", "TJ", "TK", "TL", "TM", "TN", "TO",
    "TR", "TT", "TV", "TW", "TZ", "UA", "UG", "UM", "US", "UY", "UZ", "VA", "VC", "VE", "VG", "VI",
    "VN", "VU", "WF", "WS", "XK", "YE", "YT", "ZA", "ZM", "ZW",
)
# fmt: on
# fmt: off
CONTENT_LANGUAGES: tuple[str, ...] = (
    "am", "ar", "az", "be", "bg", "bn", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr",
    "gn", "he", "hi", "ht", "hu", "hy", "id", "it", "ja", "ka", "kk", "km", "ko", "ky", "lo", "lt",
    "lv", "mk", "mn", "ms", "my", "nb", "ne", "nl", "pl", "ps", "pt", "qu", "ro", "ru", "rw", "si",
    "sk", "sl", "so", "sq", "sr", "sv", "sw", "ta", "te", "tg", "th", "tk", "tl", "tr", "uk", "ur",
    "uz", "vi", "zh",
)
# fmt: on


def pick(texts: Localised | None, language: str) -> tuple[str, str]:
    """The text for a reader of `language`, and the language it is in: theirs, else English, else any."""
    if not texts:
        return "", language
    for wanted in (language, *LANGUAGES):
        if texts.get(wanted):
            return texts[wanted], wanted
    other = next((code for code in sorted(texts) if texts[code]), language)
    return texts.get(other, ""), other


def picked(texts: Localised | None, language: str) -> str:
    """The text that `pick` chooses, without its language."""
    return pick(texts, language)[0]


@lru_cache(maxsize=8)
def _locale(language: str) -> Locale:
    return Locale.parse(language)


@lru_cache(maxsize=1024)
def country_name(code: str, language: str) -> str:
    """The CLDR name of a country, or its code where CLDR has none."""
    return str(_locale(language).territories.get(code, code))


@dataclass(frozen=True)
class Country:
    """A country by its ISO code, as a refusal names it: each reader sees it in their language."""

    code: str


def language_name(code: str, language: str) -> str:
    """The CLDR name of a language, with a capital as in a list."""
    name = str(_locale(language).languages.get(code, code))
    return name[:1].upper() + name[1:]


@lru_cache(maxsize=8)
def country_choices(language: str) -> tuple[tuple[str, str], ...]:
    """(code, name) of every country, in the order a reader of `language` expects."""
    named = ((code, country_name(code, language)) for code in ISO_COUNTRIES)
    return tuple(sorted(named, key=lambda pair: search_key(pair[1])))


@lru_cache(maxsize=8)
def language_choices(language: str) -> tuple[tuple[str, str], ...]:
    """(code, name) of the languages an organisation may write in, sorted for a reader of `language`."""
    named = ((code, language_name(code, language)) for code in CONTENT_LANGUAGES)
    return tuple(sorted(named, key=lambda pair: search_key(pair[1])))
