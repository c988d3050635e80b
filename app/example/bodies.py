"""The real networks of the example, as bodies: their names are public, the words beside them are ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.example.policies import (
    IDPC_POLICY,
    IDPC_QUESTIONS,
    INPUD_POLICY,
    INPUD_QUESTIONS,
    REGIONAL_POLICY,
    REGIONAL_QUESTIONS,
    STATEMENTS,
)
from app.example.policies.regional import MEMBER
from app.example.world import World
from app.kernel.actor import SYSTEM
from app.kernel.locales import Localised
from app.membership.services import publish_policy
from app.organisations.enums import AffiliationKind, Audience, DatePrecision, Field, Kind, Level
from app.organisations.models import NetworkBody, Organisation
from app.organisations.queries import find_region, get_scheme, list_regions
from app.organisations.regions import INPUD as INPUD_SCHEME
from app.organisations.services import (
    admit,
    affiliate,
    create_body,
    create_organisation,
    give_consent,
    give_region_its_network,
    install_region_schemes,
    place_in_region,
    update_profile,
)
from app.questionnaires.building import texts
from app.questionnaires.services import (
    create_question_set,
    create_statement,
    publish_statement,
    publish_version,
)

FOUNDED = 1400  # days ago, for what the installation itself keeps
JOINED = date(2015, 1, 1)  # the nine, to the year
JOIN_WORDS = texts(
    "Anyone can read the criteria. Applying takes about an hour, and you can save and come back.",
    "Cualquiera puede leer los criterios. La solicitud lleva una hora más o menos; puedes guardar y volver.",
    "Tout le monde peut lire les critères. La demande prend environ une heure, et vous pouvez enregistrer "
    "et revenir.",
)
NOT_THEIR_WORDS = texts(
    "This is an example: the words on this page are ours, not those of the network.",
    "Esto es un ejemplo: las palabras de esta página son nuestras, no de la red.",
    "Ceci est un exemple\u00a0: les mots de cette page sont les nôtres, pas ceux du réseau.",
)


@dataclass(frozen=True)
class BodyData:
    """One network: its slug, its names, where it stands, its accent (`rrggbb`)."""

    slug: str
    short_name: str
    name: Localised
    accent: str
    scheme: str = "inpud"
    level: Level = Level.REGIONAL
    kind: Kind = Kind.REGIONAL_NETWORK


IDPC = BodyData(
    "idpc",
    "IDPC",
    texts(
        "International Drug Policy Consortium",
        "Consorcio Internacional sobre Políticas de Drogas",
        "Consortium international sur les politiques des drogues",
    ),
    "7a3b69",
    scheme="idpc",
    level=Level.GLOBAL,
    kind=Kind.NGO,
)
INPUD = BodyData(
    "inpud",
    "INPUD",
    texts(
        "International Network of People who Use Drugs",
        "Red Internacional de Personas que Usan Drogas",
        "Réseau international des personnes qui utilisent des drogues",
    ),
    "b0413e",
    level=Level.GLOBAL,
    kind=Kind.SELF_ORGANISATION,
)
NETWORKS = (
    BodyData(
        "anpud",
        "ANPUD",
        texts(
            "Asian Network of People who Use Drugs",
            "Red Asiática de Personas que Usan Drogas",
            "Réseau asiatique des personnes qui utilisent des drogues",
        ),
        "9a5a00",
    ),
    BodyData(
        "enpud",
        "ENPUD",
        texts(
            "Eurasian Network of People who Use Drugs",
            "Red Euroasiática de Personas que Usan Drogas",
            "Réseau eurasien des personnes qui utilisent des drogues",
        ),
        "3d5a80",
    ),
    BodyData(
        "euronpud",
        "EuroNPUD",
        texts(
            "European Network of People who Use Drugs",
            "Red Europea de Personas que Usan Drogas",
            "Réseau européen des personnes qui utilisent des drogues",
        ),
        "274690",
    ),
    BodyData(
        "lanpud",
        "LANPUD",
        texts(
            "Latin American and Caribbean Network of People who Use Drugs",
            "Red Latinoamericana y del Caribe de Personas que Usan Drogas",
            "Réseau latino-américain et des Caraïbes des personnes qui utilisent des drogues",
        ),
        "0b6e4f",
    ),
    BodyData(
        "menanpud",
        "MENANPUD",
        texts(
            "Middle East and North Africa Network of People who Use Drugs",
            "Red de Medio Oriente y Norte de África de Personas que Usan Drogas",
            "Réseau du Moyen-Orient et d’Afrique du Nord des personnes qui utilisent des drogues",
        ),
        "8c5e10",
    ),
    BodyData(
        "nanpud",
        "NANPUD",
        texts(
            "North American Network of People who Use Drugs",
            "Red de América del Norte de Personas que Usan Drogas",
            "Réseau nord-américain des personnes qui utilisent des drogues",
        ),
        "5b3e96",
    ),
    BodyData(
        "pasifikanpud",
        "PasifikaNPUD",
        texts(
            "Pasifika Network of People who Use Drugs",
            "Red del Pacífico de Personas que Usan Drogas",
            "Réseau du Pacifique des personnes qui utilisent des drogues",
        ),
        "00677f",
    ),
    BodyData(
        "africanpud",
        "AfricaNPUD",
        texts(
            "African Network of People who Use Drugs",
            "Red Africana de Personas que Usan Drogas",
            "Réseau africain des personnes qui utilisent des drogues",
        ),
        "7a5c00",
    ),
    BodyData(
        "inwud",
        "INWUD",
        texts(
            "International Network of Women who Use Drugs",
            "Red Internacional de Mujeres que Usan Drogas",
            "Réseau international des femmes qui utilisent des drogues",
        ),
        "a1316e",
        level=Level.GLOBAL,
    ),
)

HEADLINES = {
    "idpc": texts(
        "Organisations that work together for humane drug policy",
        "Organizaciones que trabajan juntas por políticas de drogas más humanas",
        "Des organisations qui œuvrent ensemble pour des politiques des drogues plus humaines",
    ),
    "inpud": texts(
        "Networks of people who use drugs, in eight regions and beyond them",
        "Redes de personas que usan drogas, en ocho regiones y más allá",
        "Des réseaux de personnes qui utilisent des drogues, dans huit régions et au-delà",
    ),
    "inwud": texts(
        "Women who use drugs, in every region",
        "Mujeres que usan drogas, en todas las regiones",
        "Des femmes qui utilisent des drogues, dans toutes les régions",
    ),
}
HEADLINE = texts(
    "Groups of our region that stand up for each other",
    "Grupos de nuestra región que se apoyan entre sí",
    "Des groupes de notre région qui se soutiennent",
)


def found_bodies(world: World) -> None:
    """Every body with its face, its policy and its place; the nine as members of INPUD."""
    with world.days_ago(FOUNDED):
        install_region_schemes()
        for data in (IDPC, INPUD, *NETWORKS):
            world.bodies[data.slug] = _found(data)
        _publish_policies(world)
        _link_regions(world)
    for region in list_regions(world.bodies["idpc"].scheme_id):
        world.regions[region.code] = region.id


def _found(data: BodyData) -> NetworkBody:
    organisation = create_organisation(
        known_as=data.name["en"],
        acronym=data.short_name,
        country=None,
        language="en",
        level=data.level,
        kind=data.kind,
        actor=SYSTEM,
        contact_person_id=None,
    )
    others = {language: (data.name[language], data.short_name) for language in ("es", "fr")}
    update_profile(
        organisation, actor=SYSTEM, expected_version=None, names=others, languages=["en", "es", "fr"]
    )
    return create_body(
        organisation,
        slug=data.slug,
        scheme=get_scheme(data.scheme),
        short_name=data.short_name,
        name=dict(data.name),
        actor=SYSTEM,
        is_home=data is IDPC,
        headline=HEADLINES.get(data.slug, HEADLINE),
        description=NOT_THEIR_WORDS,
        join_words=JOIN_WORDS,
        accent=data.accent,
    )


def _publish_policies(world: World) -> None:
    own = {"principles": "idpc", "sharing": "idpc", "under_prohibition": "inpud"}
    for words in STATEMENTS:
        slug = own.get(words.code)
        statement = create_statement(
            words.code, actor=SYSTEM, body_id=world.bodies[slug].id if slug else None
        )
        world.statements[words.code] = publish_statement(statement, words.versions(), actor=SYSTEM).id
    titles = texts("Application for membership", "Solicitud de membresía", "Demande d’adhésion")
    for code, slug, definition in (
        ("idpc", "idpc", IDPC_QUESTIONS),
        ("inpud", "inpud", INPUD_QUESTIONS),
        ("regional", None, REGIONAL_QUESTIONS),
    ):
        body_id = world.bodies[slug].id if slug else None
        held = create_question_set(f"{code}_admission", title=titles, actor=SYSTEM, body_id=body_id)
        world.questions[code] = publish_version(held, definition, actor=SYSTEM)
    for slug, body in world.bodies.items():
        policy = {"idpc": IDPC_POLICY, "inpud": INPUD_POLICY}.get(slug, REGIONAL_POLICY)
        questions = world.questions.get(slug, world.questions["regional"])
        publish_policy(body, policy, questions=questions, actor=SYSTEM)


def _link_regions(world: World) -> None:
    """The nine join INPUD (2015, to the year), each in its own region; INWUD cuts across all of them."""
    inpud = world.bodies["inpud"]
    region_of = {
        region.body: find_region(inpud.scheme_id, region.code)
        for region in INPUD_SCHEME.regions
        if region.body is not None
    }
    for data in NETWORKS:
        body = world.bodies[data.slug]
        region = region_of[data.slug]
        assert region is not None
        give_region_its_network(region, body=body, actor=SYSTEM)
        place_in_region(
            body.organisation,
            region_id=region.id,
            reason="It is the network of this region.",
            actor=SYSTEM,
        )
        _join(body.organisation, inpud)
    affiliate(
        world.bodies["inwud"].organisation,
        kind=AffiliationKind.SUB_NETWORK,
        to=inpud.organisation,
        since=JOINED,
        precision=DatePrecision.YEAR,
        actor=SYSTEM,
    )


def _join(organisation: Organisation, inpud: NetworkBody) -> None:
    admit(
        organisation,
        body=inpud,
        tier=MEMBER,
        effective_on=JOINED,
        precision=DatePrecision.YEAR,
        actor=SYSTEM,
    )
    give_consent(
        organisation, field=Field.LISTING, body=inpud, audience=Audience.PUBLIC, actor=SYSTEM, language="en"
    )
