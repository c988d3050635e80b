"""Network bodies, memberships and affiliations: dated edges between organisations."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.clock import now
from app.kernel.database import Base, Json, Key, UtcDateTime, choice_of
from app.kernel.ids import new_ref
from app.kernel.locales import picked
from app.kernel.workflow import Workflow
from app.organisations.enums import AffiliationKind, DatePrecision, MembershipStatus
from app.organisations.models.organisation import Organisation
from app.organisations.models.regions import RegionScheme
from app.organisations.workflow import MEMBERSHIP


class NetworkBody(Base):
    """An organisation that admits others. It has a face (name, accent, words) and a region scheme.
    `listing_stamp` is another one after every change of any of its listings: caches are keyed by it.
    """

    __tablename__ = "network_body"
    __table_args__ = (
        Index(
            "uq_network_body_home",
            "is_home",
            unique=True,
            sqlite_where=text("is_home"),
            postgresql_where=text("is_home"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), unique=True)
    scheme_id: Mapped[int] = mapped_column(ForeignKey("region_scheme.id"), index=True)
    short_name: Mapped[str] = mapped_column(String(40))
    name: Mapped[dict[str, str]] = mapped_column(Json)
    headline: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    description: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    join_words: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    joining_steps: Mapped[list[Any]] = mapped_column(Json, default=list)
    """What joining takes, written by the policy: [{"label": {en, es, fr}, "note": {en, es, fr}}]."""
    tiers: Mapped[dict[str, dict[str, str]]] = mapped_column(Json, default=dict)
    """The tiers by code, in order, with their names per language."""
    accent: Mapped[str] = mapped_column(String(20), default="")
    accepts_applications: Mapped[bool] = mapped_column(default=False)
    is_home: Mapped[bool] = mapped_column(default=False)
    public_counts: Mapped[dict[str, int]] = mapped_column(Json, default=dict)
    """Members by region id that may be told to everyone (see `rules.countable`)."""
    listing_stamp: Mapped[str] = mapped_column(String(24), default=new_ref)

    organisation: Mapped[Organisation] = relationship()
    scheme: Mapped[RegionScheme] = relationship()

    def name_in(self, language: str) -> str:
        """The name for a reader of `language`."""
        return picked(self.name, language)

    def tier_in(self, tier: str, language: str) -> str:
        """What a tier is called; its code where the policy no longer names it."""
        return picked(self.tiers.get(tier), language) or tier


class Membership(Base):
    """Organisation → network body. Effective dates say what is true, `recorded_at` when we learnt it."""

    WORKFLOW: ClassVar[Workflow] = MEMBERSHIP

    __tablename__ = "membership"
    __table_args__ = (
        Index(
            "uq_membership_current",
            "organisation_id",
            "body_id",
            unique=True,
            sqlite_where=text("status != 'ended'"),
            postgresql_where=text("status != 'ended'"),
        ),
        Index("ix_membership_body_status", "body_id", "status", "organisation_id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("network_body.id"))
    tier: Mapped[str] = mapped_column(String(40))
    status: Mapped[MembershipStatus] = mapped_column(
        choice_of(MembershipStatus), default=MembershipStatus.ACTIVE
    )
    effective_from: Mapped[date] = mapped_column(Date)
    from_precision: Mapped[DatePrecision] = mapped_column(choice_of(DatePrecision), default=DatePrecision.DAY)
    effective_to: Mapped[date | None] = mapped_column(Date)
    to_precision: Mapped[DatePrecision | None] = mapped_column(choice_of(DatePrecision))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    application_ref: Mapped[str | None] = mapped_column(String(16))

    organisation: Mapped[Organisation] = relationship()
    body: Mapped[NetworkBody] = relationship()

    @property
    def region_id(self) -> None:
        """Membership is a matter of the body, never of one region."""
        return None


class Affiliation(Base):
    """A dated, typed edge that is not membership in a body. One parent and one host at a time."""

    __tablename__ = "affiliation"
    __table_args__ = (
        CheckConstraint("organisation_id != to_organisation_id", name="not_itself"),
        Index(
            "uq_affiliation_single",
            "organisation_id",
            "kind",
            unique=True,
            sqlite_where=text("ended_at IS NULL AND kind IN ('part_of', 'hosted_by')"),
            postgresql_where=text("ended_at IS NULL AND kind IN ('part_of', 'hosted_by')"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[AffiliationKind] = mapped_column(choice_of(AffiliationKind))
    to_organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    outside_name: Mapped[str | None] = mapped_column(String(200))
    """The other end, when it is not an organisation we know."""
    effective_from: Mapped[date | None] = mapped_column(Date)
    from_precision: Mapped[DatePrecision] = mapped_column(
        choice_of(DatePrecision), default=DatePrecision.UNKNOWN
    )
    effective_to: Mapped[date | None] = mapped_column(Date)
    to_precision: Mapped[DatePrecision | None] = mapped_column(choice_of(DatePrecision))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When we learnt that it is over: an edge without it holds today, whatever is known of its dates."""
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    organisation: Mapped[Organisation] = relationship(foreign_keys=[organisation_id])
    to_organisation: Mapped[Organisation | None] = relationship(foreign_keys=[to_organisation_id])
