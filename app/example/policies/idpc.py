"""How IDPC admits members in this example: two tiers and nine criteria, in our own words."""

from __future__ import annotations

from typing import Any

from app.questionnaires.building import texts

NETWORK_MEMBER = "network_member"
PARTNER_MEMBER = "partner_member"

TIERS: list[dict[str, Any]] = [
    {
        "code": NETWORK_MEMBER,
        "name": texts("Network Member", "Miembro de la red", "Membre du réseau"),
        "description": texts(
            "Takes part in everything, and is kept informed.",
            "Participa en todo y recibe toda la información.",
            "Participe à tout et reçoit toutes les informations.",
        ),
        "comments": False,
    },
    {
        "code": PARTNER_MEMBER,
        "name": texts("Partner Member", "Miembro asociado", "Membre partenaire"),
        "description": texts(
            "Works with the secretariat on the strategy, and is asked about new applications.",
            "Trabaja con la secretaría en la estrategia, y se le consulta sobre nuevas solicitudes.",
            "Travaille avec le secrétariat à la stratégie et donne son avis sur les nouvelles demandes.",
        ),
        "comments": True,
    },
]

CRITERIA: list[dict[str, Any]] = [
    {
        "code": "principles",
        "kind": "endorsement",
        "title": texts(
            "Shares the vision and the principles",
            "Comparte la visión y los principios",
            "Partage la vision et les principes",
        ),
        "guidance": texts(
            "Somebody who may represent the organisation has signed the five principles.",
            "Alguien que puede representar a la organización firmó los cinco principios.",
            "Une personne qui peut représenter l’organisation a signé les cinq principes.",
        ),
        "questions": ["principles"],
    },
    {
        "code": "good_faith",
        "kind": "endorsement",
        "title": texts(
            "Passes on what the network shares, and brings it no harm",
            "Difunde lo que comparte la red y no la perjudica",
            "Transmet ce que le réseau partage et ne lui nuit pas",
        ),
        "guidance": texts(
            "Somebody who may represent the group has signed the text on how members treat each other.",
            "Alguien que puede representar al grupo firmó el texto sobre el trato entre miembros.",
            "Une personne qui peut représenter le groupe a signé le texte sur les rapports entre membres.",
        ),
        "assessing": texts(
            "Look at what is publicly known of the group too, with care for who says it.",
            "Mira también lo que se sabe públicamente del grupo, y quién lo dice.",
            "Regardez aussi ce que l’on sait publiquement du groupe, et qui le dit.",
        ),
        "questions": ["sharing"],
    },
    {
        "code": "constituted",
        "kind": "evidence",
        "title": texts("Legally constituted", "Legalmente constituida", "Légalement constituée"),
        "guidance": texts(
            "A copy of the registration. A network without one can be admitted case by case: say why.",
            "Una copia del registro. Una red que no lo tenga puede admitirse caso por caso: explica por qué.",
            "Une copie de l’enregistrement. Un réseau qui n’en a pas peut être admis au cas par cas : "
            "dites pourquoi.",
        ),
        "questions": ["registered", "registration_paper", "why_not_registered", "waiver_wish", "host"],
        "waivable": True,
    },
    {
        "code": "not_for_profit",
        "kind": "evidence",
        "title": texts("Works without profit", "Trabaja sin fines de lucro", "Travaille sans but lucratif"),
        "guidance": texts(
            "Statutes or a charter where there are any; otherwise how decisions on money are taken.",
            "Estatutos o una carta, si existen; si no, cómo se decide sobre el dinero.",
            "Des statuts ou une charte s’il y en a ; sinon, comment se décide l’usage de l’argent.",
        ),
        "questions": ["not_for_profit", "purpose_paper"],
    },
    {
        "code": "track_record",
        "kind": "evidence",
        "title": texts(
            "Has worked on drug policy before",
            "Tiene trayectoria en políticas de drogas",
            "A déjà travaillé sur les politiques des drogues",
        ),
        "guidance": texts(
            "What the group did counts, not how well it writes about it.",
            "Cuenta lo que hizo el grupo, no lo bien que lo escribe.",
            "Ce que le groupe a fait compte, pas la qualité du récit.",
        ),
        "questions": ["track_record", "track_record_papers", "working_since", "topics"],
    },
    {
        "code": "reach",
        "kind": "enumerated",
        "title": texts("Reaches a country or more", "Alcanza al menos un país", "Couvre au moins un pays"),
        "guidance": texts(
            "National, regional or international. A local group needs a reason.",
            "Nacional, regional o internacional. Un grupo local necesita una razón.",
            "National, régional ou international. Un groupe local a besoin d’une raison.",
        ),
        "questions": ["reach", "why_local", "other_countries"],
        "waivable": True,
    },
    {
        "code": "independence",
        "kind": "judgement",
        "title": texts("Stands on its own", "Es independiente", "Est indépendante"),
        "guidance": texts(
            "Decides for itself, and is not a chapter of a member.",
            "Decide por sí misma y no es una filial de una organización miembro.",
            "Décide pour elle-même et n’est pas une section d’un membre.",
        ),
        "questions": ["part_of_member"],
    },
    {
        "code": "coverage",
        "kind": "judgement",
        "title": texts("Adds a place or a topic", "Aporta un lugar o un tema", "Apporte un lieu ou un thème"),
        "guidance": texts(
            "Works where, or on what, the network has few members so far.",
            "Trabaja en un lugar o un tema en el que la red tiene aún pocas organizaciones miembro.",
            "Travaille dans un lieu ou sur un thème où le réseau compte encore peu de membres.",
        ),
        "assessing": texts(
            "Look at who is already here from the same country, and on the same topic.",
            "Mira quién está ya aquí del mismo país y sobre el mismo tema.",
            "Regardez qui est déjà là, du même pays et sur le même thème.",
        ),
        "questions": ["what_you_add"],
    },
    {
        "code": "industry",
        "kind": "declaration",
        "title": texts(
            "Does not live on industry money",
            "No vive del dinero de la industria",
            "Ne vit pas de l’argent de l’industrie",
        ),
        "guidance": texts(
            "A yes refers the case to the committee: alcohol, tobacco, pharmaceutical or drug industry.",
            "Un sí remite la solicitud al comité: industria del alcohol, del tabaco, farmacéutica o de las "
            "drogas.",
            "Un oui renvoie le dossier au comité : industrie de l’alcool, du tabac, du médicament ou des "
            "drogues.",
        ),
        "questions": ["industry_funding"],
        "referral_answers": ["yes"],
    },
]

IDPC_POLICY: dict[str, Any] = {
    "tiers": TIERS,
    "criteria": CRITERIA,
    "steps": {"regional_check": True, "member_comment": True, "quorum": 3},
    "limits": {
        "screen": 14,
        "check": 21,
        "comment": 14,
        "committee": 28,
        "information": 60,
        "reply": 10,
        "reopen": 365,
        "remind_before": [14, 3],
    },
    "profile": {
        "description": "what_you_do",
        "level": "reach",
        "kind": "kind",
        "leading_group": "led_by",
        "languages": "languages",
        "topics": "topics",
        "functions": "functions",
        "un_bodies": "un_bodies",
        "other_countries": "other_countries",
        "site": "site",
        "legal_name": "legal_name",
        "registration_country": "registration_country",
    },
}
