"""Steps, waits, clocks and mail, on the smallest whole process."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.casework import emails, parties, queries
from app.casework.enums import CaseworkRefusal, DeclaredTie
from app.casework.jobs import ask_again
from app.casework.presenter import history, progress
from app.casework.services import (
    declare_tie,
    extend,
    hold,
    list_parties_without_holder,
    release,
    take_step,
)
from app.kernel import audit, clock
from app.kernel.database import db
from app.kernel.errors import DomainError, KernelRefusal, RefusalCode
from app.kernel.outbox import OutboxMessage
from app.kernel.permissions import Role
from tests.clockwork import end_what_is_over, remind
from tests.desks import tasks_of
from tests.integration.casework.conftest import Library, fresh
from tests.library_loan import services
from tests.library_loan.enums import CaseRole, LoanRefusal
from tests.library_loan.labels import Action as A
from tests.library_loan.labels import Status as S
from tests.library_loan.models import Loan


def refused(act: Callable[[], Any]) -> RefusalCode:
    with pytest.raises(DomainError) as error:
        act()
    assert isinstance(error.value.code, RefusalCode)
    return error.value.code


def mailed(since: int = 0) -> list[tuple[str, str]]:
    """(about, to) of every message after the first `since`, in an order of its own."""
    rows = db.session.execute(select(OutboxMessage).order_by(OutboxMessage.id)).scalars().all()
    return sorted((row.about, (row.recipient or "").partition("@")[0]) for row in rows[since:])


def waiting(loan: Loan) -> list[tuple[str, str]]:
    return [(one.party, one.action) for one in loan.open_waits]


def borrower(library: Library) -> str:
    return parties.organisation(library.borrower.id)


def make_heard(library: Library, **more: Any) -> Loan:
    """A loan that was proposed by the librarian and that members were asked about."""
    loan = library.ask_for(**more)
    take_step(loan, A.PROPOSE, actor=library["librarian"])
    return loan


def make_agreed(library: Library, **more: Any) -> Loan:
    """A loan to which two keepers agreed; a second librarian may hand it over."""
    loan = make_heard(library, **more)
    with clock.shift(timedelta(days=11)):
        assert end_what_is_over() == 1
    for name in ("keeper 1", "keeper 2"):
        person = library.people.get(name) or library.add(name, Role.COMMITTEE_MEMBER)
        declare_tie(loan, tie=DeclaredTie.NONE, note="", actor=person)
        take_step(loan, A.AGREE, actor=person)
    return loan


def make_lent(library: Library, **more: Any) -> Loan:
    loan = make_agreed(library, **more)
    second = library.people.get("second") or library.add("second", Role.MEMBERSHIP_OFFICER)
    take_step(loan, A.LEND, actor=second)
    return loan


def test_a_loan_goes_from_asked_to_returned(library: Library) -> None:
    loan = make_lent(library)
    assert waiting(loan) == [(borrower(library), A.BRING_BACK)]
    take_step(loan, A.BRING_BACK, actor=library.lead)
    assert (loan.status, loan.is_open, loan.open_waits, loan.open_key) == (S.RETURNED, False, [], None)


def test_an_old_version_is_refused_unless_the_step_is_personal(library: Library) -> None:
    loan = library.ask_for()
    old, librarian = loan.version - 1, library["librarian"]
    code = refused(lambda: take_step(loan, A.PROPOSE, actor=librarian, expected_version=old))
    assert (code, loan.status) == (KernelRefusal.CHANGED_MEANWHILE, S.ASKED)
    take_step(loan, A.PROPOSE, actor=librarian)
    services.speak(loan, actor=library.contact("reader", "Faros"), expected_version=old)
    assert loan.status is S.HEARING


def test_who_did_one_step_may_not_do_another(library: Library) -> None:
    loan = make_agreed(library)
    assert [one.role for one in loan.people] == [CaseRole.PROPOSER, CaseRole.KEEPER, CaseRole.KEEPER]
    assert refused(lambda: take_step(loan, A.LEND, actor=library["librarian"])) == (
        CaseworkRefusal.ALREADY_HAS_A_ROLE
    )
    second = library.add("second", Role.MEMBERSHIP_OFFICER)
    assert [one.id for one in queries.list_people_of(loan.open_waits[0].party, loan, A.LEND)] == [second.id]
    assert not tasks_of(library["librarian"])
    assert [row.action for row in tasks_of(second)] == [A.LEND]
    take_step(loan, A.LEND, actor=second)
    assert queries.list_who_did(loan.waits[0].id) == set(), "only waits that need each note who did"


def test_a_keeper_agrees_once_and_a_later_conflict_takes_it_away(library: Library) -> None:
    loan = make_heard(library)
    with clock.shift(timedelta(days=11)):
        end_what_is_over()
    one, two = (library.add(name, Role.COMMITTEE_MEMBER) for name in ("one", "two"))
    assert refused(lambda: take_step(loan, A.AGREE, actor=one)) == CaseworkRefusal.DECLARE_FIRST
    for keeper in (one, two):
        declare_tie(loan, tie=DeclaredTie.NONE, note="", actor=keeper)
    take_step(loan, A.AGREE, actor=one)
    assert refused(lambda: take_step(loan, A.AGREE, actor=one)) == LoanRefusal.ALREADY_AGREED
    assert not tasks_of(one), "their own part is done"
    assert [row.action for row in tasks_of(two)] == [A.AGREE]
    take_step(loan, A.AGREE, actor=two)
    librarians = parties.body_role(Role.MEMBERSHIP_OFFICER, library.body.id)
    assert waiting(loan) == [(librarians, A.LEND)]
    declare_tie(loan, tie=DeclaredTie.CONFLICT, note="", actor=two)
    keepers = parties.body_role(Role.COMMITTEE_MEMBER, library.body.id)
    assert waiting(loan) == [(keepers, A.AGREE)], "asked again, for one agreed too few"
    assert refused(lambda: declare_tie(loan, tie=DeclaredTie.NONE, note="", actor=two)) == (
        CaseworkRefusal.CONFLICT_STAYS
    )
    assert refused(lambda: take_step(loan, A.AGREE, actor=two)) == CaseworkRefusal.RECUSED


def test_one_contact_answers_for_a_member_and_the_others_are_not_asked_again(library: Library) -> None:
    for name, member in (("faros 1", "Faros"), ("faros 2", "Faros"), ("vecinas", "Vecinas")):
        library.contact(name, member)
    loan = make_heard(library)

    def asked() -> set[str]:
        return {name for name in library.people if tasks_of(library[name])}

    assert asked() == {"faros 1", "faros 2", "vecinas"}
    services.speak(loan, actor=library["faros 1"])
    assert asked() == {"vecinas"}
    services.speak(loan, actor=library["faros 2"])  # of a member that was heard: their word counts, too
    assert asked() == {"vecinas"}
    services.speak(loan, actor=library["vecinas"])
    assert asked() == set()
    assert loan.status is S.HEARING, "silence and speech alike: the clock ends it"
    assert refused(lambda: services.speak(loan, actor=library["stranger"])) == KernelRefusal.NOT_YOURS_TO_DO


def test_excluded_members_know_nothing(library: Library) -> None:
    library.contact("faros", "Faros")
    library.contact("vecinas", "Vecinas")
    insider = library.add("insider", Role.MEMBERSHIP_OFFICER)
    library.contact("insider", "Faros")
    loan = make_heard(library, without=["Faros"])
    emails.tell_members(loan, loan.open_waits[0].id)
    told = {name for _, name in mailed()}
    assert told == {"librarian", "vecinas"}
    for name in ("faros", "insider"):
        assert not tasks_of(library[name])
        assert queries.find_kind(loan.ref, queries.known_to(library[name])) is None
    assert insider.id not in {one.id for one in queries.list_people_of(loan.process.office(loan), loan)}


def test_waits_keep_their_clock_when_asked_again(library: Library) -> None:
    loan = library.ask_for()
    before = [(one.id, one.since, one.due_at) for one in loan.open_waits]
    version = loan.version
    with clock.shift(timedelta(days=3)):
        ask_again(loan.id)
    db.session.flush()
    assert [(one.id, one.since, one.due_at) for one in loan.open_waits] == before
    assert loan.version == version, "forms that are open stay good"


def test_others_are_asked_while_nobody_can_take_the_step(library: Library) -> None:
    loan = library.ask_for()
    library.note(loan, "librarian", DeclaredTie.CONFLICT)
    ask_again(loan.id)
    keepers = parties.body_role(Role.COMMITTEE_MEMBER, library.body.id)
    assert loan.waits_on == keepers
    assert list_parties_without_holder() == [(keepers, 1)]
    library.add("new", Role.MEMBERSHIP_OFFICER)
    version, before = loan.version, len(mailed())
    ask_again(loan.id)
    db.session.flush()
    assert loan.version > version
    assert loan.waits_on == parties.body_role(Role.MEMBERSHIP_OFFICER, library.body.id)
    assert mailed(before) == [("loan.propose", "new")]


def test_the_clock_takes_its_steps_and_nobody_else(library: Library) -> None:
    loan = make_heard(library)
    for person in (library["librarian"], library.lead):
        assert refused(partial(take_step, loan, A.CLOSE_HEARING, actor=person)) == (
            CaseworkRefusal.ONLY_THE_CLOCK
        )
    with clock.shift(timedelta(days=9, hours=23)):
        assert (end_what_is_over(), loan.status) == (0, S.HEARING)
    with clock.shift(timedelta(days=10)):
        assert (end_what_is_over(), loan.status) == (1, S.CONSENT)
        assert end_what_is_over() == 0
    lent = make_lent(library, book="Atlas")
    with clock.shift(timedelta(days=28)):
        assert (end_what_is_over(), lent.status) == (1, S.RECALLED)
        librarians = parties.body_role(Role.MEMBERSHIP_OFFICER, library.body.id)
        assert waiting(lent) == [(borrower(library), A.BRING_BACK), (librarians, A.WRITE_OFF)]
        assert lent.due_of(A.BRING_BACK) is None, "called back once"
    with clock.shift(timedelta(days=90)):
        assert end_what_is_over() == 0


def extended(loan: Loan, days: int, library: Library) -> Loan:
    """The loan as the next request finds it, its history written."""
    extend(loan, A.EXTEND, days=days, longest=10, actor=library["librarian"])
    db.session.commit()
    return fresh(loan)


def test_an_extension_counts_from_the_end_and_has_a_limit(library: Library) -> None:
    loan = make_lent(library)
    before = loan.due_of(A.BRING_BACK)
    assert before is not None
    loan = extended(loan, 4, library)
    assert loan.due_of(A.BRING_BACK) == loan.sort_due == before + timedelta(days=4)
    for days in (0, 7):
        assert refused(partial(extended, loan, days, library)) == CaseworkRefusal.EXTENSION_TOO_LONG
    loan = extended(loan, 6, library)
    assert refused(partial(extended, loan, 1, library)) == CaseworkRefusal.EXTENDED_TO_THE_END
    assert loan.due_of(A.BRING_BACK) == before + timedelta(days=10)
    with clock.at(before):
        assert end_what_is_over() == 0


def test_held_clocks_stand_still_and_go_on_with_what_was_left(library: Library) -> None:
    loan = make_lent(library)
    due = loan.due_of(A.BRING_BACK)
    assert due is not None
    with clock.at(due - timedelta(days=4)):
        assert hold(library.borrower.id) == 1
    loan = fresh(loan)
    with clock.at(due + timedelta(days=50)):
        assert (loan.due_of(A.BRING_BACK), end_what_is_over(), remind()) == (None, 0, 0)
        assert release(library.borrower.id) == 1
        assert loan.due_of(A.BRING_BACK) == clock.now() + timedelta(days=4)
    with clock.at(due + timedelta(days=54)):
        assert (end_what_is_over(), loan.status) == (1, S.RECALLED)


def test_a_reminder_goes_once_for_each_mark_to_those_who_are_not_done(library: Library) -> None:
    loan = make_heard(library)
    with clock.shift(timedelta(days=11)):
        end_what_is_over()
        for name in ("one", "two", "recused"):
            library.add(name, Role.COMMITTEE_MEMBER)
        for name in ("one", "two"):
            declare_tie(loan, tie=DeclaredTie.NONE, note="", actor=library[name])
        declare_tie(loan, tie=DeclaredTie.CONFLICT, note="", actor=library["recused"])
        take_step(loan, A.AGREE, actor=library["one"])
    due, before = loan.due_of(A.AGREE), len(mailed())
    assert due is not None
    sent = []
    for days in (8, 6, 6, 5, 1, 1):
        with clock.at(due - timedelta(days=days)):
            sent.append(remind())
    assert sent == [0, 1, 0, 0, 1, 0]
    assert mailed(before) == [("loan.reminder.agree", "two")] * 2


def test_who_is_told_of_each_step(library: Library) -> None:
    library.contact("faros", "Faros")
    loan = library.ask_for()
    assert mailed() == [("loan.propose", "librarian")], "a case that begins in the open is told at once"
    second = library.add("second", Role.MEMBERSHIP_OFFICER)
    take_step(loan, A.PROPOSE, actor=library["librarian"])
    emails.tell_members(loan, loan.open_waits[0].id)
    keepers = [library.add(name, Role.COMMITTEE_MEMBER) for name in ("one", "two", "three")]
    with clock.shift(timedelta(days=11)):
        end_what_is_over()
    for keeper in keepers[:2]:
        declare_tie(loan, tie=DeclaredTie.NONE, note="", actor=keeper)
        take_step(loan, A.AGREE, actor=keeper)
    take_step(loan, A.LEND, actor=second)
    assert mailed(1) == [
        ("loan.agree", "one"),
        ("loan.agree", "three"),
        ("loan.agree", "two"),
        ("loan.lend", "second"),
        ("loan.lent", "lead"),
        ("loan.speak", "faros"),
    ]
    take_step(library.ask_for("Atlas"), A.WITHDRAW, actor=library.lead)
    assert mailed(9) == [("loan.withdrawn", "librarian"), ("loan.withdrawn", "second")]


def test_a_case_waits_for_its_children_and_is_asked_again_when_they_end(library: Library) -> None:
    loan = make_lent(library)
    volumes = [library.ask_for(book, first_volume=loan) for book in ("Maps 2", "Maps 3")]
    assert waiting(loan) == []
    assert refused(lambda: take_step(loan, A.BRING_BACK, actor=library.lead)) == LoanRefusal.VOLUMES_ARE_OUT
    take_step(volumes[0], A.WITHDRAW, actor=library.lead)
    assert waiting(loan) == []
    before = len(mailed())
    take_step(volumes[1], A.REFUSE, actor=library["librarian"], note="Torn.")
    ask_again(loan.id)  # as the job does
    assert waiting(loan) == [(borrower(library), A.BRING_BACK)]
    assert mailed(before) == [("loan.bring_back", "lead"), ("loan.refused", "lead")]
    loan = fresh(loan)
    assert [one.ref for one in loan.children] == [one.ref for one in volumes]
    take_step(loan, A.BRING_BACK, actor=library.lead)


def test_the_history_says_what_each_side_may_read(library: Library) -> None:
    loan = library.ask_for()
    take_step(loan, A.PROPOSE, actor=library["librarian"], note="Good condition.")
    services.speak(loan, actor=library.contact("faros", "Faros"), note="We do not need it.")
    take_step(loan, A.REFUSE, actor=library["librarian"], note="Lost after all.")
    db.session.commit()
    loan = fresh(loan)
    events = audit.list_events("loan", loan.id)
    names = {library["librarian"].id: "Librarian", library["faros"].id: "Faros"}
    office = history(loan, events, names=names, for_organisation=False)
    assert [(line.by, line.note) for line in office] == [
        ("Librarian", "Lost after all."),
        ("Faros", "We do not need it."),
        ("Librarian", "Good condition."),
    ]
    own = history(loan, events, names=names, for_organisation=True)
    assert [(line.by, line.note) for line in own] == [(None, None), (None, None)]
    assert [step.state for step in progress(loan, events)] == ["done", "done", "done"]


def test_one_open_loan_for_a_book(library: Library) -> None:
    library.ask_for("Maps")
    with pytest.raises(IntegrityError), db.session.begin_nested():
        library.ask_for("Maps")
