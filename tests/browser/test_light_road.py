"""A small grant from its offer to the end, from the pages alone: a group at a phone, finance, a treasurer and
a grants officer, each in a language of their own."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import DESK, PHONE, VisitorMaker
from tests.browser.server import Server
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

ACCOUNT = {"holder": "Example Network", "account": "KE-77", "bank": "Lake Bank", "town": "Kisumu"}
NEWS = "Forty people came."


class Group:
    """The lead of the group that was offered the grant, at a phone, by what its pages offer."""

    def __init__(self, visitor: Visitor, language: str) -> None:
        self.visitor = visitor
        visitor.goto(f"/{language}/desk")
        task = visitor.page.locator("main tr", has_text=visitor.say("Read and accept the grant"))
        self.grant = str(task.locator("a").get_attribute("href"))

    def open(self) -> None:
        self.visitor.goto(self.grant)

    def accept(self) -> None:
        visitor = self.visitor
        self.open()
        visitor.follow("/accept")
        visitor.examine("light-agreement")
        visitor.fill({"name": "Kim", "role": "Coordination"})
        visitor.submit()
        if not visitor.page.url.endswith("/money"):
            visitor.follow("/money")
        visitor.fill({"route": "bank"})
        visitor.submit()
        visitor.fill(ACCOUNT)
        visitor.examine("light-account")
        visitor.submit()

    def confirm_and_report(self) -> None:
        visitor = self.visitor
        self.open()
        visitor.follow("/arrived/1")
        visitor.fill({"arrived": "less", "amount": "445", "currency": "USD"})
        visitor.submit()
        assert "445,00" in visitor.page.locator("main").inner_text()
        visitor.follow("/report")
        visitor.submit()
        visitor.examine("light-report-refused")
        visitor.fill({"happened": "yes", "text": NEWS, "people": "40"})
        visitor.submit()
        visitor.examine("light-reported")


@pytest.mark.walk
@pytest.mark.parametrize(
    ("scripts", "language"), [(True, "fr"), (False, "es")], ids=["with-scripts", "without-scripts"]
)
def test_a_small_grant_goes_from_offer_to_the_end(
    make_visitor: VisitorMaker, own_server: Server, people: dict[str, Any], scripts: bool, language: str
) -> None:
    def sign_in(name: str, width: int, language: str) -> Visitor:
        visitor = make_visitor(width=width, scripts=scripts, at=own_server)
        visitor.sign_in(people[name], language)
        visitor.expect_refusal(422)
        return visitor

    group = Group(sign_in("member-en", PHONE, language), language)
    group.accept()

    finance = sign_in("finance", DESK, "en")
    finance.goto("/en/n/idpc/payments/")
    finance.fill({"account": "Main account"})
    finance.submit()
    finance.examine("light-run")
    run = finance.page.url.removeprefix(own_server.url)

    treasurer = sign_in("treasurer", PHONE, "es")
    treasurer.goto(run.replace("/en/", "/es/", 1))
    treasurer.press("Approve and record the payments")
    treasurer.examine("light-run-approved")
    assert treasurer.page.locator("a[download]").count() > 0

    group.confirm_and_report()

    officer = sign_in("grants", DESK, "en")
    officer.goto(f"/en/n/idpc/awards{group.grant.partition('/grants')[2]}")
    assert officer.sees(NEWS)
    officer.press("Accept the report")
    officer.submit()
    officer.examine("light-closed")
    group.open()
    assert group.visitor.sees(group.visitor.say("The report was accepted, and the grant was closed."))
