"""An organisation takes another name: its open cases follow, and are found by no other."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import inspect, select

from app.casework.models import CASE_SEARCH, Casefile
from app.casework.services import take_step
from app.kernel import clock
from app.kernel.actor import SYSTEM
from app.kernel.database import db
from app.organisations.services import update_profile
from tests.integration.casework.conftest import Library, fresh
from tests.library_loan.models import Loan
from tests.library_loan.process import A

ITS_OWN = {"id", "ref", "open_key", "version"}
"""What differs between two cases that were started at the same moment, and is no copy."""


def rename(library: Library, **changes: Any) -> None:
    update_profile(library.borrower, actor=SYSTEM, expected_version=None, **changes)
    db.session.flush()


def columns(loan: Loan) -> dict[str, Any]:
    return {one.key: getattr(loan, one.key) for one in inspect(Casefile).column_attrs}


def found(*words: str) -> list[int]:
    statement = select(Casefile.id).where(CASE_SEARCH.matches([[word] for word in words]))
    return list(db.session.scalars(statement.order_by(Casefile.id)))


@pytest.mark.parametrize(
    ("changes", "copied"),
    [
        ({"names": {"en": ("Bridges ™", "")}}, {"title", "sort_name", "search_text"}),
        ({"names": {"en": ("Puentes", "PTS")}}, {"search_text"}),
        ({"country": "AR"}, {"country"}),
        (
            {"names": {"en": ("Bridges", "BR")}, "country": None},
            {"title", "sort_name", "search_text", "country"},
        ),
    ],
    ids=["name", "acronym", "country", "all of it"],
)
def test_every_copy_is_what_a_new_case_would_hold(
    library: Library, changes: dict[str, Any], copied: set[str]
) -> None:
    library.borrower.content_language = "en"
    library.borrower.names[0].language = "en"
    with clock.at(clock.now()):
        loan = library.ask_for("Maps")
        before = columns(loan)
        rename(library, **changes)
        after, new = columns(fresh(loan)), columns(library.ask_for("MAPS"))
    assert {name for name in after if after[name] != before[name]} - {"version"} == copied
    assert {name for name in after if after[name] != new[name]} == ITS_OWN


def test_the_old_name_finds_it_no_more(library: Library) -> None:
    loan = library.ask_for("Maps")
    assert found("puentes") == [loan.id]
    rename(library, names={library.borrower.content_language: ("Bridges", "")})
    assert (found("puentes"), found("bridges", "maps")) == ([], [loan.id])


def test_what_has_ended_keeps_its_name(library: Library) -> None:
    loan = library.ask_for("Maps")
    take_step(loan, A.REFUSE, actor=library["librarian"], note="gone")
    rename(library, names={library.borrower.content_language: ("Bridges", "")})
    assert fresh(loan).title == "Puentes"


def test_other_changes_leave_the_cases_alone(library: Library) -> None:
    loan = library.ask_for("Maps")
    before = columns(loan)
    rename(library, city="Oaxaca", names={"fr": ("Ponts", "")})
    assert columns(fresh(loan)) == before
