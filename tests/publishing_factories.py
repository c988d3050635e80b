"""A network whose fund lets grants be published, and grants whose groups answered differently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from flask import current_app

from app.accounts.models import Person
from app.grants.applications import services as applications
from app.grants.applications.enums import Outcome
from app.grants.awards import services
from app.grants.awards.enums import Route
from app.grants.awards.models import GrantAward
from app.grants.calls.models import Call
from app.grants.funding.services import add_terms
from app.kernel import clock
from app.questionnaires.services import enter_answers
from tests.award_factories import BANK, Bursary
from tests.grant_factories import LIGHT

PUBLISHER: dict[str, Any] = {
    "PUBLISHER_PREFIX": "360G-example",
    "PUBLISHER_ORG_ID": "XX-EXAMPLE-1",
    "PUBLISHER_NAME": "River network",
    "PUBLISHER_LICENCE": "https://creativecommons.org/licenses/by/4.0/",
    "PUBLISHER_POLICY_URL": "https://network.example.org/policy",
    "PUBLISHER_NETWORK": "river",
}


class Press(Bursary):
    """Money whose donor lets its grants be published."""

    def __init__(self, slug: str = "river", *, may_publish: bool = True) -> None:
        super().__init__(slug)
        assert self.fund.starts_on is not None
        if may_publish:
            since = self.fund.starts_on + timedelta(days=1)
            add_terms(self.fund, {"may_publish": True}, since=since, actor=self.finance)

    def granted(
        self,
        call: Call,
        name: str,
        answer: str = "yes",
        *,
        paid: bool = False,
        answers: Mapping[str, Any] = LIGHT,
    ) -> tuple[GrantAward, Person]:
        """A grant that is accepted, of a group that answered so whether it may be named; ask for it after
        the call has closed."""
        assert call.closes_at is not None
        with clock.at(call.closes_at - timedelta(days=1)):
            case, lead = self.draft(call, name)
            enter_answers(case.response, {**answers, "public_name": answer}, actor=lead)
            applications.send_application(case, actor=lead)
        applications.propose(case, Outcome.AWARD, actor=self.officer, reason="It fits.")
        applications.award(case, actor=self.second)
        award = services.offer(case, actor=self.officer)
        services.accept(award, name="R.", role="Chair", seen_hash=award.agreement_hash, actor=lead)
        services.enter_details(award, Route.BANK, BANK, actor=lead)
        if paid:
            self.pay(award)
        return award, lead


@contextmanager
def publishing(**changes: Any) -> Iterator[None]:
    """With the settings of a publisher, some of them changed."""
    wanted = PUBLISHER | changes
    before = {name: current_app.config[name] for name in wanted}
    current_app.config.update(wanted)
    try:
        yield
    finally:
        current_app.config.update(before)
