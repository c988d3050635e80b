"""The tables of funding. Balances stand in none of them: they are sums of facts.

Amounts are signed minor units. A fact says what it moved in each of its columns, so every balance is a plain
sum: the cash of a fund in an account, the budget of a line, what is allocated, promised, paid, accepted.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Date, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.grants.funding.enums import (
    Category,
    Evidence,
    FactKind,
    FundKind,
    FundStatus,
    RateSource,
)
from app.grants.funding.terms import Terms, read_terms
from app.grants.funding.workflow import FUND
from app.kernel.clock import now
from app.kernel.database import Base, Json, Key, UtcDateTime, choice_of
from app.kernel.encryption import EncryptedText
from app.kernel.ids import new_ref
from app.kernel.locales import picked
from app.kernel.workflow import Workflow
from app.organisations.models import NetworkBody


class Donor(Base):
    """Who gives money to a network."""

    __tablename__ = "donor"
    __table_args__ = (UniqueConstraint("body_id", "name"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    body_id: Mapped[int] = mapped_column(ForeignKey(NetworkBody.id))
    name: Mapped[str] = mapped_column(String(200))
    iati_org_id: Mapped[str | None] = mapped_column(String(100))


class Fund(Base):
    """A donor's award to the network, or the network's own funds. `currency` is the one the donor counts in;
    own funds have none, they are what they are in each account.

    Whoever writes a fact of a fund holds the row of the fund meanwhile (`queries.lock_fund`): that is what
    keeps every ceiling, whatever runs at once.
    """

    __tablename__ = "fund"
    __table_args__ = (UniqueConstraint("body_id", "code"),)
    WORKFLOW: ClassVar[Workflow] = FUND

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    body_id: Mapped[int] = mapped_column(ForeignKey(NetworkBody.id))
    kind: Mapped[FundKind] = mapped_column(choice_of(FundKind))
    donor_id: Mapped[int | None] = mapped_column(ForeignKey(Donor.id), index=True)
    code: Mapped[str] = mapped_column(String(20))
    """What finance calls it; its facts are numbered after it: A-17."""
    title: Mapped[dict[str, str]] = mapped_column(Json)
    donor_reference: Mapped[str | None] = mapped_column(String(100))
    iati_activity_id: Mapped[str | None] = mapped_column(String(100))
    currency: Mapped[str | None] = mapped_column(String(3))
    agreed_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    status: Mapped[FundStatus] = mapped_column(choice_of(FundStatus), default=FUND.initial)
    facts_written: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    donor: Mapped[Donor | None] = relationship()
    lines: Mapped[list[BudgetLine]] = relationship(order_by="BudgetLine.id", back_populates="fund")
    versions: Mapped[list[TermsVersion]] = relationship(order_by="TermsVersion.number")
    suspensions: Mapped[list[Suspension]] = relationship(order_by="Suspension.id")
    periods: Mapped[list[Period]] = relationship(order_by="Period.starts_on")

    @property
    def region_id(self) -> None:
        """Funds belong to a network, not to one of its regions."""
        return None

    @property
    def is_own(self) -> bool:
        return self.kind is FundKind.OWN

    def title_in(self, language: str) -> str:
        return picked(self.title, language)


class TermsVersion(Base):
    """The terms of a donor's award from one day on."""

    __tablename__ = "fund_terms"
    __table_args__ = (UniqueConstraint("fund_id", "number"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    fund_id: Mapped[int] = mapped_column(ForeignKey(Fund.id))
    number: Mapped[int]
    since: Mapped[date] = mapped_column(Date)
    data: Mapped[dict[str, Any]] = mapped_column(Json)

    @property
    def terms(self) -> Terms:
        return read_terms(self.data)


class Suspension(Base):
    """The donor stopped the award from one day on. What was spent after `last_eligible_on` and before
    `resumed_on` is no cost of the donor's."""

    __tablename__ = "fund_suspension"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    fund_id: Mapped[int] = mapped_column(ForeignKey(Fund.id), index=True)
    since: Mapped[date] = mapped_column(Date)
    last_eligible_on: Mapped[date] = mapped_column(Date)
    resumed_on: Mapped[date | None] = mapped_column(Date)


class BudgetLine(Base):
    """A line of the budget that the donor agreed to. Moves between lines are facts: what is revised is
    `agreed_minor` and their sum."""

    __tablename__ = "budget_line"
    __table_args__ = (UniqueConstraint("fund_id", "code"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    fund_id: Mapped[int] = mapped_column(ForeignKey(Fund.id))
    code: Mapped[str] = mapped_column(String(20))
    title: Mapped[dict[str, str]] = mapped_column(Json)
    category: Mapped[Category] = mapped_column(choice_of(Category))
    tags: Mapped[list[str]] = mapped_column(Json, default=list)
    agreed_minor: Mapped[int] = mapped_column(BigInteger)

    fund: Mapped[Fund] = relationship(back_populates="lines")

    def title_in(self, language: str) -> str:
        return picked(self.title, language)


class Account(Base):
    """A bank account or a cash box of the network, in one currency. It holds the money of several funds."""

    __tablename__ = "bank_account"
    __table_args__ = (UniqueConstraint("body_id", "code"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey(NetworkBody.id))
    code: Mapped[str] = mapped_column(String(20))
    currency: Mapped[str] = mapped_column(String(3))
    details: Mapped[str | None] = mapped_column(EncryptedText)
    """Where a bank keeps it, as JSON (`services.say_where_account_is`); None for a cash box, or where nobody
    said so."""


class Allocation(Base):
    """A part of a line set aside for a purpose, such as a call. How much it is, its facts say."""

    __tablename__ = "allocation"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey(BudgetLine.id), index=True)
    purpose: Mapped[str] = mapped_column(String(100))

    line: Mapped[BudgetLine] = relationship()


class Commitment(Base):
    """What one grantee was promised from one line, under the terms of the day it was agreed. How much of it
    is still open, its facts say."""

    __tablename__ = "commitment"
    __table_args__ = (Index("uq_commitment_line_ref", "line_id", "ref", unique=True),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    ref: Mapped[str] = mapped_column(String(40))
    """The award's reference."""
    line_id: Mapped[int] = mapped_column(ForeignKey(BudgetLine.id), index=True)
    allocation_id: Mapped[int | None] = mapped_column(ForeignKey(Allocation.id), index=True)
    terms_id: Mapped[int | None] = mapped_column(ForeignKey(TermsVersion.id))
    currency: Mapped[str] = mapped_column(String(3))
    agreed_on: Mapped[date] = mapped_column(Date)
    country: Mapped[str | None] = mapped_column(String(2))
    is_granted: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    """It was given on an application: the pages of grants pay and release it, and nothing else does."""

    line: Mapped[BudgetLine] = relationship()
    allocation: Mapped[Allocation | None] = relationship()
    version: Mapped[TermsVersion | None] = relationship()

    @property
    def terms(self) -> Terms:
        """What was agreed; own funds are under no terms."""
        return self.version.terms if self.version is not None else Terms()


class Period(Base):
    """A stretch of a fund's accounts. Once closed it takes no fact; a later one names what it concerns."""

    __tablename__ = "fund_period"
    __table_args__ = (UniqueConstraint("fund_id", "starts_on"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    fund_id: Mapped[int] = mapped_column(ForeignKey(Fund.id))
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))


class PublishedRate(Base):
    """A published monthly rate: so many units of `quote` for one of `base`, from the first of `month` on."""

    __tablename__ = "published_rate"
    __table_args__ = (UniqueConstraint("source", "base", "quote", "month"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    source: Mapped[str] = mapped_column(String(40))
    base: Mapped[str] = mapped_column(String(3))
    quote: Mapped[str] = mapped_column(String(3))
    month: Mapped[date] = mapped_column(Date)
    value: Mapped[str] = mapped_column(String(24))

    @property
    def rate(self) -> Decimal:
        return Decimal(self.value)


class Fact(Base):
    """One thing that happened to money. Rows are never changed or deleted: the database refuses it.

    `cash_minor` is in the currency of the account, `value_minor` the same in the fund's currency;
    `promised_minor`, `claimed_minor` and `settled_minor` are in the currency of the commitment; every other
    amount is in the fund's currency.
    """

    __tablename__ = "fact"
    __table_args__ = (
        UniqueConstraint("fund_id", "number"),
        Index("ix_fact_line", "line_id", "effective_on"),
        Index("ix_fact_account", "account_id", "fund_id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    fund_id: Mapped[int] = mapped_column(ForeignKey(Fund.id))
    number: Mapped[int]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    effective_on: Mapped[date] = mapped_column(Date)
    of_day: Mapped[date] = mapped_column(Date)
    """The day whose rate and terms count: a return counts with those of what it takes back."""
    kind: Mapped[FactKind] = mapped_column(choice_of(FactKind))
    act: Mapped[str] = mapped_column(String(16), index=True)
    """One reference for all facts of one act: two sides of an exchange, one payment for three grantees."""
    line_id: Mapped[int | None] = mapped_column(ForeignKey(BudgetLine.id))
    allocation_id: Mapped[int | None] = mapped_column(ForeignKey(Allocation.id), index=True)
    commitment_id: Mapped[int | None] = mapped_column(ForeignKey(Commitment.id), index=True)
    tranche: Mapped[int | None]
    payee: Mapped[str | None] = mapped_column(String(40))
    """A code, never a name."""
    account_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))
    cash_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    value_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    rate: Mapped[str | None] = mapped_column(String(24))
    rate_source: Mapped[RateSource | None] = mapped_column(choice_of(RateSource))
    budget_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    allocated_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    committed_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    promised_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    paid_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    accepted_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    claimed_minor: Mapped[int | None] = mapped_column(BigInteger)
    settled_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    """What of a payment this accepts or writes off; a refund takes it back. Like what was claimed, in the
    payment's currency."""
    evidence: Mapped[Evidence | None] = mapped_column(choice_of(Evidence))
    terms_id: Mapped[int | None] = mapped_column(ForeignKey(TermsVersion.id))
    origin_id: Mapped[int | None] = mapped_column(ForeignKey("fact.id"), index=True)
    """The fact that this one reverses, returns, refunds, re-issues or accepts."""
    concerns_id: Mapped[int | None] = mapped_column(ForeignKey(Period.id))
    booking_number: Mapped[str | None] = mapped_column(String(40))
    note: Mapped[str] = mapped_column(String(500), default="")
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))

    fund: Mapped[Fund] = relationship()
    line: Mapped[BudgetLine | None] = relationship()
    commitment: Mapped[Commitment | None] = relationship()
    allocation: Mapped[Allocation | None] = relationship()
    account: Mapped[Account | None] = relationship()
    origin: Mapped[Fact | None] = relationship(remote_side=id)


class SavedReport(Base):
    """A donor report as it was sent, and a hash over it. What is booked later never changes it: a later
    report stands beside it. `data` is what `queries.report` reads and writes, `starts_on` and `ends_on` the
    days that were asked for; `number` counts the reports of the fund."""

    __tablename__ = "donor_report"
    __table_args__ = (UniqueConstraint("fund_id", "starts_on", "ends_on", "number"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    fund_id: Mapped[int] = mapped_column(ForeignKey(Fund.id))
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    number: Mapped[int]
    frozen_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    frozen_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    data: Mapped[dict[str, Any]] = mapped_column(Json)
    digest: Mapped[str] = mapped_column(String(64))

    fund: Mapped[Fund] = relationship()
