"""The whole grid of the library loan: every status × every step × every kind of person."""

from __future__ import annotations

from datetime import timedelta

from app.casework.enums import DeclaredTie
from app.casework.process import may, steps_open_to
from app.casework.services.steps import update_waits
from app.kernel import clock
from app.kernel.actor import ANONYMOUS, SYSTEM, Actor
from app.kernel.database import db
from app.kernel.permissions import Role, ScopeKind
from app.organisations.enums import ContactRole
from tests.integration.casework.conftest import Library
from tests.library_loan.enums import CaseRole
from tests.library_loan.labels import Action, Status
from tests.library_loan.models import Loan
from tests.library_loan.process import UNDECIDED
from tests.organisation_factories import make_body

S, A = Status, Action
LIBRARIANS, BORROWERS = {"librarian", "proposer"}, {"lead", "editor"}
READERS = {
    "stranger", "reader", "librarian", "librarian elsewhere", "keeper", "keeper elsewhere", "administrator",
    "auditor", "coordinator",
}  # fmt: skip
"""The rule leaves out contacts, other roles, conflicts and the undeclared; the queries say the rest."""
ALLOWED: dict[tuple[Status, Action], set[str]] = {
    (S.ASKED, A.PROPOSE): LIBRARIANS,
    (S.HEARING, A.SPEAK): READERS,
    (S.HEARING, A.CLOSE_HEARING): {"clock"},
    (S.CONSENT, A.AGREE): {"keeper"},
    (S.CONSENT, A.LEND): {"librarian"},
    (S.LENT, A.BRING_BACK): BORROWERS,
    (S.LENT, A.RECALL): {"clock"},
    (S.LENT, A.EXTEND): LIBRARIANS,
    (S.RECALLED, A.BRING_BACK): BORROWERS,
    (S.RECALLED, A.WRITE_OFF): LIBRARIANS,
    **{(status, A.REFUSE): LIBRARIANS for status in (S.ASKED, S.HEARING, S.CONSENT)},
    **{(status, A.WITHDRAW): BORROWERS for status in (S.ASKED, S.HEARING, S.CONSENT)},
}


def everybody(library: Library) -> tuple[Loan, dict[str, Actor]]:
    """A loan, and one of each kind of person that it can meet."""
    other = make_body("other")
    elsewhere = {"scope_id": other.id}
    whole = {"scope_kind": ScopeKind.INSTALLATION, "scope_id": None}
    for name, role, scope in (
        ("proposer", Role.MEMBERSHIP_OFFICER, {}),
        ("librarian recused", Role.MEMBERSHIP_OFFICER, {}),
        ("librarian elsewhere", Role.MEMBERSHIP_OFFICER, elsewhere),
        ("keeper", Role.COMMITTEE_MEMBER, {}),
        ("keeper undeclared", Role.COMMITTEE_MEMBER, {}),
        ("keeper recused", Role.COMMITTEE_MEMBER, {}),
        ("keeper who agreed", Role.COMMITTEE_MEMBER, {}),
        ("second keeper who agreed", Role.COMMITTEE_MEMBER, {}),
        ("keeper elsewhere", Role.COMMITTEE_MEMBER, elsewhere),
        ("coordinator", Role.REGIONAL_COORDINATOR, {"scope_kind": ScopeKind.REGION, "scope_id": 1}),
        ("administrator", Role.ADMINISTRATOR, whole),
        ("auditor", Role.AUDITOR, whole),
    ):
        library.add(name, role, **scope)
    library.contact("reader", "Faros")
    library.contact("editor", "Puentes", ContactRole.EDITOR)
    library.contact("viewer", "Puentes", ContactRole.VIEWER)
    loan = library.ask_for()
    none, conflict = DeclaredTie.NONE, DeclaredTie.CONFLICT
    library.note(loan, "proposer", role=CaseRole.PROPOSER)
    library.note(loan, "librarian recused", conflict)
    library.note(loan, "keeper", none)
    library.note(loan, "keeper recused", conflict)
    library.note(loan, "keeper who agreed", none, CaseRole.KEEPER)
    library.note(loan, "second keeper who agreed", none, CaseRole.KEEPER)
    return loan, {**library.people, "visitor": ANONYMOUS, "clock": SYSTEM}


def test_the_whole_grid(library: Library) -> None:
    loan, people = everybody(library)
    found: dict[tuple[Status, Action], set[str]] = {}
    for status in Status:
        loan.status_code = status
        update_waits(loan)
        with clock.shift(timedelta(days=60)):
            for name, person in people.items():
                allowed = {action for action in Action if may(person, loan, action)}
                assert {step.action for step in steps_open_to(person, loan)} == allowed
                for action in allowed:
                    found.setdefault((status, action), set()).add(name)
    assert found == ALLOWED


def test_the_clock_waits_for_its_hour(library: Library) -> None:
    loan = library.ask_for()
    for status, action in ((S.HEARING, A.CLOSE_HEARING), (S.LENT, A.RECALL)):
        loan.status_code = status
        update_waits(loan)
        assert not may(SYSTEM, loan, action)
    db.session.rollback()


def test_undecided_is_what_can_still_be_refused() -> None:
    assert {status for status, action in ALLOWED if action is A.REFUSE} == UNDECIDED
