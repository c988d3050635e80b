"""The lists of checks and what lists cost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.grants.calls.models import Call
from app.grants.diligence.enums import Tier
from app.kernel import clock
from app.kernel.database import db
from tests.award_factories import Bursary
from tests.clients import WeftClient, sign_in
from tests.databases import counted_queries
from tests.diligence_factories import make_accepted, pass_check
from tests.grant_factories import after

CHECKS = "/en/n/river/checks/"
SECRET = "Seen by the office."
HIDDEN = r'name="(csrf_token|submission_key|version|passed|words|until|confirmed)"[^>]*value="([^"]*)"'


@pytest.fixture
def office(session: Session) -> Bursary:
    made = Bursary(cash=90_000_00)
    made.line.agreed_minor = made.fund.agreed_minor = 90_000_00
    return made


@pytest.fixture
def call(office: Bursary) -> Iterator[Call]:
    made = office.call(template="two_pages", smallest_minor=500_00, largest_minor=40_000_00)
    with after(made):
        yield made


def _as(client: WeftClient, person: Person) -> WeftClient:
    sign_in(client, person)
    return client


def test_the_list_shows_what_has_expired_first(client: WeftClient, session: Session, office: Bursary) -> None:
    people = (office.officer, office.second)
    for name, tier, days in (
        ("Valid", Tier.FULL, 40),
        ("Expired", Tier.STANDARD, 1),
        ("Anew", Tier.STANDARD, 1),
    ):
        group, _lead = office.group(name)
        until = clock.today() + timedelta(days=days)
        pass_check(office.body, group, tier, people, until)
        if name == "Anew":
            pass_check(office.body, group, Tier.FULL, people)
    session.commit()
    with clock.shift(timedelta(days=2)):
        _as(client, office.officer)

        def names(show: str) -> list[str]:
            page = client.get(f"{CHECKS}?show={show}").text
            return re.findall(r'id="name-[^"]*" class="cut"[^>]*title="([^"]*)"', page.replace("\n", " "))

        assert names("expired") == ["Expired"]
        assert names("valid") == ["Valid", "Anew"]
        assert sorted(names("all")[:2]) == ["Anew", "Expired"]
        assert len(names("all")) == 4
        assert names("running") == []


def test_lists_cost_the_same_with_few_and_with_many(
    client: WeftClient, session: Session, office: Bursary, call: Call
) -> None:
    def fill(names: list[str]) -> None:
        for name in names:
            make_accepted(office, call, 2_000_00, f"Needs {name}")
            group, _lead = office.group(f"Has {name}")
            pass_check(office.body, group, Tier.STANDARD, (office.officer, office.second))
        session.commit()

    def cost(url: str) -> int:
        db.session.expire_all()
        with counted_queries() as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    fill(["A"])
    _as(client, office.officer)
    pages = (CHECKS, f"{CHECKS}?show=all", f"/en/n/river/calls/{call.ref}/offers/")
    few = [cost(url) for url in pages]
    fill([str(number) for number in range(8)])
    assert [cost(url) for url in pages] == few


def test_payments_cost_the_same_with_few_and_with_many(
    client: WeftClient, session: Session, office: Bursary, call: Call
) -> None:
    def fill(names: list[str]) -> None:
        for name in names:
            make_accepted(office, call, 2_000_00, f"Waits {name}")
            award, _lead = make_accepted(office, call, 2_000_00, f"Known {name}")
            pass_check(office.body, award.organisation, Tier.STANDARD, (office.officer, office.second))
        session.commit()

    def cost() -> int:
        db.session.expire_all()
        with counted_queries() as seen:
            assert client.get("/en/n/river/payments/").status_code == 200
        return len(seen)

    fill(["A"])
    _as(client, office.finance)
    few = cost()
    fill([str(number) for number in range(6)])
    assert cost() == few
