"""A campaign of sixty small grants: a secretariat of two, with finance and a treasurer, takes it from opening
to closing in a handful of acts. An act is a form that somebody of the network sends."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.casework.models import Casefile
from app.grants.applications import services as applications
from app.grants.applications.models import GrantApplication
from app.grants.awards import queries
from app.grants.awards import services as awards
from app.grants.awards.enums import Happened, Route
from app.grants.awards.models import GrantAward
from app.grants.awards.process_words import KIND, Status
from app.grants.calls.models import Call
from app.grants.funding.models import Fact
from app.grants.funding.queries import sums
from app.kernel import clock
from app.kernel.database import db
from app.questionnaires.services import enter_answers
from tests.award_factories import BANK, Bursary
from tests.call_factories import make_call
from tests.clients import WeftClient, hidden_fields, sign_in
from tests.grant_factories import LIGHT, after

GRANTS = 60
MOST_ACTS = 60


class Staff:
    """Whoever works for the network, through its pages: every form that is sent counts."""

    def __init__(self, client: WeftClient) -> None:
        self.client, self.acts = client, 0

    def send(self, who: Person, page: str, to: str = "", **data: Any) -> str:
        """Open a page, send its form, and say where it leads."""
        sign_in(self.client, who)
        text = self.client.get(page).text
        known = hidden_fields(text)
        told = self.client.post(to or page, data={**known, **data})
        assert told.status_code == 303, (page, told.status_code)
        self.acts += 1
        return str(told.headers["Location"])


# Acts are counted, whatever the database; each of them is tried on both where it is at home.
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_sixty_grants_cost_a_handful_of_acts(client: WeftClient, session: Session) -> None:
    office, staff = Bursary(cash=30_000_00), Staff(client)
    office.line.agreed_minor = office.fund.agreed_minor = 30_000_00
    call = make_call(office.body, office.officer, office.line)
    session.commit()
    staff.send(office.officer, f"/en/n/river/calls/{call.ref}/publish")
    groups = [_apply(office, call, number) for number in range(GRANTS)]
    session.commit()
    with after(call):
        refs = [case.ref for case, _lead in groups]
        listed = f"/en/n/river/calls/{call.ref}/applications/"
        staff.send(office.officer, listed, f"{listed}selected", act="propose", ref=refs)
        staff.send(office.second, listed, f"{listed}selected", act="decide", ref=refs)
        staff.send(office.officer, f"/en/n/river/calls/{call.ref}/offers/", act="offer", ref=refs)
        given = db.session.execute(select(Casefile.ref).where(Casefile.kind == KIND)).scalars().all()
        leads = {case.id: lead for case, lead in groups}
        for award in map(_locked, given):
            _accept(award, leads[award.application_id])
        session.commit()
        run = staff.send(office.finance, "/en/n/river/payments/", account="Bank", ref=given)
        staff.send(office.treasurer, run)
        for award in map(_locked, given):
            _report(award, leads[award.application_id])
        session.commit()
        reported = "/en/n/river/awards/?status=reported"
        to = "/en/n/river/accept-reports?status=reported"
        staff.send(office.second, reported, to, act="accept", ref=given)
        staff.send(office.officer, f"/en/n/river/calls/{call.ref}/decided")
        staff.send(office.officer, f"/en/n/river/calls/{call.ref}/archive")
    assert Counter(_locked(ref).status for ref in given) == {Status.CLOSED: GRANTS}
    held = sums(Fact.line_id == office.line.id)
    assert (held.paid, held.accepted, held.committed) == (GRANTS * 450_00, GRANTS * 450_00, 0)
    assert staff.acts == 9 <= MOST_ACTS


def _locked(ref: str) -> GrantAward:
    return queries.get_award(ref, lock=True)


def _apply(office: Bursary, call: Call, number: int) -> tuple[GrantApplication, Person]:
    case, lead = office.draft(call, f"Group {number:02}")
    enter_answers(case.response, LIGHT, actor=lead)
    applications.send_application(case, actor=lead)
    return case, lead


def _accept(award: GrantAward, lead: Person) -> None:
    awards.accept(award, name="R.", role="Chair", seen_hash=award.agreement_hash, actor=lead)
    awards.enter_details(award, Route.BANK, BANK, actor=lead)


def _report(award: GrantAward, lead: Person) -> None:
    awards.confirm_receipt(award, number=1, minor=445_00, currency="USD", day=clock.today(), actor=lead)
    awards.send_report(award, happened=Happened.YES, text="We met.", people=30, left_minor=0, actor=lead)
