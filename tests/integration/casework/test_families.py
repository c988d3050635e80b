"""Cases that belong to another: what the end of one means for the others, and who may know of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from app.accounts.models import Person
from app.casework import queries
from app.casework.enums import CaseworkRefusal, DeclaredTie, Standing
from app.casework.jobs import ask_again, ask_family_again
from app.casework.process import Stage, Step
from app.casework.queries.access import is_recused
from app.casework.rules import only_with_parent, standing
from app.casework.services import declare_tie, exclude, start_case, take_step
from app.kernel import clock
from app.kernel.actor import SYSTEM
from app.kernel.database import db
from app.kernel.errors import DomainError
from app.kernel.jobs import Job
from app.kernel.permissions import Permission, Role
from app.organisations.models import Organisation
from tests.desks import tasks_of
from tests.integration.casework.conftest import Library
from tests.integration.casework.short_loan import SHORT, change
from tests.library_loan.labels import Action as A
from tests.library_loan.labels import Status as S
from tests.library_loan.models import Loan
from tests.library_loan.process import at, keepers, librarians


@pytest.fixture(autouse=True)
def _short(library: Library) -> None:
    change()


def ends_with_its_parent() -> None:
    """What belongs to a loan, and is not yet lent, is refused by itself when the loan ends."""
    refuse = Step(A.REFUSE, at(S.ASKED), S.REFUSED, unless=only_with_parent)
    change(
        steps=(*(one for one in SHORT.steps if one.action is not A.REFUSE), refuse), ends_with_parent=A.REFUSE
    )


def child_of(loan: Loan, library: Library, book: str = "Index") -> Loan:
    """A loan that belongs to another."""
    child = Loan(started_by=library.lead.id, book=book)
    start_case(child, actor=library.lead, parent=loan)
    db.session.flush()
    return child


def queued(name: str) -> list[int]:
    """The cases of the jobs with this name, in order."""
    rows = db.session.execute(select(Job).where(Job.name == name).order_by(Job.id)).scalars()
    return [row.arguments["case_id"] for row in rows]


def test_a_child_lies_where_its_parent_lies(library: Library) -> None:
    loan = library.ask_for()
    loan.country = "MX"
    child = child_of(loan, library)
    assert (child.parent_id, child.body_id, child.country) == (loan.id, library.body.id, "MX")
    assert (child.region_id, child.organisation_id) == (loan.region_id, loan.organisation_id)
    assert loan.children == [child]


def test_the_end_of_a_child_asks_its_parent_and_what_else_is_open(library: Library) -> None:
    loan = library.ask_for()
    first, second, third = (child_of(loan, library, f"Part {number}") for number in range(3))
    take_step(second, A.REFUSE, actor=library["librarian"], note="gone")
    assert queued("casework.ask_family_again") == [loan.id]
    ask_family_again(loan.id)
    assert queued("casework.ask_again") == [loan.id, first.id, third.id]


def test_a_child_that_goes_on_asks_nobody(library: Library) -> None:
    child = child_of(library.ask_for(), library)
    take_step(child, A.LEND, actor=library["librarian"])
    assert queued("casework.ask_family_again") == []


def test_children_end_with_their_parent_where_the_process_says_so(library: Library) -> None:
    ends_with_its_parent()
    loan = library.ask_for()
    asked, lent = child_of(loan, library, "One"), child_of(loan, library, "Two")
    for one in (loan, lent):
        take_step(one, A.LEND, actor=library["librarian"])
    take_step(loan, A.BRING_BACK, actor=library.lead)
    assert (asked.status, asked.is_open, asked.open_waits) == (S.REFUSED, False, [])
    assert (lent.status, lent.is_open) == (S.LENT, True), "the table has no such step for what is lent"


def test_children_go_on_where_the_process_does_not_say_that_they_end(library: Library) -> None:
    loan = library.ask_for()
    child = child_of(loan, library)
    take_step(loan, A.REFUSE, actor=library["librarian"], note="gone")
    assert (child.status, child.is_open) == (S.ASKED, True)


def test_a_family_has_two_generations(library: Library) -> None:
    """The conditions of lists and mail look at a case and at the one that it belongs to, and no further."""
    child = child_of(library.ask_for(), library)
    with pytest.raises(ValueError, match="nothing can belong to it"):
        child_of(child, library, "Note")


def test_nobody_ends_a_child_before_its_parent(library: Library) -> None:
    ends_with_its_parent()
    child = child_of(library.ask_for(), library)
    for actor in (library["librarian"], SYSTEM):
        with pytest.raises(DomainError) as refused:
            take_step(child, A.REFUSE, actor=actor)
        assert refused.value.code == CaseworkRefusal.ONLY_WITH_PARENT
    assert child.status is S.ASKED


def test_taking_a_step_costs_the_same_however_large_the_family(
    library: Library, count_queries: Callable[[], Any]
) -> None:
    costs = []
    for turn, number in enumerate((1, 1, 6)):  # the first one also reads the librarian's roles
        loan = library.ask_for(f"Set {turn}")
        family = [child_of(loan, library, f"{turn}/{one}") for one in range(number)]
        with count_queries() as count:
            take_step(family[0], A.REFUSE, actor=library["librarian"], note="gone")
        costs.append(len(count))
    assert costs[1] == costs[2]


def end_contact(organisation: Organisation, person: Person) -> None:
    """This person no longer speaks for the organisation."""
    contact = next(one for one in organisation.contacts if one.person_id == person.id)
    contact.ended_at = clock.now()
    db.session.flush()


def work_of(person: Person) -> list[str]:
    """What this person's desk asks of them."""
    return [row.title for row in tasks_of(person)]


def closed_to(person: Person) -> list[int]:
    """The cases that lists leave out, because this person must not judge them."""
    found = db.session.execute(select(Loan.id).where(is_recused(person.id)).order_by(Loan.id))
    return list(found.scalars())


def test_a_tie_is_declared_once_for_a_family(library: Library) -> None:
    change(judges=frozenset({Permission.SCREEN_APPLICATIONS}))
    loan = library.ask_for("Atlas")
    first, second = child_of(loan, library, "First"), child_of(loan, library, "Second")
    assert standing(library["librarian"], second) is Standing.DECLARE
    declare_tie(first, tie=DeclaredTie.NONE, note="", actor=library["librarian"])
    assert [standing(library["librarian"], one) for one in (loan, first, second)] == [Standing.OPEN] * 3
    assert queued("casework.ask_family_again") == [loan.id]


def test_a_conflict_with_a_case_closes_what_belongs_to_it(library: Library) -> None:
    loan = library.ask_for("Atlas")
    child = child_of(loan, library)
    assert work_of(library["librarian"]) == ["Puentes", "Index"]
    declare_tie(child, tie=DeclaredTie.CONFLICT, note="", actor=library["librarian"])
    db.session.flush()
    assert standing(library["librarian"], child) is Standing.RECUSED
    assert (work_of(library["librarian"]), closed_to(library["librarian"])) == ([], [loan.id, child.id])
    party = child.process.office(child)
    assert [list(queries.list_people_of(party, one)) for one in (loan, child)] == [[], []]


def test_what_changes_for_a_family_asks_all_of_it_again(library: Library) -> None:
    """A child would go on waiting for somebody who must not judge it any more."""
    library.add("keeper", Role.COMMITTEE_MEMBER)
    library.contact("librarian", "Faros")
    for change_it in (
        lambda loan: declare_tie(loan, tie=DeclaredTie.CONFLICT, note="", actor=library["librarian"]),
        lambda loan: exclude(loan, [library.members["Faros"].id]),
    ):
        loan = library.ask_for(f"Atlas {len(queued('casework.ask_family_again'))}")
        child = child_of(loan, library, f"Index {loan.id}")
        assert [one.party for one in child.open_waits] == [librarians(child)]
        change_it(loan)
        assert queued("casework.ask_family_again")[-1] == loan.id
        ask_family_again(loan.id)
        assert queued("casework.ask_again")[-2:] == [loan.id, child.id]
        ask_again(child.id)
        assert [one.party for one in child.open_waits] == [keepers(child)]


def test_what_changes_for_a_case_alone_asks_nobody_else(library: Library) -> None:
    loan = library.ask_for()
    declare_tie(loan, tie=DeclaredTie.NONE, note="", actor=library["librarian"])
    exclude(loan, [library.members["Faros"].id])
    assert queued("casework.ask_family_again") == []


def test_a_contact_of_the_time_of_the_parent_judges_nothing_of_it(library: Library) -> None:
    library.contact("librarian", "Puentes")
    loan = library.ask_for("Atlas")
    with clock.shift(timedelta(days=10)):
        end_contact(library.borrower, library["librarian"])
    with clock.shift(timedelta(days=20)):
        child = child_of(loan, library)
        assert (standing(library["librarian"], child), work_of(library["librarian"])) == (
            Standing.RECUSED,
            [],
        )
        assert closed_to(library["librarian"]) == [loan.id, child.id]


def test_excluded_from_a_case_is_excluded_from_what_belongs_to_it(library: Library) -> None:
    library.contact("librarian", "Faros")
    loan = library.ask_for("Atlas")
    exclude(loan, [library.members["Faros"].id])
    child = child_of(loan, library)
    db.session.flush()
    assert work_of(library["librarian"]) == []
    known = select(Loan.id).where(queries.known_to(library["librarian"]))
    assert db.session.execute(known).scalars().all() == []
    assert list(queries.list_people_of(child.process.office(child), child)) == []


def test_on_the_own_desk_a_case_stands_for_what_belongs_to_it(library: Library) -> None:
    loan = library.ask_for("Atlas")
    child = child_of(loan, library)
    desk = partial(queries.list_on_desk, library.lead, news_since=clock.now(), limit=60)
    assert [row.title for row in desk().own] == ["Puentes"]
    take_step(child, A.REFUSE, actor=library["librarian"], note="gone")
    db.session.flush()
    assert [row.title for row in desk().own] == ["Index", "Puentes"], "its end is news"


def test_what_belongs_to_a_case_came_to_the_network_with_it(library: Library) -> None:
    change(stages=SHORT.stages | {S.ASKED: Stage(queued=False)})
    unsent = library.ask_for("Draft")
    loan = library.ask_for("Atlas")
    take_step(loan, A.LEND, actor=library["librarian"])
    assert (child_of(unsent, library, "One").sent_at, child_of(loan, library, "Two").sent_at) == (
        None,
        loan.sent_at,
    )
