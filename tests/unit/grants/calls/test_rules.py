"""When a call is open and for whom, as pure rules."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.grants.calls.enums import CallStage, CallStatus, Rule
from app.grants.calls.models import Call, CallExtension
from app.grants.calls.rules import (
    Applicant,
    Requirement,
    end_for,
    has_closed,
    is_open_to,
    lacking_languages,
    last_day_of_questions,
    next_code,
    read_requirements,
    stage_of,
    takes_questions,
    unmet,
)

OPENS, CLOSES = datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 4, 26, 20, 59, tzinfo=UTC)
SECOND = timedelta(seconds=1)
END = datetime(2026, 4, 26, 21, 0, tzinfo=UTC)
GROUP = Applicant(
    organisation_id=7, in_good_standing=True, region="africa", kind="peer_project", led_by="women"
)


def _call(status: CallStatus = CallStatus.PUBLISHED, extensions: Any = ()) -> Call:
    return Call(status=status, opens_at=OPENS, closes_at=CLOSES, extensions=list(extensions))


@pytest.mark.parametrize(
    ("moment", "stage"),
    [
        (OPENS - SECOND, CallStage.SCHEDULED),
        (OPENS, CallStage.OPEN),
        (CLOSES, CallStage.OPEN),
        (END - SECOND, CallStage.OPEN),
        (END, CallStage.CLOSED),
    ],
)
def test_a_published_call_is_open_from_its_opening_until_its_last_minute_has_ended(
    moment: datetime, stage: CallStage
) -> None:
    assert stage_of(_call(), moment) is stage
    assert is_open_to(_call(), 7, moment) is (stage is CallStage.OPEN)


@pytest.mark.parametrize("status", [one for one in CallStatus if one is not CallStatus.PUBLISHED])
def test_no_other_call_is_open(status: CallStatus) -> None:
    assert stage_of(_call(status), OPENS).value == status.value
    assert not is_open_to(_call(status), 7, OPENS)


def test_more_time_for_everybody_moves_the_end_and_for_one_group_only_its_own() -> None:
    day = timedelta(days=1)
    call = _call(
        extensions=[
            CallExtension(organisation_id=None, closes_at=CLOSES + day),
            CallExtension(organisation_id=7, closes_at=CLOSES + 2 * day),
        ]
    )
    assert (end_for(call), end_for(call, 8), end_for(call, 7)) == (END + day, END + day, END + 2 * day)
    assert stage_of(call, END + day) is CallStage.CLOSED
    assert is_open_to(call, 7, END + day)
    assert not is_open_to(call, 8, END + day)
    assert not has_closed(call, END + day)
    assert has_closed(call, END + 2 * day)
    assert not has_closed(call, END + 2 * day - SECOND)


@pytest.mark.parametrize(
    ("requirement", "met"),
    [
        (Requirement(Rule.GOOD_STANDING), True),
        (Requirement(Rule.REGION, ("asia", "africa")), True),
        (Requirement(Rule.REGION, ("asia",)), False),
        (Requirement(Rule.KIND, ("peer_project",)), True),
        (Requirement(Rule.KIND, ("ngo",)), False),
        (Requirement(Rule.LED_BY, ("women",)), True),
        (Requirement(Rule.LED_BY, ("youth",)), False),
    ],
)
def test_a_requirement_is_met_by_what_the_record_says(requirement: Requirement, met: bool) -> None:
    assert unmet([requirement], GROUP) == ([] if met else [requirement])


def test_what_the_record_does_not_say_meets_nothing() -> None:
    bare = Applicant(organisation_id=7, in_good_standing=False, region=None, kind=None, led_by=None)
    asked = [
        Requirement(Rule.GOOD_STANDING),
        Requirement(Rule.REGION, ("asia",)),
        Requirement(Rule.KIND, ("ngo",)),
        Requirement(Rule.LED_BY, ("women",)),
    ]
    assert unmet(asked, bare) == asked


def test_requirements_are_read_as_they_are_stored() -> None:
    stored = [{"rule": "good_standing"}, {"rule": "region", "codes": ["asia"]}]
    assert read_requirements(stored) == (
        Requirement(Rule.GOOD_STANDING),
        Requirement(Rule.REGION, ("asia",)),
    )


def test_a_text_of_spaces_is_not_written() -> None:
    assert lacking_languages({"en": "Title", "es": " "}, ["en", "es", "fr"]) == ["es", "fr"]


class Asked(Call):
    """A call of an installation that ends questions five days before a call closes."""

    def days_without_questions(self) -> int:
        return 5


def _asked(**changes: Any) -> Call:
    known = {"status": CallStatus.PUBLISHED, "opens_at": OPENS, "closes_at": CLOSES, "extensions": []}
    return Asked(**{**known, "zone": "Africa/Nairobi", **changes})


@pytest.mark.parametrize(
    ("changes", "day"),
    [
        ({}, date(2026, 4, 21)),
        ({"questions_until": date(2026, 4, 10)}, date(2026, 4, 10)),
        ({"closes_at": OPENS + timedelta(days=2)}, date(2026, 4, 1)),
        (
            {"extensions": [CallExtension(organisation_id=None, closes_at=CLOSES + timedelta(days=2))]},
            date(2026, 4, 23),
        ),
        (
            {"extensions": [CallExtension(organisation_id=7, closes_at=CLOSES + timedelta(days=2))]},
            date(2026, 4, 21),
        ),
    ],
)
def test_questions_end_on_the_day_of_the_call_or_some_days_before_it_closes(
    changes: dict[str, Any], day: date
) -> None:
    assert last_day_of_questions(_asked(**changes)) == day


@pytest.mark.parametrize(
    ("moment", "takes"),
    [
        (OPENS - timedelta(days=3), True),
        (datetime(2026, 4, 21, 20, 59, tzinfo=UTC), True),
        (datetime(2026, 4, 21, 21, 0, tzinfo=UTC), False),
    ],
)
def test_questions_are_taken_from_the_publication_until_the_last_day_has_ended_in_its_zone(
    moment: datetime, takes: bool
) -> None:
    assert takes_questions(_asked(), moment) is takes


@pytest.mark.parametrize("status", [one for one in CallStatus if one is not CallStatus.PUBLISHED])
def test_no_other_call_takes_questions(status: CallStatus) -> None:
    assert not takes_questions(_asked(status=status), OPENS)


def test_questions_do_not_go_on_once_the_call_has_closed_within_their_last_day() -> None:
    call = _asked(questions_until=date(2026, 4, 26), closes_at=datetime(2026, 4, 26, 9, tzinfo=UTC))
    assert takes_questions(call, datetime(2026, 4, 26, 9, tzinfo=UTC))
    assert not takes_questions(call, datetime(2026, 4, 26, 9, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("code", "proposed"),
    [
        ("day-of-action-2026", "day-of-action-2027"),
        ("2026", "2027"),
        ("day-of-action", "day-of-action-2"),
        ("room-12026", "room-12027"),
        ("action-3030", "action-3030-2"),
    ],
)
def test_a_copy_is_offered_the_address_of_the_next_year(code: str, proposed: str) -> None:
    assert next_code(code) == proposed
