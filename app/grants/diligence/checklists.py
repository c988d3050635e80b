"""What is looked at in a check, as data in three languages.

Nothing here asks a group to do what endangers it: that it is not registered, and why, is an answer as good as
a certificate, and no point asks for the names of people who use a service.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.grants.diligence.enums import Found, Tier
from app.questionnaires.building import texts

Texts = dict[str, str]


@dataclass(frozen=True)
class Point:
    """One thing to look at. `words` replace the usual words of an answer.

    `essential`: without it no money is sent. `names_lists`: which lists were looked at, and as of when, is
    kept. `second_person`: whoever concludes confirms it too. `plainly_absent`: that it does not apply needs
    no words.
    """

    code: str
    title: Texts
    hint: Texts
    essential: bool = False
    names_lists: bool = False
    second_person: bool = False
    plainly_absent: bool = False
    can_be_absent: bool = True
    words: Mapping[Found, Texts] | None = None

    @property
    def answers(self) -> tuple[Found, ...]:
        return tuple(one for one in Found if self.can_be_absent or one is not Found.NOT_APPLICABLE)


REGISTRATION = Point(
    "registration",
    texts("Registration", "Registro legal", "Enregistrement légal"),
    texts(
        "This is not required of a group that cannot register, or would be in danger if it did. Say in a "
        "few words why.",
        "Si el grupo no puede registrarse o correría peligro al hacerlo, no se le pide. Di por qué en "
        "pocas palabras.",
        "Un groupe qui ne peut pas s’enregistrer, ou que cela mettrait en danger, en est dispensé. Dites "
        "pourquoi en quelques mots.",
    ),
    can_be_absent=False,
    words={
        Found.MET: texts("It is registered", "Está registrado", "Il est enregistré"),
        Found.OTHERWISE: texts("Not required", "No se le pide", "Dispensé"),
        Found.NOT_MET: texts("Not clear yet", "Aún no está claro", "Pas encore clair"),
    },
)
STANDARD = (
    REGISTRATION,
    Point(
        "governance",
        texts("Who leads the group", "Quiénes dirigen el grupo", "Qui dirige le groupe"),
        texts(
            "It is clear how decisions are made and who answers for the money. Roles are enough; names are "
            "not needed here.",
            "Está claro cómo se decide y quién responde por el dinero. Bastan las funciones; aquí no hacen "
            "falta nombres.",
            "On sait comment les décisions se prennent et qui répond de l’argent. Les fonctions suffisent "
            "; les noms ne sont pas nécessaires ici.",
        ),
        can_be_absent=False,
    ),
    Point(
        "bank",
        texts("Where the money goes", "Adónde va el dinero", "Où va l’argent"),
        texts(
            "The account, or the other way to receive money, belongs to the group or its host. Ask the "
            "group through a contact you knew before. Whoever concludes the check confirms this too.",
            "La cuenta, o la otra vía para recibir dinero, es del grupo o de su organización "
            "administradora. Pregunta al grupo por un contacto que ya conocías. Quien concluya la "
            "verificación también lo confirma.",
            "Le compte, ou l’autre moyen de recevoir l’argent, appartient au groupe ou à sa structure "
            "porteuse. Demandez-le au groupe par un contact que vous connaissiez déjà. La personne qui "
            "conclut la vérification le confirme aussi.",
        ),
        essential=True,
        second_person=True,
        can_be_absent=False,
    ),
    Point(
        "sanctions",
        texts("Sanctions lists", "Listas de sanciones", "Listes de sanctions"),
        texts(
            "Neither the group nor whoever receives the money for it is on the lists that bind your "
            "network. Nothing is sent to anybody: you look it up yourself.",
            "Ni el grupo ni quien recibe el dinero por él figuran en las listas que obligan a tu red. No "
            "se envía nada a nadie: lo consultas tú.",
            "Ni le groupe ni la personne qui reçoit l’argent pour lui ne figurent sur les listes qui "
            "s’imposent à votre réseau. Rien n’est transmis à personne : vous faites la recherche "
            "vous-même.",
        ),
        essential=True,
        names_lists=True,
        can_be_absent=False,
        words={
            Found.MET: texts("On no list", "En ninguna lista", "Sur aucune liste"),
            Found.OTHERWISE: texts(
                "Same name only; it is somebody else",
                "Solo coincide el nombre; es otra persona u organización",
                "Seul le nom est le même ; il s’agit d’une autre personne ou structure",
            ),
            Found.NOT_MET: texts("On a list", "En una lista", "Sur une liste"),
        },
    ),
    Point(
        "safeguarding",
        texts("Safety of people", "Protección de las personas", "Protection des personnes"),
        texts(
            "The group knows what to do when somebody is harmed or mistreated, also by its own people. An "
            "agreed way of acting is enough.",
            "El grupo sabe qué hacer si alguien sufre daño o maltrato, también por parte de su propia "
            "gente. Basta con una forma de actuar acordada.",
            "Le groupe sait que faire quand une personne subit un dommage ou de mauvais traitements, y "
            "compris de la part de ses propres membres. Une façon d’agir convenue suffit.",
        ),
        can_be_absent=False,
    ),
    Point(
        "references",
        texts("References", "Referencias", "Recommandations"),
        texts(
            "Somebody in the network or near the group knows its work. A member’s word counts as much as a "
            "letter.",
            "Alguien de la red o cercano al grupo conoce su trabajo. La palabra de una organización "
            "miembro vale tanto como una carta.",
            "Quelqu’un du réseau ou proche du groupe connaît son travail. La parole d’un membre vaut "
            "autant qu’une lettre.",
        ),
    ),
)
FULL = (
    *STANDARD,
    Point(
        "accounts",
        texts("Accounts of last year", "Cuentas del último año", "Comptes de l’année passée"),
        texts(
            "Accounts of last year, audited or not. For a group without them, a list of what came in and "
            "went out that two people signed.",
            "Cuentas del último año, revisadas por alguien de fuera o no. Si el grupo no las tiene, una "
            "lista de ingresos y gastos firmada por dos personas.",
            "Les comptes de l’année passée, contrôlés par un tiers ou non. Si le groupe n’en a pas, une "
            "liste des recettes et des dépenses signée par deux personnes.",
        ),
    ),
    Point(
        "interests",
        texts("Conflicts of interest", "Conflictos de intereses", "Conflits d’intérêts"),
        texts(
            "The group has agreed what happens when somebody who decides would gain from it.",
            "El grupo ha acordado qué pasa cuando quien decide saldría ganando.",
            "Le groupe a convenu de ce qui se passe quand une personne qui décide y gagnerait quelque chose.",
        ),
        can_be_absent=False,
    ),
    Point(
        "capacity",
        texts(
            "Ability to manage this amount",
            "Capacidad para administrar este monto",
            "Capacité à gérer ce montant",
        ),
        texts(
            "It has managed a similar amount before, or says how it will: smaller parts, a host, help with "
            "bookkeeping.",
            "Ya ha administrado un monto parecido, o dice cómo lo hará: en partes más pequeñas, con una "
            "organización administradora, con apoyo contable.",
            "Il a déjà géré un montant comparable, ou dit comment il fera : des tranches plus petites, une "
            "structure porteuse, un appui comptable.",
        ),
        can_be_absent=False,
    ),
    Point(
        "host",
        texts(
            "Agreement with the fiscal host",
            "Acuerdo con la organización administradora de fondos",
            "Accord avec la structure porteuse",
        ),
        texts(
            "Where another organisation receives the money: what both agreed, and what it keeps for its "
            "work.",
            "Si otra organización recibe el dinero: qué acordaron ambas y cuánto retiene por su trabajo.",
            "Si une autre structure reçoit l’argent : ce que les deux ont convenu, et ce qu’elle garde "
            "pour son travail.",
        ),
        plainly_absent=True,
        words={
            Found.NOT_APPLICABLE: texts(
                "No other organisation receives it",
                "No lo recibe otra organización",
                "Aucune autre structure ne le reçoit",
            )
        },
    ),
)
CHECKLISTS: Mapping[Tier, tuple[Point, ...]] = {Tier.STANDARD: STANDARD, Tier.FULL: FULL}
POINTS: Mapping[str, Point] = {one.code: one for one in FULL}
