"""The group's side: start, fill in one page or several, check, send, follow."""

from __future__ import annotations

from flask import render_template, url_for
from flask_babel import gettext as _

from app.casework.forms import ConfirmForm
from app.casework.presenter import belonging, history, own_steps, progress_for_organisation
from app.casework.process import steps_open_to
from app.casework.queries import list_events
from app.documents.views import limited_uploads
from app.grants.applications import queries, rules, services
from app.grants.applications.enums import GrantRefusal
from app.grants.applications.forms import StartForm
from app.grants.applications.models import GrantApplication
from app.grants.applications.views.base import bp, open_own
from app.grants.calls import presenter as calls
from app.grants.calls.enums import CallStage
from app.grants.calls.labels import UNMET
from app.grants.calls.models import Call
from app.grants.calls.queries import get_public_call
from app.grants.calls.rules import Requirement, last_minute_of, stage_of
from app.kernel.dates import write_date_in_full
from app.kernel.errors import NotFound
from app.organisations.models import Organisation
from app.organisations.queries import get_body, list_contact_organisations
from app.organisations.rules import can_edit
from app.questionnaires.presenter import check_answers, read_only, section_page, task_list
from app.questionnaires.views import save_page
from app.web.access import signed_in
from app.web.actor import current_actor
from app.web.context import show_body
from app.web.form_views import Answer, done, see_other, show_form, try_with
from app.web.languages import current_language

OWN = "/grants/applications/<ref>/"


@bp.route("/n/<slug>/grants/<code>/apply", methods=["GET", "POST"])
@signed_in
def start(slug: str, code: str) -> Answer:
    """Choose the group and the language. Whoever does not meet the requirements learns it here, before
    writing, with the way to ask all the same."""
    body = get_body(slug)
    show_body(body, under=url_for("grants_calls.grants", slug=slug))
    call = get_public_call(code, body.id)
    own = {
        one.ref: one for one, role in list_contact_organisations(current_actor().actor_id) if can_edit(role)
    }
    form = StartForm()
    form.offer([(ref, one.known_as) for ref, one in own.items()], call.languages)
    made: list[GrantApplication] = []
    chosen: Organisation | None = own.get(form.organisation.data or "")
    lacking = services.unmet_by(call, chosen) if chosen is not None else []
    if form.validate_on_submit() and chosen is not None:

        def begin() -> None:
            made.append(
                services.start_application(
                    call,
                    chosen,
                    actor=current_actor(),
                    language=form.language.data,
                    as_before=bool(form.as_before.data),
                    exception=form.exception.data or "",
                )
            )

        if try_with(form, begin, beside={GrantRefusal.NOT_ELIGIBLE: "exception"}):
            return _onward(made[0])
    return show_form(
        "grants/applications/start.html",
        form,
        call=call,
        is_open=stage_of(call) is CallStage.OPEN,
        readers=calls.who_learns_the_name(call, current_language()),
        lacking=_unmet_lines(call, lacking),
        before=chosen is not None and queries.find_last_like(chosen.id, call.template) is not None,
    )


def _unmet_lines(call: Call, lacking: list[Requirement]) -> list[str]:
    return calls.lines_of(call, lacking, UNMET, current_language())


def _onward(case: GrantApplication) -> Answer:
    """To the first page of questions; to the application itself while the office has to answer first."""
    if not rules.is_draft(case):
        return see_other(url_for("grants_applications.own", ref=case.ref))
    items = task_list(case.response, current_language(), link=lambda code: _section_url(case.ref, code)).items
    first = next((item["url"] for item in items if item["url"]), None)
    return see_other(first or url_for("grants_applications.own", ref=case.ref))


def _section_url(ref: str, code: str) -> str:
    return url_for("grants_applications.section", ref=ref, code=code)


@bp.get(OWN)
@signed_in
def own(ref: str) -> str:
    """Where the application stands, what is asked of the group now, and what it may still do."""
    case = open_own(ref)
    actor, language = current_actor(), current_language()
    kind, label = case.process.sign_for_organisation(case.status)
    writes = rules.may_write(actor, case)
    return render_template(
        "grants/applications/own.html",
        case=case,
        call=case.call,
        steps=own_steps(progress_for_organisation(case)),
        timeline=history(case, list_events(case), names={}, for_organisation=True),
        actions={one.action for one in steps_open_to(actor, case)},
        tasks=_tasks(case) if writes else [],
        closes=calls.told_in(last_minute_of(case.call, case.organisation_id), case.call.zone, language),
        is_received=rules.is_received(case),
        is_asked=rules.is_asked_to_change(case),
        answer_by=write_date_in_full(case.call.answer_by, language) if case.call.answer_by else "",
        belonging=belonging(case, for_organisation=True),
        status_kind=kind,
        status_label=label,
        awaits_exception=rules.awaits_exception(case),
        told_reason=case.told_reason if rules.reason_is_told(case) else None,
        told_comments=case.told_comments if rules.reason_is_told(case) else None,
    )


def _tasks(case: GrantApplication) -> list[dict[str, object]]:
    found = task_list(case.response, current_language(), link=lambda code: _section_url(case.ref, code))
    return list(found.items)


def _open_writable(ref: str) -> GrantApplication:
    case = open_own(ref)
    if not rules.may_write(current_actor(), case):
        raise NotFound
    return case


@bp.route(f"{OWN}form/<code>", methods=["GET", "POST"])
@signed_in
@limited_uploads
def section(ref: str, code: str) -> Answer:
    """One page of questions, saved as it is sent."""
    case = _open_writable(ref)
    page = section_page(case.response, code, current_language())
    saved = save_page(page, actor=current_actor())
    if saved is not None:
        if saved.next:
            return see_other(_section_url(ref, saved.next) + saved.anchor)
        return see_other(url_for("grants_applications.check", ref=ref))
    return (
        render_template("grants/applications/section.html", page=page, form=page.form, case=case),
        page.status,
    )


@bp.route(f"{OWN}check", methods=["GET", "POST"])
@signed_in
def check(ref: str) -> Answer:
    """Read everything once more, then send it."""
    case = _open_writable(ref)
    checked = check_answers(case.response, current_language(), link=lambda code: _section_url(ref, code))
    form = ConfirmForm()
    sends = form.validate_on_submit() and checked.complete
    if sends and try_with(form, lambda: services.send_application(case, actor=current_actor())):
        return done(
            url_for("grants_applications.own", ref=ref), _("Received. Your number is %(ref)s.", ref=case.ref)
        )
    return show_form(
        "grants/applications/check.html",
        form,
        case=case,
        checked=checked,
        readers=calls.who_learns_the_name(case.call, current_language()),
    )


@bp.get(f"{OWN}answers")
@signed_in
def answers(ref: str) -> str:
    """What was written, to read."""
    case = open_own(ref)
    return render_template(
        "grants/applications/answers.html",
        case=case,
        sections=read_only(case.response, current_language()),
    )
