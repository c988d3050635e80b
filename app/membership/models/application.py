"""The application itself, the policy it was made under, and what was asked of the applicant."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework import parties
from app.casework.models import Casefile
from app.kernel.clock import now
from app.kernel.database import Base, Json, Key, UtcDateTime, choice_of
from app.kernel.encryption import EncryptedText
from app.kernel.permissions import Role
from app.membership.enums import Listing, PlaceShown, VerdictStage
from app.membership.models.deliberation import (
    Comment,
    CriterionVerdict,
    Decision,
    ObjectionNotice,
    RegionalCheck,
    Vote,
)
from app.membership.policy import Policy, parse
from app.membership.process_words import KIND, Action
from app.questionnaires.models import QuestionSetVersion, Response

if TYPE_CHECKING:
    from app.organisations.models import Organisation


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


class Application(Casefile):
    """One organisation's application to one body: a case with what was asked and answered."""

    __tablename__ = "membership_application"
    __mapper_args__ = {"polymorphic_identity": KIND}

    id: Mapped[int] = mapped_column(Key, ForeignKey("casefile.id"), primary_key=True)
    policy_version_id: Mapped[int] = mapped_column(ForeignKey("policy_version.id"), index=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"), unique=True)
    language: Mapped[str] = mapped_column(String(2))
    on_behalf_source: Mapped[str | None] = mapped_column(EncryptedText)
    is_referred: Mapped[bool] = mapped_column(default=False)

    # The circulation view: all that members are shown, approved by the applicant.
    circulation_settled: Mapped[bool] = mapped_column(default=False)
    may_circulate: Mapped[bool] = mapped_column(default=True)
    circulated_lines: Mapped[str | None] = mapped_column(EncryptedText)
    circulated_place: Mapped[PlaceShown] = mapped_column(choice_of(PlaceShown), default=PlaceShown.REGION)
    wished_exclusions: Mapped[str | None] = mapped_column(EncryptedText)
    listing: Mapped[Listing] = mapped_column(choice_of(Listing), default=Listing.HIDDEN)

    if TYPE_CHECKING:  # never empty here
        organisation: Mapped[Organisation]
        organisation_id: Mapped[int]

    policy_version: Mapped[PolicyVersion] = relationship()
    response: Mapped[Response] = relationship()
    requests: Mapped[list[InformationRequest]] = relationship(order_by="InformationRequest.id")
    checks: Mapped[list[RegionalCheck]] = relationship(order_by=RegionalCheck.id)
    comments: Mapped[list[Comment]] = relationship(order_by=Comment.id)
    verdicts: Mapped[list[CriterionVerdict]] = relationship(order_by=CriterionVerdict.id)
    votes: Mapped[list[Vote]] = relationship(order_by=Vote.id)
    objection_notices: Mapped[list[ObjectionNotice]] = relationship(order_by=ObjectionNotice.id)
    decision: Mapped[Decision | None] = relationship()

    @property
    def policy(self) -> Policy:
        return self.policy_version.policy

    def days(self, limit: str) -> int:
        """The days that the policy gives: screen, check, comment, committee, information, reply."""
        days: int = getattr(self.policy.limits, limit)
        return days

    def remind_before(self) -> tuple[int, ...]:
        return self.policy.limits.remind_before

    def go_on_after(self, held_for: timedelta) -> None:
        """Whoever could still reply to objections when the hold began has as long for it as they had then."""
        for notice in self.objection_notices:
            if self.held_at is not None and notice.awaits_reply_at(self.held_at):
                notice.reply_until += held_for

    def open_key_when_open(self) -> str:
        """One open application for each organisation and body."""
        return f"{KIND}/o{self.organisation_id}/b{self.body_id}"

    def verdicts_at(self, stage: VerdictStage) -> dict[str, CriterionVerdict]:
        """Criterion code → what was found of it in this stage."""
        return {one.criterion: one for one in self.verdicts if one.stage is stage}

    @property
    def check_falls_to_secretariat(self) -> bool:
        """Whether the secretariat is asked for the regional check, since nobody coordinates the region."""
        officers = parties.body_role(Role.MEMBERSHIP_OFFICER, self.body_id)
        return any(one.party == officers for one in self.waits_for(Action.RECORD_CHECK))

    @property
    def open_request(self) -> InformationRequest | None:
        """What the applicant is asked now, if anything."""
        return next((one for one in reversed(self.requests) if one.answered_at is None), None)


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
