"""Region schemes as rows: a scheme divides the world, each network its own way, and dates its changes."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.kernel.clock import now
from app.kernel.database import Base, Json, Key, UtcDateTime
from app.kernel.encryption import EncryptedText
from app.kernel.ids import new_ref


class RegionScheme(Base):
    __tablename__ = "region_scheme"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[dict[str, str]] = mapped_column(Json)

    regions: Mapped[list[Region]] = relationship(order_by="Region.position", back_populates="scheme")


class Region(Base):
    """One region of a scheme, perhaps with a network of its own. A seat may be non-geographic."""

    __tablename__ = "region"
    __table_args__ = (UniqueConstraint("scheme_id", "code"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    scheme_id: Mapped[int] = mapped_column(ForeignKey("region_scheme.id"))
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[dict[str, str]] = mapped_column(Json)
    position: Mapped[int]
    geographic: Mapped[bool] = mapped_column(default=True)
    own_body_id: Mapped[int | None] = mapped_column(ForeignKey("network_body.id"), index=True)

    scheme: Mapped[RegionScheme] = relationship(back_populates="regions")


class RegionCountry(Base):
    """From one day on, a country belongs to a region of this scheme, or on purpose to none (see `note`)."""

    __tablename__ = "region_country"
    __table_args__ = (
        Index(
            "uq_region_country_current",
            "scheme_id",
            "country",
            unique=True,
            sqlite_where=text("effective_to IS NULL"),
            postgresql_where=text("effective_to IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    scheme_id: Mapped[int] = mapped_column(ForeignKey("region_scheme.id"))
    country: Mapped[str] = mapped_column(String(2))
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    effective_from: Mapped[date] = mapped_column(Date)
    effective_to: Mapped[date | None] = mapped_column(Date)


class RegionPlacement(Base):
    """An organisation placed by decision, not by country; or given a second region that carries no vote."""

    __tablename__ = "region_placement"
    __table_args__ = (
        Index(
            "uq_region_placement_primary",
            "organisation_id",
            "scheme_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL AND is_primary"),
            postgresql_where=text("ended_at IS NULL AND is_primary"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    scheme_id: Mapped[int] = mapped_column(ForeignKey("region_scheme.id"))
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"), index=True)
    is_primary: Mapped[bool] = mapped_column(default=True)
    reason: Mapped[str] = mapped_column(EncryptedText)
    placed_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)
    placed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    region: Mapped[Region] = relationship()
