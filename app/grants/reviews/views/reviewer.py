"""The reviewer's side: what they are asked, the declaration that comes first, the scores, a concern."""

from __future__ import annotations

from functools import partial

from flask import render_template, request, url_for
from flask_babel import gettext as _

from app.accounts.queries import get_person
from app.casework.enums import DeclaredTie
from app.casework.queries import region_name
from app.grants.calls.rubric import read_rubric
from app.grants.reviews import presenter, queries, rules, services
from app.grants.reviews.forms import YES, AnswerForm, FlagForm, ProfileForm, ScoreForm, score_form
from app.grants.reviews.models import ApplicationReview, Review
from app.grants.reviews.services import Profile
from app.grants.reviews.views.base import bp, open_own, open_reviews
from app.kernel.errors import NotFound
from app.kernel.permissions import Permission
from app.web.access import requires
from app.web.actor import current_actor
from app.web.extension_points import Link, link_to
from app.web.form_views import Answer, done, see_other, show_form, try_with
from app.web.languages import current_language

OWN = "/reviews/<ref>/"


@bp.get("/n/<slug>/reviews/")
@requires(Permission.REVIEW_GRANTS)
def reviews(slug: str) -> str:
    """What the reader is asked to review in this network."""
    body = open_reviews(slug)
    rows = presenter.own_rows(queries.list_own(current_actor(), body.id), current_language())
    return render_template("grants/reviews/reviews.html", rows=rows)


@bp.route("/n/<slug>/reviews/about-you", methods=["GET", "POST"])
@requires(Permission.REVIEW_GRANTS)
def profile(slug: str) -> Answer:
    """Say which languages one reads and how much one takes."""
    body = open_reviews(slug)
    me = get_person(current_actor().actor_id or 0)
    form, back = ProfileForm(), url_for("grants_reviews.reviews", slug=slug)
    if not form.is_submitted():
        said = services.profile_of(body.id, me)
        form.languages.data, form.most.data = list(said.languages), said.most
    if form.validate_on_submit():
        services.set_profile(body.id, me, Profile(form.languages.data, form.most.data))
        return done(back, _("Saved. The office sees it when it plans who reviews what."))
    title = _("What you can review")
    step = {"title": title, "submit": _("Save")}
    return show_form("step.html", form, step=step, back={"url": back, "label": _("Reviews")}, dense=True)


@bp.route(f"{OWN}answer", methods=["GET", "POST"])
@requires(Permission.REVIEW_GRANTS)
def answer(ref: str) -> Answer:
    """Declare a connection, seeing no more than the group's name and country, and say whether one reviews."""
    case, mine = open_own(ref)
    if not rules.is_open(mine):
        raise NotFound
    form = AnswerForm()
    if form.validate_on_submit() and try_with(
        form,
        lambda: services.answer_invitation(
            case,
            tie=form.chosen(),
            note=(form.note.data or "").strip(),
            takes=form.takes.data == YES,
            actor=current_actor(),
            expected_version=form.expected_version,
        ),
        "tie",
    ):
        if form.chosen() is not DeclaredTie.CONFLICT and form.takes.data == YES:
            return see_other(url_for("grants_reviews.own", ref=ref))
        return done(link_to(Link.DESK), _("Thank you for telling us. Somebody else is asked."))
    return show_form("grants/reviews/answer.html", form, version=mine.version, case=case, review=mine)


@bp.route(OWN, methods=["GET", "POST"])
@requires(Permission.REVIEW_GRANTS)
def own(ref: str) -> Answer:
    """Read the application and score it; afterwards, what one sent."""
    case, mine = open_own(ref)
    if rules.is_submitted(mine) and request.method != "POST":
        return _sent(case, mine)
    if not rules.is_submitted(mine) and not rules.may_read_application(current_actor(), case):
        return see_other(url_for("grants_reviews.answer", ref=ref))
    language = current_language()
    rubric = read_rubric(case.call.rubric)
    form = score_form(rubric, language)
    if not form.is_submitted():
        form.show(rules.judgements_of(mine))
    if form.validate_on_submit():
        answered = _save(case, form) if request.form.get("do") == "save" else _send(case, form, language)
        if answered is not None:
            return answered
    if rules.is_submitted(mine):
        return see_other(url_for("grants_reviews.own", ref=ref))
    return show_form(
        "grants/reviews/own.html",
        form,
        version=mine.version,
        case=case,
        call=case.call,
        review=mine,
        region=region_name(case.region_id, language),
        sections=presenter.answers_for_reviewer(case, language),
        criteria=presenter.rubric_rows(rubric, language),
        parts=form.parts(),
    )


def _save(case: ApplicationReview, form: ScoreForm) -> Answer | None:
    save = partial(services.save_review, case, form.given(), actor=current_actor())
    if try_with(form, lambda: save(expected_version=form.expected_version)):
        return done(url_for("grants_reviews.own", ref=case.ref), _("Saved. It is not sent yet."))
    return None


def _send(case: ApplicationReview, form: ScoreForm, language: str) -> Answer | None:
    send = partial(services.send_review, case, form.given(), language=language, actor=current_actor())
    if form.is_complete(language) and try_with(form, lambda: send(expected_version=form.expected_version)):
        return done(url_for("grants_reviews.own", ref=case.ref), _("Your review is sent. Thank you."))
    return None


def _sent(case: ApplicationReview, mine: Review) -> str:
    return render_template(
        "grants/reviews/sent.html",
        case=case,
        call=case.call,
        review=mine,
        scores=presenter.own_scores(mine, case, current_language()),
    )


@bp.route(f"{OWN}concern", methods=["GET", "POST"])
@requires(Permission.REVIEW_GRANTS)
def concern(ref: str) -> Answer:
    """Tell the office of something that cannot wait."""
    case, mine = open_own(ref)
    if not rules.may_read_application(current_actor(), case) or not rules.is_accepted(mine):
        raise NotFound
    form = FlagForm()
    here = url_for("grants_reviews.own", ref=ref)
    if form.validate_on_submit() and try_with(
        form, lambda: services.raise_flag(case, form.reason.data, actor=current_actor()), "reason"
    ):
        return done(here, _("The office reads it now. You can go on with your review."))
    title = _("Raise a concern")
    back = {"url": here, "label": case.title}
    return show_form(
        "step.html", form, step={"title": title, "submit": _("Send it to the office")}, back=back
    )
