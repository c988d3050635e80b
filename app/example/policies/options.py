"""What can be chosen in several forms. Codes are those of the organisation's record, so that an answer can
become a profile when its organisation is admitted."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from app.kernel.locales import LANGUAGES, language_name
from app.organisations.enums import Function, Kind, LeadingGroup, Level, SupportArea, Topic, UnBody
from app.questionnaires.building import option, texts
from app.questionnaires.definition import Option

LEVEL = (
    option(
        Level.LOCAL, texts("A town or a district", "Una ciudad o un distrito", "Une ville ou un quartier")
    ),
    option(Level.NATIONAL, texts("A whole country", "Todo un país", "Tout un pays")),
    option(Level.REGIONAL, texts("Several countries", "Varios países", "Plusieurs pays")),
    option(Level.GLOBAL, texts("The world", "El mundo", "Le monde entier")),
)

KIND = (
    option(
        Kind.SELF_ORGANISATION,
        texts("A self-organisation", "Una organización de pares", "Une organisation d’auto-support"),
        texts(
            "Led by people who use drugs.",
            "Dirigida por personas que usan drogas.",
            "Dirigée par des personnes qui utilisent des drogues.",
        ),
    ),
    option(Kind.PEER_PROJECT, texts("A peer project", "Un proyecto de pares", "Un projet de pairs")),
    option(
        Kind.NGO,
        texts(
            "A non-governmental organisation",
            "Una organización no gubernamental",
            "Une organisation non gouvernementale",
        ),
    ),
    option(Kind.REGIONAL_NETWORK, texts("A regional network", "Una red regional", "Un réseau régional")),
    option(Kind.ACADEMIC, texts("An academic group", "Un grupo académico", "Un groupe universitaire")),
    option(Kind.OTHER, texts("Something else", "Otra cosa", "Autre chose")),
)

LEADING_GROUP = (
    option(LeadingGroup.WOMEN, texts("Women", "Mujeres", "Des femmes")),
    option(LeadingGroup.YOUTH, texts("Young people", "Jóvenes", "Des jeunes")),
    option(LeadingGroup.LGBTQI, texts("LGBTQI people", "Personas LGBTQI", "Des personnes LGBTQI")),
    option(
        LeadingGroup.INDIGENOUS, texts("Indigenous people", "Personas indígenas", "Des personnes autochtones")
    ),
    option(LeadingGroup.MIGRANTS, texts("Migrants", "Personas migrantes", "Des personnes migrantes")),
    option(LeadingGroup.NONE_OF_THESE, texts("None of these", "Ninguna de estas", "Aucune de ces réponses")),
)

TOPICS = (
    option(Topic.DECRIMINALISATION, texts("Decriminalisation", "Descriminalización", "Décriminalisation")),
    option(Topic.HARM_REDUCTION, texts("Harm reduction", "Reducción de daños", "Réduction des risques")),
    option(Topic.HUMAN_RIGHTS, texts("Human rights", "Derechos humanos", "Droits humains")),
    option(Topic.CRIMINAL_JUSTICE, texts("Criminal justice", "Justicia penal", "Justice pénale")),
    option(
        Topic.WOMEN,
        texts("Women and drug policy", "Mujeres y políticas de drogas", "Femmes et politiques des drogues"),
    ),
    option(Topic.YOUNG_PEOPLE, texts("Young people", "Jóvenes", "Jeunes")),
    option(Topic.HIV, texts("HIV", "VIH", "VIH")),
    option(Topic.HEPATITIS, texts("Viral hepatitis", "Hepatitis virales", "Hépatites virales")),
    option(
        Topic.OVERDOSE, texts("Overdose prevention", "Prevención de sobredosis", "Prévention des surdoses")
    ),
    option(Topic.CIVIC_SPACE, texts("Civic space", "Espacio cívico", "Espace civique")),
    option(
        Topic.STIGMA,
        texts("Stigma and discrimination", "Estigma y discriminación", "Stigmatisation et discrimination"),
    ),
    option(
        Topic.RURAL_LIVELIHOODS,
        texts("Rural livelihoods", "Medios de vida rurales", "Moyens de subsistance ruraux"),
    ),
)

FUNCTIONS = (
    option(Function.ADVOCACY, texts("Advocacy", "Incidencia", "Plaidoyer")),
    option(Function.PEER_SUPPORT, texts("Peer support", "Apoyo entre pares", "Soutien entre pairs")),
    option(Function.SERVICE_DELIVERY, texts("Services", "Servicios", "Services")),
    option(Function.RESEARCH, texts("Research", "Investigación", "Recherche")),
    option(Function.TRAINING, texts("Training", "Formación", "Formation")),
    option(
        Function.LEGAL_SUPPORT, texts("Legal support", "Acompañamiento legal", "Accompagnement juridique")
    ),
    option(Function.COMMUNICATION, texts("Communication", "Comunicación", "Communication")),
    option(Function.NETWORKING, texts("Networking", "Trabajo en red", "Travail en réseau")),
)

SUPPORT_AREAS = (
    option(SupportArea.GOVERNANCE, texts("Governance", "Gobernanza", "Gouvernance")),
    option(SupportArea.FUNDRAISING, texts("Fundraising", "Recaudación de fondos", "Recherche de fonds")),
    option(SupportArea.FINANCE, texts("Finance", "Finanzas", "Finances")),
    option(
        SupportArea.LEGAL_LITERACY,
        texts("Legal literacy", "Conocimiento de los derechos", "Connaissance des droits"),
    ),
    option(
        SupportArea.COMMUNITY_MONITORING,
        texts(
            "Community-led monitoring",
            "Monitoreo dirigido por la comunidad",
            "Suivi dirigé par la communauté",
        ),
    ),
    option(SupportArea.CAMPAIGNING, texts("Campaigning", "Campañas", "Campagnes")),
    option(SupportArea.MEDIA, texts("Media work", "Trabajo con medios", "Travail avec les médias")),
    option(
        SupportArea.SAFETY_SECURITY,
        texts("Safety and security", "Seguridad y protección", "Sécurité et protection"),
    ),
    option(
        SupportArea.OVERDOSE_RESPONSE,
        texts("Overdose response", "Respuesta a sobredosis", "Réponse aux surdoses"),
    ),
    option(
        SupportArea.PEER_RESEARCH,
        texts("Peer research", "Investigación entre pares", "Recherche par les pairs"),
    ),
    option(SupportArea.TRANSLATION, texts("Translation", "Traducción", "Traduction")),
)

REGISTERED = (
    option("yes", texts("Yes", "Sí", "Oui")),
    option("no", texts("No", "No", "Non")),
    option(
        "in_progress",
        texts("Not yet, we have begun", "Todavía no, está en trámite", "Pas encore, c’est en cours"),
    ),
)

YES_NO_UNSURE = (
    option("yes", texts("Yes", "Sí", "Oui")),
    option("no", texts("No", "No", "Non")),
    option("unsure", texts("We are not sure", "No lo sabemos con certeza", "Nous ne savons pas")),
)

_UN = {
    UnBody.CND: texts(
        "Commission on Narcotic Drugs", "Comisión de Estupefacientes", "Commission des stupéfiants"
    ),
    UnBody.UNODC: texts("UNODC", "UNODC", "ONUDC"),
    UnBody.UNAIDS: texts("UNAIDS", "ONUSIDA", "ONUSIDA"),
    UnBody.WHO: texts(
        "World Health Organization", "Organización Mundial de la Salud", "Organisation mondiale de la Santé"
    ),
    UnBody.HRC: texts("Human Rights Council", "Consejo de Derechos Humanos", "Conseil des droits de l’homme"),
    UnBody.GLOBAL_FUND: texts("The Global Fund", "El Fondo Mundial", "Le Fonds mondial"),
}
UN_BODIES = tuple(option(code, words) for code, words in _UN.items())

SPOKEN = ("en", "es", "fr", "pt", "ru", "ar", "sw", "hi", "id", "th", "zh", "ht", "qu", "gn")


def languages(codes: Iterable[str] = SPOKEN) -> tuple[Option, ...]:
    """Languages that a group works in, named as in CLDR."""
    return tuple(
        option(code, {reader: language_name(code, reader) for reader in LANGUAGES}) for code in codes
    )


def codes(options: Iterable[Option]) -> list[str]:
    """The codes of these options as plain text, as answers hold them."""
    return [str(each.code.value if isinstance(each.code, StrEnum) else each.code) for each in options]
