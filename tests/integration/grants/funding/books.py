"""A network whose books have just begun: two accounts, own funds, one donor's award."""

from __future__ import annotations

from datetime import date

from app.grants.funding import services
from app.grants.funding.enums import Category
from app.grants.funding.models import Donor, Fact, Fund
from app.grants.funding.services import LineData
from app.kernel.permissions import Role
from app.organisations.models import NetworkBody
from tests.factories import give_role, make_person
from tests.integration.grants.funding.year import TERMS_A, at_noon
from tests.organisation_factories import make_body

DAY = date(2026, 4, 20)


class Books:
    """A network with two accounts, own funds and one donor's award in dollars, as it stands on DAY."""

    def __init__(self) -> None:
        self.body: NetworkBody = make_body("ledger")
        with at_noon(DAY):
            self.finance, self.treasurer = make_person("Wren"), make_person("Robin")
            for person in (self.finance, self.treasurer):
                give_role(person, Role.FINANCE_OFFICER)
            who = self.finance
            self.usd = services.add_account(self.body, code="Bank", currency="USD", actor=who)
            self.eur = services.add_account(self.body, code="Euro", currency="EUR", actor=who)
            self.own = services.add_own_fund(self.body, code="OWN", title={"en": "Own funds"}, actor=who)
            services.open_with(self.own, self.usd, minor=900_00, day=DAY, actor=who)
            self.fund = self.award_of(
                "A", "Alder 2026", donor=services.add_donor(self.body, name="Alder", actor=who)
            )
            services.receive(self.fund, self.usd, minor=9_000_00, day=DAY, actor=who)

    def award_of(self, code: str, title: str, *, donor: Donor | None = None) -> Fund:
        """A donor's award of 2026 with four lines; of a donor of its own unless one is named."""
        who = self.finance
        return services.add_donor_award(
            self.body,
            donor=donor or services.add_donor(self.body, name=title, actor=who),
            code=code,
            title={"en": title},
            currency="USD",
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 12, 31),
            lines=[
                LineData("A1", {"en": "Sub-grants"}, Category.SUB_GRANTS, 10_000_00),
                LineData("A2", {"en": "Coordination"}, Category.COORDINATION, 5_000_00),
                LineData("A3", {"en": "Audit"}, Category.AUDIT, 1_000_00),
                LineData("A4", {"en": "Indirect"}, Category.INDIRECT, 500_00),
            ],
            terms=TERMS_A,
            actor=who,
        )

    def pay(self) -> Fact:
        """A payment of 400 dollars on a commitment of 1,000."""
        with at_noon(DAY):
            promise = services.commit(
                self.fund.lines[0],
                ref="G1",
                minor=1_000_00,
                currency="USD",
                agreed_on=DAY,
                actor=self.finance,
            )
            return services.pay(
                promise,
                tranche=1,
                minor=400_00,
                account=self.usd,
                day=DAY,
                actor=self.finance,
                approver=self.treasurer,
            )
