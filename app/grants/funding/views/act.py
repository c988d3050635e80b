"""What an act on money is: a verb of the services with its form, its words, and on what it can be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from app.grants.funding.enums import FactKind, FundAction
from app.grants.funding.forms import ActForm, Subject
from app.grants.funding.models import Fact
from app.kernel.actor import Actor
from app.kernel.workflow import available_actions


class On(StrEnum):
    """What an act is about."""

    NETWORK = "network"
    DONOR_AWARD = "donor_award"
    OWN_FUNDS = "own_funds"
    ENTRY = "entry"


class Group(StrEnum):
    """Under which heading a menu offers an act."""

    SET_UP = "set_up"
    MONEY_IN = "money_in"
    BUDGET = "budget"
    COSTS = "costs"
    AWARD = "award"
    ENTRY = "entry"


GROUPS: dict[Group, Any] = {
    # translators: headings of a menu of what can be recorded about a fund
    Group.MONEY_IN: _l("Money received"),
    Group.BUDGET: _l("Budget and grants"),
    Group.COSTS: _l("Costs and exchange"),
    Group.AWARD: _l("Award and periods"),
}


@dataclass(frozen=True)
class Act:
    """One row. `kinds`: the entries that it can be done to, where `suits` is true of them; `action`: the step
    of the award that it takes; `is_final`: it cannot be undone; `figures`: what to look at before.
    `takes_second`: whether what was filled in needs a second person; `asks_for_cash`: whether that person may
    let the money of another fund be used."""

    name: str
    verb: Callable[..., Any]
    form: type[ActForm]
    on: tuple[On, ...]
    group: Group
    title: Any
    submit: Any
    done: Any
    lead: Any = ""
    kinds: tuple[FactKind, ...] = ()
    suits: Callable[[Fact], bool] = lambda _fact: True
    action: FundAction | None = None
    is_final: bool = False
    figures: Callable[[Subject], list[tuple[str, str]]] = lambda _subject: []
    takes_second: Callable[[ActForm], bool] = lambda _form: False
    asks_for_cash: bool = False

    def fits(self, subject: Subject, actor: Actor) -> bool:
        """Whether it can be done here at all; the services ask everything else."""
        if subject.fact is not None:
            fits = subject.fact.kind in self.kinds and self.suits(subject.fact)
            return On.ENTRY in self.on and fits
        if subject.fund is None:
            return On.NETWORK in self.on
        where = On.OWN_FUNDS if subject.fund.is_own else On.DONOR_AWARD
        may = self.action is None or self.action in available_actions(actor, subject.fund)
        return where in self.on and may

    def do(self, form: ActForm, subject: Subject, actor: Actor) -> Any:
        """Call the verb with what the form says."""
        return self.verb(**form.arguments(subject), actor=actor)
