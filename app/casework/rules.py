"""Who may do what in a case of any process, as far as that is the same everywhere. Pure.

In one case nobody has two roles, whoever is or was a contact of the organisation judges nothing in it, and a
declared conflict closes it for good.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from app.casework import parties
from app.casework.enums import CaseworkRefusal, DeclaredTie, Standing
from app.kernel import clock
from app.kernel.actor import Actor, can, grants_now, is_system
from app.kernel.errors import RefusalCode
from app.kernel.permissions import ROLE_PERMISSIONS, Permission, Role
from app.organisations.enums import ContactRole

if TYPE_CHECKING:
    from app.casework.models import Casefile, CasePerson, Wait

ACTING_CONTACTS = frozenset({ContactRole.LEAD, ContactRole.EDITOR})


def contact_role(actor: Actor, case: Casefile) -> ContactRole | None:
    """The actor's current place among the contacts of the case's organisation."""
    contacts = [] if case.organisation is None else case.organisation.contacts
    mine = (one.role for one in contacts if one.person_id == actor.actor_id and one.ended_at is None)
    return next(mine, None)


def writes_on_behalf(actor: Actor, case: Casefile) -> bool:
    """Whether the actor writes this down for a group that has no account, in a role that they still hold."""
    writes = case.on_behalf and case.started_by == actor.actor_id and case.status == case.process.start
    return writes and can(actor, Permission.ENTER_ON_BEHALF, body=case.body_id)


def is_hidden(case: Casefile) -> bool:
    """Whether the network has the case, or the one that it belongs to, to itself."""
    here = case.process.stages[case.status].hidden
    return here or (case.parent is not None and is_hidden(case.parent))


def is_hidden_from(person_id: int, case: Casefile) -> bool:
    """Whether this person is a contact of the case's organisation, which does not know of it yet."""
    if case.organisation is None or not is_hidden(case):
        return False
    return any(one.person_id == person_id and one.ended_at is None for one in case.organisation.contacts)


def belongs_to_organisation(person_id: int | None, case: Casefile) -> bool:
    """Whether this person is or was close to the case's organisation since it began: a contact, even one
    whose place has ended, or somebody who gave or took an invitation to become one."""
    if person_id is None or case.organisation is None:
        return False
    began = case.started_at
    return any(
        contact.person_id == person_id and (contact.ended_at is None or contact.ended_at >= began)
        for contact in case.organisation.contacts
    ) or any(
        person_id in (invitation.invited_by_id, invitation.accepted_by_id)
        and (invitation.accepted_at or invitation.expires_at) >= began
        for invitation in case.invitations
    )


def person_in(person_id: int | None, case: Casefile) -> CasePerson | None:
    """What the case holds about this person."""
    return next((one for one in case.people if one.person_id == person_id), None)


def declared_tie(actor: Actor, case: Casefile) -> DeclaredTie | None:
    """What the actor declared, here or in the case that this one belongs to; None when nothing yet."""
    held = person_in(actor.actor_id, case)
    if held is not None and held.tie is not None:
        return held.tie
    return declared_tie(actor, case.parent) if case.parent is not None else None


def case_role(actor: Actor, case: Casefile) -> str | None:
    """The one role that the actor has in this case."""
    held = person_in(actor.actor_id, case)
    return held.role if held is not None else None


def is_conflicted(person_id: int | None, case: Casefile) -> bool:
    """Whether this person must not judge the case: by what they declared, or by where they belong. Who must
    not judge a case judges nothing that belongs to it."""
    if declared_conflict(person_id, case) or belongs_to_organisation(person_id, case):
        return True
    return case.parent is not None and is_conflicted(person_id, case.parent)


def declared_conflict(person_id: int | None, case: Casefile) -> bool:
    """Whether this person declared a conflict, here or in the case that this one belongs to."""
    held = person_in(person_id, case)
    if held is not None and held.tie is DeclaredTie.CONFLICT:
        return True
    return case.parent is not None and declared_conflict(person_id, case.parent)


def is_recused(actor: Actor, case: Casefile) -> bool:
    """Whether the case is closed to this person."""
    return is_conflicted(actor.actor_id, case)


def must_declare(actor: Actor, case: Casefile) -> bool:
    """Whoever judges in this process declares their ties before they read; so does whoever is asked to judge
    in place of others, as the secretariat is where a seat is vacant."""
    judges = any(
        can(actor, permission, body=case.body_id, region=case.region_id) for permission in case.process.judges
    )
    return (judges or _is_asked_to_judge(actor, case)) and declared_tie(actor, case) is None


def _is_asked_to_judge(actor: Actor, case: Casefile) -> bool:
    """Whether the case waits for a role of the actor's to take a step that gives a part in it."""
    asked = [parties.read(one.party) for one in case.open_waits if one.action in case.process.roles]
    return any(
        party.includes(grant, body=case.body_id, region=case.region_id)
        for party in asked
        for grant in grants_now(actor)
    )


def roles_in(actor: Actor, case: Casefile) -> set[Role]:
    """The roles by which the actor could act on this case, whichever they chose to act in."""
    used = {step.needs for step in case.process.steps if step.needs is not None} | case.process.judges
    return {
        grant.role
        for grant in actor.grants
        if ROLE_PERMISSIONS[grant.role] & used and grant.covers(body=case.body_id, region=case.region_id)
    }


def must_choose_role(actor: Actor, case: Casefile) -> bool:
    """Somebody with several roles here says first in which one they act."""
    return actor.acting_as is None and len(roles_in(actor, case)) > 1


def may_read(actor: Actor, case: Casefile) -> bool:
    """Whether the network's side of the case may be opened at all (the declaration still comes first)."""
    return case.sent_at is not None and can(
        actor, case.process.read, body=case.body_id, region=case.region_id
    )


def is_asked_by_name(actor: Actor, case: Casefile) -> bool:
    """Whether the case waits for this very person, whatever role they hold."""
    me = parties.person(actor.actor_id or 0)
    return any(one.party == me for one in case.open_waits)


def may_declare(actor: Actor, case: Casefile) -> bool:
    """Whoever may read a case declares how they are connected to its organisation, and so does whoever is
    asked by name, or acts on it without reading it, as those who pay a grant do."""
    acts = any(can(actor, one, body=case.body_id) for one in case.process.also_declare)
    return may_read(actor, case) or is_asked_by_name(actor, case) or (case.sent_at is not None and acts)


def standing(actor: Actor, case: Casefile) -> Standing:
    """How far a case is open to somebody who may know of it. Asked before every page and every step."""
    if contact_role(actor, case) is not None:
        return Standing.OWN
    if is_recused(actor, case):
        return Standing.RECUSED
    return Standing.DECLARE if must_declare(actor, case) else Standing.OPEN


def may_work(actor: Actor, case: Casefile) -> RefusalCode | None:
    """What holds for every step of the network's side: no conflict, and one role at a time."""
    if must_choose_role(actor, case):
        return CaseworkRefusal.CHOOSE_ROLE_FIRST
    return CaseworkRefusal.RECUSED if is_recused(actor, case) else None


def may_judge(actor: Actor, case: Casefile, role: StrEnum) -> RefusalCode | None:
    """Somebody judges in one role only, has declared their ties and none that conflicts, and did not write
    the case down for the group."""
    if must_choose_role(actor, case):
        return CaseworkRefusal.CHOOSE_ROLE_FIRST
    if must_declare(actor, case):
        return CaseworkRefusal.DECLARE_FIRST
    if is_recused(actor, case):
        return CaseworkRefusal.RECUSED
    wrote_it = case.on_behalf and case.started_by == actor.actor_id
    if wrote_it or case_role(actor, case) not in (None, role):
        return CaseworkRefusal.ALREADY_HAS_A_ROLE
    return None


def organisation_waits(case: Casefile) -> list[Wait]:
    """What the case waits for of its own organisation."""
    own = case.organisation_id
    return [wait for wait in case.open_waits if parties.is_organisation(wait.party, own)]


def is_over(case: Casefile, action: StrEnum) -> bool:
    """Whether the time for this step has ended."""
    due = case.due_of(action)
    return due is not None and due <= clock.now()


def only_with_parent(actor: Actor, case: Casefile) -> RefusalCode | None:
    """A step that is taken by itself once the case that this one belongs to has ended, and by nobody else."""
    ended = case.parent is not None and not case.parent.is_open
    return None if is_system(actor) and ended else CaseworkRefusal.ONLY_WITH_PARENT


def only_when_over(actor: Actor, case: Casefile, action: StrEnum) -> RefusalCode | None:
    """A step that the clock takes once the time for `action` is over, and nobody else."""
    if not is_system(actor):
        return CaseworkRefusal.ONLY_THE_CLOCK
    return None if is_over(case, action) else CaseworkRefusal.NOT_YET_DUE
