"""The pages of accounts, all on one blueprint."""

from __future__ import annotations

from app.accounts.views import own, people, recovery, register, sign_in
from app.accounts.views.base import bp

__all__ = ["bp", "own", "people", "recovery", "register", "sign_in"]
