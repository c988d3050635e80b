"""The region schemes as data: which region each country belongs to, in each network's own division."""

from __future__ import annotations

from app.organisations.regions.idpc import IDPC
from app.organisations.regions.inpud import INPUD
from app.organisations.regions.scheme import RegionData, SchemeData

SCHEMES: tuple[SchemeData, ...] = (INPUD, IDPC)

__all__ = ["IDPC", "INPUD", "SCHEMES", "RegionData", "SchemeData"]
