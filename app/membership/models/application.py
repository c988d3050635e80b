"""The application itself, the policy it was made under, and what was asked of the applicant."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from app.accounts.models import Invitation
from app.kernel.clock import now
from app.kernel.database import Base, Json, Key, UtcDateTime, choice_of
from app.kernel.encryption import EncryptedText
from app.kernel.ids import new_ref
from app.kernel.search import SearchIndex
from app.kernel.workflow import Workflow
from app.membership.enums import Listing, PlaceShown, Status
from app.membership.models.deliberation import (
    CaseRoleHeld,
    Comment,
    CriterionVerdict,
    Decision,
    ObjectionNotice,
    RegionalCheck,
    TieDeclaration,
    Vote,
)
from app.membership.policy import Policy, parse
from app.membership.workflow import ADMISSION
from app.organisations.models import NetworkBody, Organisation
from app.questionnaires.models import QuestionSetVersion, Response


class PolicyVersion(Base):
    """One version of a body's admission policy. Applications point at the one they were made under."""

    __tablename__ = "policy_version"
    __table_args__ = (UniqueConstraint("body_id", "number"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("network_body.id"))
    number: Mapped[int]
    definition: Mapped[dict[str, Any]] = mapped_column(Json)
    question_set_version_id: Mapped[int] = mapped_column(ForeignKey("question_set_version.id"))
    published_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    question_set_version: Mapped[QuestionSetVersion] = relationship(lazy="joined", innerjoin=True)

    @cached_property
    def policy(self) -> Policy:
        """The definition, read."""
        return parse(self.definition)


class Application(Base):
    """One organisation's application to one body.

    `name` and `country` are copies for the queue; `stage_entered_at` is never empty, so that it can order
    it. `version` notices two people at once.
    """

    WORKFLOW: ClassVar[Workflow] = ADMISSION

    __tablename__ = "membership_application"
    __table_args__ = (
        Index(
            "uq_membership_application_open",
            "organisation_id",
            "body_id",
            unique=True,
            sqlite_where=text("is_open"),
            postgresql_where=text("is_open"),
        ),
        Index("ix_membership_application_queue", "body_id", "is_queued", "stage_entered_at", "id"),
        Index("ix_membership_application_status", "body_id", "status", "stage_entered_at", "id"),
        Index("ix_membership_application_region", "body_id", "region_id", "stage_entered_at", "id"),
        Index("ix_membership_application_name", "body_id", "is_queued", "sort_name", "id"),
        Index("ix_membership_application_due", "status", "due_at", "id"),
        Index(
            "ix_membership_application_reach_out",
            "body_id",
            "reach_out_since",
            "id",
            sqlite_where=text("reach_out_since IS NOT NULL"),
            postgresql_where=text("reach_out_since IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    body_id: Mapped[int] = mapped_column(ForeignKey("network_body.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    policy_version_id: Mapped[int] = mapped_column(ForeignKey("policy_version.id"), index=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"), unique=True)
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"))
    status: Mapped[Status] = mapped_column(choice_of(Status), default=Status.DRAFT)
    is_open: Mapped[bool] = mapped_column(default=True)
    is_queued: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(String(2))
    name: Mapped[str] = mapped_column(String(200))
    sort_name: Mapped[str] = mapped_column(String(200))
    search_text: Mapped[str] = mapped_column(Text, default="")
    country: Mapped[str | None] = mapped_column(String(2))
    started_by: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    entered_on_behalf: Mapped[bool] = mapped_column(default=False)
    on_behalf_source: Mapped[str | None] = mapped_column(EncryptedText)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    check_falls_to_secretariat: Mapped[bool] = mapped_column(default=False)
    is_referred: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stage_entered_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminded_for: Mapped[int | None]
    """The days-before-due of the last reminder sent in this stage."""
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reach_out_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Nobody of the group has an e-mail address: since then somebody should reach them another way."""
    version: Mapped[int] = mapped_column(default=1)

    # The circulation view: all that members are shown, approved by the applicant.
    circulation_settled: Mapped[bool] = mapped_column(default=False)
    may_circulate: Mapped[bool] = mapped_column(default=True)
    circulated_lines: Mapped[str | None] = mapped_column(EncryptedText)
    circulated_place: Mapped[PlaceShown] = mapped_column(choice_of(PlaceShown), default=PlaceShown.REGION)
    wished_exclusions: Mapped[str | None] = mapped_column(EncryptedText)
    listing: Mapped[Listing] = mapped_column(choice_of(Listing), default=Listing.HIDDEN)

    body: Mapped[NetworkBody] = relationship()
    organisation: Mapped[Organisation] = relationship()
    policy_version: Mapped[PolicyVersion] = relationship()
    response: Mapped[Response] = relationship()
    exclusions: Mapped[list[Exclusion]] = relationship(cascade="all, delete-orphan", order_by="Exclusion.id")
    requests: Mapped[list[InformationRequest]] = relationship(order_by="InformationRequest.id")
    checks: Mapped[list[RegionalCheck]] = relationship(order_by=RegionalCheck.id)
    comments: Mapped[list[Comment]] = relationship(order_by=Comment.id)
    verdicts: Mapped[list[CriterionVerdict]] = relationship(order_by=CriterionVerdict.id)
    votes: Mapped[list[Vote]] = relationship(order_by=Vote.id)
    ties: Mapped[list[TieDeclaration]] = relationship(order_by=TieDeclaration.id)
    parts: Mapped[list[CaseRoleHeld]] = relationship(order_by=CaseRoleHeld.id)
    objection_notices: Mapped[list[ObjectionNotice]] = relationship(order_by=ObjectionNotice.id)
    decision: Mapped[Decision | None] = relationship()
    invitations: Mapped[list[Invitation]] = relationship(
        primaryjoin=lambda: foreign(Invitation.organisation_id) == Application.organisation_id,
        order_by=Invitation.id,
        viewonly=True,
    )
    """Every invitation to become a contact of the organisation: giver and taker do not judge its case."""

    __mapper_args__ = {"version_id_col": version}

    @property
    def policy(self) -> Policy:
        return self.policy_version.policy

    @property
    def open_request(self) -> InformationRequest | None:
        """What the applicant is asked now, if anything."""
        return next((one for one in reversed(self.requests) if one.answered_at is None), None)


CASE_SEARCH = SearchIndex(Application.__table__, "search_text")


class Exclusion(Base):
    """A member that must not see this application, by the applicant's wish."""

    __tablename__ = "application_exclusion"
    __table_args__ = (UniqueConstraint("application_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("membership_application.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)


class InformationRequest(Base):
    """Questions that the secretariat opened again, with its words."""

    __tablename__ = "information_request"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("membership_application.id"), index=True)
    questions: Mapped[list[str]] = mapped_column(Json)
    message: Mapped[str] = mapped_column(EncryptedText)
    language: Mapped[str] = mapped_column(String(2))
    asked_by: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
