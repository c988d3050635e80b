"""The committee: ties declared, votes cast, the decision recorded with its reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.accounts.queries import list_people_with_role
from app.kernel import clock
from app.kernel.actor import SYSTEM, Actor, can
from app.kernel.database import db
from app.kernel.errors import DomainError, KernelRefusal, require
from app.kernel.permissions import Permission, Role, ScopeKind
from app.kernel.workflow import refusal
from app.membership import rules
from app.membership.enums import (
    Action,
    Ballot,
    CaseRole,
    DeclaredTie,
    MembershipRefusal,
    Outcome,
    Verdict,
    VerdictStage,
)
from app.membership.models import Application, Decision, TieDeclaration, Vote
from app.membership.services.parts import take_part
from app.membership.services.screening import write_verdicts
from app.membership.services.stages import move, record_event
from app.organisations.enums import Kind, LeadingGroup, Level
from app.organisations.services import admit, update_profile
from app.questionnaires import queries as answers_queries
from app.questionnaires import services as questionnaires


def declare_tie(application: Application, *, tie: DeclaredTie, note: str, actor: Actor) -> None:
    """Say how one stands to the applicant. It may grow into a conflict later, never out of one."""
    if not can(actor, Permission.READ_CASES, body=application.body_id, region=application.region_id):
        raise DomainError(KernelRefusal.NOT_YOURS_TO_DO)
    assert actor.actor_id is not None
    row = next((one for one in application.ties if one.person_id == actor.actor_id), None)
    if row is None:
        row = TieDeclaration(application_id=application.id, person_id=actor.actor_id)
        application.ties.append(row)
    elif row.tie is DeclaredTie.CONFLICT and tie is not DeclaredTie.CONFLICT:
        raise DomainError(MembershipRefusal.CONFLICT_STAYS)
    row.tie, row.note, row.declared_at = tie, note or None, clock.now()
    record_event(application, "tie_declared", actor=actor, tie=tie.value)


def cast_vote(
    application: Application, *, choice: Ballot, tier: str | None, reason: str, language: str, actor: Actor
) -> None:
    """A committee member's vote, or its change before the decision."""
    require(rules.may_vote(actor, application))
    assert actor.actor_id is not None
    if choice is Ballot.ADMIT:
        _check_tier(application, tier)
    take_part(application, CaseRole.DECIDER, actor=actor)
    row = next((vote for vote in application.votes if vote.person_id == actor.actor_id), None)
    if row is None:
        row = Vote(application_id=application.id, person_id=actor.actor_id)
        application.votes.append(row)
    row.choice, row.reason, row.language = choice, reason, language
    row.tier = tier if choice is Ballot.ADMIT else None
    row.voted_at = clock.now()
    record_event(application, "voted", actor=actor)


def _check_tier(application: Application, tier: str | None) -> None:
    if tier not in {one.code for one in application.policy.tiers}:
        raise DomainError(MembershipRefusal.CHOOSE_TIER)


def record_decision(
    application: Application,
    *,
    outcome: Outcome,
    tier: str | None,
    verdicts: Mapping[str, tuple[Verdict, str]],
    words: str,
    language: str,
    actor: Actor,
) -> None:
    """Write down what the committee decided: a verdict with a reason for every criterion, and words to the
    applicant. On admission the organisation becomes a member at once."""
    action = Action.ADMIT if outcome is Outcome.ADMITTED else Action.DECLINE
    require(refusal(actor, application, action))
    if outcome is Outcome.ADMITTED:
        _check_tier(application, tier)
    absent = [
        one.code for one in application.policy.criteria if not verdicts.get(one.code, ("", ""))[1].strip()
    ]
    if absent:
        raise DomainError(MembershipRefusal.REASONS_MISSING)
    take_part(application, CaseRole.DECIDER, actor=actor)
    write_verdicts(application, VerdictStage.DECISION, verdicts, actor=actor)
    application.decision = _decision(application, outcome, tier, words, language, actor)
    db.session.flush()
    move(application, action, actor=actor, tier=tier)
    if outcome is Outcome.ADMITTED and tier is not None:
        _make_member(application, tier, actor)


def _decision(
    application: Application, outcome: Outcome, tier: str | None, words: str, language: str, actor: Actor
) -> Decision:
    choices = [vote.choice for vote in rules.counted_votes(application)]
    assert actor.actor_id is not None
    return Decision(
        application_id=application.id,
        outcome=outcome,
        tier=tier if outcome is Outcome.ADMITTED else None,
        words=words,
        language=language,
        votes_admit=choices.count(Ballot.ADMIT),
        votes_decline=choices.count(Ballot.DECLINE),
        abstained=choices.count(Ballot.ABSTAIN),
        recused=rules.count_recused(_committee(application), application),
        decided_by=actor.actor_id,
    )


def _committee(application: Application) -> set[int]:
    """Who sits on the committee today, and who voted while they did."""
    seated = list_people_with_role(Role.COMMITTEE_MEMBER, ScopeKind.BODY, application.body_id)
    return {person.id for person in seated} | {vote.person_id for vote in application.votes}


def _make_member(application: Application, tier: str, actor: Actor) -> None:
    organisation = application.organisation
    questionnaires.give_signatures_to(organisation.id, response=application.response)
    _fill_profile(application)
    admit(
        organisation,
        body=application.body,
        tier=tier,
        effective_on=clock.today(),
        actor=actor,
        application_ref=application.ref,
    )


def _fill_profile(application: Application) -> None:
    """What the application told becomes the member's profile, as the policy maps it. Each field keeps its
    own audience, so this shows nobody more than before."""
    given = answers_queries.answers_of(application.response)
    changes: dict[str, Any] = {}
    for field, question in application.policy.profile.items():
        value = given.get(question)
        if value not in (None, "", []):
            changes[field] = _TYPED[field](value) if field in _TYPED else value
    description = changes.pop("description", None)
    update_profile(
        application.organisation,
        actor=SYSTEM,
        expected_version=None,
        descriptions={application.response.language: description} if description else None,
        **changes,
    )


_TYPED: dict[str, Any] = {"level": Level, "kind": Kind, "leading_group": LeadingGroup}
