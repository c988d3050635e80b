"""The messages of grants that casework does not write: where money is sent has changed, and a change of the
agreement was decided. They name no group, no account and no amount."""

from __future__ import annotations

from app.accounts.services import mail_address
from app.casework import parties
from app.casework.queries import list_people_of
from app.grants.awards.models import GrantAward
from app.web.extension_points import Link
from app.web.mail import mail_link, write_mail


def tell_of_new_details(award: GrantAward) -> None:
    """Write to every contact of the group: whoever did not expect it can still stop it."""
    _write_to_contacts(award, "grants/awards/email/details", "grant_award.new_details")


def tell_of_variation(award: GrantAward) -> None:
    """Write to every contact of the group that there is a decision to read."""
    _write_to_contacts(award, "grants/awards/email/variation", "grant_award.variation")


def tell_of_signed_amount(award: GrantAward) -> None:
    """Write to every contact of the group that another amount is signed and holds."""
    _write_to_contacts(award, "grants/awards/email/amount", "grant_award.another_amount")


def _write_to_contacts(award: GrantAward, template: str, about: str) -> None:
    for person in list_people_of(parties.organisation(award.organisation_id), award):
        write_mail(
            template,
            to=mail_address(person),
            language=person.language,
            about=about,
            link=mail_link(Link.DESK, person.language),
        )
