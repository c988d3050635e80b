"""What the page of an application says is true for its state and for who reads it."""

from __future__ import annotations

import re
from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.casework.enums import DeclaredTie
from app.casework.services import declare_tie, take_step
from app.kernel import clock
from app.kernel.actor import SYSTEM
from app.membership import services
from app.membership.enums import Ballot, Verdict
from app.membership.forms.verdicts import DecisionForm, verdicts_form
from app.membership.models import Application
from app.membership.presenter.queue import SIGNS
from app.membership.process_words import Action
from tests.clients import WeftClient, sign_in
from tests.membership_factories import (
    VERDICTS,
    World,
    decide,
    fresh,
    make_earlier_world,
    make_in_check,
    make_in_comment,
    make_submitted,
    make_world,
    vote_all,
)


class Page:
    """The page of an application, as one person reads it."""

    def __init__(self, client: WeftClient, application: Application, reader: Person) -> None:
        sign_in(client, reader)
        answer = client.get(f"/en/n/example/applications/{application.ref}/")
        assert answer.status_code == 200
        self.html = answer.text

    @property
    def buttons(self) -> list[str]:
        listed = self.html.split('<ul class="acts-list can">', 1)[-1].split("</ul>", 1)[0]
        return re.findall(r">([^<>]+)</a>", listed.replace("\n", " "))

    @property
    def cells(self) -> dict[str, str]:
        """The label of each cell of the summary, and what stands in it first."""
        box = self.html.split('aria-label="Summary"', 1)[1].split("</section>", 1)[0]
        return dict(re.findall(r"<dt>([^<]+)</dt>\s*<dd class=\"main\">([^<]+)", box))

    @property
    def stages(self) -> list[tuple[str, str]]:
        bar = self.html.split('<ol class="stages"', 1)[1].split("</ol>", 1)[0]
        return [
            (label, state) for state, label in re.findall(r'<li(?: class="(\w+)")?.*?<b>([^<]+)</b>', bar)
        ]


def to_committee(application: Application) -> Application:
    with clock.shift(timedelta(days=15)):
        take_step(application, Action.CLOSE_COMMENT, actor=SYSTEM)
    return fresh(application)


def voted(world: World) -> Application:
    application = to_committee(make_in_comment(world))
    vote_all(world, application)
    return fresh(application)


def test_assessing_comes_first_until_every_criterion_is_assessed(
    client: WeftClient, session: Session
) -> None:
    world = make_world()
    application = make_submitted(world)
    services.take_case(application, actor=world.officer)
    assert Page(client, fresh(application), world.officer).buttons[0] == "Assess the criteria"
    services.assess(fresh(application), VERDICTS, actor=world.officer)
    assert Page(client, fresh(application), world.officer).buttons[0] == "Ask the region"


def test_what_nobody_has_is_taken_first(client: WeftClient, session: Session) -> None:
    world = make_world()
    application = make_submitted(world)
    buttons = Page(client, application, world.officer).buttons
    assert buttons[:2] == ["Take this application", "Assess the criteria"]


def test_a_vote_that_is_cast_is_no_button_that_stands_out(client: WeftClient, session: Session) -> None:
    world = make_earlier_world()
    application = to_committee(make_in_comment(world))
    judge = world.committee[0]
    declare_tie(application, tie=DeclaredTie.NONE, note="", actor=judge)
    before = Page(client, fresh(application), judge).html
    services.cast_vote(
        fresh(application), choice=Ballot.ABSTAIN, tier=None, reason="Too close.", language="en", actor=judge
    )
    after = Page(client, fresh(application), judge).html
    assert re.search(r'<a class="button"\s[^>]*>Vote</a>', before)
    assert re.search(r'<a class="button plain"\s[^>]*>Change your vote</a>', after)


def test_who_has_voted_may_change_it_after_everything_else(client: WeftClient, session: Session) -> None:
    world = make_earlier_world()
    application = to_committee(make_in_comment(world))
    judge = world.committee[0]
    declare_tie(application, tie=DeclaredTie.NONE, note="", actor=judge)
    assert Page(client, application, judge).buttons == ["Vote"]
    vote_all(world, fresh(application))
    assert Page(client, fresh(application), judge).buttons == ["Record the decision", "Change your vote"]


def test_an_ended_application_asks_for_nothing_more(client: WeftClient, session: Session) -> None:
    world = make_world()
    application = make_submitted(world)
    before = Page(client, application, world.officer)
    assert before.cells["Criteria"] == "3 to assess"
    assert before.cells["Region"] == "Not checked yet"
    assert before.cells["Votes"] == "Cast: 0. Needed: 3."
    assert "Next to assess:" in before.html
    assert "Due" in before.html
    take_step(fresh(application), Action.WITHDRAW, actor=world.applicant)
    after = Page(client, fresh(application), world.officer)
    assert after.cells["Criteria"] == "3 not assessed"
    assert after.cells["Region"] == "Not checked"
    assert after.cells["Votes"] == "0 votes"
    assert "Ended" in after.cells
    assert "o assess" not in after.html


def test_what_the_region_returned_says_so_who_did_it_and_why(client: WeftClient, session: Session) -> None:
    world = make_world()
    application = make_in_check(world)
    declare_tie(application, tie=DeclaredTie.NONE, note="", actor=world.coordinator)
    note = "Two groups have this name."
    take_step(fresh(application), Action.RETURN_TO_SECRETARIAT, actor=world.coordinator, note=note)
    returned = Page(client, fresh(application), world.officer)
    assert returned.cells["Region"] == "Returned to the secretariat"
    summary = returned.html.split('aria-label="Summary"', 1)[1].split("</section>", 1)[0]
    assert world.coordinator.chosen_name in summary
    above = returned.html.split('aria-label="Summary"', 1)[0]
    assert note in above
    assert world.coordinator.chosen_name in above
    take_step(fresh(application), Action.START_CHECK, actor=world.officer)
    again = Page(client, fresh(application), world.officer)
    assert again.cells["Region"] == "Not checked yet"
    assert note not in again.html.split('aria-label="Summary"', 1)[0]


def test_stages_that_never_came_are_left_out(client: WeftClient, session: Session) -> None:
    world = make_world()
    application = make_in_check(world)
    assert Page(client, application, world.officer).stages == [
        ("Submitted", "done"),
        ("Regional check", "here"),
        ("Member comment", ""),
        ("Committee", ""),
        ("Decision", ""),
    ]
    take_step(fresh(application), Action.WITHDRAW, actor=world.applicant)
    assert Page(client, fresh(application), world.officer).stages == [
        ("Submitted", "done"),
        ("Regional check", "done"),
        ("Withdrawn", "done"),
    ]


def test_a_decided_application_counts_its_votes(client: WeftClient, session: Session) -> None:
    world = make_earlier_world()
    application = voted(world)
    decide(world, application)
    assert Page(client, fresh(application), world.officer).cells["Votes"] == "3 votes"


def test_only_questions_that_were_asked_can_be_opened_again_in_their_sections(
    client: WeftClient, session: Session
) -> None:
    world = make_world()
    application = make_submitted(world)
    sign_in(client, world.officer)
    html = client.get(f"/en/n/example/applications/{application.ref}/ask").text
    found = re.findall(r'class="choices-head"\s+id="[^"]+">([^<]+)<|name="questions"[^>]*value="(\w+)"', html)
    assert [head or code for head, code in found] == [
        "About",
        "purpose",
        "registered",
        "Interests",
        "industry",
    ]


def test_errors_of_a_decision_come_in_the_order_of_the_page(app: Flask, session: Session) -> None:
    world = make_world()
    policy = make_submitted(world).policy
    with app.test_request_context("/en/", method="POST", data={}):
        form = verdicts_form(DecisionForm, policy, {"purpose": (Verdict.MET, "")})
        form.offer(policy, Ballot.ADMIT)
        form.validate()
        wrong = [field.name for field in form if field.errors and field.name != "csrf_token"]
    assert wrong[0].startswith("verdict_")
    assert wrong[-2:] == ["outcome", "words"]


def test_only_an_admission_is_a_full_circle() -> None:
    assert SIGNS == {
        "draft": "s0",
        "submitted": "s0",
        "information_requested": "paused",
        "regional_check": "s1",
        "member_comment": "s2",
        "committee": "s3",
        "admitted": "s4",
        "declined": "over",
        "withdrawn": "over",
        "closed": "over",
    }
