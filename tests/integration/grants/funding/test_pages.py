"""The pages of money: every figure is the sum of the entries it leads to."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from sqlalchemy.orm import Session

from app.grants.funding import services
from app.kernel.database import db
from app.kernel.permissions import Role
from tests.clients import WeftClient, sign_in
from tests.databases import counted_queries
from tests.factories import give_role, make_person
from tests.funding_factories import make_award
from tests.integration.grants.funding.desk import DAY as DESK_DAY
from tests.integration.grants.funding.desk import Desk
from tests.integration.grants.funding.kept_year import year_until
from tests.integration.grants.funding.year import Year, at_noon
from tests.organisation_factories import make_body

LAST = date(2027, 1, 2)
CELL = re.compile(r'<td[^>]*class="[^"]*number[^"]*"[^>]*>(.*?)</td>', re.S)
LINK = re.compile(r'<a href="([^"]+)">([^<]+)</a>')
SUM = re.compile(r"Sum of all these entries.*?</tr>", re.S)


@pytest.fixture
def year(session: Session) -> Year:
    return year_until(LAST)


class Reader:
    """Somebody who reads the pages of the network's money at the end of the year."""

    def __init__(self, client: WeftClient, year: Year) -> None:
        self.client, self.year = client, year
        with at_noon(LAST):
            sign_in(client, year.finance)

    def url(self, fund: str, part: str = "", language: str = "en") -> str:
        return f"/{language}/n/{self.year.body.slug}/funds/{self.year.funds[fund].ref}/{part}"

    def get(self, url: str) -> str:
        with at_noon(LAST):
            answer = self.client.get(url)
        assert answer.status_code == 200
        return unescape(answer.text)


@pytest.fixture
def reader(client: WeftClient, year: Year) -> Reader:
    return Reader(client, year)


def cells(text: str) -> list[str]:
    """The figures of a page, without what stands around them."""
    return [re.sub(r"<[^>]+>", "", one).strip() for one in CELL.findall(text)]


def row_of(text: str, name: str) -> list[str]:
    """The figures of the row that begins with this name."""
    rows = [row for row in text.split("<tr")[1:] if re.search(rf'title="{name} ·', row)]
    return cells(rows[0])


@pytest.mark.parametrize("code", ["A", "B"])
def test_every_figure_is_the_sum_of_the_entries_it_leads_to(reader: Reader, code: str) -> None:
    page = reader.get(reader.url(code))
    links = [(url, figure) for url, figure in LINK.findall(page) if "figure=" in url and "line=" in url]
    assert len(links) >= 7
    for url, figure in links:
        assert cells(SUM.findall(reader.get(url))[0]) == [figure]


def test_the_money_page_shows_each_line_and_where_the_cash_is(reader: Reader) -> None:
    page = reader.get(reader.url("A"))
    assert row_of(page, "A2") == ["20,300.00", "0.00", "19,806.00", "12,748.32", "7,551.68"]
    assert cells(page.split("Cash by account")[-1]) == [
        "EUR 0.00",
        "USD 0.00",
        "USD 5,377.13",
        "USD 5,377.13",
    ]


def test_what_exchange_took_is_in_no_account(reader: Reader) -> None:
    page = reader.get(reader.url("B"))
    assert cells(page.split("Cash by account")[-1]) == ["EUR 758.54", "EUR 758.54", "USD 0.00", "EUR 0.00"]
    report = reader.get(reader.url("B", "report/"))
    assert re.findall(r'<dd class="number">([^<]+)</dd>', report) == [
        *("EUR 63,000.00", "EUR 0.00", "EUR 55.75"),
        *("EUR 758.54", "EUR 55.75", "EUR 0.00", "EUR 62,241.46"),
    ]


def test_the_report_has_a_column_for_each_period_and_a_page_for_each(reader: Reader) -> None:
    whole = reader.get(reader.url("B", "report/"))
    assert row_of(whole, "B-IDC") == [
        *("7,000.00", "6,200.00", "2,204.44", "1,493.49", "1,125.22", "873.33"),
        *("5,696.48", "0.00", "503.52"),
    ]
    second = reader.get(reader.url("B", "report/?period=2026-04-01"))
    assert row_of(second, "B1") == ["36,000.00", "36,000.00", "8,181.80", "23,181.80", "0.00", "12,818.20"]
    assert "This report does not add up." not in whole + second


def test_a_line_that_exchange_took_over_its_budget_comes_first(client: WeftClient, session: Session) -> None:
    year = year_until(date(2026, 7, 1))
    with at_noon(date(2026, 7, 1)):
        sign_in(client, year.finance)
        url = f"/en/n/{year.body.slug}/funds/{year.funds['A'].ref}/"
        page, report = (unescape(client.get(one).text) for one in (url, f"{url}report/"))
    assert re.findall(r'title="(A\S*) ·', page) == ["A2", "A1", "A3", "A-IDC"]
    assert "over by USD 336.00" in page
    assert "What is paid and committed exceeds the line by USD 336.00." in report


def test_amounts_are_written_as_the_reader_writes_them(reader: Reader) -> None:
    assert "12.748,32" in reader.get(reader.url("A", language="es"))
    assert "12\N{NARROW NO-BREAK SPACE}748,32" in reader.get(reader.url("A", language="fr"))


def test_an_entry_shows_the_chain_it_belongs_to(reader: Reader, year: Year) -> None:
    payment = year.payments["O4", 1]
    page = reader.get(reader.url("B", f"entries/{payment.number}"))
    assert re.findall(r"<dt>Paid</dt><dd>([^<]+)</dd>", page) == ["EUR 3,000.00"]
    assert "Money(" not in page
    chain = page.split("Entries that belong together")[1].split("</ol>")[0]
    assert re.findall(r"(Payment|Refund by the grantee) B-\d+", chain) == ["Payment", "Refund by the grantee"]
    assert "EUR 3,000.00" in page.replace("\N{NO-BREAK SPACE}", " ")


def test_filters_of_the_entries_narrow_them_together(reader: Reader) -> None:
    page = reader.get(reader.url("A", "entries/?line=A2&figure=accepted&award=O6"))
    assert page.count('<th scope="row"') == 2  # the entry and the sum
    assert cells(SUM.findall(page)[0]) == ["3,312.00"]
    assert reader.get(reader.url("A", "entries/?figure=foo")).count('<th scope="row"') > 2
    none = reader.get(reader.url("A", "entries/?line=A1&award=O6"))
    assert "No entry matches these filters." in none


def test_the_list_of_funds_asks_the_same_however_many_there_are(client: WeftClient, session: Session) -> None:
    body = make_body("money")
    finance = make_person("Finance")
    give_role(finance, Role.FINANCE_OFFICER)
    counts = []
    for letters in ("A", "BCDEFGHIJ"):
        for code in letters:
            make_award(body, finance, code)
        sign_in(client, finance)
        with counted_queries() as queries:
            assert client.get("/en/n/money/funds/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def _asked(client: WeftClient, urls: list[str]) -> list[int]:
    """How many queries each of these pages takes."""
    db.session.commit()
    counts = []
    for url in urls:
        with counted_queries() as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))
    return counts


def test_pages_of_a_fund_ask_the_same_however_much_there_is(client: WeftClient, session: Session) -> None:
    desk = Desk()
    desk.receive(9_000_00)
    long = desk.award("L", ends_on=date(2029, 12, 31))
    with at_noon(DESK_DAY):
        sign_in(client, desk.finance)
        pages = ("", "awards/", "entries/", "report/", "terms/")
        urls = [f"/en/n/desk/funds/{desk.fund.ref}/{page}" for page in pages]
        desk.pay(desk.promise(1_00, ref="R0"), 1_00)
        before = _asked(client, urls)
        for number in range(1, 30):
            desk.pay(desk.promise(1_00, ref=f"R{number}"), 1_00)
        assert _asked(client, urls) == before
        report = [f"/en/n/desk/funds/{one.ref}/report/" for one in (desk.fund, long)]
        assert [len(one.periods) for one in (desk.fund, long)] == [4, 16]
    with at_noon(date(2029, 12, 31)):
        sign_in(client, desk.finance)
        four, sixteen = _asked(client, report)
    assert four == sixteen


def test_awards_come_by_pages_with_all_lines_of_one_together(client: WeftClient, session: Session) -> None:
    desk = Desk()
    desk.receive(9_000_00)
    with at_noon(DESK_DAY):
        for number in range(60):
            desk.promise(1_00, ref=f"R{number:02}")
        desk.pay(desk.promise(5_00, "H", ref="R01"), 3_00)
        sign_in(client, desk.finance)
        url = f"/en/n/desk/funds/{desk.fund.ref}/awards/"
        first = unescape(client.get(url).text)
        following = re.search(r'href="([^"]+after=[^"]+)"', first)
        assert following
        second = unescape(client.get(following[1]).text)
        whole = unescape(client.get(f"/en/n/desk/funds/{desk.fund.ref}/entries/?award=R01").text)
    names = [re.findall(r">(R\d\d)<", one) for one in (first, second)]
    assert names[0] + names[1] == sorted(["R01", *(f"R{number:02}" for number in range(60))])
    assert len(names[0]) == client.application.config["PAGE_SIZE"]
    assert whole.count('<th scope="row"') == 4  # two promises, a payment, the sum
    assert cells(SUM.findall(whole)[0]) == ["3.00", "3.00", "0.00"]


def test_a_fund_that_uses_the_money_of_others_says_so(client: WeftClient, session: Session) -> None:
    desk = Desk()
    desk.receive(100_00)
    desk.receive(50_00, "USD2")
    pages = ("", f"{desk.fund.ref}/", f"{desk.own.ref}/")
    said = "uses the money of other funds"

    def told() -> list[int]:
        with at_noon(DESK_DAY):
            sign_in(client, desk.finance)
            return [client.get(f"/en/n/desk/funds/{page}").text.count(said) for page in pages]

    assert told() == [0, 0, 0]
    desk.spend(120_00, despite_cash=True, approver=desk.treasurer)
    assert told() == [1, 1, 0]


def test_own_funds_are_what_they_are_in_each_account(reader: Reader) -> None:
    listed = reader.get(f"/en/n/{reader.year.body.slug}/funds/").replace("\N{NO-BREAK SPACE}", " ")
    own = next(row for row in listed.split("<tr") if "OWN ·" in row)
    assert "EUR 10,640.73<br>USD 3,111.09" in own
    page = reader.get(reader.url("OWN")).replace("\N{NO-BREAK SPACE}", " ")
    assert "EUR 10,640.73" in page
    assert "Donor report" not in page
    assert reader.client.get(reader.url("OWN", "report/")).status_code == 404


def test_a_period_that_ended_and_is_open_is_listed_to_be_closed(client: WeftClient, session: Session) -> None:
    body = make_body("money")
    with at_noon(date(2026, 1, 1)):
        finance = make_person("Finance")
        give_role(finance, Role.FINANCE_OFFICER)
        fund = make_award(body, finance)
        account = services.add_account(body, code="USD", currency="USD", actor=finance)
        services.add_own_fund(body, code="OWN", title={"en": "Own funds"}, actor=finance)
    with at_noon(date(2026, 7, 2)):
        sign_in(client, finance)
        before = client.get("/en/n/money/funds/").text
        services.close_period(fund.periods[0], fund, account=account, actor=finance)
        after = client.get("/en/n/money/funds/").text
    assert re.findall(r"period=(\S+?)\"", before) == ["2026-01-01", "2026-04-01"]
    assert re.findall(r"period=(\S+?)\"", after) == ["2026-04-01"]


@pytest.mark.parametrize("number", ["0", "999", "9" * 30])
def test_an_entry_that_is_not_there_is_not_found(client: WeftClient, session: Session, number: str) -> None:
    body = make_body("money")
    finance = make_person("Finance")
    give_role(finance, Role.FINANCE_OFFICER)
    fund = make_award(body, finance)
    sign_in(client, finance)
    assert client.get(f"/en/n/money/funds/{fund.ref}/entries/{number}").status_code == 404
