"""The committee: votes cast, the decision recorded with its reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.casework.services import taking_step
from app.kernel import clock
from app.kernel.actor import SYSTEM, Actor
from app.kernel.database import db
from app.kernel.errors import DomainError
from app.membership import queries
from app.membership.enums import Ballot, MembershipRefusal, Outcome, Verdict, VerdictStage
from app.membership.models import Application, Decision, Vote
from app.membership.process_words import Action
from app.membership.services.screening import write_verdicts
from app.organisations.enums import Kind, LeadingGroup, Level
from app.organisations.services import admit, update_profile
from app.questionnaires import queries as answers_queries
from app.questionnaires import services as questionnaires


def cast_vote(
    application: Application, *, choice: Ballot, tier: str | None, reason: str, language: str, actor: Actor
) -> None:
    """A committee member's vote, or its change before the decision."""
    with taking_step(application, Action.VOTE, actor=actor):
        assert actor.actor_id is not None
        if choice is Ballot.ADMIT:
            _check_tier(application, tier)
        row = next((vote for vote in application.votes if vote.person_id == actor.actor_id), None)
        if row is None:
            row = Vote(application_id=application.id, person_id=actor.actor_id)
            application.votes.append(row)
        row.choice, row.reason, row.language = choice, reason, language
        row.tier = tier if choice is Ballot.ADMIT else None
        row.voted_at = clock.now()


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
    expected_version: int | None = None,
) -> None:
    """Write down what the committee decided: every criterion, with a reason where it is not plainly met or
    differs from the assessment, and words to the applicant. Whoever is admitted is a member at once."""
    action = Action.ADMIT if outcome is Outcome.ADMITTED else Action.DECLINE
    with taking_step(application, action, actor=actor, expected_version=expected_version, tier=tier):
        if outcome is Outcome.ADMITTED:
            _check_tier(application, tier)
        if _lacks_reasons(application, verdicts):
            raise DomainError(MembershipRefusal.REASONS_MISSING)
        write_verdicts(application, VerdictStage.DECISION, verdicts, actor=actor)
        application.decision = _decision(application, outcome, tier, words, language, actor)
        db.session.flush()
    if outcome is Outcome.ADMITTED and tier is not None:
        _make_member(application, tier, actor)


def _lacks_reasons(application: Application, verdicts: Mapping[str, tuple[Verdict, str]]) -> bool:
    """Whether a criterion is not decided, or is decided without the reason that it needs."""
    assessed = application.verdicts_at(VerdictStage.ASSESSMENT)
    for criterion in application.policy.criteria:
        if criterion.code not in verdicts:
            return True
        verdict, reason = verdicts[criterion.code]
        before = assessed[criterion.code].verdict if criterion.code in assessed else None
        if verdict.needs_reason(before) and not reason.strip():
            return True
    return False


def _decision(
    application: Application, outcome: Outcome, tier: str | None, words: str, language: str, actor: Actor
) -> Decision:
    count = queries.count_votes(application)
    assert actor.actor_id is not None
    return Decision(
        application_id=application.id,
        outcome=outcome,
        tier=tier if outcome is Outcome.ADMITTED else None,
        words=words,
        language=language,
        votes_admit=count.admit,
        votes_decline=count.decline,
        abstained=count.abstained,
        recused=count.recused,
        decided_by=actor.actor_id,
    )


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
