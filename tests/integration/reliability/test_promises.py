"""Short repeats of `make prove`: mail that hangs, a disk that is full, signing in, the trail."""

from __future__ import annotations

import pytest

from benchmarks.prove import disk, mail, timing, trail
from benchmarks.table import NOT_RUN, PASS
from tests.integration.reliability.conftest import Fresh

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("kind", ["hanging", "refused"])
def test_submit_does_not_wait_for_mail(fresh: Fresh, kind: str) -> None:
    outcome = mail.submit_without_mail(fresh("sqlite"), 2, kind)
    assert (outcome.waiting, outcome.shown) == (2, [1, 1])


def test_full_disk_is_told_and_leaves_nothing_half(fresh: Fresh) -> None:
    line = disk.full_disk(fresh("sqlite"), 3)
    if line.verdict == NOT_RUN:
        pytest.skip(line.figure)
    assert line.verdict == PASS, line.figure


def test_commits_wait_for_the_disk(fresh: Fresh) -> None:
    line = disk.counted_syncs(fresh("sqlite"), 5)
    if line.verdict == NOT_RUN:
        pytest.skip(line.figure)
    assert line.verdict == PASS, line.figure


def test_unsynced_database_is_noticed(fresh: Fresh) -> None:
    line = disk.counted_syncs(fresh("sqlite"), 5, app="benchmarks.canaries:does_not_wait_for_the_disk")
    if line.verdict == NOT_RUN:
        pytest.skip(line.figure)
    assert line.verdict != PASS, line.figure


def test_sign_in_answers_known_and_unknown_alike(fresh: Fresh) -> None:
    known, unknown = timing.compare(fresh("sqlite"), 5)
    assert known.statuses == unknown.statuses == {422}
    assert len(known.bodies | unknown.bodies) == 1


def test_sign_in_that_hashes_only_for_members_is_noticed(fresh: Fresh) -> None:
    known, unknown = timing.compare(fresh("sqlite"), 5, app="benchmarks.canaries:hashes_only_for_members")
    assert min(known.milliseconds) > max(unknown.milliseconds) or timing.apart(known, unknown) > 10


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_damage_to_the_trail_is_noticed(fresh: Fresh, dialect: str) -> None:
    expected = {name: noticed for name, (_, noticed) in trail.DAMAGES.items()}
    assert trail.noticed(fresh(dialect)) == expected
