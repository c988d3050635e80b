"""Somebody who keeps funds from the pages alone, on a day that the test chooses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from html import unescape

from sqlalchemy import select
from werkzeug.test import TestResponse

from app.accounts.models import Person
from app.grants.funding.models import Fact, Fund
from app.kernel.database import db
from app.organisations.models import NetworkBody
from tests.clients import WeftClient, sign_in
from tests.integration.grants.funding.year import at_noon

ERROR = re.compile(
    r'<p class="error" id="([^"]+)-error"><span class="unseen">[^<]*</span><span>([^<]*)</span>'
)
ABOVE = re.compile(r"<li>([^<]+)</li>")


class Bookkeeper:
    """Opens and sends the forms of money."""

    def __init__(self, client: WeftClient, body: NetworkBody, person: Person, day: date) -> None:
        self.client, self.slug, self.day = client, body.slug, day
        with at_noon(day):
            sign_in(client, person)

    def url(self, fund: Fund | None, part: str, language: str = "en") -> str:
        place = f"{fund.ref}/" if fund is not None else ""
        return f"/{language}/n/{self.slug}/funds/{place}{part}"

    def get(self, fund: Fund | None, part: str, *, status: int = 200, language: str = "en") -> str:
        with at_noon(self.day):
            answer = self.client.get(self.url(fund, part, language))
        assert answer.status_code == status, unescape(answer.text)
        return unescape(answer.text)

    def send(
        self, fund: Fund | None, part: str, typed: Mapping[str, str], *, language: str = "en"
    ) -> TestResponse:
        with at_noon(self.day):
            return self.client.post(self.url(fund, part, language), data=dict(typed))

    def enter(self, fund: Fund | None, part: str, *, language: str = "en", **typed: str) -> str:
        """Send a form that is right; answers the address that it leads to."""
        answer = self.send(fund, part, typed, language=language)
        assert answer.status_code == 303, errors_of(answer)
        return str(answer.location)

    def refused(self, fund: Fund | None, part: str, *, language: str = "en", **typed: str) -> dict[str, str]:
        """Send a form that is not right; answers field → what is wrong, "" for what stands above it. What was
        typed is kept."""
        answer = self.send(fund, part, typed, language=language)
        assert answer.status_code == 422, answer.location
        for value in typed.values():
            assert unescape(value) in unescape(answer.text), f"{value!r} is lost"
        return errors_of(answer)

    def last(self, fund: Fund) -> Fact:
        """The newest entry of a fund."""
        return db.session.scalars(
            select(Fact).where(Fact.fund_id == fund.id).order_by(Fact.number.desc()).limit(1)
        ).one()


def errors_of(answer: TestResponse) -> dict[str, str]:
    """Field → what is wrong with it; "" for what is said above the form."""
    text = unescape(answer.text).replace("\N{NO-BREAK SPACE}", " ")
    found = {field: words.strip() for field, words in ERROR.findall(text)}
    above = ABOVE.findall(text.partition('id="errors"')[2].partition("</ul>")[0])
    return found | ({"": " ".join(above)} if above else {})
