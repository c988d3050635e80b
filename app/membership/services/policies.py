"""Publishing a policy: a new version, and the words that a body's front page shows of it."""

from __future__ import annotations

from typing import Any

from app.kernel import audit
from app.kernel.actor import Actor
from app.kernel.database import db
from app.kernel.errors import DomainError
from app.membership import queries
from app.membership.enums import MembershipRefusal
from app.membership.labels import joining_steps
from app.membership.models import PolicyVersion
from app.membership.policy import parse
from app.organisations.models import NetworkBody
from app.organisations.services import update_body
from app.questionnaires.models import QuestionSetVersion
from app.questionnaires.reading import definition_of


def publish_policy(
    body: NetworkBody, definition: dict[str, Any], *, questions: QuestionSetVersion, actor: Actor
) -> PolicyVersion:
    """The body's next policy version. Raises BadPolicy, or CRITERION_ASKS_NOTHING for a lost question."""
    policy = parse(definition)
    known = {question.code for question in definition_of(questions).questions()}
    for criterion in policy.criteria:
        lost = [code for code in criterion.questions if code not in known]
        if lost:
            raise DomainError(
                MembershipRefusal.CRITERION_ASKS_NOTHING, criterion=criterion.code, question=lost[0]
            )
    version = PolicyVersion(
        body_id=body.id,
        number=queries.count_policies(body.id) + 1,
        definition=definition,
        question_set_version=questions,
    )
    db.session.add(version)
    db.session.flush()
    audit.record(
        "policy.published",
        subject="network_body",
        subject_id=body.id,
        actor=actor,
        body_id=body.id,
        details={"number": version.number},
    )
    update_body(
        body,
        actor=actor,
        tiers={tier.code: tier.name for tier in policy.tiers},
        joining_steps=joining_steps(policy),
        accepts_applications=True,
    )
    return version
