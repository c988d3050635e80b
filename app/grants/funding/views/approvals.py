"""What takes two people: one prepares it, the second one approves it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import current_app, url_for

from app.accounts.queries import get_person
from app.grants.funding import presenter, queries
from app.grants.funding.enums import FundingRefusal
from app.grants.funding.forms import ActForm, ApproveForm, Proposal, Subject, find_proposal, propose
from app.grants.funding.models import Fund
from app.grants.funding.rules import can_keep_funds
from app.grants.funding.services.approvals import ask_approvers, try_out, write_once
from app.grants.funding.views.act import Act
from app.grants.funding.views.act_table import BY_NAME
from app.grants.funding.views.base import FUND, bp, open_body, open_fund
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.kernel.permissions import Permission
from app.web.access import requires
from app.web.actor import current_actor
from app.web.form_views import Answer, done, see_other, show_form, try_with
from app.web.mail import mail_link

DESPITE_CASH: Mapping[str, Any] = {"despite_cash": True}


def prepare(act: Act, form: ActForm, subject: Subject, actor: Actor) -> str | None:
    """Try out what takes a second person, and ask for the approval. Answers the address of the page on which
    it is approved; None where the ledger refuses, which the form then says."""
    arguments = form.arguments(subject)
    # Whether another fund's money is used is for the second person to decide.
    more = DESPITE_CASH if act.asks_for_cash else {}

    def write(approver: Actor) -> None:
        act.verb(**arguments, **more, actor=actor, approver=approver)

    tried = lambda: try_out(write, body_id=subject.body.id, actor=actor)  # noqa: E731
    if not try_with(form, tried, beside=form.beside()):
        return None
    proposal = propose(act.name, subject, arguments, by=actor.actor_id or 0)
    address: dict[str, Any] = {
        "slug": subject.body.slug,
        "ref": subject.of_fund.ref,
        "token": proposal.token(),
    }
    ask_approvers(
        subject.body.id,
        lambda language: mail_link("grants_funding.approve", language, **address),
        actor=actor,
    )
    return url_for("grants_funding.approve", **address)


@bp.route(f"{FUND}approve/<token>", methods=["GET", "POST"])
@requires(Permission.MANAGE_FUNDS)
def approve(slug: str, ref: str, token: str) -> Answer:
    """What one person prepared, before the eyes of the second."""
    body, fund, actor = open_body(slug), open_fund(slug, ref), current_actor()
    proposal = _proposal(fund, token)
    if not can_keep_funds(actor, body.id):
        raise NotFound
    subject = Subject(body, fund, queries.get_fact(fund, proposal.number) if proposal.number else None)
    written = _entry_url(fund, proposal, slug)
    if written is not None:
        return see_other(written)
    back = presenter.back_link(subject)
    act, form = BY_NAME[proposal.act], ApproveForm()
    if form.validate_on_submit() and try_with(
        form,
        lambda: _write(act, proposal, subject, form, actor),
        beside={FundingRefusal.CASH_SHORT: "despite_cash"},
    ):
        return done(_entry_url(fund, proposal, slug) or back.url, str(act.done))
    return show_form(
        "grants/funding/approve.html",
        form,
        act=act,
        back=back,
        summary=[*presenter.act_summary(subject), *presenter.proposal_rows(proposal, subject)],
        prepared_by=get_person(proposal.by).chosen_name,
        made_at=proposal.made_at,
        is_own=proposal.by == actor.actor_id,
    )


def _proposal(fund: Fund, token: str) -> Proposal:
    """What the address holds about this fund. Raises NotFound."""
    lasts = timedelta(seconds=current_app.config["APPROVAL_SECONDS"])
    found = find_proposal(token, lasts=lasts)
    if found is None or found.fund_ref != fund.ref:
        raise NotFound(FundingRefusal.NO_SUCH_PROPOSAL)
    return found


def _write(act: Act, proposal: Proposal, subject: Subject, form: ApproveForm, approver: Actor) -> None:
    more = DESPITE_CASH if form.despite_cash.data and act.asks_for_cash else {}
    said = proposal.unpacked(subject)
    maker, reference = get_person(proposal.by), proposal.reference
    write_once(
        subject.of_fund,
        reference,
        lambda: act.verb(**said, **more, actor=maker, approver=approver, act=reference),
    )


def _entry_url(fund: Fund, proposal: Proposal, slug: str) -> str | None:
    """The first entry that was written when this was approved; None before."""
    found = queries.find_fact_of_act(fund, proposal.reference)
    return presenter.entry_url(found, slug) if found is not None else None
