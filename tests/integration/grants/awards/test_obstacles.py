"""Money that does not arrive, a grant that stops its payment run, and somebody who must not pay a group."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.casework.enums import CaseworkRefusal, DeclaredTie
from app.casework.services import declare_tie
from app.grants.awards import queries, rules, services
from app.grants.awards.enums import AwardRefusal as Refused
from app.grants.awards.enums import RunStatus
from app.grants.calls.models import Call
from app.kernel import clock
from app.kernel.database import db
from app.kernel.errors import KernelRefusal
from app.kernel.permissions import Role, ScopeKind
from tests.award_factories import Bursary
from tests.factories import give_role
from tests.grant_factories import after
from tests.refusals import refusal


@pytest.fixture
def office(session: Session) -> Bursary:
    return Bursary()


@pytest.fixture
def call(office: Bursary) -> Iterator[Call]:
    """A call that has closed."""
    made = office.call()
    with after(made):
        yield made


def test_finance_looks_for_what_a_group_misses_until_it_arrives(office: Bursary, call: Call) -> None:
    award, lead = office.accepted(call)
    assert refusal(lambda: services.say_missing(award, number=1, actor=lead)) is Refused.NOTHING_PAID
    office.pay(award)
    stranger = refusal(lambda: services.say_missing(award, number=1, actor=office.officer))
    assert stranger is Refused.ONLY_THE_GRANTEE
    services.say_missing(award, number=1, actor=lead)
    body_id = office.body.id
    assert queries.list_missing(office.finance, body_id) == [(award, award.tranches[0])]
    assert queries.count_missing(office.finance, [body_id]) == {body_id: 1}
    assert queries.list_missing(office.finance, body_id + 1) == []
    assert [one.action for one in award.open_waits] == ["confirm", "report"]
    services.confirm_receipt(award, number=1, minor=1, currency="USD", day=clock.today(), actor=lead)
    assert queries.list_missing(office.finance, body_id) == []


def test_one_group_that_cannot_be_paid_is_left_out_and_the_others_are_paid(
    office: Bursary, call: Call
) -> None:
    (first, lead), (second, _other) = office.accepted(call, "Reed"), office.accepted(call, "Rush")
    run = office.prepared(first, second)
    seen = rules.run_stamp(run)
    services.suspend(first, actor=office.officer, note="Wait.")
    db.session.commit()
    assert refusal(lambda: services.approve_run(run, actor=office.treasurer)) is Refused.NOT_PAYABLE
    db.session.rollback()
    assert refusal(lambda: services.leave_out(run, first.ref, actor=lead)) is KernelRefusal.NOT_YOURS_TO_DO
    services.leave_out(run, first.ref, actor=office.treasurer)
    changed = refusal(lambda: services.approve_run(run, actor=office.treasurer, seen=seen))
    assert changed is Refused.RUN_CHANGED
    alone = refusal(lambda: services.leave_out(run, second.ref, actor=office.treasurer))
    assert alone is Refused.LAST_PAYMENT
    services.approve_run(run, actor=office.treasurer, seen=rules.run_stamp(run))
    assert [rules.paid_minor(one) for one in (first, second)] == [0, 450_00]
    services.resume(first, actor=office.officer)
    assert len(office.prepared(first).items) == 1
    done = refusal(lambda: services.leave_out(run, second.ref, actor=office.finance))
    assert done is KernelRefusal.NOT_IN_THIS_STATE


def test_whoever_pays_declares_a_conflict_and_the_group_is_closed_to_them(
    office: Bursary, call: Call
) -> None:
    award, lead = office.accepted(call)
    how: dict[str, Any] = {"tie": DeclaredTie.CONFLICT, "note": ""}
    assert refusal(lambda: declare_tie(award, **how, actor=lead)) is KernelRefusal.NOT_YOURS_TO_DO
    other, _other = office.accepted(call, "Rush")
    run = office.prepared(award, other)
    services.declare_conflict(award, note="", actor=office.finance)
    assert [item.tranche.award_id for item in run.items] == [other.id]
    other = queries.get_award(other.ref, lock=True)
    services.declare_conflict(other, note="", actor=office.treasurer)
    assert run.status is RunStatus.CANCELLED
    for person, pays in ((office.finance, "Rush"), (office.treasurer, "Reed")):
        payable = queries.list_payable(person, office.body.id)
        assert [one.title for one, _part in payable] == [pays]
    assert refusal(lambda: office.prepared(award)) is CaseworkRefusal.RECUSED


def test_each_network_pays_offers_and_accepts_its_own_and_each_call_its_own(
    office: Bursary, call: Call
) -> None:
    lake = Bursary("lake")
    theirs = lake.call()
    other = office.call(code="other")
    with after(theirs):
        award, _lead = lake.accepted(theirs, "Fern")
        reported, _other = lake.reported(theirs, "Moss")
        case, _third = office.awarded(other, "Rush")
        own, _fourth = office.reported(call, "Reed")
        assert queries.list_payable(office.finance, office.body.id) == []
        assert [one for one, _part in queries.list_payable(lake.finance, lake.body.id)] == [award]
        both = [own.ref, reported.ref]
        # An officer of both networks accepts on the page of one of them.
        give_role(office.officer, Role.GRANTS_OFFICER, ScopeKind.BODY, lake.body.id)
        assert services.accept_selected(both, office.body.id, actor=office.officer) == [reported.ref]
        assert services.offer_selected([case.ref], call, actor=office.officer) == [case.ref]
        assert services.offer_selected([case.ref], other, actor=office.officer) == []


def test_a_report_is_accepted_as_it_was_read(office: Bursary, call: Call) -> None:
    award, lead = office.reported(call)
    read = award.version
    services.confirm_receipt(award, number=1, minor=1, currency="USD", day=clock.today(), actor=lead)
    db.session.flush()
    stale = refusal(lambda: services.accept_report(award, actor=office.officer, expected_version=read))
    assert stale is KernelRefusal.CHANGED_MEANWHILE


def test_whoever_is_asked_for_changes_keeps_the_time_that_they_had(office: Bursary, call: Call) -> None:
    call.report_by = clock.today() + timedelta(days=200)
    award, _lead = office.reported(call)
    due = award.report_until
    services.request_changes(award, actor=office.officer, note="How many?")
    assert award.report_until == due
