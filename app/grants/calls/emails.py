"""The one message of calls. It says only that there is something to read: no call, no question."""

from __future__ import annotations

from app.accounts.queries import find_person
from app.accounts.services import mail_address
from app.casework.emails import MESSAGE
from app.grants.calls.models import CallQuestion
from app.web.extension_points import Link
from app.web.mail import mail_link, write_mail


def tell_asker(question: CallQuestion) -> None:
    """Whoever asked finds on their desk what became of the question."""
    person = find_person(question.asked_by_id) if question.asked_by_id is not None else None
    if person is None:
        return
    write_mail(
        MESSAGE,
        to=mail_address(person),
        language=person.language,
        about=f"call_question.{question.status.value}",
        link=mail_link(Link.DESK, person.language),
    )
