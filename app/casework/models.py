"""The case of any process: what desk, queue, search, clocks and mail need of it. Each process adds a table of
its own by joined inheritance."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, text
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from app.accounts.models import Invitation
from app.casework.enums import DeclaredTie, Needs
from app.casework.process import PROCESSES, Process
from app.kernel.clock import now
from app.kernel.database import Base, Code, Key, UtcDateTime, choice_of
from app.kernel.encryption import EncryptedText
from app.kernel.ids import new_ref
from app.kernel.search import SearchIndex
from app.organisations.models import NetworkBody, Organisation

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""Stored as the deadline where there is none. NULL would be sorted differently by SQLite and PostgreSQL, and
lists are sorted and paged by this column."""


def deadline_of(sort_due: datetime) -> datetime | None:
    """The deadline that lists are sorted by; None where there is none."""
    return sort_due if sort_due < NEVER else None


CASE = "casefile.id"
PERSON = "person.id"


def _open(column: str) -> dict[str, Any]:
    """The condition of a partial index over what has not ended."""
    condition = text(column)
    return {"sqlite_where": condition, "postgresql_where": condition}


class Casefile(Base):
    """One case. `title`, `sort_name`, `search_text` and `country` are copies for lists, which
    `services.copies` writes; `waits_on` and `sort_due` repeat the soonest open wait. Only `take_step` sets a
    status. `version` notices two people at once.

    `open_key` is set while the case is open where there can be only one at a time: the database keeps it so.
    """

    __tablename__ = "casefile"  # `case` is a word of SQL
    __table_args__ = (
        # `sent_at` ends two of them, so that counts of a list read the index alone.
        Index("ix_casefile_queue", "body_id", "kind", "is_queued", "stage_entered_at", "id"),
        Index("ix_casefile_due", "body_id", "kind", "is_queued", "sort_due", "id", "sent_at"),
        Index("ix_casefile_name", "body_id", "kind", "is_queued", "sort_name", "id"),
        Index("ix_casefile_status", "body_id", "kind", "status", "sort_due", "id", "sent_at"),
        Index("ix_casefile_region", "body_id", "kind", "region_id", "is_queued", "stage_entered_at", "id"),
        Index("ix_casefile_organisation", "organisation_id", "kind", "is_open"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    open_key: Mapped[str | None] = mapped_column(String(120), unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey(CASE), index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("network_body.id"))
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    started_by: Mapped[int] = mapped_column(ForeignKey(PERSON), index=True)
    on_behalf: Mapped[bool] = mapped_column(default=False)
    """Whoever started it only wrote it down for a group."""
    officer_id: Mapped[int | None] = mapped_column(ForeignKey(PERSON), index=True)
    title: Mapped[str] = mapped_column(String(200))
    sort_name: Mapped[str] = mapped_column(String(200))
    search_text: Mapped[str] = mapped_column(Text, default="")
    country: Mapped[str | None] = mapped_column(String(2))
    status_code: Mapped[str] = mapped_column("status", Code(40))
    is_open: Mapped[bool] = mapped_column(default=True)
    is_queued: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it first came to the network's side. A case that never did is nobody's but its own people's."""
    stage_entered_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    waits_on: Mapped[str] = mapped_column(String(80), default="")
    sort_due: Mapped[datetime] = mapped_column(UtcDateTime, default=NEVER)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    held_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reach_out_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Nobody of the group has an e-mail address: since then somebody should reach them another way."""
    touched_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    version: Mapped[int] = mapped_column(default=1)

    body: Mapped[NetworkBody] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    parent: Mapped[Casefile | None] = relationship(back_populates="children", remote_side=[id])
    children: Mapped[list[Casefile]] = relationship(
        back_populates="parent", order_by="Casefile.id", passive_deletes="all"
    )
    """What belongs to this case and has a process of its own. Rules read of them what every case has."""
    waits: Mapped[list[Wait]] = relationship(
        back_populates="case", order_by="Wait.id", passive_deletes=True, lazy="raise"
    )
    people: Mapped[list[CasePerson]] = relationship(
        order_by="CasePerson.person_id", passive_deletes=True, lazy="raise"
    )
    exclusions: Mapped[list[CaseExclusion]] = relationship(
        order_by="CaseExclusion.organisation_id", passive_deletes=True
    )

    invitations: Mapped[list[Invitation]] = relationship(
        primaryjoin=lambda: foreign(Invitation.organisation_id) == Casefile.organisation_id,
        order_by=Invitation.id,
        viewonly=True,
    )
    """Every invitation to become a contact of the organisation: giver and taker do not judge its case."""

    __mapper_args__ = {"polymorphic_on": "kind", "version_id_col": version}

    @property
    def process(self) -> Process:
        """The process that this kind of case follows."""
        return PROCESSES[self.kind]

    @hybrid_property
    def status(self) -> Any:
        """The stage, as a member of the process's own enum."""
        return self.process.statuses(self.status_code)

    @status.inplace.expression
    @classmethod
    def _status_column(cls) -> ColumnElement[Any]:
        return cls.status_code.expression

    def days(self, limit: str) -> int:
        """How many days `limit` is, by the rules this case was made under. Each process says it."""
        raise KeyError(limit)

    def remind_before(self) -> tuple[int, ...]:
        """How many days before a deadline people are reminded."""
        return ()

    def go_on_after(self, held_for: timedelta) -> None:
        """The case was on hold so long: move the deadlines that it keeps itself, those of `Asked.until`."""

    def own_title(self) -> str | None:
        """What the case is called, where it is not called as its organisation is."""
        return None

    def own_words(self) -> tuple[str, ...]:
        """What search finds the case by, beside the name and the acronym of its organisation."""
        return ()

    def open_key_when_open(self) -> str | None:
        """What keeps a second case like this from being open at the same time; None where several may be. It
        names the organisation: whoever is told that there is one learns it of nobody else."""
        return None

    @property
    def open_waits(self) -> list[Wait]:
        return [one for one in self.waits if one.ended_at is None]

    def waits_for(self, action: StrEnum) -> list[Wait]:
        """The open waits for this step."""
        return [one for one in self.open_waits if one.action == action]

    def due_of(self, action: StrEnum) -> datetime | None:
        """Until when this step is waited for; None when it is not, or without a deadline."""
        return next((one.due_at for one in self.waits_for(action)), None)

    @property
    def due_at(self) -> datetime | None:
        """The soonest deadline of all that the case waits for."""
        return min((one.due_at for one in self.open_waits if one.due_at is not None), default=None)


CASE_SEARCH = SearchIndex(Casefile.__table__, "search_text")


class Wait(Base):
    """That a case waits for a party to take a step, since when and until when. Several can be open at once.

    `seconds_left` is what remained of the deadline when the case was put on hold.
    """

    __tablename__ = "case_wait"
    __table_args__ = (
        Index("ix_case_wait_party", "party", "sort_due", "id", **_open("ended_at IS NULL")),
        Index("ix_case_wait_clock", "due_at", "id", **_open("ended_at IS NULL AND due_at IS NOT NULL")),
        Index(
            "ix_case_wait_reminder",
            "remind_at",
            "id",
            **_open("ended_at IS NULL AND remind_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey(CASE, ondelete="CASCADE"), index=True)
    action: Mapped[str] = mapped_column(Code(40))
    party: Mapped[str] = mapped_column(String(80))
    needs: Mapped[Needs] = mapped_column(choice_of(Needs), default=Needs.ANY)
    since: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sort_due: Mapped[datetime] = mapped_column(UtcDateTime, default=NEVER)
    seconds_left: Mapped[int | None]
    remind_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When people are to be reminded next; None when not any more."""
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    case: Mapped[Casefile] = relationship(back_populates="waits", lazy="raise")

    def set_due(self, due_at: datetime | None, remind_before: Collection[int]) -> None:
        """Move the deadline and plan its reminders again, so many days before it."""
        self.due_at, self.sort_due = due_at, due_at or NEVER
        self.plan_reminder(remind_before, after=self.since)

    def plan_reminder(self, remind_before: Collection[int], *, after: datetime) -> None:
        """Note the next reminder after a moment. None comes before the wait began: the message that asked for
        the step is not an hour old."""
        marks = [self.due_at - timedelta(days=days) for days in remind_before] if self.due_at else []
        self.remind_at = min((one for one in marks if one > after), default=None)


class WaitDone(Base):
    """That somebody did their own part of a wait that needs each, and for which organisation, if for one."""

    __tablename__ = "case_wait_done"

    wait_id: Mapped[int] = mapped_column(ForeignKey("case_wait.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(PERSON), primary_key=True, index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)


class CasePerson(Base):
    """One person in one case: the tie they declared and the one role they have. The key keeps it one."""

    __tablename__ = "case_person"

    case_id: Mapped[int] = mapped_column(ForeignKey(CASE, ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(PERSON), primary_key=True, index=True)
    role: Mapped[str | None] = mapped_column(Code(40))
    tie: Mapped[DeclaredTie | None] = mapped_column(choice_of(DeclaredTie))
    note: Mapped[str | None] = mapped_column(EncryptedText)
    declared_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When this contact opened the last news of the case from their desk."""
    prepared_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When this person did work on which others decide: they do not decide it alone."""


class CaseExclusion(Base):
    """An organisation whose people must not know of this case."""

    __tablename__ = "case_exclusion"

    case_id: Mapped[int] = mapped_column(ForeignKey(CASE, ondelete="CASCADE"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True, index=True)
