"""The list of checks, those of one group, one check, and the form to fill it in."""

from __future__ import annotations

from flask import current_app, render_template, request, url_for
from flask_babel import gettext as _

from app.accounts.queries import list_people_names
from app.casework.presenter import case_frame, history
from app.casework.queries import list_events
from app.grants.diligence import presenter, queries, rules, services
from app.grants.diligence.enums import Shown, Tier
from app.grants.diligence.forms import StartForm, points_form
from app.grants.diligence.labels import TIERS
from app.grants.diligence.process_words import Action
from app.grants.diligence.views.base import bp, open_body, open_check, open_group, open_step
from app.kernel.clock import today
from app.kernel.permissions import Permission
from app.web.access import requires
from app.web.actor import current_actor
from app.web.form_views import Answer, done, show_form, try_with
from app.web.languages import current_language
from app.web.list_page import ListState, fetch

LIST = "/n/<slug>/checks/"
GROUP = f"{LIST}groups/<ref>"
CASE = f"{LIST}<ref>/"


@bp.get(LIST)
@requires(Permission.SCREEN_GRANTS)
def checks(slug: str) -> str:
    """Which groups have to be checked, and the checks there are."""
    body = open_body(slug)
    actor, language, day = current_actor(), current_language(), today()
    chosen = presenter.chosen_tab(request.args.get("show", ""))
    state = ListState(presenter.list_of(), "grants_diligence.checks", slug=slug)
    needs = presenter.need_rows(actor, body, language)
    counts = {**queries.count_shown(actor, body.id, day), Shown.NEEDED: len(needs)}
    page = fetch(
        queries.list_statement(actor, body.id, chosen, day), state, size=current_app.config["PAGE_SIZE"]
    )
    return render_template(
        "grants/diligence/list.html",
        state=state,
        needs=needs,
        shows_needs=chosen is Shown.NEEDED,
        rows=presenter.check_rows(page.rows, language),
        pages=state.pages(page),
        tabs=presenter.list_tabs(state, counts, chosen),
        case_base=url_for("grants_diligence.work", slug=slug, ref="REF"),
    )


@bp.route(GROUP, methods=["GET", "POST"])
@requires(Permission.SCREEN_GRANTS)
def group(slug: str, ref: str) -> Answer:
    """The checks of one group, and the start of a further one."""
    body, organisation, name = open_group(slug, ref)
    actor, form, made = current_actor(), StartForm(), []
    if not form.is_submitted():
        form.tier.data = _tier_asked()
    if form.validate_on_submit() and try_with(
        form,
        lambda: made.append(services.start_check(body, organisation, form.chosen, actor=actor)),
        "tier",
    ):
        return done(
            url_for("grants_diligence.answers", slug=slug, ref=made[0].ref),
            _("The check is started. Fill in what you know."),
        )
    running = queries.find_running(body.id, organisation.id)
    rows = queries.list_checks_of(actor, body.id, organisation.id)
    return show_form(
        "grants/diligence/group.html",
        form,
        name=name,
        rows=presenter.check_rows(rows, current_language()),
        running_url=url_for("grants_diligence.work", slug=slug, ref=running) if running else "",
        case_base=url_for("grants_diligence.work", slug=slug, ref="REF"),
        back=url_for("grants_diligence.checks", slug=slug),
    )


def _tier_asked() -> str:
    """The tier that the address names: the one that a grant needs."""
    wanted = request.args.get("tier", "")
    return wanted if wanted in (Tier.STANDARD, Tier.FULL) else Tier.STANDARD


@bp.get(CASE)
@requires(Permission.SCREEN_GRANTS)
def work(slug: str, ref: str) -> str:
    """One check: what was found, and what can be done."""
    check = open_check(slug, ref)
    events = list_events(check)
    people = {one.actor_id for one in events} | {one.answered_by_id for one in check.points}
    names = list_people_names({one for one in people if one is not None})
    return render_template(
        "grants/diligence/work.html",
        frame=case_frame(
            check,
            events,
            current_actor(),
            back=(url_for("grants_diligence.checks", slug=slug), _("Checks of groups")),
            sections=[("points", _("What was found")), ("history", _("History"))],
        ),
        check=check,
        tier=TIERS[check.tier],
        until=check.valid_until if rules.is_passed(check) else None,
        is_over=rules.is_passed(check) and not rules.counts_on(check, today()),
        points=presenter.point_rows(check, names, current_language()),
        group_url=url_for("grants_diligence.group", slug=slug, ref=check.organisation.ref),
        waits_for_second=rules.waits_for_second(current_actor(), check),
        lines=history(check, events, names=names, for_organisation=False),
    )


@bp.route(f"{CASE}answers", methods=["GET", "POST"])
@requires(Permission.SCREEN_GRANTS)
def answers(slug: str, ref: str) -> Answer:
    """Fill in the points of a check; saved as far as they are, or sent to a second person."""
    check = open_step(slug, ref, Action.ANSWER)
    form, back = points_form(check, current_language()), url_for("grants_diligence.work", slug=slug, ref=ref)
    if not form.is_submitted():
        form.show(check.points)
    sends = request.form.get("do") == "send"
    if form.validate_on_submit() and (not sends or form.is_complete()):

        def save() -> None:
            actor = current_actor()
            services.answer_points(check, form.given(), actor=actor, expected_version=form.expected_version)
            if sends:
                services.send_check(check, actor=actor)

        if try_with(form, save):
            if sends:
                return done(back, _("The check is sent. A second person concludes it."))
            return done(back, _("Saved."))
    return show_form(
        "grants/diligence/answers.html", form, version=check.version, check=check, rows=form.rows(), back=back
    )
