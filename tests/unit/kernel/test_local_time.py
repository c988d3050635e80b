"""Times of the clock in a place, and the moments that they name."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from app.kernel.local_time import NoSuchTime, local, moment_in, place_of, zone_names


@pytest.mark.parametrize(
    ("zone", "day", "at", "moment"),
    [
        ("Africa/Nairobi", date(2026, 4, 26), time(23, 59), datetime(2026, 4, 26, 20, 59, tzinfo=UTC)),
        ("America/Bogota", date(2026, 4, 26), time(23, 59), datetime(2026, 4, 27, 4, 59, tzinfo=UTC)),
        ("Europe/Paris", date(2026, 3, 28), time(23, 59), datetime(2026, 3, 28, 22, 59, tzinfo=UTC)),
        ("Europe/Paris", date(2026, 3, 29), time(23, 59), datetime(2026, 3, 29, 21, 59, tzinfo=UTC)),
        ("UTC", date(2026, 4, 26), time(23, 59), datetime(2026, 4, 26, 23, 59, tzinfo=UTC)),
    ],
)
def test_a_time_in_a_place_names_a_moment(zone: str, day: date, at: time, moment: datetime) -> None:
    found = moment_in(day, at, zone)
    assert (found, found.tzinfo) == (moment, UTC)
    assert local(found, zone).replace(tzinfo=None) == datetime.combine(day, at)


def test_a_time_that_clocks_show_twice_is_the_later_one() -> None:
    assert moment_in(date(2026, 10, 25), time(2, 30), "Europe/Paris") == datetime(
        2026, 10, 25, 1, 30, tzinfo=UTC
    )


def test_a_time_that_clocks_leap_over_is_none() -> None:
    with pytest.raises(NoSuchTime, match="2026-03-29 02:30 is leapt over in Europe/Paris"):
        moment_in(date(2026, 3, 29), time(2, 30), "Europe/Paris")


def test_zones_are_called_after_places() -> None:
    assert zone_names()[0] == "UTC"
    assert {"Africa/Nairobi", "America/Bogota", "Europe/Paris"} <= set(zone_names())
    assert "Etc/GMT+5" not in zone_names()
    assert place_of("America/Argentina/Buenos_Aires") == "Buenos Aires"
    assert place_of("UTC") == "UTC"
