"""What waits for the office and for finance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for
from flask_babel import ngettext

from app.grants.awards import queries
from app.grants.awards.process_words import Status
from app.kernel.actor import Actor, can
from app.kernel.permissions import Permission
from app.web.desk import DeskItem, DeskPart


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
    for body_id, number in queries.count_missing(actor, list(networks)).items():
        body = networks[body_id]
        words = ngettext("Find out where %(num)s payment is", "Find out where %(num)s payments are", number)
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
