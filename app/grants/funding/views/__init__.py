"""The pages of money, for those who keep it and those who check it."""

from __future__ import annotations

from app.grants.funding.views import acts, approvals, funds, imports, report
from app.grants.funding.views.base import bp

__all__ = ["acts", "approvals", "bp", "funds", "imports", "report"]
