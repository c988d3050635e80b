"""The reader's time zone: moments are shown as the clocks of the place that a person chose show them."""

from __future__ import annotations

from datetime import datetime

from app.kernel.local_time import local, place_of
from app.web.actor import current_actor


def current_zone() -> str:
    """The zone of this request's reader; UTC for visitors, and where nobody reads yet."""
    return str(current_actor().zone)


def in_reader_zone(moment: datetime) -> datetime:
    """The same moment as the reader's clocks show it."""
    return local(moment, current_zone())


def zone_label() -> str:
    """The place that the reader's zone is called after, or UTC."""
    return place_of(current_zone())
