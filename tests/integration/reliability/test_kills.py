"""Short repeats of `make prove`: what was acknowledged is there after kill -9."""

from __future__ import annotations

import pytest

from benchmarks.prove.kills import kill_rounds
from benchmarks.prove.workers import kill_senders, kill_workers
from tests.integration.reliability.conftest import Fresh

pytestmark = pytest.mark.slow
BROKEN = "benchmarks.canaries:answers_before_committing"


@pytest.mark.parametrize(("dialect", "server"), [("sqlite", "waitress"), ("postgresql", "gunicorn")])
def test_killed_server_loses_nothing_it_acknowledged(fresh: Fresh, dialect: str, server: str) -> None:
    tally = kill_rounds(fresh(dialect), 3, server=server)
    assert tally.acknowledged >= 3
    assert (tally.rounds, tally.lost, tally.damaged, tally.refused) == (3, 0, [], [])


def test_answer_before_commit_is_noticed(fresh: Fresh) -> None:
    tally = kill_rounds(fresh("sqlite"), 8, app=BROKEN, until_lost=True)
    assert tally.lost > 0


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_killed_worker_leaves_each_job_done_once(fresh: Fresh, dialect: str) -> None:
    tally = kill_workers(fresh(dialect), 3)
    assert tally.effects == [1, 1, 1]
    assert tally.kills >= 3
    assert tally.run_again >= 1


def test_killed_sender_shows_each_mailbox_one_message(fresh: Fresh) -> None:
    tally = kill_senders(fresh("sqlite"), 5, kill_every=2)
    assert tally.kills >= 1
    assert tally.deliveries > 5
    assert (tally.mailboxes, tally.shown_twice, tally.unsent) == (5, 0, 0)


def test_second_message_id_is_noticed(fresh: Fresh) -> None:
    tally = kill_senders(fresh("sqlite"), 3, kill_every=2, app="benchmarks.canaries:sends_under_new_names")
    assert tally.shown_twice > 0
