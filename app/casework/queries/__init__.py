"""Every select that all processes share."""

from __future__ import annotations

from app.casework.queries.access import (
    asked_of,
    is_closed_to,
    known_to,
    members_asked,
    open_in,
    owned_by,
    readable_by,
    waits_for_others,
)
from app.casework.queries.cases import (
    find_kind,
    find_whole,
    get_case,
    list_events,
    list_members_to_answer_for,
    list_open_children,
    list_people,
    list_people_of,
    list_who_did,
    region_name,
    whole_case,
)
from app.casework.queries.clocks import (
    count_waits_by_party,
    first_due,
    hold_clocks,
    list_held,
    list_open_in,
    list_open_of,
    list_over,
    list_to_remind_of,
    list_waiting_for,
)
from app.casework.queries.desk import MOST_LOOKED_AT, OnDesk, list_mine_among, list_on_desk
from app.casework.queries.own_side import own_organisations

__all__ = [
    "MOST_LOOKED_AT",
    "OnDesk",
    "asked_of",
    "count_waits_by_party",
    "find_kind",
    "find_whole",
    "first_due",
    "get_case",
    "hold_clocks",
    "is_closed_to",
    "known_to",
    "list_events",
    "list_held",
    "list_members_to_answer_for",
    "list_mine_among",
    "list_on_desk",
    "list_open_children",
    "list_open_in",
    "list_open_of",
    "list_over",
    "list_people",
    "list_people_of",
    "list_to_remind_of",
    "list_waiting_for",
    "list_who_did",
    "members_asked",
    "open_in",
    "own_organisations",
    "owned_by",
    "readable_by",
    "region_name",
    "waits_for_others",
    "whole_case",
]
