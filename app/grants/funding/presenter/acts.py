"""What stands around the form of an act: where it leads, where one came from, what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.grants.funding import labels
from app.grants.funding.forms import Proposal, Subject
from app.grants.funding.forms.payments import paid_in
from app.grants.funding.models import Fact
from app.grants.funding.presenter.entries import fact_name
from app.grants.funding.presenter.report import show_period
from app.grants.funding.queries import sums
from app.grants.funding.queries.balances import exchange_loss_open, indirect_accrued, list_holdings, unsettled
from app.kernel.clock import today
from app.kernel.money import Money
from app.web.filters import show_date, show_money
from app.web.languages import current_language


@dataclass(frozen=True)
class ActLink:
    """A link to the form of an act, or back from it."""

    url: str
    label: str


def act_link(name: str, title: Any, subject: Subject) -> ActLink:
    """The form of this act on this subject."""
    slug, fund, fact = subject.body.slug, subject.fund, subject.fact
    if fund is None:
        url = url_for("grants_funding.act_on_network", slug=slug, name=name)
    elif fact is None:
        url = url_for("grants_funding.act_on_fund", slug=slug, ref=fund.ref, name=name)
    else:
        url = url_for("grants_funding.act_on_entry", slug=slug, ref=fund.ref, number=fact.number, name=name)
    return ActLink(url, str(title))


def back_link(subject: Subject) -> ActLink:
    """The page of what the act is about."""
    slug, fund, fact = subject.body.slug, subject.fund, subject.fact
    if fund is None:
        return ActLink(url_for("grants_funding.funds", slug=slug), _("Funds"))
    if fact is None:
        title = fund.title_in(current_language())
        return ActLink(url_for("grants_funding.money", slug=slug, ref=fund.ref), title)
    return ActLink(entry_url(fact, slug), f"{labels.KINDS[fact.kind]} {fact_name(fact.number, fund)}")


def entry_url(fact: Fact, slug: str) -> str:
    return url_for("grants_funding.entry", slug=slug, ref=fact.fund.ref, number=fact.number)


def act_summary(subject: Subject) -> list[tuple[str, str]]:
    """(label, value) of what one has to know while filling in the form: the entry, or the fund's cash."""
    if subject.fact is not None:
        return _of_entry(subject.fact)
    if subject.fund is None:
        return []
    held = list_holdings(subject.fund, today())
    return [(_("Cash in “%(account)s”", account=one.account), _shown(one.held, one.currency)) for one in held]


def _of_entry(fact: Fact) -> list[tuple[str, str]]:
    commitment, account = fact.commitment, fact.account
    rows = [
        (_("Grant"), commitment.ref if commitment is not None else ""),
        (_("Budget line"), fact.line.code if fact.line is not None else ""),
        (_("Day"), show_date(fact.effective_on)),
        (_("In the account"), _shown(fact.cash_minor, account.currency) if account is not None else ""),
        (
            _("Agreed"),
            _shown(fact.promised_minor, commitment.currency)
            if commitment is not None and fact.promised_minor > 0
            else "",
        ),
    ]
    return [row for row in rows if row[1]]


def proposal_rows(proposal: Proposal, subject: Subject) -> list[tuple[str, str]]:
    """(label, value) of what was prepared."""
    said = proposal.unpacked(subject)
    currency = _currency_of(said, subject)
    following = said["following"].title_in(current_language()) if "following" in said else ""
    rows = [
        (_("Budget line"), said["line"].code if "line" in said else ""),
        (_("Period"), show_period(said["concerns"]) if "concerns" in said else ""),
        *((label, _shown(said[name], currency)) for name, label in _amounts() if name in said),
        (_("Account"), said["account"].code if "account" in said else ""),
        (_("Tranche"), str(said.get("tranche", ""))),
        (_("To the award"), following),
        (_("The donor has agreed to this in writing"), _("Yes") if said.get("consented") else ""),
        (_("Day"), show_date(said["day"])),
        (_("Bookkeeping number"), said.get("booking_number") or ""),
        (_("Payee"), said.get("payee") or ""),
        (_("Evidence"), str(labels.EVIDENCE[said["evidence"]]) if "evidence" in said else ""),
        (_("Note"), said.get("note") or ""),
    ]
    return [row for row in rows if row[1]]


def _currency_of(said: Mapping[str, Any], subject: Subject) -> str:
    """The currency of what was prepared: of the payment or promise that it is about, else of the account."""
    if subject.fact is None and "account" in said:
        return str(said["account"].currency)
    return paid_in(subject) or ""


def _amounts() -> list[tuple[str, str]]:
    return [("minor", _("Amount")), ("claimed", _("Claimed")), ("admitted", _("Admitted"))]


def closing_figures(subject: Subject) -> list[tuple[str, str]]:
    """What closing the earliest open period will book, in the fund's currency."""
    fund = subject.of_fund
    period = next((one for one in fund.periods if one.closed_at is None), None)
    if period is None:
        return []
    currency = fund.currency or ""
    return [
        (_("Last day"), show_date(period.ends_on)),
        (
            _("Indirect costs earned and not charged yet"),
            _shown(indirect_accrued(fund, period.ends_on), currency),
        ),
        (_("Exchange loss that own funds bear"), _shown(exchange_loss_open(fund, period.ends_on), currency)),
    ]


def ending_figures(subject: Subject) -> list[tuple[str, str]]:
    """What is left of an award: all of it has to be nothing before it is closed."""
    fund = subject.of_fund
    left, currency = unsettled(fund, today()), fund.currency or ""
    still_open = [show_period(one) for one in fund.periods if one.closed_at is None]
    return [
        (_("Committed"), _shown(left.committed, currency)),
        (_("Advances"), _shown(left.advances, currency)),
        (_("Cash"), _shown(left.cash, currency)),
        (_("Periods to close"), ", ".join(still_open) or _("None")),
    ]


def allocation_figures(subject: Subject) -> list[tuple[str, str]]:
    """What is set aside, what of it is used, and what goes back to the line."""
    held, currency = sums(Fact.allocation_id == subject.of_fact.allocation_id), subject.of_fund.currency or ""
    return [
        (_("Set aside"), _shown(held.allocated, currency)),
        (_("Committed or paid"), _shown(held.used, currency)),
        (_("To be released"), _shown(max(0, held.allocated - held.used), currency)),
    ]


def _shown(minor: int, currency: str) -> str:
    return show_money(Money(minor, currency))
