"""The letter of financial reports: not all that was claimed is accepted. It names no group, no expense and no
amount."""

from __future__ import annotations

from app.accounts.services import mail_address
from app.casework import parties
from app.casework.queries import list_people_of
from app.grants.awards.models import GrantAward
from app.web.extension_points import Link
from app.web.mail import mail_link, write_mail


def tell_of_reasons(award: GrantAward) -> None:
    """Write to every contact of the group where the reasons can be read."""
    for person in list_people_of(parties.organisation(award.organisation_id), award):
        write_mail(
            "grants/reports/email/not_accepted",
            to=mail_address(person),
            language=person.language,
            about="grant_expense.not_accepted",
            link=mail_link(Link.GRANT_EXPENSES, person.language, ref=award.ref),
        )
