"""The verbs of checks."""

from __future__ import annotations

from app.grants.diligence.services.checking import Given, answer_points, return_check, send_check, start_check
from app.grants.diligence.services.concluding import cancel_check, conclude_check, end_check

__all__ = [
    "Given",
    "answer_points",
    "cancel_check",
    "conclude_check",
    "end_check",
    "return_check",
    "send_check",
    "start_check",
]
