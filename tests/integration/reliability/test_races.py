"""Short repeats of `make prove`: two at once, twice the same, a reply that never came."""

from __future__ import annotations

import pytest

from benchmarks.prove.races import double_click, dropped_reply, two_deciders
from tests.integration.reliability.conftest import Fresh

pytestmark = pytest.mark.slow
FORGETS = "benchmarks.canaries:forgets_submissions"


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_two_deciders_leave_one_decision_and_one_is_told(fresh: Fresh, dialect: str) -> None:
    outcomes = two_deciders(fresh(dialect), 3)
    assert outcomes.rounds >= 1
    assert outcomes.wrong == []
    assert outcomes.answers == {"303 and 409": outcomes.rounds}


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_double_click_writes_once(fresh: Fresh, dialect: str) -> None:
    outcomes = double_click(fresh(dialect), 3)
    assert (outcomes.rounds, outcomes.wrong) == (3, [])


def test_dropped_reply_leads_to_the_same_receipt(fresh: Fresh) -> None:
    outcomes = dropped_reply(fresh("sqlite"), 3)
    assert (outcomes.rounds, outcomes.wrong) == (3, [])


def test_forgotten_receipts_are_noticed(fresh: Fresh) -> None:
    assert double_click(fresh("sqlite"), 2, app=FORGETS).wrong
    assert dropped_reply(fresh("sqlite"), 2, app=FORGETS).wrong
