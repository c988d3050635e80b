"""What members endorse, in the words of this example. The networks' own texts stand on their own sites."""

from __future__ import annotations

from dataclasses import dataclass

from app.questionnaires.building import texts

_MARK = texts(
    "Example wording, written for trying out this site. It is not the network’s own text.",
    "Texto de ejemplo, escrito para conocer este sitio. No es el texto propio de la red.",
    "Texte d’exemple, écrit pour essayer ce site. Ce n’est pas le texte du réseau.",
)


@dataclass(frozen=True)
class StatementWords:
    """A statement in three languages; `body` is paragraphs parted by an empty line."""

    code: str
    title: dict[str, str]
    body: dict[str, str]

    def versions(self) -> dict[str, dict[str, str]]:
        """The texts as `publish_statement` takes them: English is the source."""
        return {
            language: {
                "title": title,
                "body": f"{_MARK[language]}\n\n{self.body[language]}",
                "state": "source" if language == "en" else "translated",
            }
            for language, title in self.title.items()
        }


PRINCIPLES = StatementWords(
    "principles",
    texts(
        "Five principles for drug policy",
        "Cinco principios para las políticas de drogas",
        "Cinq principes pour les politiques des drogues",
    ),
    texts(
        "Drug policy is good when people are healthier, safer and freer because of it.\n\n"
        "It rests on evidence, and looks honestly at what it does.\n\n"
        "It respects human rights, those of people who use drugs like those of everybody else.\n\n"
        "It reduces harm before it asks anything else.\n\n"
        "It includes the communities that it touches, and does not push them to the edge.\n\n"
        "It is made openly, together with civil society.",
        "Una política de drogas es buena cuando, gracias a ella, las personas tienen más salud, más "
        "seguridad y más libertad.\n\n"
        "Se apoya en la evidencia y mira con honestidad sus propios efectos.\n\n"
        "Respeta los derechos humanos, los de las personas que usan drogas como los de cualquier otra "
        "persona.\n\n"
        "Reduce los daños antes de pedir otra cosa.\n\n"
        "Incluye a las comunidades a las que toca y no las empuja al margen.\n\n"
        "Se hace de manera abierta, junto con la sociedad civil.",
        "Une politique des drogues est bonne quand, grâce à elle, les personnes vivent en meilleure santé, "
        "plus en sécurité et plus libres.\n\n"
        "Elle s’appuie sur des données et regarde honnêtement ses propres effets.\n\n"
        "Elle respecte les droits humains, ceux des personnes qui utilisent des drogues comme ceux de tout "
        "le monde.\n\n"
        "Elle réduit les risques avant de demander autre chose.\n\n"
        "Elle inclut les communautés qu’elle touche et ne les pousse pas à la marge.\n\n"
        "Elle se fait ouvertement, avec la société civile.",
    ),
)

SHARING = StatementWords(
    "sharing",
    texts("How we treat each other", "Cómo nos tratamos", "Comment nous nous traitons"),
    texts(
        "We pass on what the network shares with us to those who can use it.\n\n"
        "We tell the network what we learn.\n\n"
        "We act so that nobody has reason to think less of the other members, and we talk first when we "
        "disagree.",
        "Compartimos lo que nos llega de la red con quienes puedan aprovecharlo.\n\n"
        "Le contamos a la red lo que aprendemos.\n\n"
        "Actuamos de modo que nadie tenga motivos para pensar mal de las demás organizaciones miembro, "
        "y cuando no coincidimos, primero conversamos.",
        "Nous transmettons ce que le réseau partage avec nous aux personnes à qui cela peut servir.\n\n"
        "Nous disons au réseau ce que nous apprenons.\n\n"
        "Nous agissons de sorte que personne n’ait de raison de penser du mal des autres membres, et en "
        "cas de désaccord, nous parlons d’abord.",
    ),
)

SELF_DETERMINATION = StatementWords(
    "self_determination",
    texts("Speaking for ourselves", "Hablar con voz propia", "Parler en notre nom"),
    texts(
        "People who use drugs speak for themselves, wherever their lives are discussed.\n\n"
        "We stand for health, dignity and the right to meet and organise, without asking anyone to stop "
        "using drugs first.\n\n"
        "We make room in our own ranks for those who are heard least.",
        "Las personas que usan drogas hablan con voz propia en todos los lugares donde se discute su "
        "vida.\n\n"
        "Defendemos la salud, la dignidad y el derecho a reunirse y a organizarse, sin pedirle a nadie que "
        "antes deje de usar drogas.\n\n"
        "Damos lugar en nuestras propias filas a quienes menos se escucha.",
        "Les personnes qui utilisent des drogues parlent en leur nom partout où l’on discute de leur vie.\n\n"
        "Nous défendons la santé, la dignité et le droit de se réunir et de s’organiser, sans demander à "
        "quiconque de cesser d’abord d’utiliser des drogues.\n\n"
        "Nous faisons place, dans nos propres rangs, aux personnes que l’on entend le moins.",
    ),
)

UNDER_PROHIBITION = StatementWords(
    "under_prohibition",
    texts("Living under prohibition", "Vivir bajo la prohibición", "Vivre sous la prohibition"),
    texts(
        "Much of the harm that people meet comes from laws and stigma, not from drugs alone.\n\n"
        "We work to end punishment for using drugs, and for care that people can choose freely.",
        "Gran parte del daño que viven las personas viene de las leyes y del estigma, no solo de las "
        "drogas.\n\n"
        "Trabajamos para que se deje de castigar el uso de drogas y para que haya atención que cada "
        "persona pueda elegir libremente.",
        "Une grande part du tort que subissent les personnes vient des lois et de la stigmatisation, pas "
        "des seules drogues.\n\n"
        "Nous œuvrons pour que cesse la punition de l’usage de drogues, et pour des soins que chaque "
        "personne peut choisir librement.",
    ),
)

STATEMENTS = (PRINCIPLES, SHARING, SELF_DETERMINATION, UNDER_PROHIBITION)
