"""Changes of an agreement in words."""

from __future__ import annotations

from flask_babel import gettext as _

from app.grants.awards import rules
from app.grants.awards.models import GrantAward, GrantVariation
from app.grants.awards.services import report_day
from app.kernel.dates import write_date_in_full


def variation_facts(variation: GrantVariation, language: str) -> list[tuple[str, str]]:
    """What a change that waits for a decision would change."""
    due = report_day(variation.award)
    who = _("The group") if variation.by_group else _("The office")
    asked = write_date_in_full(variation.proposed_at.date(), language)
    days = (_("Current due date"), due), (_("New due date"), variation.report_by)
    return [
        (str(_("Proposed by")), str(who)),
        (str(_("Proposed on")), asked),
        *((str(name), write_date_in_full(day, language)) for name, day in days if day is not None),
    ]


def amendment_lines(award: GrantAward, language: str) -> list[tuple[str, str]]:
    """(which amendment, its day and the checksum of the text with it) of each change that holds."""
    return [
        (
            str(_("Amendment %(number)s", number=number)),
            f"{write_date_in_full(one.decided_at.date(), language)} · {one.agreement_hash}",
        )
        for number, one in enumerate(rules.approved_variations(award), 1)
        if one.decided_at is not None
    ]
