"""Whatever people do, in whatever order: the admission process keeps its word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import Connection, select

from app.accounts.models import Person
from app.casework.enums import DeclaredTie
from app.casework.models import NEVER
from app.casework.services import declare_tie, take_step
from app.kernel import audit, clock
from app.kernel.database import db
from app.kernel.errors import DomainError
from app.membership import services
from app.membership.enums import Ballot, CaseRole, CheckResult, Outcome, Stance
from app.membership.models import Application
from app.membership.process import ADMISSION
from app.membership.process_words import Action, Status
from app.organisations.models import Membership
from tests.clockwork import end_what_is_over
from tests.databases import DIALECTS, Database
from tests.membership_factories import VERDICTS, World, fill_in, fresh, make_draft, make_world

STEPS = {(source, step.to) for step in ADMISSION.steps if step.to for source in step.at}
PEOPLE = st.sampled_from(
    ["applicant", "officer", "coordinator", "committee 0", "committee 1", "committee 2", "member", "other"]
)


class Admission(RuleBasedStateMachine):
    """Random people do random things to one application; refusals are allowed, broken promises are not."""

    world: World
    connection: Connection

    def __init__(self) -> None:
        super().__init__()
        self._days = 0
        self._savepoint = self.connection.begin_nested()

    @initialize()
    def begin(self) -> None:
        self.application: Application = make_draft(self.world)
        fill_in(self.world, self.application)
        db.session.commit()
        self.application = fresh(self.application)

    def teardown(self) -> None:
        db.session.rollback()
        self._savepoint.rollback()
        db.session.expire_all()

    def _person(self, name: str) -> Person:
        kind, _, number = name.partition(" ")
        if number:
            return self.world.committee[int(number)]
        return self.world.other_member if kind == "other" else getattr(self.world, kind)

    def _try(self, act: Callable[[Application], Any]) -> None:
        """As one request would: all of it, or nothing when the rules say no."""
        with clock.shift(timedelta(days=self._days)):
            self.application = fresh(self.application)
            try:
                act(self.application)
                db.session.commit()
            except DomainError:
                db.session.rollback()
            self.application = fresh(self.application)

    @rule(days=st.sampled_from([1, 15, 61, 400]))
    def time_passes(self, days: int) -> None:
        self._days += days
        self._try(lambda _application: end_what_is_over())

    @rule(who=PEOPLE)
    def submit(self, who: str) -> None:
        self._try(lambda one: services.submit_application(one, actor=self._person(who)))

    @rule(who=PEOPLE)
    def answer(self, who: str) -> None:
        self._try(lambda one: services.answer_request(one, actor=self._person(who)))

    @rule(who=PEOPLE)
    def ask(self, who: str) -> None:
        self._try(
            lambda one: services.request_information(
                one, questions=["purpose"], message="More?", language="en", actor=self._person(who)
            )
        )

    @rule(who=PEOPLE, action=st.sampled_from(list(Action)), exclude=st.booleans())
    def forward(self, who: str, action: Action, exclude: bool) -> None:
        excluding = [self.world.member_id] if exclude else []
        self._try(
            lambda one: (
                services.forward(one, action, excluding=excluding, actor=self._person(who))
                if action in (Action.START_CHECK, Action.OPEN_COMMENT, Action.SEND_TO_COMMITTEE)
                else None
            )
        )

    @rule(who=PEOPLE, tie=st.sampled_from(list(DeclaredTie)))
    def declare(self, who: str, tie: DeclaredTie) -> None:
        self._try(lambda one: declare_tie(one, tie=tie, note="", actor=self._person(who)))

    @rule(who=PEOPLE, result=st.sampled_from(list(CheckResult)))
    def check(self, who: str, result: CheckResult) -> None:
        self._try(
            lambda one: services.record_check(
                one, result=result, note="Found.", language="en", actor=self._person(who)
            )
        )

    @rule(who=PEOPLE)
    def give_back(self, who: str) -> None:
        self._try(
            lambda one: take_step(one, Action.RETURN_TO_SECRETARIAT, note="Look.", actor=self._person(who))
        )

    @rule(who=PEOPLE, stance=st.sampled_from(list(Stance)))
    def comment(self, who: str, stance: Stance) -> None:
        criterion = "purpose" if stance is Stance.OBJECTION else None
        self._try(
            lambda one: services.comment(
                one,
                organisation_id=self.world.member_id,
                stance=stance,
                criterion=criterion,
                text="Words.",
                language="en",
                actor=self._person(who),
            )
        )

    @rule(who=PEOPLE)
    def close_comment(self, who: str) -> None:
        self._try(lambda one: take_step(one, Action.CLOSE_COMMENT, actor=self._person(who)))

    @rule(who=PEOPLE)
    def put_objections(self, who: str) -> None:
        self._try(
            lambda one: services.put_objections(
                one, substance="This.", language="en", actor=self._person(who)
            )
        )

    @rule(who=PEOPLE, choice=st.sampled_from(list(Ballot)))
    def vote(self, who: str, choice: Ballot) -> None:
        self._try(
            lambda one: services.cast_vote(
                one, choice=choice, tier="member", reason="So.", language="en", actor=self._person(who)
            )
        )

    @rule(who=PEOPLE, outcome=st.sampled_from(list(Outcome)))
    def decide(self, who: str, outcome: Outcome) -> None:
        self._try(
            lambda one: services.record_decision(
                one,
                outcome=outcome,
                tier="member",
                verdicts=VERDICTS,
                words="So it is.",
                language="en",
                actor=self._person(who),
            )
        )

    @rule(choice=st.sampled_from([Ballot.ADMIT, Ballot.DECLINE]), deciding=st.booleans())
    def go_straight(self, choice: Ballot, deciding: bool) -> None:
        """The usual road, so that its end is reached often enough."""
        self.submit("applicant")
        self.forward("officer", Action.START_CHECK, exclude=False)
        self.declare("coordinator", DeclaredTie.NONE)
        self.check("coordinator", CheckResult.KNOWN)
        self.time_passes(15)
        for number in range(3):
            self.declare(f"committee {number}", DeclaredTie.NONE)
            self.vote(f"committee {number}", choice)
        if deciding:
            self.decide("committee 0", Outcome.ADMITTED if choice is Ballot.ADMIT else Outcome.DECLINED)

    @rule(who=PEOPLE)
    def withdraw(self, who: str) -> None:
        self._try(lambda one: services.withdraw_application(one, actor=self._person(who)))

    @rule(who=PEOPLE)
    def reopen(self, who: str) -> None:
        self._try(lambda one: take_step(one, Action.REOPEN, actor=self._person(who)))

    @invariant()
    def status_moves_along_the_table(self) -> None:
        moves = [event.details for event in audit.list_events("application", self.application.id)]
        path = [(Status(told["from"]), Status(told["to"])) for told in moves if "to" in told]
        assert all(step in STEPS for step in path)
        assert all(before[1] is after[0] for before, after in pairwise(path))
        assert self.application.status is (path[-1][1] if path else Status.DRAFT)

    @invariant()
    def flags_agree_with_the_status(self) -> None:
        status = self.application.status
        assert self.application.is_open == (ADMISSION.stages[status].open)
        assert self.application.is_queued == (
            ADMISSION.stages[status].open and ADMISSION.stages[status].queued
        )
        assert (self.application.closed_at is None) == self.application.is_open

    @invariant()
    def a_decision_and_a_membership_stand_just_where_they_should(self) -> None:
        status, decision = self.application.status, self.application.decision
        assert (decision is not None) == (status in (Status.ADMITTED, Status.DECLINED))
        if decision is not None:
            assert decision.outcome.value == status.value
        held = db.session.scalars(
            select(Membership).where(Membership.organisation_id == self.application.organisation_id)
        ).all()
        assert len(held) == (1 if status is Status.ADMITTED else 0)

    @invariant()
    def nobody_has_two_parts(self) -> None:
        parts = {one.person_id: one.role for one in self.application.people if one.role}
        assert self.world.applicant.id not in parts
        did = [(one.person_id, CaseRole.COMMENTER) for one in self.application.comments]
        did += [(one.checked_by, CaseRole.CHECKER) for one in self.application.checks]
        did += [(one.person_id, CaseRole.DECIDER) for one in self.application.votes]
        assert all(parts[person] == part for person, part in did)

    @invariant()
    def what_is_waited_for_is_what_the_process_says(self) -> None:
        asked = {(one.action.value) for one in ADMISSION.waits(self.application)}
        waited = {wait.action for wait in self.application.open_waits}
        late = {Action.REPLY.value, Action.ADMIT.value}  # time alone ends a reply period: the clock says so
        assert asked - late <= waited <= asked | late
        soonest = min((wait.sort_due for wait in self.application.open_waits), default=NEVER)
        assert self.application.sort_due == soonest

    @invariant()
    def the_trail_is_whole(self) -> None:
        assert list(audit.verify()) == []
        db.session.rollback()
        self.application = fresh(self.application)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_admission_keeps_its_word(databases: Any, dialect: str) -> None:
    database: Database = databases.get(dialect)
    bounds = settings(
        max_examples=8,
        stateful_step_count=12,
        deadline=None,
        derandomize=True,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    with database.rolled_back() as connection, database.app.app_context():
        Admission.world, Admission.connection = make_world(), connection
        db.session.commit()
        run_state_machine_as_test(Admission, settings=bounds)
        db.session.rollback()
