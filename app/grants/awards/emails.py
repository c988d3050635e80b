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
    for person in list_people_of(parties.organisation(award.organisation_id), award):
        write_mail(
            "grants/awards/email/details",
            to=mail_address(person),
            language=person.language,
            about="grant_award.new_details",
            link=mail_link(Link.DESK, person.language),
        )


def tell_of_variation(award: GrantAward) -> None:
    """Write to every contact of the group that there is a decision to read."""
    for person in list_people_of(parties.organisation(award.organisation_id), award):
        write_mail(
            "grants/awards/email/variation",
            to=mail_address(person),
            language=person.language,
            about="grant_award.variation",
            link=mail_link(Link.DESK, person.language),
        )
