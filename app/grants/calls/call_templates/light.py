"""The light form: one page, two sentences to type, taps otherwise, about ten minutes on a phone."""

from __future__ import annotations

from app.questionnaires.building import answer, definition, option, question, section, texts
from app.questionnaires.definition import Definition
from app.questionnaires.types import Question

GROUP_RIGHT = "group_right"
PUBLIC_NAME = "public_name"
ROUTE = "route"
WHAT = "what"
PREFILLED = {GROUP_RIGHT: "right", PUBLIC_NAME: "no"}
"""Answers that stand until the group changes them: the safest ones."""

TICK_ALL = texts("Tick all that apply.", "Marca todo lo que corresponda.", "Cochez tout ce qui convient.")
SOMETHING_ELSE = texts("Something else", "Otra cosa", "Autre chose")
PUBLIC_OPTIONS = (
    option("no", texts("No", "No", "Non")),
    option("country", texts("Only the country", "Solo el país", "Seulement le pays")),
    option("yes", texts("Yes", "Sí", "Oui")),
)
DECLARED = texts("Before you send it", "Antes de enviarla", "Avant l’envoi")
TRUE = texts(
    "What we wrote is true, and no other funder pays for this.",
    "Lo que escribimos es verdad y ningún otro financiador paga esto.",
    "Ce que nous avons écrit est vrai, et aucun autre bailleur ne paie cela.",
)

ABOUT = (
    question(
        GROUP_RIGHT,
        "choice",
        texts(
            "Is what stands above about your group right?",
            "¿Es correcto lo que figura arriba sobre tu grupo?",
            "Ce qui figure ci-dessus sur votre groupe est-il exact ?",
        ),
        required=True,
        options=(
            option("right", texts("This is right", "Es correcto", "C’est exact")),
            option(
                "wrong",
                texts(
                    "Something is wrong (we will ask you)",
                    "Hay algo incorrecto (te preguntaremos)",
                    "Quelque chose est faux (nous vous poserons la question)",
                ),
            ),
        ),
    ),
    question(
        WHAT,
        "long_text",
        texts("What will you do?", "¿Qué van a hacer?", "Qu’allez-vous faire ?"),
        hint=texts(
            "One or two sentences are enough.",
            "Basta con una o dos frases.",
            "Une ou deux phrases suffisent.",
        ),
        required=True,
        word_limit=60,
    ),
    question(
        "when",
        "date",
        texts("When?", "¿Cuándo?", "Quand ?"),
        hint=texts(
            "Leave it empty if the day is not fixed yet.",
            "Déjalo en blanco si el día aún no está fijado.",
            "Laissez ce champ vide si le jour n’est pas encore fixé.",
        ),
    ),
    question(
        "people",
        "choice",
        texts(
            "How many people will take part, about?",
            "¿Cuántas personas participarán, aproximadamente?",
            "Combien de personnes participeront, à peu près ?",
        ),
        required=True,
        options=(
            option("under_20", texts("Under 20", "Menos de 20", "Moins de 20")),
            option("20_to_50", texts("20–50", "20–50", "20–50")),
            option("51_to_200", texts("51–200", "51–200", "51–200")),
            option("more", texts("More", "Más", "Plus")),
        ),
    ),
    question(
        "spending",
        "many_choice",
        texts(
            "What will you spend the money on?",
            "¿En qué gastarán el dinero?",
            "À quoi servira l’argent ?",
        ),
        hint=TICK_ALL,
        required=True,
        options=(
            option("room", texts("Room", "Local", "Salle")),
            option("food", texts("Food and water", "Comida y agua", "Nourriture et eau")),
            option("transport", texts("Transport", "Transporte", "Transport")),
            option("printing", texts("Printing", "Impresión", "Impression")),
            option("phone", texts("Phone and data", "Teléfono y datos", "Téléphone et données")),
            option("time", texts("People’s time", "Tiempo de las personas", "Le temps des personnes")),
            option("safety", texts("Safety", "Seguridad", "Sécurité")),
            option("else", SOMETHING_ELSE),
        ),
    ),
    question(
        "risks",
        "many_choice",
        texts(
            "What could go wrong?",
            "¿Qué podría salir mal?",
            "Qu’est-ce qui pourrait mal tourner ?",
        ),
        hint=TICK_ALL,
        required=True,
        options=(
            option("police", texts("Police", "Policía", "Police")),
            option(
                "attack",
                texts(
                    "Somebody is filmed or attacked",
                    "Filman o agreden a alguien",
                    "Une personne est filmée ou agressée",
                ),
            ),
            option(
                "late_money",
                texts("The money comes late", "El dinero llega tarde", "L’argent arrive en retard"),
            ),
            option(
                "none",
                texts(
                    "No risk that we know of",
                    "Ningún riesgo que conozcamos",
                    "Aucun risque que nous connaissions",
                ),
            ),
            option("else", SOMETHING_ELSE),
        ),
    ),
    question(
        "then",
        "choice",
        texts(
            "If it does, what would you do?",
            "Si ocurre, ¿qué harían?",
            "Si cela arrive, que feriez-vous ?",
        ),
        required=True,
        options=(
            option("stop", texts("Stop", "Parar", "Arrêter")),
            option("smaller", texts("Make it smaller", "Hacerlo más pequeño", "Faire plus petit")),
            option(
                "move",
                texts(
                    "Move it indoors or online",
                    "Hacerlo bajo techo o en línea",
                    "Le faire à l’intérieur ou en ligne",
                ),
            ),
        ),
    ),
)
IN_THE_END = (
    question(
        PUBLIC_NAME,
        "choice",
        texts(
            "May we name your group in public?",
            "¿Podemos nombrar a tu grupo en público?",
            "Pouvons-nous nommer votre groupe en public ?",
        ),
        required=True,
        options=PUBLIC_OPTIONS,
    ),
    question("true", "many_choice", DECLARED, required=True, options=(option("yes", TRUE),)),
)


def questions(_currency: str, _largest_minor: int) -> Definition:
    """The question set of the light form; it asks for no amount, since every grant has the same."""
    title = texts("Your application", "Su solicitud", "Votre candidature")
    return definition(section("form", title, *ABOUT, *route_questions(), *IN_THE_END))


def route_questions() -> tuple[Question, ...]:
    """How money can reach the group. Numbers of accounts are asked once it is chosen, of nobody before."""
    return (
        question(
            ROUTE,
            "choice",
            texts(
                "How can money reach you?",
                "¿Cómo puede llegarles el dinero?",
                "Comment l’argent peut-il vous parvenir ?",
            ),
            hint=texts(
                "We ask for numbers only if you are chosen.",
                "Solo pediremos números de cuenta si se les elige.",
                "Nous ne demanderons de numéros que si vous êtes choisis.",
            ),
            required=True,
            options=(
                option("as_before", texts("As last time", "Como la última vez", "Comme la dernière fois")),
                option("bank", texts("Bank", "Banco", "Banque")),
                option("mobile", texts("Mobile money", "Dinero móvil", "Argent mobile")),
                option(
                    "host",
                    texts(
                        "Another group receives it for us",
                        "Otro grupo lo recibe por nosotros",
                        "Un autre groupe le reçoit pour nous",
                    ),
                ),
                option(
                    "cash",
                    texts(
                        "In cash, through a person",
                        "En efectivo, a través de una persona",
                        "En espèces, par une personne",
                    ),
                ),
            ),
        ),
        question(
            "host",
            "text",
            texts("Which group receives it?", "¿Qué grupo lo recibe?", "Quel groupe le reçoit ?"),
            required=True,
            word_limit=20,
            when=answer(ROUTE).equals("host"),
        ),
    )
