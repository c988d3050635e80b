"""A grant that was given, its tranches, its variations, and the payment runs that pay it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import BigInteger, Date, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework.models import Casefile
from app.grants.applications.models import GrantApplication
from app.grants.awards.enums import Condition, Happened, Route, RunStatus, VariationKind, VariationStatus
from app.grants.awards.process_words import KIND
from app.grants.awards.workflow import RUN, VARIATION
from app.grants.calls.enums import Basis
from app.grants.diligence.enums import Tier
from app.grants.funding.models import Account, Commitment, Fact
from app.kernel.clock import now
from app.kernel.database import Base, Key, UtcDateTime, choice_of
from app.kernel.encryption import EncryptedText
from app.kernel.ids import new_ref
from app.kernel.money import Money
from app.kernel.settings import setting
from app.kernel.workflow import Workflow
from app.organisations.models import NetworkBody

if TYPE_CHECKING:
    from app.organisations.models import Organisation

PERSON = "person.id"


class GrantAward(Casefile):
    """One grant of one group. `amount_minor` is in minor units of `currency`.

    `agreement` is the text that both sides sign, as JSON (`agreement.py`), and `agreement_hash` the SHA-256
    of its bytes. `details` say where money is sent, as JSON of what the route asks for; nobody but the group
    and the payment file has them.
    """

    __tablename__ = KIND
    __mapper_args__ = {"polymorphic_identity": KIND}

    id: Mapped[int] = mapped_column(Key, ForeignKey("casefile.id"), primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("grant_application.id"), unique=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey(Commitment.id), unique=True)
    currency: Mapped[str] = mapped_column(String(3))
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    basis: Mapped[Basis] = mapped_column(choice_of(Basis))
    language: Mapped[str] = mapped_column(String(2))
    agreement: Mapped[str] = mapped_column(EncryptedText)
    agreement_hash: Mapped[str] = mapped_column(String(64))
    offered_by_id: Mapped[int] = mapped_column(ForeignKey(PERSON), index=True)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey(PERSON), index=True)
    accepted_name: Mapped[str | None] = mapped_column(EncryptedText)
    accepted_role: Mapped[str | None] = mapped_column(EncryptedText)
    route: Mapped[Route | None] = mapped_column(choice_of(Route))
    details: Mapped[str | None] = mapped_column(EncryptedText)
    details_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    details_usable_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When money may be sent there: a change is not used at once."""
    report_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reported_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    happened: Mapped[Happened | None] = mapped_column(choice_of(Happened))
    report_text: Mapped[str | None] = mapped_column(EncryptedText)
    people_reached: Mapped[int | None]
    left_minor: Mapped[int | None] = mapped_column(BigInteger)
    """What the group says it did not spend, in the grant's currency."""
    spent_minor: Mapped[int | None] = mapped_column(BigInteger)
    """What it cost, where the grant pays actual costs."""
    request: Mapped[str | None] = mapped_column(EncryptedText)
    """What the office asked the group to change in its report, in its own words."""
    diligence: Mapped[Tier] = mapped_column(choice_of(Tier), default=Tier.NONE, server_default=Tier.NONE)
    """How much has to be known of the group before it is paid, as it was when the grant was offered."""
    stop_reason: Mapped[str | None] = mapped_column(EncryptedText)
    """Why the grant is suspended or was cancelled, as the group reads it."""

    if TYPE_CHECKING:  # never empty here
        organisation: Mapped[Organisation]
        organisation_id: Mapped[int]

    application: Mapped[GrantApplication] = relationship(foreign_keys=[application_id])
    commitment: Mapped[Commitment] = relationship()
    tranches: Mapped[list[Tranche]] = relationship(order_by="Tranche.number", back_populates="award")
    variations: Mapped[list[GrantVariation]] = relationship(
        order_by="GrantVariation.id", back_populates="award"
    )

    def days(self, limit: str) -> int:
        """The days that a group has to accept an offer."""
        if limit != "offer":
            raise KeyError(limit)
        days: int = setting("GRANT_OFFER_DAYS")
        return days

    def remind_before(self) -> tuple[int, ...]:
        days: tuple[int, ...] = setting("GRANT_REMIND_BEFORE_DAYS")
        return days

    def go_on_after(self, held_for: timedelta) -> None:
        """The report is due so much later."""
        if self.report_until is not None:
            self.report_until += held_for

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class Tranche(Base):
    """One part of a grant; `minor` is 0 where a reduction left nothing of it. `received_minor` is what the
    group says arrived, in `received_currency`; `missing_at` when it said last that nothing had."""

    __tablename__ = "grant_tranche"
    __table_args__ = (UniqueConstraint("award_id", "number"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    award_id: Mapped[int] = mapped_column(ForeignKey(GrantAward.id))
    number: Mapped[int]
    minor: Mapped[int] = mapped_column(BigInteger)
    condition: Mapped[Condition] = mapped_column(choice_of(Condition))
    received_minor: Mapped[int | None] = mapped_column(BigInteger)
    received_currency: Mapped[str | None] = mapped_column(String(3))
    received_on: Mapped[date | None] = mapped_column(Date)
    missing_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey(PERSON), index=True)

    award: Mapped[GrantAward] = relationship(back_populates="tranches")

    if TYPE_CHECKING:
        paid_minor: int
        """What the ledger says was sent and did not come back, in the grant's currency: `queries` maps it."""

    @property
    def received(self) -> Money | None:
        if self.received_minor is None or self.received_currency is None:
            return None
        return Money(self.received_minor, self.received_currency)


class GrantVariation(Base):
    """A change of an agreement that was signed: proposed by the group or the office, decided by a second
    person; another amount is signed by the group as well. From the second person's approval on, `agreement`
    is the further version: the text that was signed with the amendment after it, as JSON, and
    `agreement_hash` the SHA-256 of its bytes. It holds once the status is approved."""

    __tablename__ = "grant_variation"
    WORKFLOW: ClassVar[Workflow] = VARIATION

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    award_id: Mapped[int] = mapped_column(ForeignKey(GrantAward.id), index=True)
    kind: Mapped[VariationKind] = mapped_column(choice_of(VariationKind))
    status: Mapped[VariationStatus] = mapped_column(choice_of(VariationStatus), default=VARIATION.initial)
    by_group: Mapped[bool]
    report_by: Mapped[date | None] = mapped_column(Date)
    """The last day for the report, where there is to be more time."""
    amount_minor: Mapped[int | None] = mapped_column(BigInteger)
    """What the whole grant is to be, in its currency, where there is to be another amount."""
    before_minor: Mapped[int | None] = mapped_column(BigInteger)
    """What it was when that was proposed."""
    hold_id: Mapped[int | None] = mapped_column(ForeignKey(Fact.id), index=True)
    """The entry in the ledger that holds the money of a raise."""
    reason: Mapped[str] = mapped_column(EncryptedText)
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey(PERSON), index=True)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey(PERSON), index=True)
    answer: Mapped[str | None] = mapped_column(EncryptedText)
    """Why it was refused, as the group reads it."""
    agreement: Mapped[str | None] = mapped_column(EncryptedText)
    agreement_hash: Mapped[str | None] = mapped_column(String(64))
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When another amount was signed, declined or withdrawn, or ended with the grant."""
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey(PERSON), index=True)
    signed_name: Mapped[str | None] = mapped_column(EncryptedText)
    signed_role: Mapped[str | None] = mapped_column(EncryptedText)

    award: Mapped[GrantAward] = relationship(back_populates="variations")
    hold: Mapped[Fact | None] = relationship()

    @property
    def difference_minor(self) -> int:
        """How much more the grant is to be, in its currency: less than nothing for a reduction."""
        return (self.amount_minor or 0) - (self.before_minor or 0)

    @property
    def body_id(self) -> int:
        return self.award.body_id

    @property
    def region_id(self) -> int | None:
        return self.award.region_id


class PaymentRun(Base):
    """Payments that are sent together from one account: prepared by one person, approved by another."""

    __tablename__ = "payment_run"
    __table_args__ = (Index("ix_payment_run_body", "body_id", "status", "id"),)
    WORKFLOW: ClassVar[Workflow] = RUN

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    body_id: Mapped[int] = mapped_column(ForeignKey(NetworkBody.id))
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id), index=True)
    status: Mapped[RunStatus] = mapped_column(choice_of(RunStatus), default=RUN.initial)
    prepared_by_id: Mapped[int] = mapped_column(ForeignKey(PERSON), index=True)
    prepared_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey(PERSON), index=True)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    body: Mapped[NetworkBody] = relationship()
    account: Mapped[Account] = relationship()
    items: Mapped[list[PaymentRunItem]] = relationship(order_by="PaymentRunItem.id", back_populates="run")

    @property
    def region_id(self) -> None:
        """Money is the network's, whichever region it goes to."""
        return None

    @property
    def total(self) -> Money:
        return Money(sum(one.minor for one in self.items), self.account.currency)


class PaymentRunItem(Base):
    """One tranche in a run, how much it is and where it goes, as it was when the run was prepared: what is
    approved is what is sent. `in_open_run` keeps a tranche out of two runs that are prepared at once."""

    __tablename__ = "payment_run_item"
    __table_args__ = (
        Index(
            "uq_payment_run_item_open",
            "tranche_id",
            unique=True,
            sqlite_where=text("in_open_run"),
            postgresql_where=text("in_open_run"),
        ),
        UniqueConstraint("run_id", "tranche_id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey(PaymentRun.id))
    tranche_id: Mapped[int] = mapped_column(ForeignKey(Tranche.id), index=True)
    in_open_run: Mapped[bool] = mapped_column(default=True)
    minor: Mapped[int] = mapped_column(BigInteger)
    route: Mapped[Route] = mapped_column(choice_of(Route))
    details: Mapped[str] = mapped_column(EncryptedText)

    run: Mapped[PaymentRun] = relationship(back_populates="items")
    tranche: Mapped[Tranche] = relationship()
