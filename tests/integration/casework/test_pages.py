"""The library over HTTP: who finds which loan where, and the whole of a loan by its pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

import pytest

from app.accounts.models import Person
from app.casework.enums import DeclaredTie
from app.casework.presenter import list_desk_items
from app.casework.services import declare_tie, take_step
from app.kernel import clock
from app.kernel.database import db
from app.kernel.permissions import Role, ScopeKind
from app.organisations.enums import ContactRole
from app.organisations.queries import list_contacts
from app.organisations.services import end_contact
from app.web.desk import DeskPart
from tests.clients import WeftClient, sign_in
from tests.clockwork import end_what_is_over
from tests.desks import tasks_of
from tests.factories import give_role
from tests.integration.casework.conftest import Library, fresh
from tests.integration.casework.short_loan import change
from tests.library_loan.labels import Action, Status
from tests.library_loan.models import Loan
from tests.organisation_factories import make_body

LIST = "/en/n/library/loans/"


class Seen(NamedTuple):
    """What one person finds of a loan. `desk` is the part of the desk on which it stands."""

    listed: bool
    counted: bool
    found: bool
    work: int
    own: int
    step: int
    desk: DeskPart | None


NOTHING = Seen(False, False, False, 403, 404, 404, None)
READS = {"listed": True, "counted": True, "found": True, "work": 200, "own": 404}


def seen(client: WeftClient, person: Person, loan: Loan, step: Action) -> Seen:
    """List, count, search, pages and desk, as this person has them."""
    sign_in(client, person)
    listing, search = client.get(LIST), client.get(f"{LIST}?q={loan.title}")
    desk = client.get("/en/desk").text
    with client.application.test_request_context("/en/desk"):
        items = [one for one in list_desk_items(person, "en") if loan.title == one.title]
    assert bool(items) == (loan.title in desk), "what the desk shows, and what it was given"
    return Seen(
        loan.ref in listing.text,
        "<b>1</b>" in listing.text,
        loan.ref in search.text,
        client.get(f"{LIST}{loan.ref}/").status_code,
        client.get(f"/en/loans/{loan.ref}").status_code,
        client.get(f"/en/cases/{loan.ref}/{step.value}").status_code,
        items[0].part if items else None,
    )


def make_people(library: Library) -> None:
    """One of each kind of person."""
    other = make_body("other").id
    for name in ("librarian recused", "librarian who was a contact", "librarian of an excluded member"):
        library.add(name, Role.MEMBERSHIP_OFFICER)
    library.add("librarian elsewhere", Role.MEMBERSHIP_OFFICER, scope_id=other)
    for name in ("keeper", "keeper undeclared"):
        library.add(name, Role.COMMITTEE_MEMBER)
    library.add("coordinator", Role.REGIONAL_COORDINATOR, scope_kind=ScopeKind.REGION, scope_id=1)
    library.add("administrator", Role.ADMINISTRATOR, scope_kind=ScopeKind.INSTALLATION, scope_id=None)
    library.contact("viewer", "Puentes", ContactRole.VIEWER)
    library.contact("librarian who was a contact", "Puentes", ContactRole.VIEWER)
    library.contact("faros", "Faros")
    library.contact("vecinas", "Vecinas")
    library.contact("vecinas viewer", "Vecinas", ContactRole.VIEWER)
    library.contact("librarian of an excluded member", "Faros")


def settle(library: Library, loan: Loan) -> None:
    """What they declared, and who is no contact any more."""
    for name in ("librarian", "keeper"):
        declare_tie(loan, tie=DeclaredTie.NONE, note="", actor=library[name])
    declare_tie(loan, tie=DeclaredTie.CONFLICT, note="", actor=library["librarian recused"])
    gone = library["librarian who was a contact"].id
    contact = next(one for one in list_contacts(library.borrower.id) if one.person_id == gone)
    end_contact(contact, actor=library.lead)
    db.session.flush()


WHO_SEES_A_REQUEST = {
    "librarian": Seen(**READS, step=200, desk=DeskPart.MINE),
    "librarian recused": Seen(False, False, False, 403, 404, 403, None),
    "librarian who was a contact": Seen(False, False, False, 403, 404, 403, None),
    "librarian of an excluded member": Seen(False, False, False, 404, 404, 404, None),
    "librarian elsewhere": Seen(False, False, False, 404, 404, 404, None),
    "keeper": Seen(**READS, step=403, desk=None),
    "keeper undeclared": Seen(**(READS | {"work": 303}), step=303, desk=None),
    "coordinator": Seen(False, False, False, 404, 404, 404, None),
    "lead": Seen(False, False, False, 403, 200, 403, DeskPart.AWAITED),
    "viewer": Seen(False, False, False, 403, 200, 403, DeskPart.AWAITED),
    "faros": NOTHING,
    "vecinas": NOTHING,
    "administrator": NOTHING,
    "stranger": NOTHING,
}


def test_each_kind_of_person_finds_the_same_loan_everywhere(client: WeftClient, library: Library) -> None:
    make_people(library)
    loan = library.ask_for(without=["Faros"])
    settle(library, loan)
    found = {name: seen(client, library[name], loan, Action.PROPOSE) for name in WHO_SEES_A_REQUEST}
    assert found == WHO_SEES_A_REQUEST


def test_members_who_are_asked_find_their_step_and_nothing_else(client: WeftClient, library: Library) -> None:
    make_people(library)
    loan = library.ask_for(without=["Faros"])
    take_step(loan, Action.PROPOSE, actor=library["librarian"])
    asked = Seen(False, False, False, 403, 404, 200, DeskPart.MINE)
    names = ("faros", "vecinas", "vecinas viewer", "librarian of an excluded member", "stranger")
    found = {name: seen(client, library[name], loan, Action.SPEAK) for name in names}
    refused = NOTHING._replace(work=404)
    expected = dict.fromkeys(names, NOTHING) | {
        "vecinas": asked,
        "librarian of an excluded member": refused,
    }
    assert found == expected
    sign_in(client, library["vecinas"])
    answer = client.post(f"/en/cases/{loan.ref}/speak", data={"note": "No."})
    assert (answer.status_code, answer.location) == (303, "/en/desk")
    assert loan.title not in client.get("/en/desk").text.split("Thank you.")[-1]


def take(client: WeftClient, person: Person, loan: Loan, action: Action, **data: str) -> int:
    """The step's page, then the step."""
    sign_in(client, person)
    path = f"/en/cases/{loan.ref}/{action.value}"
    assert client.get(path).status_code == 200
    return client.post(path, data=data).status_code


def test_a_loan_by_its_pages(client: WeftClient, library: Library) -> None:
    keepers = [library.add(f"keeper {number}", Role.COMMITTEE_MEMBER) for number in (1, 2)]
    second = library.add("second", Role.MEMBERSHIP_OFFICER)
    sign_in(client, library.lead)
    assert client.post("/en/n/library/loans/ask", data={"book": ""}).status_code == 422
    answer = client.post("/en/n/library/loans/ask", data={"book": "Maps"})
    assert "Asked for" in client.get(answer.location).text
    loan: Loan = db.session.query(Loan).one()
    declare_tie(fresh(loan), tie=DeclaredTie.NONE, note="", actor=library["librarian"])
    assert take(client, library["librarian"], loan, Action.PROPOSE, note="Good.") == 303
    with clock.shift(timedelta(days=11)):
        end_what_is_over()
    for keeper in keepers:
        sign_in(client, keeper)
        answer = client.get(f"{LIST}{loan.ref}/")
        assert (answer.status_code, answer.location) == (303, f"/en/cases/{loan.ref}/declare")
        assert "Before you read" in client.get(answer.location).text
        answer = client.post(answer.location, data={"tie": "none", "note": ""})
        assert answer.location == f"{LIST}{loan.ref}/"
        assert take(client, keeper, fresh(loan), Action.AGREE) == 303
    declare_tie(fresh(loan), tie=DeclaredTie.NONE, note="", actor=second)
    assert take(client, second, loan, Action.LEND) == 303
    assert take(client, second, loan, Action.EXTEND, days="400") == 422
    answer = client.post(f"/en/cases/{loan.ref}/extend", data={"days": "3.5"})
    assert (answer.status_code, "Enter a whole number" in answer.text) == (422, True)
    assert take(client, second, loan, Action.EXTEND, days="3") == 303
    page = client.get(f"{LIST}{loan.ref}/").text
    for words in ("Extend the loan", "A keeper agreed.", "Good.", "keeper 1", "Maps"):
        assert words in page
    assert "Hand it over" not in page
    assert take(client, library.lead, loan, Action.BRING_BACK) == 303
    own = client.get(f"/en/loans/{loan.ref}").text
    assert "The book came back." in own
    assert "A keeper agreed." not in own
    sign_in(client, second)
    assert loan.ref not in client.get(LIST).text
    assert loan.ref in client.get(f"{LIST}?closed=1").text
    assert fresh(loan).status is Status.RETURNED


def test_pages_speak_three_languages(client: WeftClient, library: Library) -> None:
    loan = library.ask_for()
    declare_tie(loan, tie=DeclaredTie.NONE, note="", actor=library["librarian"])
    sign_in(client, library["librarian"])
    for language, words in (("en", "Asked for"), ("es", "Pedido"), ("fr", "Demandé")):
        assert words in client.get(f"/{language}/n/library/loans/").text
        assert words in client.get(f"/{language}/n/library/loans/{loan.ref}/").text


@pytest.mark.parametrize("wrong", ["propse", "close_hearing", "declare/x"])
def test_only_simple_steps_have_a_page(client: WeftClient, library: Library, wrong: str) -> None:
    loan = library.ask_for()
    sign_in(client, library["librarian"])
    assert client.get(f"/en/cases/{loan.ref}/{wrong}").status_code == 404


def test_a_reason_is_needed_and_an_old_page_is_refused(client: WeftClient, library: Library) -> None:
    loan = library.ask_for()
    declare_tie(loan, tie=DeclaredTie.NONE, note="", actor=library["librarian"])
    old = str(loan.version)
    assert take(client, library["librarian"], loan, Action.REFUSE, note=" ") == 422
    assert take(client, library["librarian"], loan, Action.PROPOSE, note="") == 303
    path = f"/en/cases/{loan.ref}/refuse"
    assert client.post(path, data={"note": "Torn.", "version": old}).status_code == 409
    assert fresh(loan).status is Status.HEARING


def test_news_stays_on_the_desk_until_it_is_opened(client: WeftClient, library: Library) -> None:
    library.contact("editor", "Puentes", ContactRole.EDITOR)
    loan = library.ask_for()
    take_step(loan, Action.REFUSE, actor=library["librarian"], note="Torn.")
    news = f"/en/news/{loan.ref}"
    for name in ("lead", "editor"):
        sign_in(client, library[name])
        assert news in client.get("/en/desk").text
        assert client.get(news).location == f"/en/loans/{loan.ref}"
        assert news not in client.get("/en/desk").text
    sign_in(client, library["stranger"])
    assert client.get(news).status_code == 404


def test_somebody_with_two_roles_chooses_one_first(client: WeftClient, library: Library) -> None:
    give_role(library["librarian"], Role.COMMITTEE_MEMBER, ScopeKind.BODY, library.body.id)
    loan = library.ask_for()
    declare_tie(loan, tie=DeclaredTie.NONE, note="", actor=library["librarian"])
    sign_in(client, library["librarian"])
    assert client.get(f"/en/cases/{loan.ref}/refuse").status_code == 409
    assert fresh(loan).status is Status.ASKED


def test_the_desk_costs_one_statement_however_many(
    library: Library, count_queries: Callable[[], Any]
) -> None:
    library.ask_for("Book 0")
    for number in (1, 30):
        while len(tasks_of(library["librarian"])) < number:
            library.ask_for(f"Book {len(tasks_of(library['librarian']))}")
        with count_queries() as count:
            rows = tasks_of(library["librarian"])
        assert (len(rows), len(count)) == (number, 1)
    assert tasks_of(library["stranger"]) == []


def test_a_contact_takes_no_step_of_the_network_whatever_its_rule_forgets(
    client: WeftClient, library: Library
) -> None:
    """Nor do they learn from the answer where the loan is."""
    change()  # the steps of this table have no rule beside the permission
    library.contact("librarian", "Puentes")
    loan = library.ask_for()
    sign_in(client, library["librarian"])
    for action in ("lend", "refuse", "extend"):
        address = f"/en/cases/{loan.ref}/{action}"
        typed = {"note": "Why not", "days": "3"}
        assert (client.get(address).status_code, client.post(address, data=typed).status_code) == (403, 403)
    assert fresh(loan).status is Status.ASKED
