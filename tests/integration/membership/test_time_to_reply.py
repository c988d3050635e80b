"""How long somebody has is told as exactly as it is counted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.kernel import clock
from app.kernel.dates import write_date
from app.membership import rules
from tests.clients import WeftClient, sign_in
from tests.integration.membership.test_objections import before_the_committee, put
from tests.membership_factories import fresh, make_earlier_world


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "You can reply until"),
        ("es", "Puedes responder hasta el"),
        ("fr", "Vous pouvez répondre jusqu’au"),
    ],
)
def test_the_last_moment_to_reply_is_the_one_that_is_told(
    client: WeftClient, session: Session, language: str, told: str
) -> None:
    """In Bogotá and in Nairobi the same day begins and ends eight hours apart: a day alone would mislead."""
    world = make_earlier_world()
    application = before_the_committee(world)
    put(world, application)
    session.commit()
    over = fresh(application).objection_notices[0].reply_until
    path = f"/{language}/apply/{application.ref}/objections"
    sign_in(client, world.applicant)
    last = over - timedelta(seconds=1)
    with clock.at(last):
        assert rules.notices_to_answer(application)
    day = write_date(over.date(), language)
    moment = f'<time datetime="{over:%Y-%m-%dT%H:%M}+00:00">{day}, {over:%H:%M} UTC</time>'
    assert f"{told} {moment} (" in client.get(path).text
    with clock.at(over):
        assert rules.notices_to_answer(application) == []
