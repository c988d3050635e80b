"""Checks of groups of the example network: two that count, one that has expired and runs again, one to
conclude."""

from __future__ import annotations

from app.example.world import World
from app.grants.diligence import services
from app.grants.diligence.checklists import CHECKLISTS
from app.grants.diligence.enums import Found, Tier
from app.grants.diligence.models import DiligenceCheck
from app.grants.diligence.services import Given
from app.organisations.queries import list_contact_organisations

# code of the point → what was found, and how it is known
FOUND: dict[str, tuple[Found, str]] = {
    "registration": (
        Found.OTHERWISE,
        "Registering would put the names of its people into the hands of the police. "
        "Two members know the group.",
    ),
    "governance": (Found.MET, "Five people decide together; two answer for the money."),
    "bank": (Found.MET, "Confirmed by phone with a contact whom we have known for two years."),
    "safeguarding": (Found.MET, "It is written down on one page and hangs in the room."),
    "references": (Found.MET, "Two members of the network spoke to us."),
    "accounts": (Found.OTHERWISE, "A list of what came in and went out last year, signed by two people."),
    "interests": (Found.MET, "Whoever would gain leaves the room. It is in the minutes."),
    "capacity": (Found.MET, "It managed a grant of the same size two years ago, with all receipts."),
}
LISTS = "UN, EU and UK lists"
CONDITION = "The money is sent in two parts, the second after a list of what was spent."


def tell_checks(world: World) -> None:
    """From the first years of the network to this week."""
    _pass(world, "member-es", Tier.STANDARD, 770)
    _pass(world, "member-en", Tier.STANDARD, 200)
    _pass(world, "member-network", Tier.FULL, 45, CONDITION)
    with world.days_ago(5):
        check = _start(world, "member-fr", Tier.STANDARD)
        _send(world, check, 5)
    with world.days_ago(3):
        check = _start(world, "member-es", Tier.FULL)
        services.answer_points(
            check, _given(world, 3, "registration", "governance"), actor=world.people["grants"]
        )


def _start(world: World, name: str, tier: Tier) -> DiligenceCheck:
    group = list_contact_organisations(world.people[name].id)[0][0]
    return services.start_check(world.bodies["idpc"], group, tier, actor=world.people["grants"])


def _pass(world: World, name: str, tier: Tier, ago: int, words: str = "") -> None:
    with world.days_ago(ago):
        check = _start(world, name, tier)
        _send(world, check, ago)
    with world.days_ago(ago - 2):
        services.conclude_check(
            check, passed=True, words=words, details_confirmed=True, actor=world.people["grants-2"]
        )


def _send(world: World, check: DiligenceCheck, ago: int) -> None:
    codes = [one.code for one in CHECKLISTS[check.tier]]
    services.answer_points(check, _given(world, ago, *codes), actor=world.people["grants"])
    services.send_check(check, actor=world.people["grants"])


def _given(world: World, ago: int, *codes: str) -> dict[str, Given]:
    given = {code: Given(*FOUND[code]) for code in codes if code in FOUND}
    if "sanctions" in codes:
        given["sanctions"] = Given(Found.MET, "", LISTS, world.moment(ago).date())
    if "host" in codes:
        given["host"] = Given(Found.NOT_APPLICABLE)
    return given
