"""The audit trail: a changed row, a changed payload, a removed event and a cut tail are noticed."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import text

from app.kernel import audit
from app.kernel.database import db
from benchmarks.installation import Installation
from benchmarks.table import Line, judged

Damage = Callable[[], None]


def _run(statement: str, **values: object) -> None:
    db.session.execute(text(statement), values)


def _change_a_row() -> None:
    _run("UPDATE audit_event SET kind = 'nothing.happened' WHERE id = (SELECT max(id) - 5 FROM audit_event)")


def _change_an_actor() -> None:
    _run("UPDATE audit_event SET actor_id = 999999 WHERE id = (SELECT max(id) - 7 FROM audit_event)")


def _remove_an_event() -> None:
    key = db.session.execute(text("SELECT max(id) - 5 FROM audit_event")).scalar_one()
    _run("DELETE FROM audit_payload WHERE event_id = :key", key=key)
    _run("DELETE FROM audit_event WHERE id = :key", key=key)


def _cut_the_tail() -> None:
    """As somebody with the database would: the last events go, and the head is set to fit."""
    last = "(SELECT id FROM audit_event ORDER BY id DESC LIMIT 3)"
    _run(f"DELETE FROM audit_payload WHERE event_id IN {last}")
    _run(f"DELETE FROM audit_event WHERE id IN {last}")
    _run(
        "UPDATE audit_head SET count = (SELECT count(*) FROM audit_event), "
        "chain = (SELECT chain FROM audit_event ORDER BY id DESC LIMIT 1)"
    )


def _nothing() -> None:
    """The canary of the canaries: a whole trail has no fault."""


DAMAGES: dict[str, tuple[Damage, bool]] = {
    "whole": (_nothing, False),
    "changed row": (_change_a_row, True),
    "changed actor": (_change_an_actor, True),
    "removed event": (_remove_an_event, True),
    "cut tail": (_cut_the_tail, True),
}


def noticed(trial: Installation) -> dict[str, bool]:
    """For each kind of damage whether the check, given the anchor kept elsewhere, told of a fault."""
    with trial.looking():
        anchor = audit.anchor()
    found = {}
    for name, (damage, _) in DAMAGES.items():
        with trial.app.app_context():
            damage()
            found[name] = any(True for _ in audit.verify(anchor))
            db.session.rollback()
            db.engine.dispose()
    return found


def line(trial: Installation) -> Line:
    found = noticed(trial)
    right = {name for name, (_, expected) in DAMAGES.items() if found[name] is expected}
    told = ", ".join(f"{name} {'noticed' if found[name] else 'no fault'}" for name in DAMAGES)
    return judged(f"audit trail, {trial.dialect}", told, "each damage noticed", right == set(DAMAGES))
