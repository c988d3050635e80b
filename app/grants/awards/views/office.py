"""The office's side: offer what was decided, the list of grants, one grant, its report."""

from __future__ import annotations

from flask import current_app, flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.accounts.queries import list_people_names
from app.casework.presenter import case_frame, history
from app.casework.queries import list_events, region_name
from app.grants.awards import presenter, queries, rules, services
from app.grants.awards.agreement import read_agreement
from app.grants.awards.labels import HAPPENED
from app.grants.awards.models import GrantAward
from app.grants.awards.process_words import Action
from app.grants.awards.views.base import bp, open_body, open_case, open_step
from app.grants.calls.queries import get_call
from app.kernel.errors import DomainError
from app.kernel.money import Money
from app.kernel.permissions import Permission
from app.web.access import requires
from app.web.actor import current_actor
from app.web.extension_points import Link, link_to
from app.web.form_views import Answer, done, not_done, see_other, show_form, try_with
from app.web.forms import Form
from app.web.languages import current_language
from app.web.list_page import Act, ListState, SelectionForm, fetch, read_selection
from app.web.papers import pdf_response

OFFER_LIST = "/n/<slug>/calls/<ref>/offers/"
LIST = "/n/<slug>/awards/"
CASE = "/n/<slug>/awards/<ref>/"


def _acts() -> tuple[Act, ...]:
    return (Act("offer", _("Offer these grants")),)


@bp.route(OFFER_LIST, methods=["GET", "POST"])
@requires(Permission.SCREEN_GRANTS)
def offers(slug: str, ref: str) -> str | Response:
    """The grants of a call that are decided and not offered yet."""
    body = open_body(slug, Permission.SCREEN_GRANTS)
    call = get_call(ref, body.id)
    here = url_for("grants_awards.offers", slug=slug, ref=ref)
    if request.method == "POST":
        try:
            selection = read_selection(_acts())
        except DomainError as refused:
            return not_done(here, refused)
        left = services.offer_selected(selection.refs, call, actor=current_actor())
        _tell_offered(len(selection.refs) - len(left), len(left))
        return see_other(here)
    rows = presenter.offer_rows(current_actor(), call, slug, current_language())
    return render_template(
        "grants/awards/offers.html",
        call=call,
        rows=rows,
        total=Money(sum(one.amount.minor for one in rows), call.currency),
        form=SelectionForm(),
        acts=_acts(),
        back=url_for("grants_applications.applications", slug=slug, ref=ref),
    )


def _tell_offered(number: int, left: int) -> None:
    if number:
        flash(ngettext("%(num)s grant is offered.", "%(num)s grants are offered.", number), "success")
    if left:
        words = ngettext("%(num)s grant was not offered.", "%(num)s grants were not offered.", left)
        flash(words, "error")


def _state(slug: str, body_id: int) -> ListState:
    return ListState(presenter.list_of(current_actor(), body_id), "grants_awards.awards", slug=slug)


@bp.get(LIST)
@requires(Permission.READ_GRANTS)
def awards(slug: str) -> str:
    """The grants of a network, and what can be done with many of them at once."""
    body = open_body(slug, Permission.READ_GRANTS)
    actor, state = current_actor(), _state(slug, body.id)
    chosen = presenter.chosen_tab(request.args.get("status", ""))
    page = fetch(queries.list_statement(actor, body.id, chosen), state, size=current_app.config["PAGE_SIZE"])
    return render_template(
        "grants/awards/list.html",
        state=state,
        rows=presenter.award_rows(page.rows, current_language()),
        pages=state.pages(page),
        tabs=presenter.list_tabs(state, queries.count_stages(actor, body.id), chosen),
        form=SelectionForm(),
        acts=state.declared.acts,
        act_url=url_for("grants_awards.act_on_selection", slug=slug) + state.query,
        case_base=url_for("grants_awards.work", slug=slug, ref="REF"),
    )


@bp.post("/n/<slug>/accept-reports")
@requires(Permission.SCREEN_GRANTS)
def act_on_selection(slug: str) -> Response:
    """Accept the reports that were ticked. Each is judged by itself."""
    body = open_body(slug, Permission.SCREEN_GRANTS)
    state = _state(slug, body.id)
    back = state.url(sort=state.sort_name)
    try:
        selection = read_selection(state.declared.acts)
    except DomainError as refused:
        return not_done(back, refused)
    left = services.accept_selected(selection.refs, body.id, actor=current_actor())
    number = len(selection.refs) - len(left)
    if number:
        flash(ngettext("%(num)s report was accepted.", "%(num)s reports were accepted.", number), "success")
    if left:
        words = ngettext(
            "%(num)s grant was not changed: open it to see why.",
            "%(num)s grants were not changed: open one to see why.",
            len(left),
        )
        flash(words, "error")
    return see_other(back)


@bp.get(CASE)
@requires(Permission.READ_GRANTS)
def work(slug: str, ref: str) -> str:
    """One grant: its agreement, what was sent and arrived, the report, what can be done."""
    award = open_case(slug, ref)
    variation, events = rules.open_variation(award), list_events(award)
    known = presenter.known_line(award)
    names = list_people_names({one.actor_id for one in events if one.actor_id is not None})
    return render_template(
        "grants/awards/work.html",
        frame=case_frame(
            award,
            events,
            current_actor(),
            back=(url_for("grants_awards.awards", slug=slug), _("Grants")),
            sections=[("agreement", _("Agreement")), ("history", _("History"))],
        ),
        award=award,
        call=award.application.call,
        region=region_name(award.region_id, current_language()),
        application_url=url_for("grants_applications.work", slug=slug, ref=award.application.ref),
        parts=presenter.tranche_lines(award, current_language()),
        route=presenter.route_of(award),
        known=known,
        check_words=presenter.words_of_check(known, current_language()) if known is not None else "",
        checks_url=presenter.checks_url(award, slug),
        usable_at=award.details_usable_at if rules.waits_for_details(award) else None,
        paragraphs=read_agreement(rules.agreement_now(award)[0]),
        variation=variation,
        change_title=presenter.variation_title(variation) if variation is not None else "",
        change_stage=presenter.variation_stage(variation) if variation is not None else "",
        change=presenter.variation_facts(variation, current_language()) if variation is not None else [],
        amendments=presenter.amendment_lines(award, current_language()),
        agreement_url=url_for("grants_awards.work_agreement", slug=slug, ref=ref),
        happened=HAPPENED[award.happened] if award.happened is not None else "",
        left=_money(award, award.left_minor),
        spent=_money(award, award.spent_minor),
        expenses_url="" if rules.is_fixed(award) else link_to(Link.EXPENSES_OF_GRANT, slug=slug, ref=ref),
        lines=history(award, events, names=names, for_organisation=False),
    )


@bp.get(f"{CASE}agreement.pdf")
@requires(Permission.READ_GRANTS)
def work_agreement(slug: str, ref: str) -> Response:
    """The agreement to keep."""
    award = open_case(slug, ref)
    return pdf_response(presenter.agreement_paper(award), f"agreement-{award.ref}")


def _money(award: GrantAward, minor: int | None) -> Money | None:
    return Money(minor, award.currency) if minor is not None else None


@bp.route(f"{CASE}accept-report", methods=["GET", "POST"])
@requires(Permission.SCREEN_GRANTS)
def accept_report(slug: str, ref: str) -> Answer:
    """Accept the report. Actual costs are checked one by one on a page of their own."""
    award = open_step(slug, ref, Action.ACCEPT_REPORT)
    if not rules.is_fixed(award):
        return see_other(link_to(Link.CHECK_EXPENSES, slug=slug, ref=ref))
    form, back = Form(), url_for("grants_awards.work", slug=slug, ref=ref)
    if form.validate_on_submit() and try_with(
        form,
        lambda: services.accept_report(award, actor=current_actor(), expected_version=form.expected_version),
    ):
        return done(back, _("The report is accepted, and the grant is closed."))
    return show_form("grants/awards/accept_report.html", form, version=award.version, award=award, back=back)
