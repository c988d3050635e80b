"""Grants of the example network, from a call that closed some months ago, each as far as another."""

from __future__ import annotations

from app.accounts.models import Person
from app.example.applications import REASON, write_application
from app.example.calls import publish_vigil
from app.example.world import World
from app.grants.applications import services as applications
from app.grants.applications.enums import Outcome
from app.grants.applications.models import GrantApplication
from app.grants.awards import services
from app.grants.awards.enums import Happened, Route
from app.grants.awards.models import GrantAward
from app.grants.calls.models import Call
from app.grants.funding.queries import list_accounts
from app.grants.publishing.services import choose_selected

SIGNED = {
    "member-en": ("Kim (example)", "Coordinator"),
    "member-es": ("Mar (ejemplo)", "Coordinación"),
    "member-fr": ("Lou (exemple)", "Coordination"),
    "member-network": ("Robin (example)", "Chair"),
}
PUBLIC_NAME = {"member-en": "yes", "member-es": "country", "member-fr": "yes", "member-network": "no"}
BANK = {
    "holder": "Example group",
    "account": "EXAMPLE-0000",
    "bank": "Example bank",
    "bic": "",
    "town": "Example town",
    "country": "KE",
}
LATER = {
    "en": "The hall is closed for repairs, so we meet three weeks later.",
    "es": "El local estuvo cerrado por las lluvias y nos reunimos tres semanas después.",
}
HAPPENED = "Sixty people came, lit candles and read the names. Two newspapers wrote about it."


def tell_awards(world: World) -> None:
    """One grant that is paid and reported on, one that is paid and has not arrived, one to be paid, one
    that is offered."""
    with world.days_ago(140):
        call = publish_vigil(world)
    with world.days_ago(120):
        cases = {name: write_application(world, call, name, public_name=PUBLIC_NAME[name]) for name in SIGNED}
    with world.days_ago(95):
        for name in ("member-fr", "member-es", "member-network"):
            _decide(world, cases[name])
    offered = _offer(world, call, [cases[name] for name in ("member-fr", "member-es")], 94)
    for name, award in zip(("member-fr", "member-es"), offered, strict=True):
        _accept(world, award, name, 90)
    with world.days_ago(85):
        _pay(world, offered)
    with world.days_ago(80):
        services.confirm_receipt(
            offered[0],
            number=1,
            minor=438_50,
            currency="USD",
            day=world.moment(80).date(),
            actor=world.people["member-fr"],
        )
    with world.days_ago(20):
        services.say_missing(offered[1], number=1, actor=world.people["member-es"])
    _give_more_time(world, offered[1], "member-es")
    with world.days_ago(9):
        services.send_report(
            offered[0],
            happened=Happened.YES,
            text=HAPPENED,
            people=60,
            left_minor=0,
            actor=world.people["member-fr"],
        )
    with world.days_ago(8):
        _decide(world, cases["member-en"])
    _late, waiting = _offer(world, call, [cases["member-en"], cases["member-network"]], 6)
    _accept(world, waiting, "member-network", 4)
    with world.days_ago(3):
        day, person = world.moment(-30).date(), world.people["member-network"]
        services.ask_for_time(waiting, day=day, reason=LATER["en"], actor=person)
    with world.days_ago(2):
        refs = [award.ref for award in offered]
        choose_selected(refs, None, world.bodies["idpc"].id, actor=world.people["grants"])


def _decide(world: World, case: GrantApplication) -> None:
    officer, second = world.people["grants"], world.people["grants-2"]
    applications.propose(
        case, Outcome.AWARD, actor=officer, reason=REASON[case.language], language=case.language
    )
    applications.award(case, actor=second)


def _offer(world: World, call: Call, cases: list[GrantApplication], ago: int) -> list[GrantAward]:
    assert all(case.call is call for case in cases)
    with world.days_ago(ago):
        return [services.offer(case, actor=world.people["grants"]) for case in cases]


def _accept(world: World, award: GrantAward, name: str, ago: int) -> None:
    person: Person = world.people[name]
    signed, role = SIGNED[name]
    with world.days_ago(ago):
        services.accept(award, name=signed, role=role, seen_hash=award.agreement_hash, actor=person)
        services.enter_details(award, Route.BANK, BANK, actor=person)


def _give_more_time(world: World, award: GrantAward, name: str) -> None:
    """The group asked for it, and an officer agreed."""
    with world.days_ago(30):
        day = world.moment(-17).date()
        services.ask_for_time(award, day=day, reason=LATER["es"], actor=world.people[name])
    with world.days_ago(28):
        services.approve_variation(award, actor=world.people["grants-2"])


def _pay(world: World, awards: list[GrantAward]) -> None:
    body = world.bodies["idpc"]
    account = list_accounts(body.id)[0]
    refs = [award.ref for award in awards]
    run = services.prepare_run(body, account, refs, actor=world.people["finance"])
    services.approve_run(run, actor=world.people["treasurer"])
