"""Changes of an agreement in words."""

from __future__ import annotations

from flask_babel import gettext as _

from app.grants.awards import rules
from app.grants.awards.models import GrantAward, GrantVariation
from app.grants.awards.services import report_day
from app.kernel.dates import write_date_in_full
from app.kernel.money import Money


def variation_facts(variation: GrantVariation, language: str) -> list[tuple[str, str]]:
    """What a change that waits for somebody would change."""
    who = _("The group") if variation.by_group else _("The office")
    asked = write_date_in_full(variation.proposed_at.date(), language)
    changed = _amounts(variation, language) if rules.is_of_amount(variation) else _days(variation, language)
    return [(str(_("Proposed by")), str(who)), (str(_("Proposed on")), asked), *changed]


def _days(variation: GrantVariation, language: str) -> list[tuple[str, str]]:
    days = (_("Current due date"), report_day(variation.award)), (_("New due date"), variation.report_by)
    return [(str(name), write_date_in_full(day, language)) for name, day in days if day is not None]


def _amounts(variation: GrantVariation, language: str) -> list[tuple[str, str]]:
    difference = _("Increase") if rules.is_raise(variation) else _("Reduction")
    amounts = (
        (_("Current amount"), variation.before_minor or 0),
        (_("New amount"), variation.amount_minor or 0),
        (difference, abs(variation.difference_minor)),
    )
    currency = variation.award.currency
    return [(str(name), Money(minor, currency).shown(language)) for name, minor in amounts]


def variation_title(variation: GrantVariation) -> str:
    """What kind of change it is."""
    of_amount = rules.is_of_amount(variation)
    return str(_("Another amount for the grant") if of_amount else _("More time for the report"))


def variation_stage(variation: GrantVariation) -> str:
    """Whom an open change waits for."""
    waits = rules.is_to_sign(variation)
    return str(_("Needs the group’s signature") if waits else _("Needs a second person’s decision"))


def amendment_lines(award: GrantAward, language: str) -> list[tuple[str, str]]:
    """(which amendment, its day and the checksum of the text with it) of each change that holds."""
    return [
        (
            str(_("Amendment %(number)s", number=number)),
            _written(one, language),
        )
        for number, one in enumerate(rules.approved_variations(award), 1)
    ]


def _written(variation: GrantVariation, language: str) -> str:
    """When a change began to hold, who signed it where somebody had to, and the checksum of the text."""
    moment = variation.settled_at or variation.decided_at or variation.proposed_at
    name, role = variation.signed_name, variation.signed_role
    signed = [_("signed by %(name)s, %(role)s", name=name, role=role)] if name and role else []
    parts = [write_date_in_full(moment.date(), language), *map(str, signed), variation.agreement_hash or ""]
    return " · ".join(parts)
