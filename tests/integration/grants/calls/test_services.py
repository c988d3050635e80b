"""Making, changing, publishing, extending and ending calls."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.grants.calls import queries, services
from app.grants.calls.enums import CallRefusal as Refused
from app.grants.calls.enums import CallStage, CallStatus
from app.grants.calls.models import Call
from app.grants.calls.rules import stage_of
from app.grants.funding.enums import FundAction
from app.grants.funding.models import BudgetLine
from app.kernel import clock
from app.kernel.audit import list_events
from app.kernel.database import db
from app.kernel.errors import DomainError, KernelRefusal
from app.kernel.permissions import Role, ScopeKind
from app.kernel.workflow import advance
from app.organisations.models import NetworkBody
from app.questionnaires.reading import definition_of
from app.questionnaires.services import publish_version
from tests.call_factories import call_data, make_call
from tests.factories import give_role, make_person
from tests.funding_factories import make_award
from tests.organisation_factories import make_body, make_member
from tests.refusals import refusal


class Office:
    """A network with one budget line, and its grants officer."""

    def __init__(self, slug: str = "river") -> None:
        self.body: NetworkBody = make_body(slug)
        self.finance = make_person("Finance")
        give_role(self.finance, Role.FINANCE_OFFICER, ScopeKind.BODY, self.body.id)
        self.officer: Person = make_person("Officer")
        give_role(self.officer, Role.GRANTS_OFFICER, ScopeKind.BODY, self.body.id)
        self.line: BudgetLine = make_award(self.body, self.finance).lines[0]

    def call(self, **changes: Any) -> Call:
        return make_call(self.body, self.officer, self.line, **changes)

    def published(self, **changes: Any) -> Call:
        call = self.call(**changes)
        services.publish_call(call, actor=self.officer)
        return call


@pytest.fixture
def office(session: Session) -> Office:
    return Office()


def test_a_call_is_made_as_a_draft_with_its_templates_form(office: Office) -> None:
    call = office.call()
    assert (call.status, stage_of(call)) == (CallStatus.DRAFT, CallStage.DRAFT)
    assert call.question_set_version is not None
    assert [one.code for one in definition_of(call.question_set_version).sections] == ["form"]
    db.session.commit()
    assert [event.kind for event in list_events("call", call.id)] == ["call.made"]


@pytest.mark.parametrize("who", ["finance", "stranger"])
def test_nobody_else_makes_or_changes_a_call(office: Office, who: str) -> None:
    actor = office.finance if who == "finance" else make_person("Stranger")
    assert (
        refusal(
            lambda: services.make_call(office.body, "light", call_data(office.line, code="x"), actor=actor)
        )
        is Refused.NOT_YOURS
    )
    call = office.call()
    assert (
        refusal(lambda: services.change_call(call, call_data(office.line), actor=actor)) is Refused.NOT_YOURS
    )
    assert refusal(lambda: services.publish_call(call, actor=actor)) is KernelRefusal.NOT_YOURS_TO_DO


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"smallest_minor": 451_00}, Refused.SMALLEST_OVER_LARGEST),
        ({"code": "taken"}, Refused.CODE_TAKEN),
    ],
)
def test_what_a_call_cannot_say(office: Office, changes: dict[str, Any], refused: Refused) -> None:
    office.call(code="taken")
    assert refusal(lambda: office.call(**changes)) is refused


def test_a_line_of_another_network_pays_for_nothing(office: Office) -> None:
    other = Office("lake")
    assert refusal(lambda: office.call(lines=[other.line])) is Refused.LINE_OF_ANOTHER_NETWORK


def test_two_networks_may_have_calls_of_the_same_address(office: Office) -> None:
    other = Office("lake")
    assert {office.call(code="same").body_id, other.call(code="same").body_id} == {
        office.body.id,
        other.body.id,
    }


def test_a_draft_is_changed_and_gets_its_form_again_only_where_money_changed(office: Office) -> None:
    call = office.call(template="two_pages")
    first = call.question_set_version_id
    services.change_call(call, call_data(office.line, title={"en": "New"}), actor=office.officer)
    assert (call.title, call.question_set_version_id, call.version) == ({"en": "New"}, first, 2)
    services.change_call(call, call_data(office.line, currency="XOF"), actor=office.officer)
    assert call.question_set_version_id != first
    assert call.question_set_version is not None
    assert call.question_set_version.number == 2


def test_who_saw_an_older_draft_does_not_overwrite_it(office: Office) -> None:
    call = office.call()
    services.change_call(call, call_data(office.line), actor=office.officer, expected_version=1)
    act = lambda: services.change_call(  # noqa: E731
        call, call_data(office.line), actor=office.officer, expected_version=1
    )
    assert refusal(act) is KernelRefusal.CHANGED_MEANWHILE


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"languages": ["en", "es"]}, Refused.TEXT_MISSING),
        ({"summary": {}}, Refused.TEXT_MISSING),
        ({"lines": []}, Refused.NO_LINE),
        ({"opens_at": None}, Refused.CLOSES_BEFORE_IT_OPENS),
        ({"closes_at": None}, Refused.CLOSES_BEFORE_IT_OPENS),
    ],
)
def test_a_draft_is_published_only_once_nothing_lacks(
    office: Office, changes: dict[str, Any], refused: Refused
) -> None:
    call = office.call(**changes)
    assert refusal(lambda: services.publish_call(call, actor=office.officer)) is refused
    assert call.status is CallStatus.DRAFT


def test_a_call_whose_time_is_over_is_not_published(office: Office) -> None:
    moment = clock.now().replace(second=0, microsecond=0)
    ended = office.call(opens_at=moment - timedelta(days=3), closes_at=moment - timedelta(days=1))
    assert refusal(lambda: services.publish_call(ended, actor=office.officer)) is Refused.CLOSES_IN_THE_PAST
    wrong = office.call(code="wrong", opens_at=moment, closes_at=moment)
    assert (
        refusal(lambda: services.publish_call(wrong, actor=office.officer)) is Refused.CLOSES_BEFORE_IT_OPENS
    )


def test_a_published_call_is_not_changed(office: Office) -> None:
    call = office.published()
    act = lambda: services.change_call(call, call_data(office.line), actor=office.officer)  # noqa: E731
    assert refusal(act) is Refused.FIXED_ONCE_PUBLISHED


def test_time_is_given_to_everybody_or_to_one_group_and_never_taken(office: Office) -> None:
    call = office.published()
    group = make_member(office.body, "Reed")
    assert call.closes_at is not None
    later = call.closes_at + timedelta(days=1)
    services.extend_call(call, closes_at=later, reason="Storm", actor=office.officer, organisation=group)
    services.extend_call(call, closes_at=later, reason="Storm", actor=office.officer)
    act = lambda: services.extend_call(call, closes_at=later, reason="Again", actor=office.officer)  # noqa: E731
    assert refusal(act) is Refused.NOT_LATER
    assert [one.organisation_id for one in call.extensions] == [group.id, None]
    db.session.commit()
    assert [one.details["note"] for one in list_events("call", call.id) if one.kind == "call.extended"] == [
        "Storm",
        "Storm",
    ]


def test_only_a_published_call_is_extended(office: Office) -> None:
    call = office.call()
    assert call.closes_at is not None
    later = call.closes_at + timedelta(days=1)
    act = lambda: services.extend_call(call, closes_at=later, reason="Why", actor=office.officer)  # noqa: E731
    assert refusal(act) is KernelRefusal.NOT_IN_THIS_STATE


def test_a_call_is_decided_once_nobody_can_hand_in(office: Office) -> None:
    call = office.published()
    assert refusal(lambda: services.record_decided(call, actor=office.officer)) is Refused.STILL_OPEN
    assert call.closes_at is not None
    with clock.at(call.closes_at + timedelta(minutes=1)):
        services.record_decided(call, actor=office.officer)
        services.archive_call(call, actor=office.officer)
    assert call.status is CallStatus.ARCHIVED


def test_the_public_reads_what_is_published_and_nothing_else(office: Office) -> None:
    draft, shown = office.call(code="draft"), office.published(code="shown")
    ended = office.published(code="ended")
    services.cancel_call(ended, actor=office.officer, reason="No money")
    assert [one.code for one in queries.list_public_calls(office.body.id)] == ["shown"]
    assert queries.get_public_call("ended", office.body.id) is ended
    assert queries.get_public_call("shown", office.body.id) is shown
    with pytest.raises(DomainError):
        queries.get_public_call(draft.code, office.body.id)


def test_the_record_says_whether_a_group_meets_the_requirements(office: Office) -> None:
    call = office.published()
    facts = queries.applicant_facts(call, make_member(office.body, "Reed"))
    assert facts.in_good_standing
    outside = make_member(Office("lake").body, "Rush")
    assert not queries.applicant_facts(call, outside).in_good_standing


def test_dates_of_a_call_are_kept(office: Office) -> None:
    call = office.call(answer_by=date(2026, 5, 20), money_by=date(2026, 6, 14), report_by=date(2026, 7, 31))
    assert (call.answer_by, call.money_by, call.report_by) == (
        date(2026, 5, 20),
        date(2026, 6, 14),
        date(2026, 7, 31),
    )


def test_a_network_is_known_to_give_grants_once_it_published_a_call(office: Office) -> None:
    call = office.call()
    assert not office.body.gives_grants
    services.publish_call(call, actor=office.officer)
    assert office.body.gives_grants


def test_a_copy_says_asks_and_requires_the_same_and_has_no_dates(office: Office) -> None:
    call = office.published(
        required=[{"rule": "good_standing"}],
        guidance={"en": "Read this."},
        answer_by=date(2026, 5, 20),
        questions_until=date(2026, 4, 1),
    )
    asked = call.question_set_version
    copied = services.copy_call(call, "day-of-action-2", actor=office.officer)
    same = ("title", "summary", "guidance", "languages", "currency", "zone", "required", "template")
    assert [getattr(copied, name) for name in same] == [getattr(call, name) for name in same]
    assert (copied.smallest, copied.largest, copied.basis, copied.method) == (
        call.smallest,
        call.largest,
        call.basis,
        call.method,
    )
    days = ("opens_at", "closes_at", "answer_by", "money_by", "report_by", "questions_until")
    assert [getattr(copied, name) for name in days] == [None] * 6
    assert (copied.status, copied.code, copied.ref == call.ref) == (
        CallStatus.DRAFT,
        "day-of-action-2",
        False,
    )
    assert [one.line_id for one in copied.lines] == [office.line.id]
    assert asked is not None
    assert copied.question_set_version is not None
    assert copied.question_set_version_id != asked.id
    assert definition_of(copied.question_set_version) == definition_of(asked)
    services.change_call(copied, call_data(office.line, code="day-of-action-2"), actor=office.officer)
    assert call.guidance == {"en": "Read this."}


def test_the_questions_of_a_copy_are_those_that_the_call_asks_now(office: Office) -> None:
    call = office.call(template="two_pages")
    assert call.question_set_version is not None
    fewer = replace(
        definition_of(call.question_set_version),
        sections=definition_of(call.question_set_version).sections[:1],
    )
    call.question_set_version = publish_version(
        call.question_set_version.question_set, fewer, actor=office.officer
    )
    copied = services.copy_call(call, "again", actor=office.officer)
    assert copied.question_set_version is not None
    assert definition_of(copied.question_set_version) == fewer


def test_a_line_of_a_fund_that_is_over_does_not_pay_for_a_copy(office: Office) -> None:
    ended = make_award(office.body, office.finance, code="B").lines[0]
    call = office.published(lines=[office.line, ended])
    for action in (FundAction.START_CLOSING, FundAction.CLOSE):
        advance(ended.fund, action, actor=office.finance)
    copied = services.copy_call(call, "again", actor=office.officer)
    assert [one.line_id for one in copied.lines] == [office.line.id]


def test_a_copy_needs_an_address_of_its_own_and_somebody_who_manages_calls(office: Office) -> None:
    call = office.published()
    assert refusal(lambda: services.copy_call(call, call.code, actor=office.officer)) is Refused.CODE_TAKEN
    assert refusal(lambda: services.copy_call(call, "x", actor=office.finance)) is Refused.NOT_YOURS
