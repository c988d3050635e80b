"""Who keeps funds enters a donor's award and everything that happens to its money, from the pages alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import DESK, PHONE, VisitorMaker
from tests.browser.server import Server
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

# As each language writes 12,345.60.
LARGE = {"en": "12,345.60", "fr": "12 345,60"}


def first_day(today: date) -> date:
    """The first of a month so long ago that a quarter from it is over."""
    month = today.year * 12 + today.month - 1 - 4
    return date(month // 12, month % 12 + 1, 1)


class Keeper:
    """The finance officer at a desk, in one language."""

    def __init__(self, visitor: Visitor, server: Server, code: str) -> None:
        self.visitor, self.code = visitor, code
        today = datetime.fromtimestamp(server.time(), UTC).date()
        self.first = first_day(today)
        self.day = (self.first + timedelta(days=10)).isoformat()
        self.fund = ""

    def start(self, act: str) -> None:
        """From the page of the fund, or of all funds, over its menu to the form of an act."""
        visitor = self.visitor
        visitor.goto(self.fund or f"/{visitor.language}/n/idpc/funds/")
        visitor.page.locator("main details.menu summary").first.click()
        visitor.follow(f"/{act}")

    def enter(self, act: str, **typed: Any) -> None:
        self.start(act)
        self.visitor.fill(typed)
        self.visitor.submit()

    def begin(self) -> None:
        """A donor, and its award with three lines."""
        self.enter("new/donor", name=f"Willow {self.code} (example)")
        ends = date(self.first.year + 1, self.first.month, 1) - timedelta(days=1)
        self.start("new/award")
        self.visitor.fill(
            {
                "donor": self._option("donor", f"Willow {self.code}"),
                "code": self.code,
                "title_en": "Willow award",
                "currency": "USD",
                "starts_on": self.first.isoformat(),
                "ends_on": ends.isoformat(),
                "recognition": "when_accepted",
                "exchange": "bank",
                "indirect_percent": "7",
                "indirect_base": "direct",
                "indirect_without": ["sub_grants"],
                **self._line(0, "sub_grants", "10000"),
                **self._line(1, "coordination", "2000"),
                **self._line(2, "indirect", "500"),
            }
        )
        self.visitor.submit()
        self.fund = urlsplit(self.visitor.page.url).path

    def _line(self, row: int, category: str, amount: str) -> dict[str, str]:
        name = f"lines-{row}"
        code = f"{self.code}{row + 1}"
        return {f"{name}-code": code, f"{name}-category": category, f"{name}-amount": amount}

    def _option(self, name: str, words: str) -> str:
        option = self.visitor.page.locator(f"[name='{name}'] option").filter(has_text=words)
        return str(option.last.get_attribute("value"))

    def follow(self, act: str, **typed: Any) -> None:
        """From an entry to one of the acts that it offers."""
        self.visitor.follow(f"/{act}")
        self.visitor.fill(typed)
        self.visitor.submit()

    def shown(self) -> str:
        """What the page says, with plain spaces."""
        text = self.visitor.page.locator("main").inner_text()
        return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.mark.walk
@pytest.mark.parametrize(
    ("scripts", "language"), [(True, "fr"), (False, "en")], ids=["with-scripts", "without-scripts"]
)
def test_an_award_is_kept_from_agreement_to_donor_report(
    make_visitor: VisitorMaker, server: Server, people: dict[str, Any], scripts: bool, language: str
) -> None:
    finance = make_visitor(width=DESK, scripts=scripts)
    finance.sign_in(people["finance"], language)
    finance.goto(f"/{language}/n/idpc/funds/")
    keeper = Keeper(finance, server, f"W{language}".upper())
    keeper.begin()
    money = {"account": "Main account", "day": keeper.day}
    keeper.enter("do/receive", amount=LARGE[language], **money)
    assert f"USD {LARGE[language]}" in keeper.shown()
    keeper.enter("do/allocate", line=f"{keeper.code}1", amount="5000", purpose="Call", day=keeper.day)
    keeper.enter(
        "do/commit",
        ref="W-1",
        line=f"{keeper.code}1",
        allocation="2",
        currency="USD",
        amount="900",
        agreed_on=keeper.day,
    )

    finance.follow("/pay")
    finance.expect_refusal(422)
    finance.fill({"amount": "900.01" if language == "en" else "900,01"})
    finance.submit()
    assert f"USD {'0.01' if language == 'en' else '0,01'}" in keeper.shown()
    finance.examine("walk-pay-refused")
    finance.fill({"amount": "900", "day": keeper.day})
    finance.submit()
    finance.examine("walk-waiting-for-approval")
    address = urlsplit(finance.page.url).path.replace(f"/{language}/", "/es/", 1)

    treasurer = make_visitor(width=PHONE, scripts=scripts)
    treasurer.sign_in(people["treasurer"])
    treasurer.goto(address)
    assert treasurer.language == "es"
    treasurer.examine("walk-approve")
    treasurer.press("Approve and record")
    assert treasurer.sees(treasurer.say("Payment"))
    payment = urlsplit(treasurer.page.url).path.replace("/es/", f"/{language}/", 1)

    finance.goto(payment)
    keeper.follow("accept", claimed="900", admitted="850", evidence="receipt", day=keeper.day)
    keeper.enter("do/cost", line=f"{keeper.code}2", amount="1000", booking_number="77", **money)
    keeper.start("do/close")
    assert f"USD {'70.00' if language == 'en' else '70,00'}" in keeper.shown()
    finance.examine("walk-close")
    finance.fill({"checked": "y"})
    finance.submit()
    assert finance.page.url.endswith("/report/")
    report = keeper.shown()
    assert finance.say("This report does not add up.") not in report
    for cost in ("850", "1,000", "70", "1,920"):  # of the lines, and all of them
        assert f"{cost}.00" in report or f"{cost.replace(',', ' ')},00" in report
