"""What people say about an application, each in their own part."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.clock import now
from app.kernel.database import Base, Key, UtcDateTime, choice_of
from app.kernel.encryption import EncryptedText
from app.membership.enums import Ballot, CheckResult, Outcome, Stance, Verdict, VerdictStage

APPLICATION = "membership_application.id"
PERSON = "person.id"


class RegionalCheck(Base):
    """What the region, or the secretariat in its place, found."""

    __tablename__ = "regional_check"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(APPLICATION), index=True)
    result: Mapped[CheckResult] = mapped_column(choice_of(CheckResult))
    note: Mapped[str] = mapped_column(EncryptedText)
    language: Mapped[str] = mapped_column(String(2))
    checked_by: Mapped[int] = mapped_column(ForeignKey(PERSON), index=True)
    checked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Comment(Base):
    """One member organisation's word. An objection cites a criterion; it flags, it never stops."""

    __tablename__ = "member_comment"
    __table_args__ = (UniqueConstraint("application_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(APPLICATION))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(PERSON), index=True)
    stance: Mapped[Stance] = mapped_column(choice_of(Stance))
    criterion: Mapped[str | None] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(EncryptedText)
    language: Mapped[str] = mapped_column(String(2))
    said_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("objection_notice.id"), index=True)
    """The notice by which this objection was put to the applicant; None while it was not."""


class CriterionVerdict(Base):
    """A criterion's verdict with its reason: by the secretariat's assessment, then by the decision."""

    __tablename__ = "criterion_verdict"
    __table_args__ = (UniqueConstraint("application_id", "stage", "criterion"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(APPLICATION))
    stage: Mapped[VerdictStage] = mapped_column(choice_of(VerdictStage))
    criterion: Mapped[str] = mapped_column(String(40))
    verdict: Mapped[Verdict] = mapped_column(choice_of(Verdict))
    reason: Mapped[str] = mapped_column(EncryptedText)
    given_by: Mapped[int] = mapped_column(ForeignKey(PERSON), index=True)
    given_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Vote(Base):
    """One committee member's vote; it may be changed until the decision."""

    __tablename__ = "committee_vote"
    __table_args__ = (UniqueConstraint("application_id", "person_id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(APPLICATION))
    person_id: Mapped[int] = mapped_column(ForeignKey(PERSON), index=True)
    choice: Mapped[Ballot] = mapped_column(choice_of(Ballot))
    tier: Mapped[str | None] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(EncryptedText)
    language: Mapped[str] = mapped_column(String(2))
    voted_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class ObjectionNotice(Base):
    """The substance of some objections, never their source, as it was put to the applicant, with the reply.
    One case may have several, each with a reply period of its own."""

    __tablename__ = "objection_notice"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(APPLICATION), index=True)
    substance: Mapped[str] = mapped_column(EncryptedText)
    language: Mapped[str] = mapped_column(String(2))
    put_by: Mapped[int] = mapped_column(ForeignKey(PERSON), index=True)
    put_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    reply_until: Mapped[datetime] = mapped_column(UtcDateTime)
    reply: Mapped[str | None] = mapped_column(EncryptedText)
    replied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def awaits_reply_at(self, moment: datetime) -> bool:
        """Whether the applicant has not replied, and at this moment still could."""
        return self.replied_at is None and moment < self.reply_until


class Decision(Base):
    """The committee's decision, with its words to the applicant and how the votes stood."""

    __tablename__ = "membership_decision"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(APPLICATION), unique=True)
    outcome: Mapped[Outcome] = mapped_column(choice_of(Outcome))
    tier: Mapped[str | None] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(EncryptedText)
    language: Mapped[str] = mapped_column(String(2))
    votes_admit: Mapped[int]
    votes_decline: Mapped[int]
    abstained: Mapped[int]
    recused: Mapped[int]
    decided_by: Mapped[int] = mapped_column(ForeignKey(PERSON), index=True)
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
