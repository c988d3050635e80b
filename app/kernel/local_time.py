"""A day and a time of the clock in a place, and the moment that they name."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

OUTSIDE_PLACES = ("Etc/", "SystemV/", "US/", "Brazil/", "Canada/", "Chile/", "Mexico/")


class NoSuchTime(ValueError):
    """On this day, clocks in this place leap over this time."""


@cache
def zone_names() -> tuple[str, ...]:
    """The zones that are called after a place: Africa/Nairobi. UTC comes first."""
    places = (one for one in available_timezones() if "/" in one and not one.startswith(OUTSIDE_PLACES))
    return ("UTC", *sorted(places))


def place_of(zone: str) -> str:
    """The place that a zone is called after: Nairobi, Buenos Aires; UTC stays as it is."""
    return zone.rpartition("/")[2].replace("_", " ")


def moment_in(day: date, clock_time: time, zone: str) -> datetime:
    """The moment when clocks in this zone show this time. Where they show it twice, as clocks are put back,
    it is the later one: whoever has to be in time has the hour. Raises NoSuchTime."""
    local = datetime.combine(day, clock_time, ZoneInfo(zone)).replace(fold=1)
    moment = local.astimezone(UTC)
    if moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NoSuchTime(f"{local:%Y-%m-%d %H:%M} is leapt over in {zone}")
    return moment


def end_of_day(day: date, zone: str) -> datetime:
    """The moment when a day is over in this zone: its last minute counts whole."""
    return moment_in(day, time(23, 59), zone) + timedelta(minutes=1)


def local(moment: datetime, zone: str) -> datetime:
    """The same moment as clocks in this zone show it."""
    return moment.astimezone(ZoneInfo(zone))
