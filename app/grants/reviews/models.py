"""The review of an application: the case that asks for it, and what each reviewer wrote."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.casework.models import Casefile
from app.grants.applications.models import GrantApplication
from app.grants.calls.models import Call
from app.grants.reviews.enums import ReviewStatus
from app.grants.reviews.process_words import KIND
from app.grants.reviews.workflow import REVIEW
from app.kernel.clock import now
from app.kernel.database import Base, Json, Key, UtcDateTime, choice_of
from app.kernel.encryption import EncryptedText
from app.kernel.ids import new_ref
from app.kernel.settings import setting
from app.kernel.workflow import Workflow

if TYPE_CHECKING:
    from app.organisations.models import Organisation

PERSON = "person.id"


class ApplicationReview(Casefile):
    """The review of one application, which is the case that this one belongs to. `consensus` is what the
    panel agreed."""

    __tablename__ = KIND
    __mapper_args__ = {"polymorphic_identity": KIND}

    id: Mapped[int] = mapped_column(Key, ForeignKey("casefile.id"), primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("grant_application.id"), unique=True)
    consensus: Mapped[str | None] = mapped_column(EncryptedText)

    if TYPE_CHECKING:  # never empty here
        organisation: Mapped[Organisation]
        organisation_id: Mapped[int]

    application: Mapped[GrantApplication] = relationship(foreign_keys=[application_id])
    reviews: Mapped[list[Review]] = relationship(order_by="Review.id", back_populates="case")

    @property
    def call(self) -> Call:
        return self.application.call

    def remind_before(self) -> tuple[int, ...]:
        days: tuple[int, ...] = setting("REVIEW_REMIND_BEFORE_DAYS")
        return days

    def go_on_after(self, held_for: timedelta) -> None:
        """Reviews are due so much later."""
        for one in self.reviews:
            one.due_at += held_for


class Review(Base):
    """What one person says of one application. `ref` names it where nobody is to learn whose it is; `flag` is
    a concern that the office reads at once. `reason` is why it was opened again or set aside."""

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("case_id", "person_id"),
        Index("ix_review_person_status", "person_id", "status"),
    )
    WORKFLOW: ClassVar[Workflow] = REVIEW

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    case_id: Mapped[int] = mapped_column(ForeignKey(ApplicationReview.id), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(PERSON))
    status: Mapped[ReviewStatus] = mapped_column(choice_of(ReviewStatus), default=REVIEW.initial)
    invited_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey(PERSON), index=True)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    flag: Mapped[str | None] = mapped_column(EncryptedText)
    flagged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    flag_read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str | None] = mapped_column(EncryptedText)
    language: Mapped[str] = mapped_column(String(2))
    """The language in which it is written."""
    version: Mapped[int] = mapped_column(default=1)

    case: Mapped[ApplicationReview] = relationship(back_populates="reviews")
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    scores: Mapped[list[ReviewScore]] = relationship(
        order_by="ReviewScore.id", cascade="all, delete-orphan", back_populates="review"
    )

    @property
    def body_id(self) -> int:
        return self.case.body_id

    @property
    def region_id(self) -> int | None:
        return self.case.region_id


class ReviewScore(Base):
    """What a review says of one criterion. `points` are on the scale of the call's rubric; empty where it
    is not scored yet, or where the reviewer says that they cannot judge, which counts as no score."""

    __tablename__ = "review_score"
    __table_args__ = (UniqueConstraint("review_id", "criterion"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey(Review.id))
    criterion: Mapped[str] = mapped_column(String(40))
    points: Mapped[int | None]
    cannot_judge: Mapped[bool] = mapped_column(default=False)
    words: Mapped[str | None] = mapped_column(EncryptedText)

    review: Mapped[Review] = relationship(back_populates="scores")


class ReviewerProfile(Base):
    """What a reviewer of a network says of themselves: the languages they read, and how many reviews they
    take at one time. Until they do, it is the language of their account and the installation's setting."""

    __tablename__ = "reviewer_profile"
    __table_args__ = (UniqueConstraint("body_id", "person_id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("network_body.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey(PERSON), index=True)
    languages: Mapped[list[str]] = mapped_column(Json)
    most: Mapped[int]
