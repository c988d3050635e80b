"""The banner about objections says whether the applicant has heard of them, and whether they replied."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from app.casework.services import hold, take_step
from app.kernel import clock
from app.kernel.dates import write_date
from app.membership.models import Application
from app.membership.process_words import Action
from tests.clients import WeftClient, sign_in
from tests.integration.membership.test_objections import before_the_committee, late, put, reply
from tests.membership_factories import World, fresh, make_earlier_world


def banner(client: WeftClient, world: World, application: Application) -> str:
    """The words of the objection's banner, as a member of the committee reads them."""
    sign_in(client, world.committee[0])
    page = client.get(f"/en/n/example/applications/{application.ref}/").text
    box = page.split('class="concern"', 1)[1].split("</div>", 1)[0]
    return " ".join(re.sub(r"<[^>]+>", "", box).split())


HEARD = "Shared with the applicant on"
TO_SHARE = "1 objection has not been shared with the applicant yet."


def test_the_banner_says_that_the_applicant_has_not_heard(client: WeftClient, session: Session) -> None:
    world = make_earlier_world()
    said = banner(client, world, before_the_committee(world))
    assert TO_SHARE in said
    assert HEARD not in said


def test_the_banner_says_until_when_the_applicant_can_reply(client: WeftClient, session: Session) -> None:
    world = make_earlier_world()
    application = before_the_committee(world)
    put(world, application)
    session.commit()
    notice = fresh(application).objection_notices[0]
    day, over = write_date(notice.put_at.date(), "en"), notice.reply_until
    last = f"{write_date(over.date(), 'en')}, {over:%H:%M} UTC"
    told = f"{HEARD} {day}. No reply yet; they can reply until {last} ("
    said = banner(client, world, application)
    assert told in said
    assert TO_SHARE not in said
    with clock.at(over):
        assert f"{HEARD} {day}. They did not reply in time." in banner(client, world, application)


def test_the_banner_says_that_the_applicant_replied_and_what_is_left(
    client: WeftClient, session: Session
) -> None:
    world = make_earlier_world()
    application = before_the_committee(world)
    put(world, application)
    application = fresh(application)
    reply(world, application)
    session.add(late(world, application))
    session.commit()
    notice = fresh(application).objection_notices[0]
    assert notice.replied_at is not None
    day, replied = (write_date(one.date(), "en") for one in (notice.put_at, notice.replied_at))
    said = banner(client, world, application)
    assert f"{HEARD} {day}. They replied on {replied}." in said
    assert TO_SHARE in said


def test_whoever_withdrew_before_the_last_moment_to_reply_did_not_miss_it(
    client: WeftClient, session: Session
) -> None:
    world = make_earlier_world()
    application = before_the_committee(world)
    put(world, application)
    take_step(fresh(application), Action.WITHDRAW, actor=world.applicant)
    session.commit()
    until = fresh(application).objection_notices[0].reply_until
    for moment in (clock.now(), until):
        with clock.at(moment):
            sign_in(client, world.committee[0])
            page = client.get(f"/en/n/example/applications/{application.ref}/").text
            told = " ".join(page.split())
            assert told.count("The application ended before they replied.") == 1
            assert "did not reply in time" not in told


def test_the_banner_names_no_last_moment_to_reply_during_a_hold(client: WeftClient, session: Session) -> None:
    """It moves with every day of the hold."""
    world = make_earlier_world()
    application = before_the_committee(world)
    put(world, application)
    hold(application.organisation_id)
    session.commit()
    said = banner(client, world, application)
    assert "No reply yet; the time to reply is on hold." in said
    assert "can reply until" not in said
    page = client.get(f"/en/n/example/applications/{application.ref}/").text
    assert "No reply yet. The time to reply is on hold." in page
