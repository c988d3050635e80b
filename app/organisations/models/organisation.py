"""The organisation itself: names, texts, profile, what is kept private, and the people who speak for it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.kernel.clock import now
from app.kernel.database import Base, Json, Key, UtcDateTime, choice_of
from app.kernel.encryption import EncryptedJson, EncryptedText
from app.kernel.ids import new_ref
from app.organisations.enums import (
    BudgetBand,
    ContactRole,
    DatePrecision,
    Field,
    Kind,
    LeadingGroup,
    Level,
    NameKind,
    SafeContact,
)
from app.organisations.models.visibility import FieldChoice, FieldConsent

if TYPE_CHECKING:
    from app.organisations.models.network import Affiliation, Membership, NetworkBody


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


class OrganisationName(Base):
    """What the organisation is called: once per language now, and dated former names."""

    __tablename__ = "organisation_name"
    __table_args__ = (
        Index(
            "uq_organisation_name_known_as",
            "organisation_id",
            "language",
            unique=True,
            sqlite_where=text("kind = 'known_as'"),
            postgresql_where=text("kind = 'known_as'"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[NameKind] = mapped_column(choice_of(NameKind), default=NameKind.KNOWN_AS)
    language: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(String(200))
    acronym: Mapped[str | None] = mapped_column(String(40))
    valid_to: Mapped[date | None] = mapped_column(Date)
    precision: Mapped[DatePrecision] = mapped_column(choice_of(DatePrecision), default=DatePrecision.UNKNOWN)


class OrganisationDescription(Base):
    """The public description, in whatever language the organisation wrote it.

    An officer's working translation stands beside the original and is marked as such.
    """

    __tablename__ = "organisation_description"
    __table_args__ = (
        Index("uq_organisation_description_language", "organisation_id", "language", unique=True),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(Text)
    is_working_translation: Mapped[bool] = mapped_column(default=False)


class OrganisationProfile(Base):
    """What the organisation does, offers and needs: lists of codes from `choices`."""

    __tablename__ = "organisation_profile"

    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    )
    site: Mapped[str | None] = mapped_column(String(300))
    topics: Mapped[list[str]] = mapped_column(Json, default=list)
    un_bodies: Mapped[list[str]] = mapped_column(Json, default=list)
    functions: Mapped[list[str]] = mapped_column(Json, default=list)
    services: Mapped[list[str]] = mapped_column(Json, default=list)
    languages: Mapped[list[str]] = mapped_column(Json, default=list)
    skills: Mapped[list[str]] = mapped_column(Json, default=list)
    needs: Mapped[list[str]] = mapped_column(Json, default=list)


class OrganisationPrivate(Base):
    """What only the secretariat, or only those who need to know, may read. Unreadable without the keys."""

    __tablename__ = "organisation_private"

    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    )
    legal_name: Mapped[str | None] = mapped_column(EncryptedText)
    registration: Mapped[str | None] = mapped_column(EncryptedText)
    registration_country: Mapped[str | None] = mapped_column(EncryptedText)
    board: Mapped[str | None] = mapped_column(EncryptedText)
    budget: Mapped[str | None] = mapped_column(EncryptedText)
    city: Mapped[str | None] = mapped_column(EncryptedText)
    address: Mapped[str | None] = mapped_column(EncryptedText)
    coordinates: Mapped[Any] = mapped_column(EncryptedJson, nullable=True)
    phones: Mapped[str | None] = mapped_column(EncryptedText)
    safe_contact: Mapped[str | None] = mapped_column(EncryptedText)
    safe_contact_note: Mapped[str | None] = mapped_column(EncryptedText)
    risk: Mapped[str | None] = mapped_column(EncryptedText)

    @property
    def budget_band(self) -> BudgetBand | None:
        return BudgetBand(self.budget) if self.budget else None

    @property
    def safe_contact_method(self) -> SafeContact | None:
        return SafeContact(self.safe_contact) if self.safe_contact else None


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


PRIVATE_FIELDS: frozenset[Field] = frozenset(
    {
        Field.LEGAL_NAME,
        Field.REGISTRATION,
        Field.REGISTRATION_COUNTRY,
        Field.BOARD,
        Field.BUDGET,
        Field.CITY,
        Field.ADDRESS,
        Field.COORDINATES,
        Field.PHONES,
        Field.SAFE_CONTACT,
        Field.RISK,
    }
)
