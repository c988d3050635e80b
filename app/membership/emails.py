"""Letters of the admission process. Each says only that something waits, and links to the desk: no name of
an organisation, no status, no reference, since mail is read over shoulders and kept by strangers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.accounts.models import Person
from app.accounts.queries import list_people_with_role
from app.accounts.services import mail_address
from app.kernel import clock, jobs
from app.kernel.permissions import Role, ScopeKind
from app.membership import queries, rules
from app.membership.enums import Status
from app.membership.models import Application
from app.organisations.queries import list_contact_ids
from app.web.extension_points import Link
from app.web.mail import mail_link, write_mail

WAITING = "membership/email/message_waiting"
REMINDER = "membership/email/reminder"


def _write(people: Iterable[Person], about: str, message: str = WAITING) -> int:
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


def tell_about_stage(application: Application) -> None:
    """Whoever has the next step, and the applicant where the news is theirs."""
    about = f"membership.{application.status.value}"
    if application.status in _APPLICANTS_NEWS:
        tell_applicant(application, about)
    if application.status is Status.MEMBER_COMMENT:
        jobs.enqueue("membership.ask_members", application_id=application.id)
    else:
        _write(_next_to_act(application), about)


_APPLICANTS_NEWS = frozenset(
    {
        Status.SUBMITTED,
        Status.INFORMATION_REQUESTED,
        Status.ADMITTED,
        Status.DECLINED,
        Status.CLOSED,
    }
)


def tell_applicant(application: Application, about: str) -> None:
    """Write to the applicant's contacts. If none has an address, somebody must reach the group otherwise."""
    people = queries.list_people(list_contact_ids(application.organisation_id))
    reached = _write(people, about)
    if reached == 0 and application.reach_out_since is None:
        application.reach_out_since = clock.now()


def _next_to_act(application: Application) -> Sequence[Person]:
    """Who has the next step, without those to whom the case is closed."""
    return [one for one in _seated(application) if not rules.has_conflict(one.id, application)]


def _seated(application: Application) -> Sequence[Person]:
    status = application.status
    if status is Status.REGIONAL_CHECK and not application.check_falls_to_secretariat:
        return list_people_with_role(Role.REGIONAL_COORDINATOR, ScopeKind.REGION, application.region_id)
    if status is Status.COMMITTEE:
        return list_people_with_role(Role.COMMITTEE_MEMBER, ScopeKind.BODY, application.body_id)
    if status in (Status.SUBMITTED, Status.REGIONAL_CHECK, Status.WITHDRAWN):
        return list_people_with_role(Role.MEMBERSHIP_OFFICER, ScopeKind.BODY, application.body_id)
    return ()


def ask_members(application: Application) -> None:
    """The members who may comment, each person once."""
    people = queries.list_people(queries.list_asked_people(application))
    _write(people, "membership.member_comment")


def remind(application: Application) -> None:
    """A stage ends soon."""
    about = f"membership.reminder.{application.status.value}"
    if application.status is Status.INFORMATION_REQUESTED:
        people = queries.list_people(list_contact_ids(application.organisation_id))
    else:
        people = _next_to_act(application)
    _write(people, about, REMINDER)
