"""What the pages of calls show: the calls, and the questions about them. Nothing is written here."""

from __future__ import annotations

from app.grants.calls.presenter.calls import (
    amount_words,
    call_acts,
    call_facts,
    call_rows,
    lacking,
    lines_of,
    listed,
    requirement_lines,
    scoring_of,
    text_states,
    told_in,
    who_learns_the_name,
)
from app.grants.calls.presenter.feeds import (
    ATOM_TYPE,
    CALENDAR_TYPE,
    Item,
    feed_items,
    write_atom,
    write_calendar,
)
from app.grants.calls.presenter.questions import (
    Asking,
    answer_states,
    asking,
    asking_later,
    list_desk_items,
    outcome,
    own_questions_data,
    question_acts,
    question_rows,
)

__all__ = [
    "ATOM_TYPE",
    "CALENDAR_TYPE",
    "Asking",
    "Item",
    "amount_words",
    "answer_states",
    "asking",
    "asking_later",
    "call_acts",
    "call_facts",
    "call_rows",
    "feed_items",
    "lacking",
    "lines_of",
    "list_desk_items",
    "listed",
    "outcome",
    "own_questions_data",
    "question_acts",
    "question_rows",
    "requirement_lines",
    "scoring_of",
    "text_states",
    "told_in",
    "who_learns_the_name",
    "write_atom",
    "write_calendar",
]
