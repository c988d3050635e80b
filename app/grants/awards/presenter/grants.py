"""A grant in words."""

from __future__ import annotations

from flask_babel import gettext as _

from app.grants.awards import rules
from app.grants.awards.labels import ROUTES_OF_OFFICE
from app.grants.awards.models import GrantAward, Tranche
from app.kernel.dates import write_date
from app.kernel.locales import country_name
from app.kernel.money import Money


def country_in(code: str | None, language: str) -> str:
    return country_name(code, language) if code else ""


def route_of(award: GrantAward) -> str:
    """How money reaches the group: never where to."""
    return str(ROUTES_OF_OFFICE[award.route]) if award.route is not None else ""


def tranche_lines(award: GrantAward, language: str) -> list[tuple[str, str]]:
    """(which part, how far it has come) of a grant, in words."""
    parts = rules.parts_of(award)
    numbers = range(1, len(parts) + 1) if len(parts) > 1 else [None]
    return [
        (_part(one, number, award, language), _how_far(one, language))
        for number, one in zip(numbers, parts, strict=True)
    ]


def _part(tranche: Tranche, number: int | None, award: GrantAward, language: str) -> str:
    amount = Money(tranche.minor, award.currency).shown(language)
    if number is None:
        return amount
    return str(_("Part %(number)s: %(amount)s", number=number, amount=amount))


def _how_far(tranche: Tranche, language: str) -> str:
    if not rules.is_paid(tranche):
        return str(_("Not sent yet"))
    if tranche.missing_at is not None:
        day = write_date(tranche.missing_at.date(), language)
        return str(_("Sent; on %(day)s nothing had arrived", day=day))
    if tranche.received is None or tranche.received_on is None:
        return str(_("Sent; the group has not said yet what arrived"))
    day = write_date(tranche.received_on, language)
    return str(_("%(amount)s arrived on %(day)s", amount=tranche.received.shown(language), day=day))
