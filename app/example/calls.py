"""Calls for proposals of the example network: one that is open, one that opens later, one draft."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.example.world import World
from app.grants.calls import services
from app.grants.calls.models import Call
from app.grants.calls.queries import list_lines
from app.grants.calls.services import CallData
from app.kernel.locales import LANGUAGES

TEXTS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "day-of-action": (
        {"en": "Day of Action", "es": "Día de Acción", "fr": "Journée d’action"},
        {
            "en": "Small grants for groups that hold an event on the Day of Action. "
            "One page, about 10 minutes.",
            "es": "Pequeñas subvenciones para grupos que organizan un acto el Día de Acción. "
            "Una página, unos 10 minutos.",
            "fr": "De petites subventions pour les groupes qui organisent un événement lors de la Journée "
            "d’action. Une page, environ 10 minutes.",
        },
    ),
    "community-care": (
        {"en": "Community care", "es": "Cuidado comunitario", "fr": "Soins communautaires"},
        {
            "en": "For groups that care for people in their own neighbourhood, up to a year.",
            "es": "Para grupos que cuidan a personas de su propio barrio, hasta un año.",
            "fr": "Pour les groupes qui prennent soin de personnes de leur quartier, jusqu’à un an.",
        },
    ),
    "night-of-names": (
        {"en": "Night of names", "es": "Noche de los nombres", "fr": "Nuit des noms"},
        {
            "en": "Small grants for an evening in memory of those who died.",
            "es": "Pequeñas subvenciones para una noche en memoria de quienes murieron.",
            "fr": "De petites subventions pour une soirée à la mémoire des personnes disparues.",
        },
    ),
    "winter-shelter": (
        {"en": "Winter shelter", "es": "Refugio de invierno", "fr": "Abri d’hiver"},
        {
            "en": "Small grants for one warm night: a room, a meal, somebody who listens.",
            "es": "Pequeñas subvenciones para una noche cálida: un local, una comida, alguien que escucha.",
            "fr": "Petites subventions pour une nuit au chaud : une salle, un repas, quelqu’un qui écoute.",
        },
    ),
    "street-kitchens": (
        {"en": "Street kitchens", "es": "Cocinas de calle", "fr": "Cuisines de rue"},
        {
            "en": "For groups that cook for and with people in the street, paid at what it really costs.",
            "es": "Para grupos que cocinan para y con la gente de la calle; se paga lo que realmente cuesta.",
            "fr": "Pour les groupes qui cuisinent pour et avec les gens de la rue, payés au coût réel.",
        },
    ),
    "neighbour-schools": (
        {"en": "Neighbour schools", "es": "Escuelas vecinas", "fr": "Écoles voisines"},
        {
            "en": "Half a year in which a group teaches what it knows. Reviewers score the applications.",
            "es": "Medio año en el que un grupo enseña lo que sabe. Las solicitudes se evalúan por pares.",
            "fr": "Six mois pendant lesquels un groupe enseigne ce qu’il sait. Des pairs évaluent les "
            "candidatures.",
        },
    ),
    "reading-rooms": (
        {"en": "Reading rooms", "es": "Salas de lectura", "fr": "Salles de lecture"},
        {
            "en": "For a room with books, tea and somebody who reads letters from offices with people.",
            "es": "Para una sala con libros, té y alguien que lee con la gente las cartas de las oficinas.",
            "fr": "Pour une salle avec des livres, du thé et quelqu’un qui lit avec les gens leur courrier.",
        },
    ),
    "exchange-visits": (
        {"en": "Exchange visits", "es": "Visitas de intercambio"},
        {
            "en": "One group visits another and learns from its work.",
            "es": "Un grupo visita a otro y aprende de su trabajo.",
        },
    ),
}


def tell_calls(world: World) -> Call:
    """IDPC's calls, made by its grants officer and paid from its donors' awards; answers the open one."""
    with world.days_ago(20):
        open_call = _call(world, "day-of-action", "light", (450_00, 450_00), days=(-12, 18), standing=True)
        _call(world, "community-care", "two_pages", (1_000_00, 5_000_00), days=(10, 60))
        _call(world, "exchange-visits", "two_pages", (500_00, 3_000_00), days=(30, 70), publish=False)
    return open_call


def publish_shelter(world: World) -> Call:
    """A call that closed some weeks ago and whose answers are awaited."""
    return _call(world, "winter-shelter", "light", (450_00, 450_00), days=(-60, -20), standing=True)


def publish_schools(world: World) -> Call:
    """A call that closed some days ago and whose applications reviewers score; and the draft of another."""
    _call(world, "reading-rooms", "panel", (500_00, 2_000_00), days=(10, 50), publish=False)
    return _call(world, "neighbour-schools", "panel", (1_000_00, 15_000_00), days=(-50, -14))


def publish_kitchens(world: World) -> Call:
    """A call at actual cost whose grants are being spent."""
    return _call(world, "street-kitchens", "two_pages", (1_000_00, 5_000_00), days=(-100, -70))


def publish_vigil(world: World) -> Call:
    """A call whose grants were given long ago."""
    return _call(world, "night-of-names", "light", (450_00, 450_00), days=(-130, -100), standing=True)


def _call(
    world: World,
    code: str,
    template: str,
    amounts: tuple[int, int],
    *,
    days: tuple[int, int],
    standing: bool = False,
    publish: bool = True,
) -> Call:
    """One call; `days` say from when to when it is open, counted from the day of loading."""
    body, officer = world.bodies["idpc"], world.people["grants"]
    title, summary = TEXTS[code]
    opens, closes = (world.moment(-ago).replace(hour=20, minute=59) for ago in days)
    required: list[dict[str, Any]] = [{"rule": "good_standing"}] if standing else []
    line = next(one for one in list_lines(body.id) if one.code.endswith("1"))
    data = CallData(
        code=code,
        title=title,
        summary=summary,
        guidance={},
        languages=LANGUAGES,
        currency="USD",
        smallest_minor=amounts[0],
        largest_minor=amounts[1],
        opens_at=opens,
        closes_at=closes,
        zone="Africa/Nairobi",
        answer_by=(closes + timedelta(days=24)).date(),
        money_by=(closes + timedelta(days=49)).date(),
        report_by=(closes + timedelta(days=96)).date(),
        required=required,
        lines=[line],
    )
    call = services.make_call(body, template, data, actor=officer)
    if publish:
        services.publish_call(call, actor=officer)
    return call
