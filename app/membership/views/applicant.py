"""The applicant's side: the task list, the questions, sending, following, answering, withdrawing."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.documents import access as documents
from app.documents.views import limited_uploads
from app.kernel import audit
from app.kernel.actor import Actor
from app.kernel.errors import DomainError, KernelRefusal, NotFound
from app.kernel.workflow import available_actions
from app.membership import labels, presenter, queries, rules, services
from app.membership.enums import Action, Listing, PlaceShown
from app.membership.forms.applying import CirculationForm, ReplyForm, WithdrawForm
from app.membership.forms.working import PlainForm
from app.membership.models import Application
from app.membership.services.applying import PURPOSE
from app.membership.views.base import Answer, bp, open_own, try_with
from app.questionnaires.presenter import check_answers, read_only, section_page, task_list
from app.questionnaires.views import save_page
from app.web.access import signed_in
from app.web.actor import current_actor
from app.web.languages import current_language


def _section_url(ref: str, code: str) -> str:
    return url_for("membership.section", ref=ref, code=code)


@bp.get("/apply/<ref>/")
@signed_in
def own(ref: str) -> str:
    """What is done and what is to do; once sent, where it stands."""
    application = open_own(ref)
    actor = current_actor()
    events = audit.list_events("application", application.id)
    return render_template(
        "membership/own.html",
        application=application,
        steps=presenter.progress(application, events),
        timeline=presenter.timeline(events, names={}, for_applicant=True),
        actions=available_actions(actor, application),
        tasks=_tasks(application) if rules.may_write(actor, application) else None,
        decided=presenter.criterion_rows(application, current_language()) if application.decision else [],
        status_label=labels.STATUS[application.status],
        status_kind=labels.STATUS_KIND[application.status],
        labels=labels,
    )


def _tasks(application: Application) -> list[dict[str, object]]:
    tasks = task_list(
        application.response,
        current_language(),
        link=lambda code: _section_url(application.ref, code),
    ).items
    if rules.is_draft(application) and application.policy.member_comment:
        settled = application.circulation_settled
        tasks = [
            *tasks,
            {
                "label": _("Who may know that you apply"),
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
        return redirect(_section_url(ref, saved.next) + saved.anchor if saved.next else back, 303)
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
            return redirect(url_for("membership.own", ref=ref), 303)
    page = render_template("membership/circulation_view.html", form=form, application=application)
    return page, form.answer_status


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
    form = PlainForm()
    unsettled = rules.wants_circulation_settled(application)
    if form.validate_on_submit() and checked.complete:
        send = services.submit_application if rules.is_draft(application) else services.answer_request
        if try_with(form, lambda: send(application, actor=current_actor())):
            flash(_("Sent. Thank you."), "success")
            return redirect(url_for("membership.own", ref=ref), 303)
    return (
        render_template(
            "membership/check.html", application=application, checked=checked, form=form, unsettled=unsettled
        ),
        form.answer_status,
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


@bp.route("/apply/<ref>/withdraw", methods=["GET", "POST"])
@signed_in
def withdraw(ref: str) -> Answer:
    """End it, after a question."""
    application = open_own(ref)
    if Action.WITHDRAW not in available_actions(current_actor(), application):
        raise DomainError(KernelRefusal.NOT_IN_THIS_STATE)
    form = WithdrawForm()
    if form.validate_on_submit():
        services.withdraw_application(application, actor=current_actor(), reason=form.reason.data or "")
        flash(_("The application was withdrawn."), "success")
        return redirect(url_for("membership.own", ref=ref), 303)
    return render_template("membership/withdraw.html", form=form, application=application), form.answer_status


@bp.route("/apply/<ref>/reopen", methods=["POST"])
@signed_in
def reopen(ref: str) -> Response:
    """Go on with an application that was closed for silence."""
    application = open_own(ref)
    services.reopen_application(application, actor=current_actor())
    return redirect(url_for("membership.own", ref=ref), 303)


@bp.route("/apply/<ref>/objections", methods=["GET", "POST"])
@signed_in
def reply(ref: str) -> Answer:
    """What is held against the application, and the applicant's word on it."""
    application = open_own(ref)
    if application.objection_notice is None:
        raise NotFound
    form = ReplyForm()
    if form.validate_on_submit():

        def say() -> None:
            services.reply_to_objections(application, actor=current_actor(), reply=form.reply.data)

        if try_with(form, say):
            flash(_("Your reply was sent to the committee."), "success")
            return redirect(url_for("membership.own", ref=ref), 303)
    return render_template("membership/reply.html", form=form, application=application), form.answer_status


def may_read_documents(actor: Actor, response_id: int) -> bool:
    """Who may fetch a document of an application: its contacts, and those to whom the case is open."""
    application = queries.find_by_response(response_id)
    if application is None:
        return False
    if rules.may_read_as_applicant(actor, application):
        return True
    return (
        rules.may_read_case(actor, application)
        and not rules.must_declare(actor, application)
        and not rules.is_recused(actor, application)
    )


documents.register(PURPOSE, may_read_documents)
