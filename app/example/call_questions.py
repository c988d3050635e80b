"""What groups asked about the call that is open: one answer for everybody, one that came before, one private
reply, one question that waits."""

from __future__ import annotations

from app.example.world import World
from app.grants.calls import services
from app.grants.calls.models import Call, CallQuestion

ROOM = (
    {
        "en": "May the grant pay for the rent of a room?",
        "es": "¿La subvención puede pagar el alquiler de un local?",
        "fr": "La subvention peut-elle payer la location d’une salle ?",
    },
    {
        "en": "Yes. Tick “Room” under what you spend it on.",
        "es": "Sí. Marque «Local» entre los gastos.",
        "fr": "Oui. Cochez « Salle » parmi les dépenses.",
    },
)
TWO_EVENTS = (
    {
        "en": "May one group hold two events with one grant?",
        "es": "¿Un grupo puede organizar dos actos con una sola subvención?",
        "fr": "Un groupe peut-il organiser deux événements avec une seule subvention ?",
    },
    {
        "en": "Yes, on the same day. The amount stays the same.\n\nDescribe both in the same answer.",
        "es": "Sí, el mismo día. El monto es el mismo.\n\nDescriba los dos en la misma respuesta.",
        "fr": "Oui, le même jour. Le montant reste le même.\n\nDécrivez les deux dans la même réponse.",
    },
)


def tell_questions(world: World, call: Call) -> None:
    """Asked by contacts of members, answered by the grants officer."""
    officer = world.people["grants"]
    with world.days_ago(9):
        rent = _ask(world, call, "member-en", "Can we pay the rent of a room with it?")
        events = _ask(world, call, "member-fr", "Peut-on faire deux événements ?")
    with world.days_ago(7):
        for question, (texts, answers) in ((rent, ROOM), (events, TWO_EVENTS)):
            services.write_answer(question, texts=texts, answers=answers, actor=officer)
            services.publish_answer(question, actor=officer)
    with world.days_ago(4):
        again = _ask(world, call, "member-es", "¿Podemos alquilar una sala?")
        private = _ask(world, call, "member-en", "Did our application of last year arrive?")
    with world.days_ago(3):
        services.join_question(again, rent, actor=officer)
        services.reply_in_private(private, "Yes. You find it under “My desk”.", language="en", actor=officer)
    with world.days_ago(2):
        _ask(world, call, "member-fr", "Les repas pour les bénévoles comptent-ils ?")


def _ask(world: World, call: Call, name: str, text: str) -> CallQuestion:
    person = world.people[name]
    return services.ask_question(call, text, language=name[-2:], actor=person)
