"""Donor reports that were sent: kept as they were, with what was booked since; as workbook and as paper."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.grants.funding import services
from app.grants.funding.enums import FundingRefusal as Refused
from app.grants.funding.models import Fact, SavedReport
from app.grants.funding.queries.report import read_saved
from app.kernel.database import db
from app.kernel.money import Money
from tests.clients import WeftClient, sign_in
from tests.factories import make_person
from tests.integration.grants.funding.desk import Desk, refused
from tests.integration.grants.funding.year import at_noon
from tests.reading import pdf_words, sheet_rows

LATER = date(2026, 5, 4)


@pytest.fixture
def desk(session: Session) -> Desk:
    found = Desk()
    found.receive(1_000_00)
    found.spend(100_00)
    return found


def _save(desk: Desk, period: int | None = None, day: date = LATER) -> SavedReport:
    with at_noon(day):
        chosen = desk.fund.periods[period] if period is not None else None
        return services.save_report(desk.fund, period=chosen, actor=desk.finance)


def test_a_saved_report_stays_as_it_was_and_the_next_one_has_its_own_number(desk: Desk) -> None:
    first = _save(desk)
    assert _save(desk) is first
    desk.spend(50_00, day=LATER)
    second, quarter = _save(desk), _save(desk, period=0)
    assert [one.number for one in (first, second, quarter)] == [1, 2, 3]
    costs = [read_saved(one)[1].total("cost") for one in (first, second, quarter)]
    assert costs == [100_00, 150_00, 100_00]
    assert (quarter.starts_on, quarter.ends_on) == (date(2026, 1, 1), date(2026, 3, 31))


def test_only_who_keeps_the_funds_saves_a_report_and_only_one_that_adds_up(desk: Desk) -> None:
    visitor = make_person("Visitor")
    act = lambda: services.save_report(desk.fund, period=None, actor=visitor)  # noqa: E731
    assert refused(act) == (Refused.NOT_YOURS, {})
    fact = db.session.scalars(select(Fact).where(Fact.paid_minor > 0)).one()
    db.session.add(
        Fact(
            **{
                name: getattr(fact, name)
                for name in ("fund_id", "effective_on", "of_day", "kind", "act", "line_id")
            },
            number=desk.fund.facts_written + 1,
            paid_minor=1_00,
            accepted_minor=1_00,
        )
    )
    db.session.flush()
    told = refused(lambda: services.save_report(desk.fund, period=None, actor=desk.finance))
    assert told == (Refused.REPORT_UNTIED, {"missing": Money(-1_00, "USD")})


def test_the_pages_save_a_report_and_show_what_was_booked_since(client: WeftClient, desk: Desk) -> None:
    url = f"/en/n/desk/funds/{desk.fund.ref}/"
    with at_noon(LATER):
        sign_in(client, desk.finance)
        page = client.get(f"{url}do/save-report").text
        data = dict(re.findall(r'name="(csrf_token|submission_key)"[^>]*value="([^"]*)"', page))
        saved = client.post(f"{url}do/save-report", data={**data, "period": "whole"}).headers["Location"]
        assert saved.endswith(f"{url}reports/1/")
        assert "Nothing has changed since." in client.get(saved).text
        assert "Report 1" in client.get(f"{url}report/").text
    desk.spend(50_00, day=LATER)
    with at_noon(LATER):
        found = unescape(client.get(saved).text)
        assert client.get(f"{url}reports/2/").status_code == 404
    table = re.search(r"What was booked since.*?</table>", found, re.S)
    assert table is not None
    cells = [" ".join(re.sub("<[^>]+>", " ", row).split()) for row in table[0].split("<tr>")[2:]]
    assert cells == [
        "C · C Apr – Jun 2026 0.00 50.00",
        "C · C Cost to date 100.00 150.00",
        "C · C Balance 5,900.00 5,850.00",
        "Money Cash 900.00 850.00",
        "Money Cost to date 100.00 150.00",
    ]


def test_the_files_say_what_the_page_says(client: WeftClient, desk: Desk) -> None:
    desk.exchange(("USD", 110_00), ("EUR", 100_00))
    _save(desk)
    desk.spend(50_00, day=LATER)
    url = f"/es/n/desk/funds/{desk.fund.ref}/"
    with at_noon(LATER):
        sign_in(client, desk.treasurer)
        now, saved = (
            list(sheet_rows(client.get(f"{url}{one}.xlsx").data)) for one in ("report", "reports/1")
        )
        paper = pdf_words(client.get(f"{url}report.pdf?period=2026-01-01").data)
        kept = pdf_words(client.get(f"{url}reports/1.pdf").data)
    line = [row for row in now if row[0] == "C"]
    assert line == [("C", "C", 6000, 6000, 100, 50, 150, 0, 5850, None)]
    assert [row for row in saved if row[0] == "C"] == [("C", "C", 6000, 6000, 100, 0, 100, 0, 5900, None)]
    bought = next(row for row in now if row[:1] == ("A-4",))
    assert (bought[6:8], Decimal(str(bought[9]))) == ((100, "EUR"), Decimal(110))
    assert not [row for row in saved if row[0] == "A-1"]
    assert "Informe al donante" in paper
    assert "C · C 6.000,00 6.000,00 100,00 100,00" in paper
    assert "C · C 6.000,00 6.000,00 100,00 0,00 100,00" in kept
