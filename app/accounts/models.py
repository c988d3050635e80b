"""People, what they may do, and how they come in. Nothing here holds a legal name, an address of a
machine or a plain e-mail: what is not kept cannot be taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.enums import CodePurpose, Device, InvitationKind
from app.kernel.actor import Grant
from app.kernel.clock import now, today
from app.kernel.database import Base, Key, UtcDateTime, choice_of
from app.kernel.encryption import EncryptedJson, EncryptedText
from app.kernel.ids import new_ref, new_token
from app.kernel.permissions import Role, ScopeKind


class Person(Base):
    """Somebody with an account: by a sign-in name, an e-mail address, or both. Implements kernel's Actor."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    sign_in_name: Mapped[str | None] = mapped_column(String(80), unique=True)
    email: Mapped[str | None] = mapped_column(EncryptedText)
    email_lookup: Mapped[str | None] = mapped_column(String(64), unique=True)
    chosen_name: Mapped[str] = mapped_column(EncryptedText)
    language: Mapped[str] = mapped_column(String(5), default="en")
    zone: Mapped[str] = mapped_column(String(64), default="UTC", server_default="UTC")
    """The time zone in which they read moments."""
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True, default=new_token)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    totp_secret: Mapped[str | None] = mapped_column(EncryptedText)
    totp_proposed: Mapped[str | None] = mapped_column(EncryptedText)
    totp_last_step: Mapped[int | None] = mapped_column(Key)
    codes_to_write_down: Mapped[dict[str, list[str]] | None] = mapped_column(EncryptedJson)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    role_grants: Mapped[list[RoleGrant]] = relationship(
        back_populates="person", foreign_keys="RoleGrant.person_id", order_by="RoleGrant.id"
    )
    __mapper_args__ = {"version_id_col": version}

    # What Flask-Login asks of a person.
    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        return self.active

    def get_id(self) -> str:
        """What the session cookie names: changing it ends every session at once."""
        return self.fs_uniquifier

    # What kernel's Actor asks of a person.
    @property
    def actor_id(self) -> int:
        return self.id

    @property
    def grants(self) -> Sequence[Grant]:
        """The roles in force today. `find_session` loads `role_grants`, so this makes no query."""
        day = today()
        return [held.as_grant() for held in self.role_grants if held.is_in_force(day)]

    @property
    def acting_as(self) -> Role | None:
        """The one role this person chose to act in, in this session."""
        return getattr(self, "_acting_as", None)

    @acting_as.setter
    def acting_as(self, role: Role | None) -> None:
        self._acting_as = role

    @property
    def display_name(self) -> str:
        return self.chosen_name

    def roles_in_force(self) -> set[Role]:
        return {grant.role for grant in self.grants}


class RoleGrant(Base):
    """A dated role in one scope. `scope_id` has no foreign key: scopes belong to higher features."""

    __tablename__ = "role_grant"
    __table_args__ = (Index(None, "role", "scope_kind", "scope_id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[Role] = mapped_column(choice_of(Role))
    scope_kind: Mapped[ScopeKind] = mapped_column(choice_of(ScopeKind))
    scope_id: Mapped[int | None] = mapped_column(Key)
    starts_on: Mapped[date] = mapped_column(default=today)
    ends_on: Mapped[date | None] = mapped_column()
    is_deputy: Mapped[bool] = mapped_column(default=False)
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(EncryptedText)
    ended_reason: Mapped[str | None] = mapped_column(EncryptedText)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    person: Mapped[Person] = relationship(back_populates="role_grants", foreign_keys=[person_id])

    def is_in_force(self, day: date) -> bool:
        """From the first day on; the last day is the first without the role."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)

    def began_by_date(self, first: date, last: date) -> bool:
        """Whether it began in these days, and had been given before."""
        return first <= self.starts_on <= last and self.created_at.date() < self.starts_on

    def ended_by_date(self, first: date, last: date) -> bool:
        """Whether it ended in these days, and nobody ended it."""
        return self.ends_on is not None and first <= self.ends_on <= last and self.ended_reason is None

    def as_grant(self) -> Grant:
        return Grant(role=self.role, scope_kind=self.scope_kind, scope_id=self.scope_id, id=self.id)


class SignInSession(Base):
    """One signed-in browser, kept here so that it can be ended from anywhere. Only a hash of its key."""

    __tablename__ = "sign_in_session"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    device: Mapped[Device] = mapped_column(choice_of(Device))
    acting_as: Mapped[Role | None] = mapped_column(choice_of(Role))
    second_step_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship()


class RecoveryCode(Base):
    """A single-use code that somebody wrote on paper; here only its keyed hash."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("person_id", "code_hash"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    purpose: Mapped[CodePurpose] = mapped_column(choice_of(CodePurpose))
    code_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Invitation(Base):
    """A one-time link that gives a role or a contact's place. To whom it was sent is not kept."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[InvitationKind] = mapped_column(choice_of(InvitationKind))
    role: Mapped[Role | None] = mapped_column(choice_of(Role))
    scope_kind: Mapped[ScopeKind | None] = mapped_column(choice_of(ScopeKind))
    scope_id: Mapped[int | None] = mapped_column(Key)
    organisation_id: Mapped[int | None] = mapped_column(Key, index=True)
    contact_level: Mapped[str | None] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(EncryptedText, default="")
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class FailedSignIn(Base):
    """One attempt that failed, under a keyed hash of the name typed: known and unknown names alike."""

    __tablename__ = "failed_sign_in"
    __table_args__ = (Index(None, "name_hash", "at"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    name_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)


class ConsumedToken(Base):
    """A link that was used, so that it works once even where nothing else changed."""

    __tablename__ = "consumed_token"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
