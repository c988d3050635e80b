"""Endorsing statements: a signature is for one version, read in one language, under the name typed."""

from __future__ import annotations

from app.kernel import audit, clock
from app.kernel.actor import Actor
from app.kernel.database import db
from app.kernel.errors import DomainError
from app.questionnaires import queries
from app.questionnaires.enums import QuestionnaireRefusal
from app.questionnaires.models import Response, Signature, StatementVersion


def sign_statement(
    version: StatementVersion,
    *,
    name: str,
    language: str,
    actor: Actor,
    response_id: int | None = None,
    organisation_id: int | None = None,
) -> Signature:
    """Sign `version`; raises DomainError when it is not published or no name is given."""
    if version.published_at is None:
        raise DomainError(QuestionnaireRefusal.NOT_PUBLISHED)
    if not name.strip():
        raise DomainError(QuestionnaireRefusal.NAME_NEEDED)
    signature = Signature(
        statement_version_id=version.id,
        language=language,
        response_id=response_id,
        organisation_id=organisation_id,
        name=name.strip(),
        person_id=actor.actor_id,
        signed_at=clock.now(),
    )
    db.session.add(signature)
    db.session.flush()
    audit.record(
        "statement.signed",
        subject="signature",
        subject_id=signature.id,
        actor=actor,
        body_id=version.statement.body_id,
        details={"statement_version": version.id, "language": language},
    )
    return signature


def withdraw_signature(signature: Signature, *, actor: Actor) -> None:
    """The signature no longer stands; that it did stays known."""
    if signature.withdrawn_at is not None:
        raise DomainError(QuestionnaireRefusal.ALREADY_WITHDRAWN)
    signature.withdrawn_at = clock.now()
    audit.record(
        "statement.withdrawn",
        subject="signature",
        subject_id=signature.id,
        actor=actor,
        details={"statement_version": signature.statement_version_id},
    )


def give_signatures_to(organisation_id: int, *, response: Response) -> None:
    """The applicant has become an organisation: what was signed in its application is its own."""
    for signature in queries.signatures_of(response):
        signature.organisation_id = organisation_id
