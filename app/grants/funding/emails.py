"""The one message of funding. It says only that there is something to do: no amount, no reference."""

from __future__ import annotations

from app.accounts.models import Person
from app.accounts.services import mail_address
from app.web.mail import write_mail


def write_approval(person: Person, *, link: str) -> bool:
    """A second person is asked to approve; answers whether they have an address."""
    address = mail_address(person)
    write_mail(
        "grants/funding/email/approval",
        to=address,
        language=person.language,
        about="funding.approval",
        link=link,
    )
    return address is not None
