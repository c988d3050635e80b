"""What a body's front page says of joining comes from its policy, in every language."""

from __future__ import annotations

import pytest

from app.membership.labels import joining_steps
from app.membership.policy import parse
from tests.membership_factories import make_policy

pytestmark = pytest.mark.usefixtures("session")


def test_steps_leave_out_what_the_policy_leaves_out() -> None:
    whole = joining_steps(parse(make_policy()))
    short = joining_steps(parse(make_policy(steps={"quorum": 2})))
    assert (len(whole), len(short)) == (5, 3)
    assert whole[3] == {
        "label": {
            "en": "Members have their say",
            "es": "Las organizaciones miembro dan su opinión",
            "fr": "Les membres donnent leur avis",
        },
        "note": {"en": "14 days", "es": "14 días", "fr": "14 jours"},
    }


def test_one_day_is_one_day() -> None:
    limits = {**make_policy()["limits"], "comment": 1, "committee": 1}
    *_, members, decision = joining_steps(parse(make_policy(limits=limits)))
    assert members["note"] == {"en": "1 day", "es": "1 día", "fr": "1 jour"}
    assert decision["note"] == {
        "en": "within 1 day",
        "es": "en un plazo de 1 día",
        "fr": "en 1 jour au plus",
    }
