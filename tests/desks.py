"""What a person's desk shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.casework.queries import access, desk, list_on_desk, own_side
from app.kernel import clock


def tasks_of(person: Any) -> Sequence[Any]:
    """What waits for this person, soonest due first."""
    return list_on_desk(person, news_since=clock.now(), limit=60).tasks


def forget_statements() -> None:
    """Statements are put together once, from the processes that the app started with: a test that changes
    these begins afresh."""
    for kept in (*vars(access).values(), *vars(desk).values(), *vars(own_side).values()):
        if hasattr(kept, "cache_clear"):
            kept.cache_clear()
