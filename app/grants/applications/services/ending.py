"""What becomes of applications when their call is cancelled."""

from __future__ import annotations

from app.casework.process import PROCESSES
from app.casework.queries import list_children
from app.casework.services import taking_step
from app.grants.applications import queries
from app.grants.applications.models import GrantApplication
from app.grants.applications.process_words import Action
from app.grants.applications.rules import is_awarded
from app.grants.funding.services import release_promise
from app.kernel.actor import SYSTEM
from app.kernel.clock import today


def end_with_call(call_id: int) -> None:
    """End what is open of a call that was cancelled, and what was selected while no grant was offered on it:
    its money goes back to its line. Each group is told."""
    for case in queries.list_to_end(call_id):
        if is_awarded(case) and _has_grant(case):
            continue
        with taking_step(case, Action.END_WITH_CALL, actor=SYSTEM, expected_version=case.version):
            if case.commitment is not None:
                release_promise(case.commitment, day=today(), actor=SYSTEM, by_grant=True)


def _has_grant(case: GrantApplication) -> bool:
    """Whether something came of it that its group knows of."""
    children = ((PROCESSES[one.kind], one.status_code) for one in list_children(case.id))
    return any(not process.stages[process.statuses(code)].hidden for process, code in children)
