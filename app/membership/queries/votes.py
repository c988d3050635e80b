"""How the committee voted, counted in one way for the page to check and for the decision that is kept."""

from __future__ import annotations

from dataclasses import dataclass

from app.accounts.queries import list_people_with_role
from app.casework.rules import is_conflicted
from app.kernel.permissions import Role
from app.membership import rules
from app.membership.enums import Ballot
from app.membership.models import Application


@dataclass(frozen=True)
class VoteCount:
    """The votes that count, and how many of the committee have a conflict of interest."""

    admit: int
    decline: int
    abstained: int
    recused: int


def count_votes(application: Application) -> VoteCount:
    """How the votes stand. Recused is who sits on the committee today, or voted while they did, and has a
    conflict, declared or not; whoever else declared one has no vote to abstain from."""
    choices = [vote.choice for vote in rules.counted_votes(application)]
    seated = list_people_with_role(
        Role.COMMITTEE_MEMBER, body=application.body_id, region=application.region_id
    )
    committee = {person.id for person in seated} | {vote.person_id for vote in application.votes}
    return VoteCount(
        admit=choices.count(Ballot.ADMIT),
        decline=choices.count(Ballot.DECLINE),
        abstained=choices.count(Ballot.ABSTAIN),
        recused=sum(is_conflicted(person_id, application) for person_id in committee),
    )
