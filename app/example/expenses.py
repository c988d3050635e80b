"""Grants at actual cost of the example network: one group enters what it spends, another has reported, and a
third is to sign another amount."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from app.accounts.models import Person
from app.documents.services import bring_in
from app.example.applications import REASON, write_application
from app.example.awards import BANK, SIGNED
from app.example.calls import publish_kitchens
from app.example.world import World
from app.grants.applications import services as applications
from app.grants.applications.enums import Outcome
from app.grants.applications.models import GrantApplication
from app.grants.awards import services as awards
from app.grants.awards.enums import Happened, Route
from app.grants.awards.models import GrantAward
from app.grants.funding.queries import list_accounts
from app.grants.reports import rules, services
from app.grants.reports.enums import Proof
from app.grants.reports.services import ExpenseData
from app.kernel.database import db

GROUPS = ("member-en", "member-es", "member-fr")
# name → what the group plans, what should change, what could go wrong, and the items of its budget
PLANS: dict[str, tuple[str, str, str, tuple[tuple[str, int], ...]]] = {
    "member-en": (
        "Forty suppers, cooked on the square by whoever wants to eat there.",
        "Nobody on the square eats alone, and the neighbours know each other by name.",
        "Rain. The church hall next door is ours on wet evenings.",
        (("Food", 1_400_00), ("Stove and pots", 600_00), ("Cooks", 400_00)),
    ),
    "member-es": (
        "Treinta desayunos en la plaza, preparados por quienes duermen cerca.",
        "Que la mañana empiece con algo caliente y con compañía.",
        "Que falte gas. Un comercio vecino nos presta una cocina.",
        (("Comida", 900_00), ("Gas y vajilla", 300_00)),
    ),
    "member-fr": (
        "Vingt déjeuners du dimanche, préparés avec les personnes qui dorment près du canal.",
        "Que le dimanche on mange assis, à plusieurs, et chaud.",
        "Le froid. Le centre social nous ouvre sa salle.",
        (("Nourriture", 1_000_00), ("Gaz", 200_00)),
    ),
}
# name → days ago, item, what it was for, amount, what shows it, number on the receipt, codes of peers
SPENT: dict[str, tuple[tuple[int, str, str, int, Proof, str, str], ...]] = {
    "member-en": (
        (40, "Stove and pots", "A gas stove with two rings", 310_00, Proof.RECEIPT, "2291", ""),
        (33, "Food", "Rice, beans and vegetables for ten suppers", 284_60, Proof.RECEIPT, "4410", ""),
        (26, "Food", "Bread from the market", 42_00, Proof.PHOTO, "", ""),
        (19, "Cooks", "Two cooks, four evenings", 120_00, Proof.PEERS, "", "P1, P2"),
    ),
    "member-es": (
        (38, "Comida", "Pan, leche y fruta para quince desayunos", 460_00, Proof.RECEIPT, "A-118", ""),
        (24, "Comida", "Pan, leche y fruta para quince desayunos", 440_00, Proof.RECEIPT, "A-163", ""),
        (22, "Gas y vajilla", "Dos garrafas de gas", 96_00, Proof.RECEIPT, "77", ""),
        (20, "Gas y vajilla", "Vasos y platos", 84_00, Proof.SIGNED_STATEMENT, "", ""),
    ),
}
MORE = "Deux fois plus de personnes viennent que prévu, et le gaz coûte plus cher."
# (name, number of its receipt) → what was paid, in minor units of another currency
PAID_IN: dict[tuple[str, str], tuple[int, str]] = {("member-es", "77"): (1_680_00, "MXN")}
# (name, number of its receipt) → what is on the photo of it
PHOTOS: dict[tuple[str, str], tuple[str, ...]] = {
    ("member-es", "A-118"): ("RECIBO A-118", "Pan, leche y fruta", "USD 460.00", "(ejemplo)"),
}
NOTES = {1: "Una vecina nos prestó los platos, así que compramos menos vajilla."}
REPORT = "Servimos treinta y un desayunos. Vino cada vez más gente, también a cocinar."


def tell_expenses(world: World) -> None:
    """From the publication of the call to the expenses of this month."""
    with world.days_ago(105):
        call = publish_kitchens(world)
    with world.days_ago(80):
        cases = {name: write_application(world, call, name, answers=_answers(name)) for name in GROUPS}
    given = {name: _give(world, name, case) for name, case in cases.items()}
    _pay(world, list(given.items()), 55)
    _pay(world, [one for one in given.items() if one[0] in SPENT], 45)
    _raise(world, given["member-fr"], 1_400_00)
    for name, award in given.items():
        for expense in SPENT.get(name, ()):
            _spend(world, name, award, *expense)
    with world.days_ago(5):
        services.send_report(
            given["member-es"],
            happened=Happened.YES,
            text=REPORT,
            people=120,
            notes=NOTES,
            actor=world.people["member-es"],
        )


def _raise(world: World, award: GrantAward, minor: int) -> None:
    """Two officers agree to a larger amount, which waits for the group."""
    with world.days_ago(7):
        awards.propose_amount(award, minor=minor, reason=MORE, actor=world.people["grants"])
    with world.days_ago(4):
        awards.approve_variation(award, actor=world.people["grants-2"])


def _answers(name: str) -> dict[str, Any]:
    what, change, dangers, items = PLANS[name]
    return {
        "what": what,
        "change": change,
        "dangers": dangers,
        "period": {"start": "2026-12-01", "end": "2027-03-31"},
        "budget": [{"item": item, "amount": {"minor": one, "currency": "USD"}} for item, one in items],
        "route": "bank",
        "reference": "A neighbour of ours.",
        "public_name": "no",
        "true": ["yes"],
    }


def _give(world: World, name: str, case: GrantApplication) -> GrantAward:
    officer, person = world.people["grants"], world.people[name]
    with world.days_ago(66):
        reason, language = REASON[case.language], case.language
        applications.propose(case, Outcome.AWARD, actor=officer, reason=reason, language=language)
        applications.award(case, actor=world.people["grants-2"])
        award = awards.offer(case, actor=officer)
    with world.days_ago(60):
        signed, role = SIGNED[name]
        awards.accept(award, name=signed, role=role, seen_hash=award.agreement_hash, actor=person)
        awards.enter_details(award, Route.BANK, BANK, actor=person)
    return award


def _pay(world: World, given: list[tuple[str, GrantAward]], ago: int) -> None:
    """The next part of each of these grants, which arrives some days later."""
    body = world.bodies["idpc"]
    with world.days_ago(ago):
        refs = [award.ref for _name, award in given]
        run = awards.prepare_run(body, list_accounts(body.id)[0], refs, actor=world.people["finance"])
        awards.approve_run(run, actor=world.people["treasurer"])
    with world.days_ago(ago - 4):
        for name, award in given:
            part = next(one for one in award.tranches if one.received_minor is None)
            db.session.refresh(part)
            awards.confirm_receipt(
                award,
                number=part.number,
                minor=part.minor,
                currency=award.currency,
                day=(world.moment(ago) + timedelta(days=3)).date(),
                actor=world.people[name],
            )


def _spend(
    world: World,
    name: str,
    award: GrantAward,
    ago: int,
    item: str,
    purpose: str,
    minor: int,
    proof: Proof,
    receipt: str,
    codes: str,
) -> None:
    with world.days_ago(ago - 1):
        day = world.moment(ago).date()
        original = PAID_IN.get((name, receipt), (None, None))
        data = ExpenseData(item, purpose, day, minor, proof, receipt, codes, *original)
        lines = PHOTOS.get((name, receipt))
        if lines:
            data = replace(data, files=(_photo(award, lines, world.people[name]),))
        services.enter(award, data, actor=world.people[name])


def _photo(award: GrantAward, lines: tuple[str, ...], person: Person) -> str:
    """The reference of a picture that says this."""
    picture, out = Image.new("RGB", (360, 220), "white"), BytesIO()
    pen = ImageDraw.Draw(picture)
    pen.rectangle((8, 8, 351, 211), outline="black")
    for place, line in enumerate(lines):
        pen.text((32, 32 + 40 * place), line, fill="black")
    picture.save(out, "PNG")
    return bring_in(out.getvalue(), "recibo-a-118.png", owner=rules.owner_of(award), actor=person).ref
