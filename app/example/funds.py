"""The money of the example network: two donors' awards and own funds, with something of each kind on them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from app.example.world import World
from app.grants.funding import services
from app.grants.funding.enums import Category, Evidence
from app.grants.funding.models import Account, BudgetLine, Fund
from app.grants.funding.services import LineData

BEGAN = 240  # days ago: when the awards began
AWARDED, PAID, ACCEPTED = 180, 150, 60
LENGTH = timedelta(days=364)
TITLES = {
    "Sub-grants": {"en": "Sub-grants", "es": "Subvenciones", "fr": "Subventions"},
    "Coordination": {"en": "Coordination", "es": "Coordinación", "fr": "Coordination"},
    "Indirect costs": {"en": "Indirect costs", "es": "Costos indirectos", "fr": "Coûts indirects"},
}
LINES = (
    ("1", "Sub-grants", Category.SUB_GRANTS, 40_000_00),
    ("2", "Coordination", Category.COORDINATION, 25_000_00),
    ("3", "Indirect costs", Category.INDIRECT, 4_000_00),
)
TERMS: dict[str, Any] = {
    "recognition": "when_accepted",
    "indirect": {"percent": "7", "without": ["sub_grants"]},
    "reallocation": {"percent": "20", "never_from": ["sub_grants"]},
    "statement_ceiling": 500_00,
    "may_publish": True,
    "clauses": {"reallocation": "Clause 7.2"},
}
HELD = {
    "holder": "Example network",
    "number": "GB33 BUKB 2020 1555 5555 55",
    "bank": "Example bank",
    "bic": "BUKBGB22",
    "town": "London",
    "country": "GB",
}
"""Where the account is held: an IBAN that is published as an example, and no account."""
GRANTS = 12


def tell_funds(world: World) -> None:
    """IDPC's funds, entered through the services by its finance officer and its treasurer."""
    body, finance = world.bodies["idpc"], world.people["finance"]
    with world.days_ago(BEGAN):
        account = services.add_account(body, code="Main account", currency="USD", actor=finance)
        services.say_where_account_is(account, **HELD, actor=finance)
        own = services.add_own_fund(
            body,
            code="OWN",
            title={"en": "Own funds", "es": "Fondos propios", "fr": "Fonds propres"},
            actor=finance,
        )
        services.open_with(own, account, minor=12_000_00, day=_day(world, BEGAN), actor=finance)
        funds = [
            _award(world, code, name) for code, name in (("HILL", "Hill Foundation"), ("LAKE", "Lake Trust"))
        ]
        for fund in funds:
            services.receive(fund, account, minor=35_000_00, day=_day(world, BEGAN), actor=finance)
    for fund in funds:
        _tell_year(world, fund, account)
        with world.days_ago(ACCEPTED):
            services.save_report(fund, period=fund.periods[0], actor=finance)


def _day(world: World, ago: int) -> date:
    return world.moment(ago).date()


def _award(world: World, code: str, donor: str) -> Fund:
    first, finance = _day(world, BEGAN), world.people["finance"]
    return services.add_donor_award(
        world.bodies["idpc"],
        donor=services.add_donor(world.bodies["idpc"], name=f"{donor} (example)", actor=finance),
        code=code,
        title=dict.fromkeys(("en", "es", "fr"), f"{donor}, {first.year}"),
        currency="USD",
        starts_on=first,
        ends_on=first + LENGTH,
        lines=[
            LineData(f"{code[0]}{number}", TITLES[title], category, amount)
            for number, title, category, amount in LINES
        ],
        terms=TERMS,
        actor=finance,
    )


def _tell_year(world: World, fund: Fund, account: Account) -> None:
    """Small grants that are promised, most of them paid, some accepted; and the network's own costs."""
    finance, treasurer = world.people["finance"], world.people["treasurer"]
    grants, coordination, _indirect = fund.lines
    with world.days_ago(AWARDED):
        day = _day(world, AWARDED)
        promises = [
            services.commit(
                grants,
                ref=f"{fund.code}-{number:02}",
                minor=1_500_00,
                currency="USD",
                agreed_on=day,
                actor=finance,
            )
            for number in range(1, GRANTS + 1)
        ]
    with world.days_ago(PAID):
        day = _day(world, PAID)
        payments = [
            services.pay(
                promise,
                tranche=1,
                minor=1_500_00,
                account=account,
                day=day,
                actor=finance,
                approver=treasurer,
            )
            for promise in promises[:9]
        ]
        services.charge_bank(coordination, account, minor=54_00, day=day, actor=finance)
        _book(coordination, account, day=day, actor=finance)
    with world.days_ago(ACCEPTED):
        day = _day(world, ACCEPTED)
        for payment in payments[:6]:
            services.accept(
                payment,
                claimed=1_500_00,
                admitted=1_450_00,
                evidence=Evidence.RECEIPT,
                day=day,
                actor=finance,
            )
        services.take_back(payments[8], day=day, actor=finance)


def _book(line: BudgetLine, account: Account, *, day: date, actor: Any) -> None:
    services.book_cost(
        line, account, minor=6_200_00, day=day, actor=actor, booking_number="2044", note="Staff"
    )
