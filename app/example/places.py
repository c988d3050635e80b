"""Where the invented groups work, what they are called, and that nobody takes them for real ones."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from app.kernel.locales import country_name

# The word that every invented name begins with, in the language of the name.
MARKS = {
    "en": "Example",
    "es": "Ejemplo",
    "fr": "Exemple",
    "pt": "Exemplo",
    "ru": "Пример",
    "ar": "مثال",
}

# Countries of each region of both schemes, with the languages groups there write in.
COUNTRIES: dict[str, str] = {
    # Latin America
    **dict.fromkeys(("AR", "BO", "CL", "CO", "CR", "EC", "GT", "MX", "PE", "UY"), "es"),
    "BR": "pt",
    # the Caribbean
    **{"DO": "es", "HT": "fr", "JM": "en", "TT": "en", "PR": "es", "SR": "en"},
    # North America
    **{"US": "en", "CA": "fr en"},
    # Western Europe
    **{"BE": "fr", "CH": "fr", "DE": "en", "ES": "es", "FR": "fr", "GB": "en", "GR": "en", "IE": "en"},
    **{"IT": "en", "NL": "en", "NO": "en", "PT": "pt", "SE": "en"},
    # Central and Eastern Europe, Central Asia
    **{"BG": "en", "CZ": "en", "GE": "en", "HU": "en", "KG": "ru", "KZ": "ru", "LT": "en", "MD": "ru"},
    **{"PL": "en", "RO": "en", "RS": "en", "TJ": "ru", "UA": "ru", "XK": "en", "AM": "ru"},
    # Middle East and North Africa
    **{"DZ": "ar fr", "EG": "ar", "JO": "ar", "LB": "ar", "MA": "ar fr", "PS": "ar", "TN": "ar fr"},
    # Sub-Saharan Africa
    **{"AO": "pt", "BF": "fr", "CD": "fr", "CI": "fr", "CM": "fr", "GH": "en", "KE": "en", "MG": "fr"},
    **{"ML": "fr", "MZ": "pt", "NG": "en", "SN": "fr", "TZ": "en", "UG": "en", "ZA": "en", "ZM": "en"},
    # South Asia
    **{"BD": "en", "IN": "en", "LK": "en", "NP": "en", "PK": "en"},
    # East and South-East Asia
    **{"ID": "en", "KH": "en", "MM": "en", "MY": "en", "PH": "en", "TH": "en", "TW": "en", "VN": "en"},
    # Oceania
    **{"AU": "en", "FJ": "en", "NC": "fr", "NZ": "en", "PG": "en"},
}

# What a person who speaks this language picks on a site in English, Spanish and French.
SITE_LANGUAGE = {"en": "en", "es": "es", "fr": "fr", "pt": "es", "ru": "en", "ar": "fr"}


@dataclass(frozen=True)
class Vocabulary:
    """The parts of names in one language, put together by `pattern`."""

    pattern: str
    nouns: tuple[str, ...]
    themes: tuple[str, ...]
    quarters: tuple[str, ...]


VOCABULARIES = {
    "en": Vocabulary(
        "{noun} for {theme} {quarter}",
        ("Network", "Collective", "Union", "Alliance", "Circle", "Group", "Association", "Forum"),
        (
            "Harm Reduction",
            "Health and Rights",
            "Humane Drug Policy",
            "Peer Support",
            "Safer Nights",
            "Open Doors",
            "Dignity",
            "Fair Laws",
        ),
        (
            "by the River",
            "by the Harbour",
            "of the Hills",
            "of the North",
            "of the South",
            "of the East",
            "of the West",
            "of the Coast",
            "of the Valley",
            "of the Market",
            "of the Lakes",
            "of the Islands",
        ),
    ),
    "es": Vocabulary(
        "{noun} de {theme} {quarter}",
        ("Red", "Colectivo", "Unión", "Alianza", "Círculo", "Grupo", "Asociación", "Foro"),
        (
            "Reducción de Daños",
            "Salud y Derechos",
            "Políticas Humanas de Drogas",
            "Apoyo entre Pares",
            "Noches Seguras",
            "Puertas Abiertas",
            "Dignidad",
            "Leyes Justas",
        ),
        (
            "del Río",
            "del Puerto",
            "de la Sierra",
            "del Norte",
            "del Sur",
            "del Este",
            "del Oeste",
            "de la Costa",
            "del Valle",
            "del Mercado",
            "de los Lagos",
            "de las Islas",
        ),
    ),
    "fr": Vocabulary(
        "{noun} {theme} {quarter}",
        ("Réseau", "Collectif", "Union", "Alliance", "Cercle", "Groupe", "Association", "Forum"),
        (
            "Réduction des Risques",
            "Santé et Droits",
            "Politiques Humaines",
            "Entre Pairs",
            "Nuits Sereines",
            "Portes Ouvertes",
            "Dignité",
            "Lois Justes",
        ),
        (
            "du Fleuve",
            "du Port",
            "des Collines",
            "du Nord",
            "du Sud",
            "de l’Est",
            "de l’Ouest",
            "de la Côte",
            "de la Vallée",
            "du Marché",
            "des Lacs",
            "des Îles",
        ),
    ),
    "pt": Vocabulary(
        "{noun} de {theme} {quarter}",
        ("Rede", "Coletivo", "União", "Aliança", "Círculo", "Grupo", "Associação", "Fórum"),
        ("Redução de Danos", "Saúde e Direitos", "Apoio entre Pares", "Portas Abertas", "Dignidade"),
        ("do Rio", "do Porto", "da Serra", "do Norte", "do Sul", "da Costa", "do Vale", "do Mercado"),
    ),
    "ru": Vocabulary(
        "{noun} «{theme}» {quarter}",
        ("Сеть", "Союз", "Группа", "Форум", "Ассоциация", "Инициатива"),
        ("Снижение вреда", "Здоровье и права", "Равные", "Открытые двери", "Достоинство", "Голос"),
        ("на реке", "на севере", "на юге", "на востоке", "на западе", "в долине", "в предгорьях", "у озера"),
    ),
    "ar": Vocabulary(
        "{noun} {theme} {quarter}",
        ("شبكة", "مجموعة", "اتحاد", "جمعية", "منتدى", "مبادرة"),
        ("الحد من المخاطر", "الصحة والحقوق", "دعم الأقران", "الأبواب المفتوحة", "الكرامة", "الأمل"),
        ("في الشمال", "في الجنوب", "على الساحل", "في الوادي", "قرب الميناء", "في الجبل", "عند النهر"),
    ),
}


@dataclass(frozen=True)
class Place:
    """Where a group works, in what it writes, and what its people pick on a site in three languages."""

    country: str
    language: str

    @property
    def site_language(self) -> str:
        return SITE_LANGUAGE[self.language]


class Namer:
    """Invents names: never the same twice, always marked, the same ones for the same random source."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._given: set[str] = set()
        self._countries = sorted(COUNTRIES)

    def place(self, country: str | None = None) -> Place:
        """Some country, or one of its languages."""
        chosen = country or self._random.choice(self._countries)
        return Place(chosen, self._random.choice(COUNTRIES[chosen].split()))

    def name(self, place: Place) -> str:
        """A name that nobody has yet."""
        for attempt in range(40):
            name = self._draw(place, attempt)
            if name not in self._given:
                self._given.add(name)
                return name
        name = f"{self._draw(place, 0)} {len(self._given)}"
        self._given.add(name)
        return name

    def _draw(self, place: Place, attempt: int) -> str:
        """The rarer places of a country are named only when its first names are used up."""
        words = VOCABULARIES[place.language]
        name = words.pattern.format(
            noun=self._random.choice(words.nouns),
            theme=self._random.choice(words.themes),
            quarter=self._random.choice(words.quarters),
        )
        comma = "،" if place.language == "ar" else ","
        named = f"{MARKS[place.language]} {name}{comma} {country_name(place.country, place.language)}"
        return named if attempt < 20 else f"{named} {self._random.randrange(2, 99)}"


def acronym_of(name: str) -> str:
    """The capitals of a name without its mark: `Ejemplo Red de Salud` is `RS`."""
    words = name.split(",")[0].split()[1:]
    return "".join(word[0] for word in words if word[0].isupper())[:8]
