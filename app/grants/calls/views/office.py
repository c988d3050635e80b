"""The office's side of calls: make one, change the draft, publish, extend, end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _

from app.casework.forms import ConfirmForm
from app.grants.calls import labels, presenter, queries, services
from app.grants.calls.enums import CallRefusal
from app.grants.calls.forms import CallForm, CopyForm, ExtendForm, NewCallForm, ReasonForm
from app.grants.calls.models import Call
from app.grants.calls.rules import next_code, stage_of
from app.grants.calls.views.base import CALL, CALLS, bp, open_call, open_office
from app.grants.calls.views.public import show_call
from app.kernel import audit
from app.kernel.permissions import Permission
from app.organisations.models import NetworkBody
from app.organisations.queries import list_regions
from app.questionnaires.presenter import form_preview
from app.web.access import requires
from app.web.actor import current_actor
from app.web.form_views import Answer, done, show_form, try_with
from app.web.languages import current_language

BESIDE: dict[str, str] = {
    CallRefusal.CODE_TAKEN: "code",
    CallRefusal.SMALLEST_OVER_LARGEST: "smallest",
    CallRefusal.LINE_OF_ANOTHER_NETWORK: "lines",
}


@bp.get(CALLS)
@requires(Permission.MANAGE_CALLS)
def calls(slug: str) -> str:
    """All calls of the network."""
    body = open_office(slug)
    rows = presenter.call_rows(
        queries.list_calls(body.id),
        current_language(),
        lambda call: url_for("grants_calls.work", slug=slug, ref=call.ref),
    )
    return render_template("grants/calls/calls.html", rows=rows)


@bp.route(f"{CALLS}new", methods=["GET", "POST"])
@requires(Permission.MANAGE_CALLS)
def new(slug: str) -> Answer:
    """Make a call from a template."""
    body = open_office(slug)
    form = NewCallForm()
    lines = _offer(form, body)
    made: list[Call] = []
    if form.validate_on_submit():

        def make() -> None:
            made.append(
                services.make_call(body, form.template.data, form.call_data(lines), actor=current_actor())
            )

        if try_with(form, make, beside=BESIDE):
            return done(_url(made[0], slug), _("The call is saved as a draft."))
    if not form.is_submitted():
        form.languages.data = form.languages.data or [one for one, _name in form.languages.choices]
    return show_form(
        "grants/calls/edit.html",
        form,
        title=_("New call for proposals"),
        submit=_("Save the draft"),
        back=url_for("grants_calls.calls", slug=slug),
    )


def _offer(form: CallForm, body: NetworkBody) -> Any:
    lines = queries.list_lines(body.id)
    form.offer(lines, list_regions(body.scheme_id))
    return lines


def _url(call: Call, slug: str) -> str:
    return url_for("grants_calls.work", slug=slug, ref=call.ref)


@bp.get(CALL)
@requires(Permission.MANAGE_CALLS)
def work(slug: str, ref: str) -> str:
    """One call, what it lacks, and what can be done with it now."""
    call = open_call(slug, ref)
    language = current_language()
    stage = stage_of(call)
    return render_template(
        "grants/calls/work.html",
        call=call,
        stage=labels.STAGES[stage],
        tag_kind=labels.STAGE_TAGS[stage],
        acts=presenter.call_acts(call, current_actor(), slug),
        is_draft=bool(presenter.call_acts(call, current_actor(), slug).edit),
        lacking=presenter.lacking(call),
        text_states=presenter.text_states(call),
        facts=presenter.call_facts(call, language),
        requirements=presenter.requirement_lines(call, labels.REQUIREMENTS, language),
        readers=presenter.who_learns_the_name(call, language),
        lines=[(one.line.fund.code, one.line.code, one.line.title_in(language)) for one in call.lines],
        timeline=[
            {
                "at": event.at,
                "text": labels.EVENTS.get(event.kind, event.kind),
                "note": event.details.get("note"),
            }
            for event in reversed(audit.list_events("call", call.id))
        ],
    )


@bp.route(f"{CALL}edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_CALLS)
def edit(slug: str, ref: str) -> Answer:
    """Change a draft."""
    call = open_call(slug, ref)
    form = CallForm()
    lines = _offer(form, call.body)
    if not form.is_submitted():
        form.show(call)
    if form.validate_on_submit() and try_with(
        form,
        lambda: services.change_call(
            call, form.call_data(lines), actor=current_actor(), expected_version=form.expected_version
        ),
        beside=BESIDE,
    ):
        return done(_url(call, slug), _("The draft is saved."))
    return show_form(
        "grants/calls/edit.html",
        form,
        version=call.version,
        title=_("Change the call"),
        submit=_("Save the draft"),
        back=_url(call, slug),
    )


def _step(
    slug: str,
    call: Call,
    form: Any,
    act: Callable[[], object],
    *,
    title: str,
    lead: str,
    said: str,
    danger: bool = False,
) -> Answer:
    """A page with one question to answer before something happens to a call."""
    if form.validate_on_submit() and try_with(form, act):
        return done(_url(call, slug), said)
    back = {"url": _url(call, slug), "label": call.title_in(current_language())}
    step = {"title": title, "submit": title, "lead": lead, "danger": danger}
    return show_form("step.html", form, version=call.version, step=step, back=back)


@bp.route(f"{CALL}copy", methods=["GET", "POST"])
@requires(Permission.MANAGE_CALLS)
def copy(slug: str, ref: str) -> Answer:
    """Make the same call again, as a draft."""
    call, form = open_call(slug, ref), CopyForm()
    if not form.is_submitted():
        form.code.data = next_code(call.code)
    made: list[Call] = []

    def make() -> None:
        made.append(services.copy_call(call, form.code.data, actor=current_actor()))

    if form.validate_on_submit() and try_with(form, make, beside=BESIDE):
        return done(_url(made[0], slug), _("The copy is saved as a draft. Choose its dates."))
    title = _("Copy the call")
    lead = _(
        "The copy has the same texts, questions and requirements, and the budget lines that are not closed. "
        "Its dates are empty."
    )
    back = {"url": _url(call, slug), "label": call.title_in(current_language())}
    return show_form("step.html", form, step={"title": title, "submit": title, "lead": lead}, back=back)


@bp.get(f"{CALL}preview")
@requires(Permission.MANAGE_CALLS)
def preview(slug: str, ref: str) -> str:
    """The page of a draft as everybody will read it."""
    call = open_call(slug, ref)
    form = url_for("grants_calls.preview_form", slug=slug, ref=ref)
    return show_call(
        call,
        presenter.asking_later(call, current_language()),
        apply_url=form,
        blank_url=form,
        preview_of={"back": _url(call, slug), "form": form},
    )


@bp.get(f"{CALL}preview/form")
@requires(Permission.MANAGE_CALLS)
def preview_form(slug: str, ref: str) -> str:
    """The form of application as a group will fill it in; nothing here is sent."""
    call = open_call(slug, ref)
    version = call.question_set_version
    page = url_for("grants_calls.preview", slug=slug, ref=ref)
    return render_template(
        "grants/calls/preview_form.html",
        call=call,
        sections=form_preview(version, current_language()) if version is not None else [],
        preview_of={"back": _url(call, slug), "page": page},
    )


@bp.route(f"{CALL}publish", methods=["GET", "POST"])
@requires(Permission.MANAGE_CALLS)
def publish(slug: str, ref: str) -> Answer:
    """Publish it, after reading what that means."""
    call, form = open_call(slug, ref), ConfirmForm()
    return _step(
        slug,
        call,
        form,
        lambda: services.publish_call(call, actor=current_actor(), expected_version=form.expected_version),
        title=_("Publish the call"),
        lead=_("Everybody can read it from now on. It can be extended or cancelled, but no longer changed."),
        said=_("The call is published."),
    )


@bp.route(f"{CALL}extend", methods=["GET", "POST"])
@requires(Permission.MANAGE_CALLS)
def extend(slug: str, ref: str) -> Answer:
    """Give more time."""
    call, form = open_call(slug, ref), ExtendForm()

    def give() -> None:
        closes_at = form.moment("closes", call.zone)
        assert closes_at is not None
        services.extend_call(
            call,
            closes_at=closes_at,
            reason=form.reason.data,
            actor=current_actor(),
            organisation=form.found_group() if form.whom.data == "one" else None,
            expected_version=form.expected_version,
        )

    if (
        form.validate_on_submit()
        and form.moment("closes", call.zone) is not None
        and try_with(form, give, "closes_on")
    ):
        return done(_url(call, slug), _("There is more time now."))
    back = {"url": _url(call, slug), "label": call.title_in(current_language())}
    title = _("Give more time")
    return show_form(
        "step.html", form, version=call.version, step={"title": title, "submit": title}, back=back
    )


@bp.route(f"{CALL}cancel", methods=["GET", "POST"])
@requires(Permission.MANAGE_CALLS)
def cancel(slug: str, ref: str) -> Answer:
    """Cancel it, with a reason that groups read."""
    call, form = open_call(slug, ref), ReasonForm()
    return _step(
        slug,
        call,
        form,
        lambda: services.cancel_call(
            call, actor=current_actor(), reason=form.reason.data, expected_version=form.expected_version
        ),
        title=_("Cancel the call"),
        lead=_("Nobody can send an application any more. This cannot be undone."),
        said=_("The call is cancelled."),
        danger=True,
    )


@bp.route(f"{CALL}decided", methods=["GET", "POST"])
@requires(Permission.MANAGE_CALLS)
def decided(slug: str, ref: str) -> Answer:
    """Say that all of it is decided."""
    call, form = open_call(slug, ref), ConfirmForm()
    return _step(
        slug,
        call,
        form,
        lambda: services.record_decided(call, actor=current_actor()),
        title=_("Record that all is decided"),
        lead=_("The call leaves the list of calls whose answers are awaited."),
        said=_("The call is decided."),
    )


@bp.route(f"{CALL}archive", methods=["GET", "POST"])
@requires(Permission.MANAGE_CALLS)
def archive(slug: str, ref: str) -> Answer:
    """Put it away."""
    call, form = open_call(slug, ref), ConfirmForm()
    return _step(
        slug,
        call,
        form,
        lambda: services.archive_call(call, actor=current_actor()),
        title=_("Archive the call"),
        lead=_("It is no longer shown to everybody. Its applications and grants stay."),
        said=_("The call is archived."),
    )
