"""The office's side of one application: who is asked, what reviewers say together, what the group will
read."""

from __future__ import annotations

from typing import Any

from flask import current_app, render_template, request, url_for
from flask_babel import gettext as _

from app.accounts.queries import list_people_names
from app.casework import opening
from app.casework.forms import ConfirmForm
from app.casework.presenter import case_frame, history
from app.casework.queries import list_events
from app.grants.applications.models import GrantApplication
from app.grants.reviews import presenter, queries, rules, services
from app.grants.reviews.enums import ReviewRefusal
from app.grants.reviews.forms import AskForm, CommentsForm, WhyForm
from app.grants.reviews.models import ApplicationReview, Review
from app.grants.reviews.process_words import Action
from app.grants.reviews.scoring import is_wide
from app.grants.reviews.views.base import bp, open_application, open_case
from app.kernel.errors import DomainError, NotFound, require
from app.kernel.permissions import Permission
from app.web.access import requires
from app.web.actor import current_actor
from app.web.form_views import Answer, done, show_form, try_with
from app.web.languages import current_language

CASE = "/n/<slug>/application-reviews/<ref>/"


@bp.get(CASE)
@requires(Permission.SCREEN_GRANTS)
def work(slug: str, ref: str) -> str:
    """The review of one application."""
    case = open_case(slug, ref)
    actor, language = current_actor(), current_language()
    events = list_events(case)
    names = list_people_names({one.actor_id for one in events if one.actor_id is not None})
    shows = rules.may_read_scores(actor, case)
    summary, criteria = presenter.criteria_rows(case, language) if shows else (None, [])
    threshold: float = current_app.config["REVIEW_SPREAD_FLAGGED"]
    return render_template(
        "grants/reviews/work.html",
        frame=case_frame(
            case,
            events,
            current_actor(),
            back=(url_for("grants_reviews.ranking", slug=slug, ref=case.call.ref), _("Ranking")),
            sections=[("scores", _("Scores")), ("comments", _("Comments")), ("history", _("History"))],
            note=case.application.ref,
        ),
        case=case,
        call=case.call,
        concerns=presenter.concerns_of(case),
        reviewers=presenter.reviewer_rows(case),
        lacking=rules.lacks_reviewers(case) if rules.is_lacking_shown(case) else 0,
        can_ask=rules.may_ask(actor, case) is None,
        shows=shows,
        summary=summary,
        mean=presenter.number_words(summary.mean) if summary is not None else "",
        spread=presenter.number_words(summary.spread) if summary is not None else "",
        is_wide=summary is not None and is_wide(summary.spread, threshold),
        criteria=criteria,
        comments=presenter.comments_of(case, language) if shows else [],
        can_reopen=shows and rules.may_steer(actor, case) is None,
        application_url=url_for("grants_applications.work", slug=slug, ref=case.application.ref),
        ask_url=url_for("grants_reviews.ask", slug=slug, ref=case.application.ref),
        lines=history(case, events, names=names, for_organisation=False),
    )


def _url(slug: str, case: ApplicationReview) -> str:
    return url_for("grants_reviews.work", slug=slug, ref=case.ref)


@bp.route("/n/<slug>/grant-applications/<ref>/reviewers", methods=["GET", "POST"])
@requires(Permission.SCREEN_GRANTS)
def ask(slug: str, ref: str) -> Answer:
    """Ask one or several people to review an application."""
    application = open_application(slug, ref)
    case = queries.find_review_of(application)
    refused = _refusal(application, case)
    people, why, load = services.who_could(application, case)
    can, cannot = presenter.who_could(people, why, load)
    form = AskForm()
    form.offer(can)
    if form.validate_on_submit():
        chosen = [one for one in people if one.ref in form.people.data]
        made: list[ApplicationReview] = []

        def act() -> None:
            made.append(services.ask_reviewers(application, chosen, actor=current_actor()))

        if try_with(form, act, "people"):
            return done(_url(slug, made[0]), _("They have been asked and get an e-mail."))
    elif not form.is_submitted():
        require(refused)
    return show_form(
        "grants/reviews/ask.html",
        form,
        application=application,
        cannot=cannot,
        has_people=bool(can),
        back=_back(slug, application, case),
    )


def _refusal(application: GrantApplication, case: ApplicationReview | None) -> Any:
    if case is not None:
        return rules.may_ask(current_actor(), case)
    return rules.refusal_of_call(application.call)


def _back(slug: str, application: GrantApplication, case: ApplicationReview | None) -> str:
    if case is not None:
        return _url(slug, case)
    return url_for("grants_reviews.ranking", slug=slug, ref=application.call.ref)


def _open_step(slug: str, ref: str, action: Action) -> ApplicationReview:
    case: ApplicationReview = opening.open_step(queries.get_review_case, slug, ref, action)
    return case


def _one(case: ApplicationReview, named: Any) -> Review:
    found = next((one for one in case.reviews if named(one)), None)
    if found is None:
        raise NotFound
    return found


@bp.route(f"{CASE}people/<person>/set-aside", methods=["GET", "POST"])
@requires(Permission.SCREEN_GRANTS)
def set_aside(slug: str, ref: str, person: str) -> Answer:
    """Wait for somebody's review no longer."""
    case = _open_step(slug, ref, Action.SET_ASIDE)
    review = _one(case, lambda one: one.person.ref == person)
    form = WhyForm()
    if form.validate_on_submit() and try_with(
        form,
        lambda: services.set_review_aside(
            case,
            review,
            reason=form.reason.data,
            actor=current_actor(),
            expected_version=form.expected_version,
        ),
        "reason",
    ):
        return done(_url(slug, case), _("The review is set aside."))
    name = review.person.display_name
    if rules.is_in_conflict(review):
        lead = _(
            "%(name)s now has a conflict of interest, so this review does not count. Another "
            "review is needed.",
            name=name,
        )
    else:
        lead = _("%(name)s is no longer asked to review this application.", name=name)
    return _step(form, slug, case, title=_("Set the review aside"), lead=lead)


@bp.route(f"{CASE}reviews/<review>/reopen", methods=["GET", "POST"])
@requires(Permission.SCREEN_GRANTS)
def reopen(slug: str, ref: str, review: str) -> Answer:
    """Let whoever wrote a review change it."""
    case = _open_step(slug, ref, Action.REOPEN)
    chosen = _one(case, lambda one: one.ref == review)
    form = WhyForm()
    if form.validate_on_submit() and try_with(
        form,
        lambda: services.reopen_review(
            case,
            chosen,
            reason=form.reason.data,
            actor=current_actor(),
            expected_version=form.expected_version,
        ),
        "reason",
    ):
        return done(_url(slug, case), _("The review is open again."))
    lead = _("Whoever wrote it is told, and reads your reason. Until it is sent again, no scores are shown.")
    return _step(form, slug, case, title=_("Open the review again"), lead=lead)


def _step(form: WhyForm, slug: str, case: ApplicationReview, *, title: str, lead: str) -> Answer:
    back = {"url": _url(slug, case), "label": case.title}
    step = {"title": title, "submit": title, "lead": lead}
    return show_form("step.html", form, version=case.version, step=step, back=back, dense=True)


@bp.route(f"{CASE}concerns", methods=["GET", "POST"])
@requires(Permission.SCREEN_GRANTS)
def concerns(slug: str, ref: str) -> Answer:
    """Read the concerns, and mark those as read that are shown."""
    case = _open_step(slug, ref, Action.LOOK_AT_FLAGS)
    words, form = case.process.words[Action.LOOK_AT_FLAGS], ConfirmForm()
    if form.validate_on_submit() and try_with(
        form,
        lambda: services.look_at_flags(case, seen=request.form.get("seen", ""), actor=current_actor()),
    ):
        return done(_url(slug, case), str(words.event))
    return show_form(
        "grants/reviews/concerns.html",
        form,
        concerns=presenter.unread_concerns(case),
        seen=rules.flag_stamp(case),
        words=words,
        back={"url": _url(slug, case), "label": case.title},
    )


@bp.route(f"{CASE}comments", methods=["GET", "POST"])
@requires(Permission.SCREEN_GRANTS)
def comments(slug: str, ref: str) -> Answer:
    """Write what of the comments the group reads."""
    case = _open_step(slug, ref, Action.EDIT_COMMENTS)
    if not rules.may_read_scores(current_actor(), case):
        raise DomainError(ReviewRefusal.OWN_FIRST)
    form = CommentsForm()
    if not form.is_submitted():
        form.text.data = case.application.told_comments or ""
    if form.validate_on_submit() and try_with(
        form,
        lambda: services.edit_comments(
            case, form.text.data or "", actor=current_actor(), expected_version=form.expected_version
        ),
        "text",
    ):
        return done(_url(slug, case), _("Saved. The group reads it with the decision."))
    return show_form(
        "grants/reviews/comments.html",
        form,
        version=case.version,
        case=case,
        language=case.application.language,
        comments=presenter.comments_of(case, current_language()),
        back=_url(slug, case),
    )
