"""What one person has prepared and a second one has to approve. It is written nowhere until then: it travels,
encrypted, in the address of the page on which it is approved. Nobody can change or read it on the way."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.grants.funding.enums import Evidence
from app.grants.funding.forms.base import Subject
from app.grants.funding.models import Account, BudgetLine, Commitment, Fact, Fund, Period
from app.grants.funding.queries import get_fund, list_accounts
from app.kernel.clock import now
from app.kernel.encryption import Unreadable, decrypt_bytes, encrypt_bytes
from app.kernel.ids import new_ref


@dataclass(frozen=True)
class Proposal:
    """An act with what its form said. `reference` becomes that of the facts, so that it is written once;
    `arguments` are those of the verb, as JSON can hold them."""

    act: str
    fund_ref: str
    number: int
    by: int
    made_at: datetime
    reference: str
    arguments: Mapping[str, Any]

    def token(self) -> str:
        """The proposal as a part of an address."""
        held = [self.act, self.fund_ref, self.number, self.by, self.made_at.isoformat(), self.reference]
        return encrypt_bytes(json.dumps([*held, self.arguments]).encode()).decode()

    def unpacked(self, subject: Subject) -> dict[str, Any]:
        """The arguments of the verb. Raises KeyError where something they name is gone."""
        return {name: _READ[value[0]](value[1], subject) for name, value in self.arguments.items()}


def propose(act: str, subject: Subject, arguments: Mapping[str, Any], *, by: int) -> Proposal:
    """The proposal of an act on an entry, or on a fund as a whole: then its number is 0, as no entry's is."""
    packed = {name: _packed(value) for name, value in arguments.items()}
    number = subject.fact.number if subject.fact is not None else 0
    return Proposal(act, subject.of_fund.ref, number, by, now(), new_ref(), packed)


def find_proposal(token: str, *, lasts: timedelta) -> Proposal | None:
    """What this part of an address holds; None where it is forged or too old."""
    try:
        act, ref, number, by, made_at, reference, arguments = json.loads(decrypt_bytes(token.encode()))
    except (Unreadable, ValueError):
        return None
    found = Proposal(act, ref, number, by, datetime.fromisoformat(made_at), reference, arguments)
    return found if now() - found.made_at <= lasts else None


def _packed(value: Any) -> list[Any]:
    match value:
        case Commitment():
            return ["commitment", None]
        case Fact():
            return ["origin", None]
        case Account():
            return ["account", value.code]
        case BudgetLine():
            return ["line", value.code]
        case Fund():
            return ["fund", value.ref]
        case Period():
            return ["period", value.starts_on.isoformat()]
        case Evidence():
            return ["evidence", value.value]
        case date():
            return ["day", value.isoformat()]
    return ["plain", value]


def _account(code: str, subject: Subject) -> Account:
    return {one.code: one for one in list_accounts(subject.body.id)}[code]


def _line(code: str, subject: Subject) -> BudgetLine:
    return {one.code: one for one in subject.of_fund.lines}[code]


def _fund(ref: str, subject: Subject) -> Fund:
    return get_fund(ref, subject.body.id)


def _period(starts_on: str, subject: Subject) -> Period:
    return {one.starts_on.isoformat(): one for one in subject.of_fund.periods}[starts_on]


_READ: Mapping[str, Callable[[Any, Subject], Any]] = {
    "commitment": lambda _value, subject: subject.of_fact.commitment,
    "origin": lambda _value, subject: subject.of_fact,
    "account": _account,
    "line": _line,
    "fund": _fund,
    "period": _period,
    "evidence": lambda value, _subject: Evidence(value),
    "day": lambda value, _subject: date.fromisoformat(value),
    "plain": lambda value, _subject: value,
}
