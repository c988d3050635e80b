"""What the pages of grants show; nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_precision
from flask import url_for
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.casework.models import deadline_of
from app.casework.presenter import stage_sign
from app.grants.awards import queries, rules
from app.grants.awards.agreement import read_agreement
from app.grants.awards.labels import ROUTES_OF_OFFICE, RUN_STATUSES
from app.grants.awards.models import GrantAward, PaymentRun, PaymentRunItem, Tranche
from app.grants.awards.process import GRANT_AWARD
from app.grants.awards.process_words import STATUS, Status
from app.kernel.actor import Actor, can
from app.kernel.dates import write_date, write_date_in_full
from app.kernel.locales import country_name
from app.kernel.money import Money
from app.kernel.permissions import Permission
from app.web.desk import DeskItem, DeskPart
from app.web.list_page import Act, Column, Count, ListPage, ListState, Tab
from app.web.papers import Paper, facts, quote, text_of

SIGNS: dict[str, str] = {status: stage_sign(GRANT_AWARD, status) for status in GRANT_AWARD.stages}
COLUMNS = (
    Column("name", _l("Group"), sort="name"),
    Column("country", _l("Country"), css="w8 opt"),
    Column("stage", _l("Stage"), css="w12"),
    Column("amount", _l("Grant"), css="w10 number"),
    Column("paid", _l("Sent"), css="w10 number"),
    Column("due", _l("The group acts by"), sort="due", css="w12"),
)
TABS = (Status.OFFERED, Status.ACTIVE, Status.SUSPENDED, Status.REPORTED, Status.CLOSED)


@dataclass(frozen=True)
class AwardRow:
    """One grant in the network's list."""

    ref: str
    name: str
    country: str
    stage: str
    sign: str
    amount: Money
    paid: Money
    due: Any


@dataclass(frozen=True)
class PayableRow:
    """One payment that can be made now."""

    ref: str
    name: str
    country: str
    route: str
    amount: Money


@dataclass(frozen=True)
class RunRow:
    """One payment run."""

    ref: str
    status: str
    number: int
    total: Money
    account: str
    prepared_at: Any


def list_of(actor: Actor, body_id: int) -> ListPage:
    """The list of a network's grants as this reader has it."""
    acts: tuple[Act, ...] = ()
    if can(actor, Permission.SCREEN_GRANTS, body=body_id):
        acts = (Act("accept", _l("Accept the report")),)
    return ListPage(sorts=queries.SORTS, default_sort="due", columns=COLUMNS, acts=acts, search=False)


def award_rows(rows: Sequence[Any], language: str) -> list[AwardRow]:
    """The rows of a page, ready to be shown."""
    return [
        AwardRow(
            ref=row.ref,
            name=row.title,
            country=_country(row.country, language),
            stage=str(STATUS[Status(row.status_code)]),
            sign=SIGNS[row.status_code],
            amount=Money(row.amount_minor, row.currency),
            paid=Money(row.paid_minor, row.currency),
            due=deadline_of(row.sort_due),
        )
        for row in rows
    ]


def chosen_tab(status: str) -> str:
    """The stage that the address names; empty for all."""
    return status if status in {one.value for one in TABS} else ""


def list_tabs(state: ListState, counts: Mapping[str, int], chosen: str) -> list[Tab]:
    """All, and each stage that a grant stays in."""
    return [
        Tab(_("All"), state.url(status=None), not chosen, Count(sum(counts.values()))),
        *(
            Tab(STATUS[one], state.url(status=one.value), chosen == one, Count(counts.get(one, 0)))
            for one in TABS
        ),
    ]


def payable_rows(actor: Actor, body_id: int, language: str) -> dict[str, list[PayableRow]]:
    """Currency → what can be paid now and is in no payment run, by the group's name."""
    found: dict[str, list[PayableRow]] = {}
    for award, tranche in queries.list_payable(actor, body_id):
        found.setdefault(award.currency, []).append(_payable_row(award, tranche, language))
    return found


def _payable_row(award: GrantAward, tranche: Tranche, language: str) -> PayableRow:
    return PayableRow(
        ref=award.ref,
        name=award.title,
        country=_country(award.country, language),
        route=route_of(award),
        amount=Money(tranche.minor, award.currency),
    )


def _country(code: str | None, language: str) -> str:
    return country_name(code, language) if code else ""


def plain_amount(currency: str, minor: int) -> str:
    """An amount as a bank's file has it: digits and a point, without a thousands sign."""
    digits = get_currency_precision(currency)
    return f"{Decimal(minor).scaleb(-digits):.{digits}f}"


def route_of(award: GrantAward) -> str:
    """How money reaches the group: never where to."""
    return str(ROUTES_OF_OFFICE[award.route]) if award.route is not None else ""


def run_rows(runs: Sequence[PaymentRun]) -> list[RunRow]:
    return [
        RunRow(
            ref=run.ref,
            status=str(RUN_STATUSES[run.status]),
            number=len(run.items),
            total=run.total,
            account=run.account.code,
            prepared_at=run.prepared_at,
        )
        for run in runs
    ]


def run_items(run: PaymentRun, language: str) -> list[PayableRow]:
    """The payments of a run."""
    return [
        PayableRow(
            ref=item.tranche.award.ref,
            name=item.tranche.award.title,
            country=_country(item.tranche.award.country, language),
            route=str(ROUTES_OF_OFFICE[item.route]),
            amount=Money(item.tranche.minor, run.account.currency),
        )
        for item in in_order(run)
    ]


def in_order(run: PaymentRun) -> list[PaymentRunItem]:
    """What a run pays, by the groups' names."""
    return sorted(run.items, key=lambda item: (item.tranche.award.sort_name, item.id))


def tranche_lines(award: GrantAward, language: str) -> list[tuple[str, str]]:
    """(which part, how far it has come) of a grant, in words."""
    return [(_part(one, award, language), _how_far(one, language)) for one in award.tranches]


def _part(tranche: Tranche, award: GrantAward, language: str) -> str:
    amount = Money(tranche.minor, award.currency).shown(language)
    if len(award.tranches) == 1:
        return amount
    return str(_("Part %(number)s: %(amount)s", number=tranche.number, amount=amount))


def _how_far(tranche: Tranche, language: str) -> str:
    if not rules.is_paid(tranche):
        return str(_("Not sent yet"))
    if tranche.received is None or tranche.received_on is None:
        return str(_("Sent; the group has not said yet what arrived"))
    day = write_date(tranche.received_on, language)
    return str(_("%(amount)s arrived on %(day)s", amount=tranche.received.shown(language), day=day))


# --- the desk


def list_desk_items(actor: Actor, language: str, networks: Sequence[Any] = ()) -> list[DeskItem]:
    """What waits for the office and for finance, one line for each thing to do: never one for each grant."""
    offices = _where(networks, actor, Permission.SCREEN_GRANTS)
    books = _where(networks, actor, Permission.MANAGE_FUNDS)
    return [*_of_office(offices, actor, language), *_of_finance(books, actor, language)]


def _where(networks: Sequence[Any], actor: Actor, permission: Permission) -> dict[int, Any]:
    return {one.id: one for one in networks if can(actor, permission, body=one.id)}


def _of_office(networks: Mapping[int, Any], actor: Actor, language: str) -> list[DeskItem]:
    if not networks:
        return []
    items = [
        _item(
            ngettext("Offer %(num)s grant:", "Offer %(num)s grants:", number),
            call.title_in(language),
            url_for("grants_awards.offers", slug=call.body.slug, ref=call.ref),
            call.body,
            number,
            language,
        )
        for call, number in queries.count_to_offer(actor, list(networks))
    ]
    for body_id, number in queries.count_reported(actor, list(networks)).items():
        body = networks[body_id]
        words = ngettext("Read %(num)s report of a grant", "Read %(num)s reports of grants", number)
        url = url_for("grants_awards.awards", slug=body.slug, status=Status.REPORTED.value)
        items.append(_item(words, "", url, body, number, language))
    return items


def _of_finance(networks: Mapping[int, Any], actor: Actor, language: str) -> list[DeskItem]:
    if not networks:
        return []
    items = []
    for body_id, number in queries.count_runs_to_approve(list(networks), but=actor.actor_id).items():
        body = networks[body_id]
        words = ngettext("Approve %(num)s payment run", "Approve %(num)s payment runs", number)
        url = url_for("grants_awards.payments", slug=body.slug)
        items.append(_item(words, "", url, body, number, language))
    for body_id, number in queries.count_payable(actor, list(networks)).items():
        body = networks[body_id]
        words = ngettext("Pay %(num)s grant", "Pay %(num)s grants", number)
        url = url_for("grants_awards.payments", slug=body.slug)
        items.append(_item(words, "", url, body, number, language))
    return items


def _item(verb: str, title: str, url: str, body: Any, number: int, language: str) -> DeskItem:
    return DeskItem(
        verb=str(verb),
        title=title,
        url=url,
        network=body.name_in(language),
        part=DeskPart.MINE,
        number=number,
    )


def agreement_paper(award: GrantAward) -> Paper:
    """The agreement as a paper, in the language that it was written in, with the words that were signed and
    their checksum."""
    language = award.language
    first, purpose, *others = read_agreement(award.agreement)
    with force_locale(language):
        signed = (
            [(_("Signed by"), f"{award.accepted_name}, {award.accepted_role}")] if award.accepted_at else []
        )
        return Paper(
            title=_("Agreement"),
            language=language,
            author=award.body.name_in(language) if award.body is not None else "",
            made_on=award.started_at.date(),
            blocks=[
                text_of(first),
                quote(purpose),
                *(text_of(one) for one in others),
                facts(
                    [
                        (_("Reference"), award.ref),
                        (_("Offered on"), write_date_in_full(award.started_at.date(), language)),
                        *signed,
                        (_("Signed on"), _signed_on(award, language)),
                        (_("Checksum of the text"), award.agreement_hash),
                    ]
                ),
            ],
            footer=award.ref,
        )


def _signed_on(award: GrantAward, language: str) -> str:
    if award.accepted_at is None:
        return str(_("The group has not accepted it."))
    return write_date_in_full(award.accepted_at.date(), language)
