"""The organisation, its contacts and dated edges (membership, affiliation), and the bodies that admit others.

They point at each other both ways, so they share one file.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.kernel.clock import now
from app.kernel.database import Base, Json, Key, UtcDateTime, choice_of
from app.kernel.ids import new_ref
from app.kernel.locales import picked
from app.kernel.workflow import Workflow
from app.organisations.enums import (
    AffiliationKind,
    ContactRole,
    DatePrecision,
    Kind,
    LeadingGroup,
    Level,
    MembershipStatus,
    NameKind,
)
from app.organisations.models.profile import (
    OrganisationDescription,
    OrganisationName,
    OrganisationPrivate,
    OrganisationProfile,
)
from app.organisations.models.regions import RegionScheme
from app.organisations.models.visibility import FieldChoice, FieldConsent
from app.organisations.workflow import MEMBERSHIP


class Organisation(Base):
    """Any group, registered or not. Membership is never a column here: it is a dated edge."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    level: Mapped[Level | None] = mapped_column(choice_of(Level))
    kind: Mapped[Kind | None] = mapped_column(choice_of(Kind))
    leading_group: Mapped[LeadingGroup | None] = mapped_column(choice_of(LeadingGroup))
    country: Mapped[str | None] = mapped_column(String(2))
    """The country of work that decides the region; None for a network that works across countries."""
    other_countries: Mapped[list[str]] = mapped_column(Json, default=list)
    country_shown_as_region: Mapped[bool] = mapped_column(default=False)
    content_language: Mapped[str] = mapped_column(String(8), default="en")
    hidden: Mapped[bool] = mapped_column(default=False)
    """A secretariat hides the whole entry (`HiddenListing`), whatever the fields' audiences say."""
    is_example: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    profile_checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    names: Mapped[list[OrganisationName]] = relationship(
        order_by="OrganisationName.id", cascade="all, delete-orphan"
    )
    descriptions: Mapped[list[OrganisationDescription]] = relationship(
        order_by="OrganisationDescription.id", cascade="all, delete-orphan"
    )
    profile: Mapped[OrganisationProfile] = relationship(cascade="all, delete-orphan", uselist=False)
    private: Mapped[OrganisationPrivate] = relationship(cascade="all, delete-orphan", uselist=False)
    field_choices: Mapped[list[FieldChoice]] = relationship(
        order_by="FieldChoice.id", cascade="all, delete-orphan"
    )
    field_consents: Mapped[list[FieldConsent]] = relationship(
        order_by="FieldConsent.id", cascade="all, delete-orphan"
    )
    contacts: Mapped[list[Contact]] = relationship(order_by="Contact.id", viewonly=True)
    affiliations: Mapped[list[Affiliation]] = relationship(
        "Affiliation",
        foreign_keys="Affiliation.organisation_id",
        order_by="Affiliation.id",
        viewonly=True,
    )
    memberships: Mapped[list[Membership]] = relationship(
        "Membership", order_by="Membership.id", viewonly=True
    )
    own_body: Mapped[NetworkBody | None] = relationship("NetworkBody", viewonly=True, uselist=False)
    """The network that this organisation is itself, if it admits others."""

    def _current_name(self) -> OrganisationName:
        current = [name for name in self.names if name.kind is NameKind.KNOWN_AS]
        return next((name for name in current if name.language == self.content_language), current[0])

    @property
    def known_as(self) -> str:
        """The name in the organisation's own language."""
        return self._current_name().text

    @property
    def acronym(self) -> str | None:
        return self._current_name().acronym

    @property
    def known_as_by_language(self) -> dict[str, str]:
        return {name.language: name.text for name in self.names if name.kind is NameKind.KNOWN_AS}


class Contact(Base):
    """A person who speaks for an organisation, from one day until another."""

    __tablename__ = "organisation_contact"
    __table_args__ = (
        Index(
            "uq_organisation_contact_current",
            "organisation_id",
            "person_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    role: Mapped[ContactRole] = mapped_column(choice_of(ContactRole))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    organisation: Mapped[Organisation] = relationship()
    person: Mapped[Person] = relationship()


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
    gives_grants: Mapped[bool] = mapped_column(default=False)
    """Whether it has ever published a call: every page asks, so it stands here."""
    is_home: Mapped[bool] = mapped_column(default=False)
    public_counts: Mapped[dict[str, int]] = mapped_column(Json, default=dict)
    """Members by region id that may be told to everyone (see `rules.countable`)."""
    listing_stamp: Mapped[str] = mapped_column(String(24), default=new_ref)

    organisation: Mapped[Organisation] = relationship()
    scheme: Mapped[RegionScheme] = relationship()

    def name_in(self, language: str) -> str:
        """The name for a reader of `language`."""
        return picked(self.name, language)

    def joining_steps_in(self, language: str) -> list[dict[str, str]]:
        """Label and note of each step of joining, for a reader of `language`."""
        parts = ("label", "note")
        return [{part: picked(step.get(part), language) for part in parts} for step in self.joining_steps]

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
