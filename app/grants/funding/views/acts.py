"""The pages on which money is entered: one view for each kind of thing that an act is about."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from app.grants.funding import presenter, queries
from app.grants.funding.forms import ActForm, Subject
from app.grants.funding.models import Fact, Fund, SavedReport
from app.grants.funding.rules import can_keep_funds
from app.grants.funding.views.act import Act
from app.grants.funding.views.act_table import BY_NAME
from app.grants.funding.views.approvals import prepare
from app.grants.funding.views.base import FUND, FUNDS, bp, open_body, open_fund
from app.kernel.errors import DomainError, KernelRefusal, NotFound
from app.kernel.permissions import Permission
from app.web.access import requires
from app.web.actor import current_actor
from app.web.form_views import Answer, done, see_other, show_form, try_with


@bp.route(f"{FUNDS}new/<name>", methods=["GET", "POST"])
@requires(Permission.MANAGE_FUNDS)
def act_on_network(slug: str, name: str) -> Answer:
    """Something new in a network's books: a donor, an account, a rate."""
    return _answer(Subject(open_body(slug)), name)


@bp.route(f"{FUND}do/<name>", methods=["GET", "POST"])
@requires(Permission.MANAGE_FUNDS)
def act_on_fund(slug: str, ref: str, name: str) -> Answer:
    """An act on one fund."""
    fund = open_fund(slug, ref)
    return _answer(Subject(open_body(slug), fund), name)


@bp.route(f"{FUND}entries/<int:number>/<name>", methods=["GET", "POST"])
@requires(Permission.MANAGE_FUNDS)
def act_on_entry(slug: str, ref: str, number: int, name: str) -> Answer:
    """An act on one entry: what comes back of a payment, what is accepted on it."""
    fund = open_fund(slug, ref)
    return _answer(Subject(open_body(slug), fund, queries.get_fact(fund, number)), name)


def _answer(subject: Subject, name: str) -> Answer:
    act, actor = BY_NAME.get(name), current_actor()
    if act is None or not can_keep_funds(actor, subject.body.id):
        raise NotFound
    if not act.fits(subject, actor):
        raise DomainError(KernelRefusal.NOT_IN_THIS_STATE)
    form = act.form()
    form.offer(subject)
    if form.grows():
        return _page(act, form, subject)[0]
    before, made = _written(subject), []
    is_right = form.is_right_for(subject)
    if is_right and act.takes_second(form):
        address = prepare(act, form, subject, actor)
        return see_other(address) if address is not None else _page(act, form, subject)
    if is_right and try_with(form, lambda: made.append(act.do(form, subject, actor)), beside=form.beside()):
        return done(_next_page(act, subject, made[0], before), str(act.done))
    if request.method == "GET":
        form.prefill(request.args)
    return _page(act, form, subject)


def _page(act: Act, form: ActForm, subject: Subject) -> tuple[str, int]:
    return show_form(
        "grants/funding/act.html",
        form,
        act=act,
        back=presenter.back_link(subject),
        summary=presenter.act_summary(subject),
        figures=act.figures(subject),
        file_link=presenter.file_link(act.name, subject),
    )


def _written(subject: Subject) -> int:
    """How many entries the fund has."""
    return subject.fund.facts_written if subject.fund is not None else 0


def _next_page(act: Act, subject: Subject, made: Any, before: int) -> str:
    """Where somebody goes after an act: to the entry that it made or wrote last, to the fund that it began,
    else to where they came from."""
    if isinstance(made, Fact):
        return presenter.entry_url(made, subject.body.slug)
    if isinstance(made, SavedReport):
        return presenter.saved_report_url(made, subject.body.slug)
    slug, fund = subject.body.slug, made if isinstance(made, Fund) else subject.fund
    if fund is None or fund.facts_written == before:
        return presenter.back_link(Subject(subject.body, fund)).url
    if act.is_final:
        return url_for("grants_funding.report", slug=slug, ref=fund.ref)
    return url_for("grants_funding.entry", slug=slug, ref=fund.ref, number=fund.facts_written)
