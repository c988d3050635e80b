"""What reviewers score in an application of two pages: four criteria, each from 0 to 4."""

from __future__ import annotations

from typing import Any

from app.grants.calls.call_templates.two_pages import BUDGET, PLAN
from app.questionnaires.building import texts

READ_BY_REVIEWERS = frozenset({BUDGET, *(one.code for one in PLAN)})


def _criterion(
    code: str, weight: int, title: dict[str, str], guidance: dict[str, str]
) -> dict[str, str | int | dict[str, str]]:
    return {"code": code, "weight": weight, "title": title, "guidance": guidance}


RUBRIC: dict[str, Any] = {
    "criteria": [
        _criterion(
            "need",
            30,
            texts("Need", "Necesidad", "Besoin"),
            texts(
                "Does the group show why this is needed, here and now?",
                "¿Muestra el grupo por qué esto hace falta, aquí y ahora?",
                "Le groupe montre-t-il pourquoi cela est nécessaire, ici et maintenant ?",
            ),
        ),
        _criterion(
            "plan",
            30,
            texts("Plan", "Plan", "Projet"),
            texts(
                "Can it work, in this time and with these people? Did they think about what could go wrong?",
                "¿Puede funcionar, en este plazo y con estas personas? ¿Pensaron en lo que podría salir mal?",
                "Est-ce réalisable, dans ce délai et avec ces personnes ? Les risques sont-ils prévus ?",
            ),
        ),
        _criterion(
            "led",
            25,
            texts("Led by peers", "Dirigido por pares", "Dirigé par les pairs"),
            texts(
                "Do the people it is for decide about it and carry it out?",
                "¿Las personas a las que se dirige deciden sobre ello y lo llevan a cabo?",
                "Les personnes concernées en décident-elles et le réalisent-elles ?",
            ),
        ),
        _criterion(
            "budget",
            15,
            texts("Budget", "Presupuesto", "Budget"),
            texts(
                "Does the money fit the plan? Judge what it is for, not whether it is little or much.",
                "¿Corresponde el dinero al plan? Valora para qué es, no si es poco o mucho.",
                "L’argent correspond-il au projet ? Jugez l’usage, non si c’est peu ou beaucoup.",
            ),
        ),
    ],
    "anchors": [
        texts(
            "Nothing in the application speaks to it",
            "Nada en la solicitud lo aborda",
            "Rien dans la candidature n’y répond",
        ),
        texts(
            "Weak: much is missing or unclear",
            "Débil: falta mucho o no está claro",
            "Faible : beaucoup manque ou reste flou",
        ),
        texts(
            "Fair: the main things are there, some are missing",
            "Aceptable: está lo principal, falta algo",
            "Moyen : l’essentiel y est, il manque des éléments",
        ),
        texts("Good: clear and convincing", "Bueno: claro y convincente", "Bon : clair et convaincant"),
        texts(
            "Very good: nothing important is missing",
            "Muy bueno: no falta nada importante",
            "Très bon : rien d’important ne manque",
        ),
    ],
}
"""As `rubric.py` reads it."""
