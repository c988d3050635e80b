"""The first half of what IDPC asks: who the organisation is, how it is set up, what it lives on."""

from __future__ import annotations

from app.example.policies import options
from app.questionnaires.building import all_of, answer, not_, option, question, section, texts

REGISTERED = answer("registered").equals("yes")

ORGANISATION = section(
    "organisation",
    texts("Your organisation", "Tu organización", "Votre organisation"),
    question(
        "what_you_do",
        "long_text",
        texts("What do you do?", "¿Qué hacen?", "Que faites-vous ?"),
        hint=texts(
            "Three or four sentences, as you would tell a friend.",
            "Tres o cuatro frases, como se lo contarías a una amistad.",
            "Trois ou quatre phrases, comme à une personne amie.",
        ),
        guidance=texts(
            "If you are admitted this becomes your description in the directory. You can change it "
            "whenever you like.",
            "Si la red admite a tu organización, este texto será su descripción en el directorio. Puedes "
            "cambiarlo cuando quieras.",
            "Si votre organisation est admise, ce texte devient sa description dans l’annuaire. Vous "
            "pouvez le changer quand vous voulez.",
        ),
        required=True,
        word_limit=150,
    ),
    question(
        "kind",
        "choice",
        texts(
            "What kind of organisation are you?",
            "¿Qué tipo de organización son?",
            "Quel type d’organisation êtes-vous ?",
        ),
        options=options.KIND,
        required=True,
    ),
    question(
        "led_by",
        "choice",
        texts(
            "Who leads your group?",
            "¿Quién dirige tu grupo?",
            "Qui dirige votre groupe ?",
        ),
        hint=texts(
            "You need not say. Only the secretariat and your region’s coordinator see it.",
            "No es necesario decirlo. Solo lo ven la secretaría y la coordinación de tu región.",
            "Rien ne vous oblige à le dire. Seuls le secrétariat et la coordination de votre région le "
            "voient.",
        ),
        options=options.LEADING_GROUP,
    ),
    question(
        "languages",
        "many_choice",
        texts(
            "In which languages do you work?",
            "¿En qué idiomas trabajan?",
            "Dans quelles langues travaillez-vous ?",
        ),
        options=options.languages(),
        required=True,
    ),
    question(
        "letters_in",
        "language",
        texts(
            "Which language should we write to you in, if we can choose?",
            "¿En qué idioma prefieres que te escribamos, si podemos elegir?",
            "Dans quelle langue préférez-vous que nous vous écrivions, si nous avons le choix ?",
        ),
    ),
)

STANDING = section(
    "standing",
    texts("Legal standing", "Personería jurídica", "Personnalité juridique"),
    question(
        "registered",
        "choice",
        texts(
            "Are you legally registered?",
            "¿Tienen personería jurídica?",
            "Avez-vous la personnalité juridique ?",
        ),
        options=options.REGISTERED,
        required=True,
    ),
    question(
        "registration_country",
        "country",
        texts("In which country?", "¿En qué país?", "Dans quel pays ?"),
        when=REGISTERED,
        required=True,
    ),
    question(
        "legal_name",
        "text",
        texts("Under which name?", "¿Con qué nombre?", "Sous quel nom ?"),
        hint=texts(
            "As it stands on the paper.",
            "Tal como figura en el documento.",
            "Tel qu’il figure sur le document.",
        ),
        when=REGISTERED,
        required=True,
        word_limit=25,
    ),
    question(
        "registration_paper",
        "file",
        texts("A copy of the registration", "Una copia del registro", "Une copie de l’enregistrement"),
        hint=texts(
            "A photo taken with a phone is fine.",
            "Una foto tomada con el teléfono es suficiente.",
            "Une photo prise avec un téléphone suffit.",
        ),
        when=REGISTERED,
        required=True,
        maximum=3,
    ),
    question(
        "why_not_registered",
        "long_text",
        texts("What stands in the way?", "¿Qué lo impide?", "Qu’est-ce qui l’empêche ?"),
        hint=texts(
            "Many good groups are not registered. We ask so that we can decide case by case.",
            "Muchos buenos grupos no tienen personería jurídica. Preguntamos para poder decidir caso por "
            "caso.",
            "Beaucoup de bons groupes n’ont pas de personnalité juridique. Nous le demandons pour décider "
            "au cas par cas.",
        ),
        when=not_(REGISTERED),
        required=True,
        word_limit=120,
    ),
    question(
        "waiver_wish",
        "choice",
        texts(
            "Would you like us to set this criterion aside?",
            "¿Quieres que dejemos de lado este criterio?",
            "Souhaitez-vous que nous mettions ce critère de côté ?",
        ),
        options=(
            option("yes", texts("Yes, please", "Sí, por favor", "Oui, s’il vous plaît")),
            option(
                "later",
                texts(
                    "No, we will be registered soon",
                    "No, pronto tendremos personería jurídica",
                    "Non, nous aurons bientôt la personnalité juridique",
                ),
            ),
        ),
        when=answer("registered").one_of("no", "in_progress"),
        required=True,
    ),
    question(
        "host",
        "text",
        texts(
            "Does another organisation hold your money for you? Which one?",
            "¿Otra organización administra sus fondos? ¿Cuál?",
            "Une autre organisation porte-t-elle vos fonds ? Laquelle ?",
        ),
        when=all_of(answer("registered").given(), not_(REGISTERED)),
        word_limit=25,
    ),
    intro=texts(
        "A network that is not legally constituted can be admitted too.",
        "También se puede admitir a una red que no tenga personería jurídica.",
        "Un réseau sans personnalité juridique peut aussi être admis.",
    ),
)

PURPOSE = section(
    "purpose",
    texts("Purpose and money", "Propósito y dinero", "But et argent"),
    question(
        "not_for_profit",
        "declaration",
        texts(
            "We do not work for profit", "Trabajamos sin fines de lucro", "Nous travaillons sans but lucratif"
        ),
        explain=texts(
            "Tell us how you are set up",
            "Cuéntanos cómo se organizan",
            "Dites-nous comment vous vous organisez",
        ),
        explain_if="no",
        required=True,
    ),
    question(
        "purpose_paper",
        "file",
        texts(
            "Something that shows it, if you have it",
            "Algo que lo muestre, si lo tienen",
            "Un document qui le montre, si vous en avez un",
        ),
        hint=texts(
            "Statutes, a charter, or the minutes of a meeting.",
            "Estatutos, una carta o el acta de una reunión.",
            "Des statuts, une charte ou le compte rendu d’une réunion.",
        ),
        maximum=3,
    ),
    question(
        "people",
        "number",
        texts(
            "About how many people make up the group?",
            "¿Cuántas personas forman el grupo, más o menos?",
            "Combien de personnes environ composent le groupe ?",
        ),
        minimum=1,
        maximum=100000,
    ),
    question(
        "industry_funding",
        "declaration",
        texts(
            "Most of our money comes from the alcohol, tobacco, pharmaceutical or drug industry, or we "
            "represent it",
            "La mayor parte de nuestro dinero viene de la industria del alcohol, del tabaco, farmacéutica "
            "o de las drogas, o la representamos",
            "La plus grande part de notre argent vient de l’industrie de l’alcool, du tabac, du médicament "
            "ou des drogues, ou nous la représentons",
        ),
        guidance=texts(
            "A yes does not end the application: the secretariat looks at it with you.",
            "Un sí no termina la solicitud: la secretaría lo conversa contigo.",
            "Un oui ne met pas fin à la demande : le secrétariat en parle avec vous.",
        ),
        explain=texts(
            "Which industry, and how much?", "¿Qué industria y cuánto?", "Quelle industrie, et combien ?"
        ),
        required=True,
    ),
)
