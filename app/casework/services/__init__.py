"""The verbs that all processes share."""

from __future__ import annotations

from app.casework.services.clocks import (
    ask_again,
    end_case_waits,
    hold,
    list_parties_without_holder,
    release,
    remind_of,
)
from app.casework.services.copies import follow_organisation
from app.casework.services.people import declare_tie, exclude, note_prepared, note_seen
from app.casework.services.selected import act_on_each
from app.casework.services.steps import (
    ask,
    extend,
    record_event,
    start_case,
    take_step,
    taking_step,
)

__all__ = [
    "act_on_each",
    "ask",
    "ask_again",
    "declare_tie",
    "end_case_waits",
    "exclude",
    "extend",
    "follow_organisation",
    "hold",
    "list_parties_without_holder",
    "note_prepared",
    "note_seen",
    "record_event",
    "release",
    "remind_of",
    "start_case",
    "take_step",
    "taking_step",
]
