"""The verbs of applications: start, send, take back, ask for changes, propose, decide, end."""

from __future__ import annotations

from app.grants.applications.services.applying import (
    PURPOSE,
    allow,
    refuse_exception,
    request_changes,
    send_application,
    start_application,
    take_back,
    unmet_by,
)
from app.grants.applications.services.deciding import (
    award,
    decide,
    decide_selected,
    propose,
    propose_selected,
    shortlist_selected,
)
from app.grants.applications.services.ending import end_with_call

__all__ = [
    "PURPOSE",
    "allow",
    "award",
    "decide",
    "decide_selected",
    "end_with_call",
    "propose",
    "propose_selected",
    "refuse_exception",
    "request_changes",
    "send_application",
    "shortlist_selected",
    "start_application",
    "take_back",
    "unmet_by",
]
