"""Grants for tests, each as far as it has come."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.accounts.models import Person
from app.grants.applications import services as applications
from app.grants.applications.enums import Outcome
from app.grants.applications.models import GrantApplication
from app.grants.awards import rules, services
from app.grants.awards.enums import Happened, Route
from app.grants.awards.models import GrantAward, GrantVariation, PaymentRun
from app.grants.calls.models import Call
from app.grants.funding import services as funding
from app.kernel import clock
from app.kernel.database import db
from app.kernel.permissions import Role
from app.questionnaires.services import enter_answers
from tests.grant_factories import Office, after, budget_of

BANK = {
    "holder": "Reed",
    "account": "KE-1",
    "bank": "Lake Bank",
    "bic": "",
    "town": "Kisumu",
    "country": "KE",
}


class Bursary(Office):
    """A network that gives grants, with money in an account and two people in finance."""

    def __init__(self, slug: str = "river", cash: int = 9_000_00) -> None:
        super().__init__(slug)
        self.treasurer = self._person("Treasurer", Role.FINANCE_OFFICER)
        self.account = funding.add_account(self.body, code="Bank", currency="USD", actor=self.finance)
        if cash:
            funding.receive(self.fund, self.account, minor=cash, day=clock.today(), actor=self.finance)

    def send_proposed_and_award(self, case: GrantApplication, lead: Person) -> None:
        """Send a draft that is filled in, and select it once its call has closed."""
        applications.send_application(case, actor=lead)
        with after(case.call):
            applications.propose(case, Outcome.AWARD, actor=self.officer, reason="It fits.")
            applications.award(case, actor=self.second)

    def offered(self, call: Call, name: str = "Reed") -> tuple[GrantAward, Person]:
        """A grant that is offered, and the lead of its group."""
        case, lead = self.awarded(call, name)
        return services.offer(case, actor=self.officer), lead

    def accepted(self, call: Call, name: str = "Reed", **details: Any) -> tuple[GrantAward, Person]:
        """A grant that the group accepted, and said where money is sent."""
        award, lead = self.offered(call, name)
        services.accept(award, name="R.", role="Chair", seen_hash=award.agreement_hash, actor=lead)
        services.enter_details(award, Route.BANK, BANK | details, actor=lead)
        return award, lead

    def at_cost(self, call: Call, name: str = "Reed", *, paid: bool = True) -> tuple[GrantAward, Person]:
        """A grant at actual cost whose budget has the item Room, accepted and paid; of a call from the
        template `two_pages`."""
        assert call.closes_at is not None
        with clock.at(call.closes_at - timedelta(days=1)):
            case, lead = self.draft(call, name)
            enter_answers(case.response, budget_of(call.largest_minor), actor=lead)
            applications.send_application(case, actor=lead)
        applications.propose(case, Outcome.AWARD, actor=self.officer, reason="It fits.")
        applications.award(case, actor=self.second)
        award = services.offer(case, actor=self.officer)
        services.accept(award, name="R.", role="Chair", seen_hash=award.agreement_hash, actor=lead)
        services.enter_details(award, Route.BANK, BANK, actor=lead)
        for tranche in award.tranches if paid else ():
            self.pay(award)
            db.session.refresh(tranche)
            services.confirm_receipt(
                award,
                number=tranche.number,
                minor=tranche.minor,
                currency=award.currency,
                day=clock.today(),
                actor=lead,
            )
        return award, lead

    def prepared(self, *awards: GrantAward) -> PaymentRun:
        """A payment run that waits for approval."""
        refs = [one.ref for one in awards]
        return services.prepare_run(self.body, self.account, refs, actor=self.finance)

    def pay(self, *awards: GrantAward) -> PaymentRun:
        """A payment run that is approved."""
        run = self.prepared(*awards)
        services.approve_run(run, actor=self.treasurer)
        return run

    def propose_amount(self, award: GrantAward, minor: int) -> GrantVariation:
        """Another amount that waits for the second officer."""
        return services.propose_amount(award, minor=minor, reason="More people come.", actor=self.officer)

    def to_sign(self, award: GrantAward, minor: int) -> GrantVariation:
        """Another amount that waits for the group."""
        made = self.propose_amount(award, minor)
        services.approve_variation(award, seen=made.ref, actor=self.second)
        return made

    def reported(self, call: Call, name: str = "Reed", **said: Any) -> tuple[GrantAward, Person]:
        """A grant that is paid, and on which the group reported."""
        award, lead = self.accepted(call, name)
        self.pay(award)
        known: dict[str, Any] = {"happened": Happened.YES, "text": "We met.", "people": 30, "left_minor": 0}
        services.send_report(award, **(known | said), actor=lead)
        return award, lead


def sign_change(award: GrantAward, lead: Person) -> None:
    """The group signs what waits for it; what is no longer there is refused as on the page."""
    variation = rules.variation_to_sign(award)
    seen = variation.agreement_hash if variation is not None else ""
    services.sign_variation(award, name="R.", role="Chair", seen_hash=seen or "", actor=lead)
