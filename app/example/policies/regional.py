"""The lighter policy of a regional network of people who use drugs: one for all of them in this example."""

from __future__ import annotations

from typing import Any

from app.example.policies import options
from app.questionnaires.building import answer, definition, question, section, texts

MEMBER = "member"

GROUP = section(
    "group",
    texts("Your group", "Tu grupo", "Votre groupe"),
    question(
        "what_you_do",
        "long_text",
        texts("What do you do together?", "¿Qué hacen en conjunto?", "Que faites-vous ensemble ?"),
        required=True,
        word_limit=120,
    ),
    question(
        "kind",
        "choice",
        texts("What kind of group are you?", "¿Qué tipo de grupo son?", "Quel type de groupe êtes-vous ?"),
        options=options.KIND,
        required=True,
    ),
    question(
        "reach",
        "choice",
        texts(
            "How far does your work reach?", "¿Hasta dónde llega su trabajo?", "Jusqu’où va votre travail ?"
        ),
        options=options.LEVEL[:3],
        required=True,
    ),
    question(
        "languages",
        "many_choice",
        texts(
            "Which languages do you speak together?",
            "¿Qué idiomas hablan entre ustedes?",
            "Quelles langues parlez-vous entre vous ?",
        ),
        options=options.languages(),
        required=True,
    ),
    question(
        "needs",
        "many_choice",
        texts(
            "What would you like to learn from others?",
            "¿Qué les gustaría aprender de otros grupos?",
            "Qu’aimeriez-vous apprendre des autres ?",
        ),
        options=options.SUPPORT_AREAS,
    ),
    question(
        "skills",
        "many_choice",
        texts(
            "What could you teach others?",
            "¿Qué podrían enseñar a otros grupos?",
            "Que pourriez-vous apprendre aux autres ?",
        ),
        options=options.SUPPORT_AREAS,
    ),
)

PEERS = section(
    "peers",
    texts("Led by the community", "Dirigido por la comunidad", "Dirigé par la communauté"),
    question(
        "community_led",
        "declaration",
        texts(
            "People who use drugs, or who have used them, decide in our group",
            "En nuestro grupo deciden personas que usan drogas o que las han usado",
            "Dans notre groupe, ce sont des personnes qui utilisent des drogues, ou qui en ont utilisé, "
            "qui décident",
        ),
        guidance=texts(
            "We never ask who. Nobody has to say anything about themselves.",
            "Nunca preguntamos quién. Nadie tiene que decir nada sobre sí.",
            "Nous ne demandons jamais qui. Personne n’a à dire quoi que ce soit sur soi.",
        ),
        explain=texts("Who decides, then?", "¿Quién decide, entonces?", "Qui décide, alors ?"),
        explain_if="no",
        required=True,
    ),
    question(
        "known_to_member",
        "choice",
        texts(
            "Does a member know you?",
            "¿Alguna organización miembro les conoce?",
            "Un membre vous connaît-il ?",
        ),
        options=options.YES_NO_UNSURE,
        required=True,
    ),
    question(
        "which_member",
        "text",
        texts("Which one?", "¿Cuál?", "Lequel ?"),
        when=answer("known_to_member").equals("yes"),
        required=True,
        word_limit=25,
    ),
    question(
        "how_to_meet",
        "long_text",
        texts(
            "How could we get to know you?",
            "¿Cómo podríamos conocernos?",
            "Comment pourrions-nous faire connaissance ?",
        ),
        hint=texts(
            "A call, a visit, somebody who can vouch.",
            "Una llamada, una visita, alguien que pueda dar referencia.",
            "Un appel, une visite, une personne qui peut vous recommander.",
        ),
        when=answer("known_to_member").one_of("no", "unsure"),
        required=True,
        word_limit=80,
    ),
)

ENDORSING = section(
    "endorsing",
    texts("What we stand for", "Lo que defendemos", "Ce que nous défendons"),
    question(
        "self_determination",
        "statement",
        texts("We endorse it", "La suscribimos", "Nous y souscrivons"),
        statement="self_determination",
        required=True,
    ),
)

REGIONAL_QUESTIONS = definition(GROUP, PEERS, ENDORSING)

REGIONAL_POLICY: dict[str, Any] = {
    "tiers": [
        {
            "code": MEMBER,
            "name": texts("Member", "Miembro", "Membre"),
            "description": texts("Has a voice and a vote.", "Tiene voz y voto.", "Peut s’exprimer et voter."),
            "comments": True,
        }
    ],
    "criteria": [
        {
            "code": "community_led",
            "kind": "declaration",
            "title": texts("Led by the community", "Dirigido por la comunidad", "Dirigé par la communauté"),
            "guidance": texts(
                "The group’s own word counts. Never ask who uses drugs.",
                "Cuenta la palabra del grupo. Nunca preguntes quién usa drogas.",
                "La parole du groupe compte. Ne demandez jamais qui utilise des drogues.",
            ),
            "questions": ["community_led"],
            "referral_answers": ["no"],
        },
        {
            "code": "endorsement",
            "kind": "endorsement",
            "title": texts(
                "Endorses what we stand for", "Suscribe lo que defendemos", "Souscrit à ce que nous défendons"
            ),
            "guidance": texts("Signed.", "Firmado.", "Signé."),
            "questions": ["self_determination"],
        },
        {
            "code": "known",
            "kind": "judgement",
            "title": texts(
                "Known to another member", "Conocido por otra organización miembro", "Connu d’un autre membre"
            ),
            "guidance": texts(
                "Where nobody knows the group yet, meet it first. This can be set aside.",
                "Si nadie conoce aún al grupo, primero hay que encontrarse. Este criterio puede dejarse de "
                "lado.",
                "Si personne ne connaît encore le groupe, rencontrez-le d’abord. Ce critère peut être mis "
                "de côté.",
            ),
            "questions": ["known_to_member", "which_member", "how_to_meet"],
            "waivable": True,
        },
    ],
    "steps": {"regional_check": False, "member_comment": True, "quorum": 2},
    "limits": {
        "screen": 21,
        "check": 21,
        "comment": 14,
        "committee": 42,
        "information": 60,
        "reply": 10,
        "reopen": 365,
        "remind_before": [14, 3],
    },
    "profile": {
        "description": "what_you_do",
        "level": "reach",
        "kind": "kind",
        "languages": "languages",
        "needs": "needs",
        "skills": "skills",
    },
}
