"""The admission policies of the example network, written as code that reads like the forms it makes."""

from __future__ import annotations

from app.example.policies.idpc import IDPC_POLICY
from app.example.policies.idpc_questions import IDPC_QUESTIONS
from app.example.policies.inpud import INPUD_POLICY, INPUD_QUESTIONS
from app.example.policies.regional import REGIONAL_POLICY, REGIONAL_QUESTIONS
from app.example.policies.statements import STATEMENTS

__all__ = [
    "IDPC_POLICY",
    "IDPC_QUESTIONS",
    "INPUD_POLICY",
    "INPUD_QUESTIONS",
    "REGIONAL_POLICY",
    "REGIONAL_QUESTIONS",
    "STATEMENTS",
]
