"""Tables that come from outside: a donor's budget, the costs of a month. Pure: bytes go in, and what was
understood comes out, with everything that was not and the cell where it stands. Nothing is kept."""

from __future__ import annotations

from app.grants.funding.imports.budget import BudgetReading, ReadLine, read_budget
from app.grants.funding.imports.cells import Limits, Tables, Told
from app.grants.funding.imports.costs import CostRow, CostsReading, read_costs
from app.grants.funding.imports.files import read_file
from app.grants.funding.imports.sheets import SeveralSheets

__all__ = [
    "BudgetReading",
    "CostRow",
    "CostsReading",
    "Limits",
    "ReadLine",
    "SeveralSheets",
    "Tables",
    "Told",
    "read_budget",
    "read_costs",
    "read_file",
]
