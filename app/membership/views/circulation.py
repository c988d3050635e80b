"""What members are asked: the circulation view, and their word."""

from __future__ import annotations

from flask import current_app, render_template, url_for
from flask_babel import gettext as _

from app.casework.models import deadline_of
from app.casework.queries import asked_of, list_members_to_answer_for, region_name
from app.kernel.errors import NotFound
from app.membership import queries, rules, services
from app.membership.enums import PlaceShown, Stance
from app.membership.forms.working import CommentForm
from app.membership.models import Application
from app.membership.views.base import bp, open_body
from app.web.access import signed_in
from app.web.actor import current_actor
from app.web.context import show_body
from app.web.form_views import Answer, done, show_form, try_with, writes
from app.web.languages import current_language
from app.web.list_page import ListPage, ListState, fetch

CIRCULATING = ListPage(sorts={"due": queries.SORTS["due"]}, default_sort="due", columns=(), search=False)


@bp.get("/n/<slug>/circulation/")
@signed_in
def circulating(slug: str) -> str:
    """The applications on which this member may say a word."""
    body = open_body(slug)
    actor_id = current_actor().actor_id
    state = ListState(CIRCULATING, "membership.circulating", slug=slug)
    statement = queries.circulating_statement(actor_id, body.id)
    page = fetch(statement, state, size=current_app.config["PAGE_SIZE"])
    return render_template(
        "membership/circulating.html",
        found=[(row, deadline_of(row.sort_due)) for row in page.rows],
        said=queries.list_own_comments(actor_id, [row.id for row in page.rows]),
        pages=state.pages(page),
    )


@bp.route("/n/<slug>/circulation/<ref>", methods=["GET", "POST"])
@signed_in
def circulated(slug: str, ref: str) -> Answer:
    """Two lines about an applicant, and the member's word."""
    application = queries.get_application(ref, known=asked_of(current_actor()), lock=writes())
    actor = current_actor()
    organisation_id = _speaking_for(application, slug)
    show_body(application.body)
    before = queries.find_comment(application.id, organisation_id)
    form = CommentForm(
        data={"stance": before.stance.value, "criterion": before.criterion, "text": before.text}
        if before
        else None
    )
    form.offer(application.policy)
    if form.validate_on_submit():

        def say() -> None:
            services.comment(
                application,
                organisation_id=organisation_id,
                stance=Stance(form.stance.data),
                criterion=form.criterion.data or None,
                text=(form.text.data or "").strip(),
                language=current_language(),
                actor=actor,
            )

        if try_with(form, say):
            words = _("Thank you. Your comment is saved. The committee reads it before it decides.")
            return done(url_for("membership.circulating", slug=slug), words)
    return show_form("membership/circulated.html", form, application=application, place=_place(application))


def _speaking_for(application: Application, slug: str) -> int:
    """The member for which the reader may speak on this application. Raises NotFound."""
    actor = current_actor()
    mine = list_members_to_answer_for(application, actor.actor_id)
    if not mine or application.body.slug != slug or rules.may_comment(actor, application) is not None:
        raise NotFound
    return mine[0]


def _place(application: Application) -> dict[str, str | None]:
    """Country or region, as the applicant chose."""
    if application.circulated_place is PlaceShown.COUNTRY:
        return {"country": application.country, "region": None}
    return {"country": None, "region": region_name(application.region_id, current_language())}
