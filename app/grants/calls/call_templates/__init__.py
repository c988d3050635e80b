"""What a call can be made from: for each size of grant the form that groups fill in, as data. A call takes a
copy; what is changed in it afterwards changes no other call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.grants.calls.call_templates import light, two_pages
from app.grants.calls.enums import Basis, Method
from app.questionnaires.definition import Definition


@dataclass(frozen=True)
class CallTemplate:
    """`questions` makes the question set, given the currency and the largest amount in minor units."""

    code: str
    method: Method
    basis: Basis
    questions: Callable[[str, int], Definition]
    tranches: tuple[int, ...] = (100,)
    """The parts in which a grant is paid, in per cent."""


TEMPLATES: Mapping[str, CallTemplate] = {
    one.code: one
    for one in (
        CallTemplate("light", Method.STAFF, Basis.FIXED_AMOUNT, light.questions),
        CallTemplate("two_pages", Method.STAFF, Basis.ACTUAL_COST, two_pages.questions, (70, 30)),
    )
}
