"""Messages about cases. Each says only that there is something to do or to read, and links to the desk: no
name of an organisation, no status, no reference, since mail is read over shoulders and kept by strangers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.accounts.models import Person
from app.accounts.services import mail_address
from app.casework import parties, queries
from app.casework.models import Casefile, Wait
from app.casework.parties import PartyKind
from app.casework.process import Stage
from app.casework.rules import is_hidden
from app.kernel import clock, jobs
from app.web.extension_points import Link
from app.web.mail import mail_link, write_mail

MESSAGE = "casework/email/message"
REMINDER = "casework/email/reminder"


def _write(people: Iterable[Person], about: str, message: str = MESSAGE) -> int:
    """Write to each in their language; answers how many have an address."""
    reached = 0
    links: dict[str, str] = {}
    for person in people:
        address = mail_address(person)
        if address is None:
            continue
        link = links.setdefault(person.language, mail_link(Link.DESK, person.language))
        write_mail(message, to=address, language=person.language, about=about, link=link)
        reached += 1
    return reached


def _about(case: Casefile, what: str) -> str:
    return f"{case.process.subject}.{what}"


def tell_organisation(case: Casefile, *, about: str) -> None:
    """Write to the contacts of the case's organisation."""
    if case.organisation_id is None:
        return
    own = parties.organisation(case.organisation_id)
    _note_unreached(case, own, _write(queries.list_people_of(own, case), _about(case, about)))


def tell_of_step(case: Casefile, stage: Stage | None, begun: Sequence[Wait], *, told: bool) -> None:
    """Whoever is asked for the next step, and the office where the stage is news for it. `told`: the
    organisation has heard the news already."""
    own = case.organisation_id
    tell_parties(case, [wait for wait in begun if not (told and parties.is_organisation(wait.party, own))])
    if stage is not None and stage.tells_office and case.sent_at is not None:
        _write(queries.list_people_of(case.process.office(case), case), _about(case, case.status))


def tell_parties(case: Casefile, waits: Sequence[Wait]) -> None:
    """Write to each party that is asked for something. Members are many: that is a job of its own."""
    for wait in waits:
        if parties.read(wait.party).kind is PartyKind.MEMBERS:
            jobs.enqueue("casework.tell_members", case_id=case.id, wait_id=wait.id)
        else:
            people = queries.list_people_of(wait.party, case, wait.action)
            _note_unreached(case, wait.party, _write(people, _about(case, wait.action)))


def _note_unreached(case: Casefile, party: str, reached: int) -> None:
    """If nobody of the case's organisation has an address, somebody has to reach the group in another way,
    but not while it must not know of the case."""
    unreached = reached == 0 and case.reach_out_since is None and not is_hidden(case)
    if unreached and parties.read(party).kind is PartyKind.ORGANISATION:
        case.reach_out_since = clock.now()


def tell_members(case: Casefile, wait_id: int) -> None:
    """Write to the members who are asked, each person once."""
    for wait in case.open_waits:
        if wait.id == wait_id:
            people = queries.list_people_of(wait.party, case, wait.action)
            _write(people, _about(case, wait.action))


def remind(case: Casefile, waits: Iterable[Wait]) -> None:
    """Remind everyone who still has something to do, because a deadline is near or the secretariat asked.
    Each person gets one message, however many tasks they have. Members are not reminded: they are free not to
    comment."""
    written: set[int] = set()
    for wait in waits:
        if parties.read(wait.party).kind is not PartyKind.MEMBERS:
            left_out = written | queries.list_who_did(wait.id)
            found = queries.list_people_of(wait.party, case, wait.action)
            people = [one for one in found if one.id not in left_out]
            written |= {one.id for one in people}
            _write(people, _about(case, f"reminder.{wait.action}"), REMINDER)
