"""How INPUD admits in this example: regional networks and INWUD, with few criteria."""

from __future__ import annotations

from typing import Any

from app.example.policies import options
from app.example.policies.regional import MEMBER
from app.questionnaires.building import definition, question, section, texts

NETWORK = section(
    "network",
    texts("Your network", "Tu red", "Votre réseau"),
    question(
        "what_you_do",
        "long_text",
        texts("What does your network do?", "¿Qué hace la red?", "Que fait votre réseau ?"),
        required=True,
        word_limit=150,
    ),
    question(
        "region_served",
        "countries",
        texts(
            "Which countries do your members come from?",
            "¿De qué países son sus organizaciones miembro?",
            "De quels pays viennent vos membres ?",
        ),
        required=True,
        maximum=80,
    ),
    question(
        "members",
        "number",
        texts(
            "How many national and local groups are members?",
            "¿Cuántos grupos nacionales y locales son miembros?",
            "Combien de groupes nationaux et locaux sont membres ?",
        ),
        minimum=1,
        maximum=500,
        required=True,
    ),
    question(
        "governed_by_members",
        "declaration",
        texts(
            "Our own members govern the network",
            "Nuestras propias organizaciones miembro gobiernan la red",
            "Nos propres membres gouvernent le réseau",
        ),
        explain=texts("Who governs it?", "¿Quién la gobierna?", "Qui le gouverne ?"),
        explain_if="no",
        required=True,
    ),
    question(
        "languages",
        "many_choice",
        texts("Languages of the network", "Idiomas de la red", "Langues du réseau"),
        options=options.languages(),
    ),
)

ENDORSING = section(
    "endorsing",
    texts("What we stand for", "Lo que defendemos", "Ce que nous défendons"),
    question(
        "self_determination",
        "statement",
        texts(
            "We endorse speaking for ourselves",
            "Suscribimos la declaración sobre hablar con voz propia",
            "Nous souscrivons à la déclaration « Parler en notre nom »",
        ),
        statement="self_determination",
        required=True,
    ),
    question(
        "under_prohibition",
        "statement",
        texts(
            "We endorse the text on prohibition",
            "Suscribimos el texto sobre la prohibición",
            "Nous souscrivons au texte sur la prohibition",
        ),
        statement="under_prohibition",
        required=True,
    ),
)

INPUD_QUESTIONS = definition(NETWORK, ENDORSING)

INPUD_POLICY: dict[str, Any] = {
    "tiers": [
        {
            "code": MEMBER,
            "name": texts("Member network", "Red miembro", "Réseau membre"),
            "description": texts(
                "A regional network, or INWUD. Sends a director to the board.",
                "Una red regional, o INWUD. Envía una persona a la junta.",
                "Un réseau régional, ou l’INWUD. Envoie une personne au conseil.",
            ),
            "comments": True,
        }
    ],
    "criteria": [
        {
            "code": "regional",
            "kind": "judgement",
            "title": texts(
                "A regional network, or INWUD", "Una red regional, o INWUD", "Un réseau régional, ou l’INWUD"
            ),
            "guidance": texts(
                "One network for a region. Two that overlap talk with each other first.",
                "Una red por región. Si dos se superponen, primero conversan entre sí.",
                "Un réseau par région. Deux réseaux qui se recouvrent se parlent d’abord.",
            ),
            "questions": ["region_served", "members"],
        },
        {
            "code": "endorsement",
            "kind": "endorsement",
            "title": texts("Endorses both texts", "Suscribe ambos textos", "Souscrit aux deux textes"),
            "guidance": texts("Both are signed.", "Ambos están firmados.", "Les deux sont signés."),
            "questions": ["self_determination", "under_prohibition"],
        },
        {
            "code": "governance",
            "kind": "declaration",
            "title": texts(
                "Governed by its own members",
                "Gobernada por sus propias organizaciones miembro",
                "Gouverné par ses propres membres",
            ),
            "guidance": texts(
                "National and local groups choose who represents the network.",
                "Los grupos nacionales y locales eligen quién representa a la red.",
                "Les groupes nationaux et locaux choisissent qui représente le réseau.",
            ),
            "questions": ["governed_by_members"],
            "referral_answers": ["no"],
        },
    ],
    "steps": {"regional_check": False, "member_comment": True, "quorum": 3},
    "limits": {
        "screen": 30,
        "check": 30,
        "comment": 30,
        "committee": 60,
        "information": 60,
        "reply": 10,
        "reopen": 365,
        "remind_before": [14, 3],
    },
    "profile": {"description": "what_you_do", "languages": "languages", "other_countries": "region_served"},
}
