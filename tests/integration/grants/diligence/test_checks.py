"""A group is checked: started, filled in, concluded by a second person, and ended."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.casework.enums import CaseworkRefusal, DeclaredTie
from app.casework.queries import readable_by
from app.casework.services import declare_tie
from app.grants.diligence import policy, queries, rules, services
from app.grants.diligence.enums import DiligenceRefusal as Refused
from app.grants.diligence.enums import Found, Tier
from app.grants.diligence.models import DiligenceCheck
from app.grants.diligence.process import officers
from app.grants.diligence.process_words import Status
from app.grants.diligence.services import Given
from app.kernel import clock
from app.kernel.database import db
from app.kernel.errors import KernelRefusal
from app.kernel.money import Money
from app.kernel.outbox import OutboxMessage
from app.organisations.enums import ContactRole
from app.organisations.models import Organisation
from tests.award_factories import Bursary
from tests.diligence_factories import answers_for, make_check, pass_check
from tests.organisation_factories import make_contact
from tests.refusals import refusal


@pytest.fixture
def office(session: Session) -> Bursary:
    return Bursary()


@pytest.fixture
def reed(office: Bursary) -> Organisation:
    return office.group("Reed")[0]


def _conclude(check: DiligenceCheck, office: Bursary, **said: Any) -> None:
    known: dict[str, Any] = {"passed": True, "details_confirmed": True, "actor": office.second}
    services.conclude_check(check, **(known | said))


@pytest.mark.parametrize(
    ("amount", "tier"),
    [
        (Money(1_999_99, "USD"), Tier.NONE),
        (Money(2_000_00, "USD"), Tier.STANDARD),
        (Money(19_999_99, "USD"), Tier.STANDARD),
        (Money(20_000_00, "USD"), Tier.FULL),
        (Money(20_000, "JPY"), Tier.FULL),
        (Money(1_999, "JPY"), Tier.NONE),
    ],
)
def test_the_amount_says_how_much_is_asked(session: Session, amount: Money, tier: Tier) -> None:
    assert policy.tier_for(amount) is tier


def test_a_standard_check_holds_for_two_years_and_a_full_one_for_one(session: Session) -> None:
    assert policy.last_day(Tier.STANDARD, date(2026, 11, 28)) == date(2028, 11, 28)
    assert policy.last_day(Tier.FULL, date(2028, 2, 29)) == date(2029, 2, 28)
    assert policy.last_day(Tier.FULL, date(2026, 12, 31)) == date(2027, 12, 31)


def test_a_check_asks_what_its_tier_asks_of_the_office(office: Bursary, reed: Organisation) -> None:
    check = services.start_check(office.body, reed, Tier.STANDARD, actor=office.officer)
    standard = ["registration", "governance", "bank", "sanctions", "safeguarding", "references"]
    assert [one.code for one in check.points] == standard
    assert [one.party for one in check.open_waits] == [officers(check)]
    assert check.status is Status.CHECKING
    services.cancel_check(check, note="A mistake.", actor=office.officer)
    full = services.start_check(office.body, reed, Tier.FULL, actor=office.officer)
    assert [one.code for one in full.points] == [*standard, "accounts", "interests", "capacity", "host"]
    assert db.session.scalars(select(OutboxMessage)).all() == []


def test_a_group_has_one_running_check(office: Bursary, reed: Organisation) -> None:
    services.start_check(office.body, reed, Tier.STANDARD, actor=office.officer)
    again = lambda: services.start_check(office.body, reed, Tier.FULL, actor=office.second)  # noqa: E731
    assert refusal(again) is Refused.RUNNING_ALREADY


def test_only_officers_of_grants_check(office: Bursary, reed: Organisation) -> None:
    start = lambda: services.start_check(office.body, reed, Tier.FULL, actor=office.finance)  # noqa: E731
    assert refusal(start) is KernelRefusal.NOT_YOURS_TO_DO
    check = services.start_check(office.body, reed, Tier.FULL, actor=office.officer)
    fill_in = lambda: services.answer_points(check, {}, actor=office.finance)  # noqa: E731
    assert refusal(fill_in) is KernelRefusal.NOT_YOURS_TO_DO


def test_nothing_is_sent_while_a_point_is_open(office: Bursary, reed: Organisation) -> None:
    check = services.start_check(office.body, reed, Tier.STANDARD, actor=office.officer)
    known = answers_for(Tier.STANDARD)
    for missing in (
        {"references": Given()},
        {"registration": Given(Found.OTHERWISE)},  # a waiver says why
        {"safeguarding": Given(Found.NOT_MET, "  ")},
        {"sanctions": Given(Found.MET, "", "UN")},  # as of when?
        {"sanctions": Given(Found.MET, "", "", clock.today())},
        {"references": Given(Found.NOT_APPLICABLE)},
    ):
        services.answer_points(check, known | missing, actor=office.officer)
        assert [one.code for one in rules.open_points(check)] == list(missing)
        assert refusal(lambda: services.send_check(check, actor=office.officer)) is Refused.POINTS_OPEN
    waived = {"registration": Given(Found.OTHERWISE, "Registering would name people to the police.")}
    services.answer_points(check, known | waived, actor=office.officer)
    services.send_check(check, actor=office.officer)
    assert check.status is Status.READY


def test_who_answered_a_point_is_kept_with_it(office: Bursary, reed: Organisation) -> None:
    check = services.start_check(office.body, reed, Tier.STANDARD, actor=office.officer)
    services.answer_points(check, answers_for(Tier.STANDARD), actor=office.officer)
    cleared = Given(Found.MET, "", "UN, EU and US", clock.today())
    services.answer_points(check, answers_for(Tier.STANDARD, sanctions=cleared), actor=office.second)
    assert {one.code: one.answered_by_id for one in check.points} == {
        one.code: office.second.id if one.code == "sanctions" else office.officer.id for one in check.points
    }


def test_somebody_who_saw_an_older_check_overwrites_nothing(office: Bursary, reed: Organisation) -> None:
    check = services.start_check(office.body, reed, Tier.STANDARD, actor=office.officer)
    seen = check.version
    services.answer_points(check, answers_for(Tier.STANDARD), actor=office.officer, expected_version=seen)
    late = lambda: services.answer_points(  # noqa: E731
        check, {}, actor=office.second, expected_version=seen
    )
    assert refusal(late) is KernelRefusal.CHANGED_MEANWHILE


def test_a_second_person_concludes(office: Bursary, reed: Organisation) -> None:
    check = make_check(office.body, reed, Tier.FULL, office.officer)
    assert refusal(lambda: _conclude(check, office, actor=office.officer)) is Refused.SENT_BY_YOU
    assert check.open_waits == []
    assert queries.count_to_conclude(office.second, [office.body.id]) == {office.body.id: 1}
    assert queries.count_to_conclude(office.officer, [office.body.id]) == {}
    _conclude(check, office)
    assert (check.status, check.concluded_by_id) == (Status.PASSED, office.second.id)
    assert check.valid_until == policy.last_day(Tier.FULL, clock.today())


def test_whoever_looks_again_can_be_either_person(office: Bursary, reed: Organisation) -> None:
    check = make_check(office.body, reed, Tier.FULL, office.officer)
    services.return_check(check, note="Who keeps the books?", actor=office.second)
    assert (check.status, check.request) == (Status.CHECKING, "Who keeps the books?")
    services.send_check(check, actor=office.second)
    assert check.request is None
    _conclude(check, office, actor=office.officer)
    assert check.status is Status.PASSED


def test_whoever_concludes_confirms_where_the_money_goes(office: Bursary, reed: Organisation) -> None:
    check = make_check(office.body, reed, Tier.STANDARD, office.officer)
    unconfirmed = lambda: _conclude(check, office, details_confirmed=False)  # noqa: E731
    assert refusal(unconfirmed) is Refused.DETAILS_UNCONFIRMED


def test_a_point_that_is_not_met_needs_conditions(office: Bursary, reed: Organisation) -> None:
    lacking = {"safeguarding": Given(Found.NOT_MET, "Nothing is agreed.")}
    check = make_check(office.body, reed, Tier.STANDARD, office.officer, **lacking)
    assert refusal(lambda: _conclude(check, office)) is Refused.CONDITIONS_MISSING
    _conclude(check, office, words="They agree on it before the second part.")
    assert check.conditions == "They agree on it before the second part."


@pytest.mark.parametrize("code", ["bank", "sanctions"])
def test_some_points_cannot_be_left_to_conditions(office: Bursary, reed: Organisation, code: str) -> None:
    check = make_check(
        office.body, reed, Tier.STANDARD, office.officer, **{code: Given(Found.NOT_MET, "No.")}
    )
    assert refusal(lambda: _conclude(check, office, words="All the same.")) is Refused.MUST_BE_MET
    _conclude(check, office, passed=False, words="It cannot be.")
    assert (check.status, check.reason) == (Status.NOT_PASSED, "It cannot be.")


def test_not_to_pass_has_a_reason(office: Bursary, reed: Organisation) -> None:
    check = make_check(office.body, reed, Tier.STANDARD, office.officer)
    assert refusal(lambda: _conclude(check, office, passed=False, words=" ")) is Refused.REASON_MISSING


def test_a_check_can_hold_for_a_shorter_time_but_not_for_longer(office: Bursary, reed: Organisation) -> None:
    check = make_check(office.body, reed, Tier.FULL, office.officer)
    today, longest = clock.today(), policy.last_day(Tier.FULL, clock.today())
    yesterday = today - timedelta(days=1)
    assert refusal(lambda: _conclude(check, office, until=yesterday)) is Refused.NOT_TO_COME
    assert refusal(lambda: _conclude(check, office, until=longest + timedelta(days=1))) is Refused.TOO_LONG
    _conclude(check, office, until=today)
    assert rules.counts_on(check, today)
    assert not rules.counts_on(check, today + timedelta(days=1))


def test_what_has_passed_is_ended_early_with_a_reason(office: Bursary, reed: Organisation) -> None:
    check = pass_check(office.body, reed, Tier.STANDARD, (office.officer, office.second))
    known = lambda: queries.known_until(office.body.id, [reed.id], Tier.STANDARD)  # noqa: E731
    assert known() == {reed.id: check.valid_until}
    without = lambda: services.end_check(check, actor=office.officer)  # noqa: E731
    assert refusal(without) is CaseworkRefusal.REASON_MISSING
    services.end_check(check, note="The host closed.", actor=office.officer)
    assert (check.status, known()) == (Status.ENDED, {})


def test_an_expired_check_cannot_be_ended(office: Bursary, reed: Organisation) -> None:
    check = pass_check(office.body, reed, Tier.STANDARD, (office.officer, office.second), clock.today())
    with clock.shift(timedelta(days=2)):
        end = lambda: services.end_check(check, note="Late.", actor=office.officer)  # noqa: E731
        assert refusal(end) is Refused.NOT_IN_FORCE


def test_a_group_is_checked_anew_and_the_history_stays(office: Bursary, reed: Organisation) -> None:
    people = (office.officer, office.second)
    first = pass_check(office.body, reed, Tier.STANDARD, people, clock.today())
    second = pass_check(office.body, reed, Tier.FULL, people)
    rows = queries.list_checks_of(office.officer, office.body.id, reed.id)
    assert [one.ref for one in rows] == [second.ref, first.ref]


def test_a_full_check_counts_for_the_lower_tier_and_not_the_other_way(
    office: Bursary, reed: Organisation
) -> None:
    people = (office.officer, office.second)
    pass_check(office.body, reed, Tier.STANDARD, people)
    assert queries.known_until(office.body.id, [reed.id], Tier.FULL) == {}
    lily = office.group("Lily")[0]
    full = pass_check(office.body, lily, Tier.FULL, people)
    for tier in (Tier.STANDARD, Tier.FULL):
        assert queries.known_until(office.body.id, [lily.id], tier) == {lily.id: full.valid_until}


def test_another_network_checks_for_itself(office: Bursary, reed: Organisation) -> None:
    pass_check(office.body, reed, Tier.STANDARD, (office.officer, office.second))
    other = Bursary("lake")
    assert queries.known_until(other.body.id, [reed.id], Tier.STANDARD) == {}


def test_people_of_the_group_check_nothing(office: Bursary, reed: Organisation) -> None:
    make_contact(office.officer, reed, ContactRole.VIEWER)
    start = lambda: services.start_check(office.body, reed, Tier.FULL, actor=office.officer)  # noqa: E731
    assert refusal(start) is CaseworkRefusal.RECUSED


def test_a_conflict_declared_on_a_grant_closes_the_checks_of_the_group(office: Bursary) -> None:
    call = office.call()
    case, _lead = office.sent(call)
    group = case.organisation
    declare_tie(case, tie=DeclaredTie.CONFLICT, note="", actor=office.second)
    check = make_check(office.body, group, Tier.STANDARD, office.officer)
    assert refusal(lambda: _conclude(check, office)) is CaseworkRefusal.RECUSED
    assert queries.count_to_conclude(office.second, [office.body.id]) == {}
    assert queries.list_checks_of(office.second, office.body.id, group.id) == []
    later, _lead = office.sent(call, "Lily")
    second = make_check(office.body, later.organisation, Tier.STANDARD, office.officer)
    declare_tie(later, tie=DeclaredTie.CONFLICT, note="", actor=office.second)
    assert queries.list_checks_of(office.second, office.body.id, later.organisation_id) == []
    assert refusal(lambda: _conclude(second, office)) is CaseworkRefusal.RECUSED


def test_what_is_written_of_a_group_is_encrypted(office: Bursary, reed: Organisation) -> None:
    check = pass_check(office.body, reed, Tier.STANDARD, (office.officer, office.second), words="Very secret")
    db.session.flush()
    raw = db.session.execute(
        text("SELECT note FROM diligence_point WHERE check_id = :id AND note IS NOT NULL"), {"id": check.id}
    ).scalars()
    assert all(b"Seen by" not in bytes(one) for one in raw)
    kept = db.session.execute(
        text("SELECT conditions FROM diligence_check WHERE id = :id"), {"id": check.id}
    ).scalar_one()
    assert b"secret" not in bytes(kept)


def test_neither_the_group_nor_finance_finds_a_check(office: Bursary) -> None:
    group, lead = office.group("Reed")
    check = make_check(office.body, group, Tier.STANDARD, office.officer)
    for person in (lead, office.finance, office.treasurer):
        assert refusal(lambda who=person: queries.get_check(check.ref, known=readable_by(who))) is (
            KernelRefusal.NOT_FOUND
        )
    assert queries.get_check(check.ref, known=readable_by(office.second)).id == check.id
