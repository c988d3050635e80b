"""The one message of reviews: that there is something to review, once for all that is new. It names no group
and no call."""

from __future__ import annotations

from collections.abc import Iterable

from app.accounts.models import Person
from app.accounts.services import mail_address
from app.casework.emails import MESSAGE
from app.grants.reviews.process_words import KIND
from app.web.extension_points import Link
from app.web.mail import mail_link, write_mail


def tell_reviewers(people: Iterable[Person]) -> None:
    """Each of them once, in their language."""
    for person in {one.id: one for one in people}.values():
        write_mail(
            MESSAGE,
            to=mail_address(person),
            language=person.language,
            about=f"{KIND}.submit",
            link=mail_link(Link.DESK, person.language),
        )
