"""What the secretariat does with several applications at once. Each is judged by itself: what is closed to
the actor, or not in a state for it, is left as it is, and its reference answered."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import timedelta

from app.accounts.queries import list_people_with_role
from app.casework import emails, parties
from app.casework.enums import CaseworkRefusal
from app.casework.parties import PartyKind
from app.casework.queries import list_events, list_people_of, readable_by
from app.casework.services import act_on_each, taking_step
from app.kernel import clock
from app.kernel.actor import Actor
from app.kernel.errors import DomainError, NotFound
from app.kernel.permissions import Role
from app.kernel.settings import setting
from app.membership import queries
from app.membership.enums import MembershipRefusal
from app.membership.models import Application
from app.membership.process import officers
from app.membership.process_words import WORDS, Action


def assign_selected(refs: Collection[str], body_id: int, officer_ref: str, *, actor: Actor) -> list[str]:
    """Give these applications to an officer of the network, but none that is closed to them. Raises NotFound
    for anybody else."""
    holders = list_people_with_role(Role.MEMBERSHIP_OFFICER, body=body_id)
    officer = next((one for one in holders if one.ref == officer_ref), None)
    if officer is None:
        raise NotFound

    def assign(application: Application) -> None:
        if officer not in list_people_of(officers(application), application):
            raise DomainError(CaseworkRefusal.RECUSED)
        with taking_step(application, Action.ASSIGN, actor=actor, officer=officer.id):
            application.officer_id = officer.id

    return _each(refs, body_id, actor, assign)


def remind_selected(refs: Collection[str], body_id: int, *, actor: Actor) -> list[str]:
    """Write once more to whoever has the next step of these applications, to each of them again only after
    the time that the settings say."""

    def remind(application: Application) -> None:
        with taking_step(application, Action.REMIND, actor=actor):
            waits = [wait for wait in application.open_waits if not _is_for_members(wait.party)]
            if not waits or _was_just_reminded(application):
                raise DomainError(MembershipRefusal.REMINDED_ALREADY)
            emails.remind(application, waits)

    return _each(refs, body_id, actor, remind)


def _each(refs: Collection[str], body_id: int, actor: Actor, act: Callable[[Application], None]) -> list[str]:
    """Do it to each that the actor may read in this network; answers the references of those left out."""

    def find(ref: str) -> Application:
        application = queries.get_application(ref, known=readable_by(actor), lock=True)
        if application.body_id != body_id:
            raise NotFound
        return application

    return act_on_each(refs, find, act)


def _was_just_reminded(application: Application) -> bool:
    since = clock.now() - timedelta(seconds=setting("REMIND_AGAIN_SECONDS"))
    words, process = WORDS[Action.REMIND], application.process
    return any(
        event.at > since and process.event_words(event.kind) is words for event in list_events(application)
    )


def _is_for_members(party: str) -> bool:
    return parties.read(party).kind is PartyKind.MEMBERS
