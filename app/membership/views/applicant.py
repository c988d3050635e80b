"""The applicant's side: the task list, the questions, sending, following, answering, withdrawing."""

from __future__ import annotations

from flask import render_template, url_for
from flask_babel import gettext as _

from app.casework.forms import ConfirmForm
from app.casework.presenter import history, own_steps, progress_for_organisation
from app.casework.process import steps_open_to
from app.casework.queries import list_events
from app.casework.rules import organisation_waits
from app.documents.views import limited_uploads
from app.kernel.errors import NotFound
from app.membership import labels, presenter, rules, services
from app.membership.enums import Listing, MembershipRefusal, PlaceShown
from app.membership.forms.applying import CirculationForm, ReplyForm
from app.membership.models import Application
from app.membership.process_words import Action
from app.membership.views.base import bp, open_own
from app.questionnaires.presenter import check_answers, read_only, section_page, task_list
from app.questionnaires.views import save_page
from app.web.access import signed_in
from app.web.actor import current_actor
from app.web.errors import words_of
from app.web.form_views import Answer, done, see_other, show_form, try_with
from app.web.languages import current_language


def _section_url(ref: str, code: str) -> str:
    return url_for("membership.section", ref=ref, code=code)


@bp.get("/apply/<ref>/")
@signed_in
def own(ref: str) -> str:
    """What is done and what is to do; once sent, where it stands."""
    application = open_own(ref)
    actor = current_actor()
    events = list_events(application)
    status_kind, status_label = application.process.sign_for_organisation(application.status)
    return render_template(
        "membership/own.html",
        application=application,
        steps=own_steps(progress_for_organisation(application)),
        timeline=history(application, events, names={}, for_organisation=True),
        actions={one.action for one in steps_open_to(actor, application)},
        asked_now=application.open_request if application.waits_for(Action.ANSWER) else None,
        is_member=presenter.made_a_member(application),
        tasks=_tasks(application) if rules.may_write(actor, application) else None,
        decided=presenter.criterion_rows(application, current_language()) if application.decision else [],
        reply_by=min((one.reply_until for one in rules.notices_to_answer(application)), default=None),
        nothing_to_do=application.is_open and not organisation_waits(application),
        status_label=status_label,
        status_kind=status_kind,
        labels=labels,
    )


def _tasks(application: Application) -> list[dict[str, object]]:
    tasks = task_list(
        application.response,
        current_language(),
        link=lambda code: _section_url(application.ref, code),
    ).items
    if not rules.is_draft(application):
        again = {"tag_kind": "wait", "tag_label": _("Open again")}
        return [{**task, **again} if task["url"] else task for task in tasks]
    if application.policy.member_comment:
        settled = application.circulation_settled
        tasks = [
            *tasks,
            {
                "label": _("Who can know that you are applying"),
                "url": url_for("membership.circulation_view", ref=application.ref),
                "tag_kind": "go" if settled else "",
                "tag_label": _("Done") if settled else _("Not started"),
            },
        ]
    return list(tasks)


@bp.route("/apply/<ref>/section/<code>", methods=["GET", "POST"])
@signed_in
@limited_uploads
def section(ref: str, code: str) -> Answer:
    """One page of questions. Saved as it is sent; nothing has to be complete."""
    application = _open_writable(ref)
    page = section_page(application.response, code, current_language())
    saved = save_page(page, actor=current_actor())
    if saved is not None:
        back = url_for("membership.own", ref=ref)
        return see_other(_section_url(ref, saved.next) + saved.anchor if saved.next else back)
    return (
        render_template("membership/section.html", page=page, form=page.form, application=application),
        page.status,
    )


def _open_writable(ref: str) -> Application:
    application = open_own(ref)
    if not rules.may_write(current_actor(), application):
        raise NotFound
    return application


@bp.route("/apply/<ref>/circulation", methods=["GET", "POST"])
@signed_in
def circulation_view(ref: str) -> Answer:
    """What members may see, whom not to ask, how to be listed."""
    application = _open_writable(ref)
    form = CirculationForm(data=_circulation_data(application))
    if rules.may_choose_listing(current_actor(), application) is not None:
        del form.listing
    if form.validate_on_submit():

        def settle() -> None:
            services.settle_circulation(
                application,
                actor=current_actor(),
                may_circulate=form.may_circulate.data == "yes",
                lines=(form.lines.data or "").strip(),
                place=PlaceShown(form.place.data),
                exclusions=(form.exclusions.data or "").strip(),
                listing=Listing(form.listing.data) if form.listing else application.listing,
                language=current_language(),
            )

        if try_with(form, settle):
            return see_other(url_for("membership.own", ref=ref))
    only_lead = words_of(MembershipRefusal.ONLY_THE_LEAD)
    return show_form("membership/circulation_view.html", form, application=application, only_lead=only_lead)


def _circulation_data(application: Application) -> dict[str, str | None]:
    if not application.circulation_settled:
        return {}
    return {
        "may_circulate": "yes" if application.may_circulate else "no",
        "lines": application.circulated_lines,
        "place": application.circulated_place.value,
        "exclusions": application.wished_exclusions,
        "listing": application.listing.value,
    }


@bp.route("/apply/<ref>/check", methods=["GET", "POST"])
@signed_in
def check(ref: str) -> Answer:
    """Read everything once more, then send it."""
    application = _open_writable(ref)
    checked = check_answers(
        application.response, current_language(), link=lambda code: _section_url(ref, code)
    )
    form = ConfirmForm()
    open_question = rules.wants_circulation_settled(application)
    unsettled = words_of(MembershipRefusal.CIRCULATION_NOT_SETTLED) if open_question else ""
    if form.validate_on_submit() and checked.complete:
        send = services.submit_application if rules.is_draft(application) else services.answer_request
        if try_with(form, lambda: send(application, actor=current_actor())):
            return done(url_for("membership.own", ref=ref), _("Sent. Thank you."))
    return show_form(
        "membership/check.html",
        form,
        application=application,
        checked=checked,
        unsettled=unsettled,
        submit=_("Send the application") if rules.is_draft(application) else _("Send the answers"),
    )


@bp.get("/apply/<ref>/answers")
@signed_in
def answers(ref: str) -> str:
    """What was sent, to read."""
    application = open_own(ref)
    return render_template(
        "membership/answers.html",
        application=application,
        sections=read_only(application.response, current_language()),
    )


@bp.route("/apply/<ref>/objections", methods=["GET", "POST"])
@signed_in
def reply(ref: str) -> Answer:
    """What is held against the application, and the applicant's word on it."""
    application = open_own(ref)
    if not application.objection_notices:
        raise NotFound
    form = ReplyForm()
    if form.validate_on_submit():
        notice = form.chosen(application.objection_notices)
        services.reply_to_objections(application, notice, actor=current_actor(), reply=form.reply.data)
        return done(url_for("membership.own", ref=ref), _("Your reply was sent to the committee."))
    open_now = rules.notices_to_answer(application)
    speaks = rules.acts_for_applicant(current_actor(), application) is None
    answering = open_now[0] if open_now and speaks else None
    form.offer(application.objection_notices, answering)
    return show_form(
        "membership/reply.html",
        form,
        application=application,
        answering=answering,
        open_now=open_now,
        over=words_of(MembershipRefusal.REPLY_PERIOD_OVER),
    )
