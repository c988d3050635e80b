"""What was said of an applicant inside the network must not show in anything that the applicant can open."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.casework.enums import DeclaredTie
from app.casework.services import declare_tie, take_step
from app.kernel import clock
from app.kernel.outbox import OutboxMessage
from app.membership import services
from app.membership.enums import CheckResult, Stance
from app.membership.models import Application
from app.membership.process_words import Action, Status
from tests.clients import WeftClient, sign_in
from tests.clockwork import end_what_is_over
from tests.factories import make_person
from tests.membership_factories import World, fresh, make_earlier_world, make_in_check, make_world

NOW = clock.now()
INSIDE = (Action.CLOSE_COMMENT, Action.EXTEND_COMMENT, Action.RETURN_TO_SECRETARIAT, Action.TAKE)


def check(world: World, result: CheckResult) -> Application:
    """An application of another applicant with the same words, checked with this result."""
    applicant = make_person("Ana", language="en")
    applicant.email = f"{result.value}@example.org"
    with clock.at(NOW - timedelta(days=3)):
        application = make_in_check(replace(world, applicant=applicant))
    with clock.at(NOW - timedelta(days=2)):
        declare_tie(application, tie=DeclaredTie.NONE, note="", actor=world.coordinator)
        services.record_check(
            application, result=result, note="Note.", language="en", actor=world.coordinator
        )
    return fresh(application)


def everything(session: Session, client: WeftClient, application: Application) -> list[str]:
    """All that the applicant can open or is sent, without what differs between any two cases."""
    person = session.get_one(Person, application.organisation.contacts[0].person_id)
    sign_in(client, person)
    own, step = f"/en/apply/{application.ref}", f"/en/cases/{application.ref}"
    paths = [f"{own}/", f"{own}/answers", f"{own}/objections", f"{step}/withdraw", "/en/desk"]
    paths += [f"{step}/{action}" for action in INSIDE]
    answers = [client.get(path) for path in paths]
    letters = session.execute(select(OutboxMessage).order_by(OutboxMessage.id)).scalars()
    return [
        *(f"{one.status_code} {_alike(one.text, application)}" for one in answers),
        *(f"{one.about} {one.text}" for one in letters if one.recipient == person.email),
    ]


def _alike(page: str, application: Application) -> str:
    page = page.replace(application.ref, "REF").replace(application.organisation.ref, "ORGANISATION")
    return re.sub(r'(name="(?:csrf_token|submission_key)"[^>]*value=")[^"]*', r"\1", page)


def test_a_concern_shows_nowhere(session: Session, client: WeftClient) -> None:
    """After the check one is with the members and one with the committee; after comment both are there."""
    world = make_earlier_world()
    known, feared = check(world, CheckResult.KNOWN), check(world, CheckResult.CONCERNS)
    assert (known.status, feared.status) == (Status.MEMBER_COMMENT, Status.COMMITTEE)
    assert everything(session, client, known) == everything(session, client, feared)
    services.comment(
        fresh(known),
        organisation_id=world.member_id,
        stance=Stance.SUPPORT,
        criterion=None,
        text="",
        language="en",
        actor=world.member,
    )
    with clock.shift(timedelta(days=15)):
        assert end_what_is_over() == 1
        known, feared = fresh(known), fresh(feared)
        assert (known.status, feared.status) == (Status.COMMITTEE, Status.COMMITTEE)
        assert everything(session, client, known) == everything(session, client, feared)


def test_what_is_given_back_shows_nowhere(session: Session, client: WeftClient) -> None:
    world = make_world()
    applicant = make_person("Ana", language="en")
    applicant.email = "back@example.org"
    back = make_in_check(replace(world, applicant=applicant))
    before, back = everything(session, client, back), fresh(back)
    declare_tie(back, tie=DeclaredTie.NONE, note="", actor=world.coordinator)
    take_step(back, Action.RETURN_TO_SECRETARIAT, actor=world.coordinator, note="Look at this.")
    assert back.status is Status.SUBMITTED
    assert everything(session, client, fresh(back)) == before


def test_the_applicant_reads_where_it_stands(session: Session, client: WeftClient) -> None:
    page = everything(session, client, check(make_earlier_world(), CheckResult.KNOWN))[0]
    for shown in ("Submitted", "Being considered", "Decision"):
        assert shown in page
    for hidden in ("Regional check", "Member comment", "Committee", "Members were asked", "region was asked"):
        assert hidden not in page
