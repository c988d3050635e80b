"""What IDPC asks an organisation that applies, in our own words."""

from __future__ import annotations

from datetime import date

from app.example.policies import options
from app.example.policies.idpc_about import ORGANISATION, PURPOSE, STANDING
from app.questionnaires.building import answer, definition, question, section, texts

WORK = section(
    "work",
    texts(
        "Your work on drug policy",
        "Tu trabajo en políticas de drogas",
        "Votre travail sur les politiques des drogues",
    ),
    question(
        "working_since",
        "date",
        texts(
            "Since when do you work on drug policy?",
            "¿Desde cuándo trabajan en políticas de drogas?",
            "Depuis quand travaillez-vous sur les politiques des drogues ?",
        ),
        hint=texts(
            "A day is fine even if you only remember the year.",
            "Indica un día aunque solo recuerdes el año.",
            "Indiquez un jour même si vous ne vous souvenez que de l’année.",
        ),
        minimum=date(1970, 1, 1),
        required=True,
    ),
    question(
        "track_record",
        "long_text",
        texts(
            "What have you done that you are proud of?",
            "¿Qué han hecho que les dé orgullo?",
            "De quoi votre groupe est-il fier ?",
        ),
        required=True,
        word_limit=250,
    ),
    question(
        "track_record_papers",
        "file",
        texts("Anything that shows it", "Algo que lo muestre", "Tout ce qui le montre"),
        hint=texts(
            "A report, a leaflet, photos of an action. Never photos of people who did not agree.",
            "Un informe, un folleto, fotos de una acción. Nunca fotos de personas que no hayan dado su "
            "consentimiento.",
            "Un rapport, un dépliant, des photos d’une action. Jamais de photos de personnes qui n’ont pas "
            "donné leur accord.",
        ),
        required=True,
        maximum=5,
    ),
    question(
        "topics",
        "many_choice",
        texts(
            "Which topics do you work on?", "¿En qué temas trabajan?", "Sur quels thèmes travaillez-vous ?"
        ),
        hint=texts("Up to five.", "Hasta cinco.", "Cinq au plus."),
        options=options.TOPICS,
        required=True,
        minimum=1,
        maximum=5,
    ),
    question(
        "functions",
        "many_choice",
        texts("How do you work?", "¿Cómo trabajan?", "Comment travaillez-vous ?"),
        options=options.FUNCTIONS,
        required=True,
    ),
    question(
        "un_bodies",
        "many_choice",
        texts(
            "Which of these do you take part in?",
            "¿En cuáles de estos espacios participan?",
            "À lesquelles de ces instances participez-vous ?",
        ),
        options=options.UN_BODIES,
    ),
)

PLACE = section(
    "place",
    texts("Your place in the network", "Tu lugar en la red", "Votre place dans le réseau"),
    question(
        "reach",
        "choice",
        texts(
            "How far does your work reach?", "¿Hasta dónde llega su trabajo?", "Jusqu’où va votre travail ?"
        ),
        options=options.LEVEL,
        required=True,
    ),
    question(
        "why_local",
        "long_text",
        texts(
            "Why should a local group be here?",
            "¿Por qué debería estar aquí un grupo local?",
            "Pourquoi un groupe local a-t-il sa place ici ?",
        ),
        hint=texts(
            "We can admit local groups case by case.",
            "Podemos admitir grupos locales caso por caso.",
            "Nous pouvons admettre des groupes locaux au cas par cas.",
        ),
        when=answer("reach").equals("local"),
        required=True,
        word_limit=100,
    ),
    question(
        "other_countries",
        "countries",
        texts(
            "In which other countries do you work?",
            "¿En qué otros países trabajan?",
            "Dans quels autres pays travaillez-vous ?",
        ),
        when=answer("reach").one_of("regional", "global"),
        required=True,
        maximum=60,
    ),
    question(
        "part_of_member",
        "declaration",
        texts(
            "We are a chapter or a branch of an organisation that is already a member",
            "Somos una sección o una filial de una organización que ya es miembro",
            "Nous sommes une section ou une antenne d’une organisation déjà membre",
        ),
        explain=texts(
            "Which one, and who decides for you?",
            "¿De cuál, y quién decide por ustedes?",
            "De laquelle, et qui décide pour vous ?",
        ),
        required=True,
    ),
    question(
        "what_you_add",
        "long_text",
        texts(
            "What would the network have with you that it lacks now?",
            "¿Qué tendría la red con ustedes que hoy le falta?",
            "Qu’aurait le réseau avec vous qui lui manque aujourd’hui ?",
        ),
        required=True,
        word_limit=120,
    ),
    question(
        "site",
        "text",
        texts("A site or page of yours", "Un sitio o una página propia", "Un site ou une page à vous"),
        hint=texts(
            "For example https://example.org",
            "Por ejemplo, https://example.org",
            "Par exemple https://example.org",
        ),
        word_limit=1,
    ),
)

ENDORSING = section(
    "endorsing",
    texts("What we stand for together", "Lo que defendemos en común", "Ce que nous défendons ensemble"),
    question(
        "principles",
        "statement",
        texts("We endorse the principles", "Suscribimos los principios", "Nous souscrivons aux principes"),
        statement="principles",
        required=True,
    ),
    question(
        "sharing",
        "statement",
        texts(
            "We endorse how members treat each other",
            "Suscribimos la manera en que se tratan las organizaciones miembro",
            "Nous souscrivons à la manière dont les membres se traitent",
        ),
        statement="sharing",
        required=True,
    ),
    intro=texts(
        "Read each text and sign it with the name by which your group knows you. A chosen name is fine.",
        "Lee cada texto y fírmalo con el nombre por el que te conoce tu grupo. Puede ser un nombre elegido.",
        "Lisez chaque texte et signez-le du nom sous lequel votre groupe vous connaît. Un nom choisi "
        "convient.",
    ),
)

IDPC_QUESTIONS = definition(ORGANISATION, STANDING, PURPOSE, WORK, PLACE, ENDORSING)
