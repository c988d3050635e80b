"""The record of a member, for the secretariat of its network; and the members whom no directory shows."""

from __future__ import annotations

from typing import Any

from flask import current_app, render_template, request, url_for

from app.kernel.actor import can
from app.kernel.errors import FORBIDDEN, DomainError, KernelRefusal
from app.kernel.permissions import Permission
from app.organisations import labels, presenter, queries, services
from app.organisations.formatting import show_partial_date
from app.organisations.forms import NeedToKnowForm
from app.organisations.queries import MemberRecord
from app.organisations.views.base import bp, kept_body, open_record
from app.web.access import requires
from app.web.actor import current_actor
from app.web.addresses import with_changes
from app.web.form_views import Answer
from app.web.languages import current_language

RECORD = "/n/<slug>/organisations/<ref>"


@bp.get("/n/<slug>/organisations/")
@requires(Permission.MANAGE_ORGANISATIONS)
def past_members(slug: str) -> str:
    """Suspended and former members."""
    body = kept_body(slug)
    page = queries.page_of_past_members(
        body.id,
        after=request.args.get("after"),
        before=request.args.get("before"),
        size=current_app.config["DIRECTORY_PAGE_SIZE"],
    )
    return render_template(
        "organisations/past_members.html",
        rows=page.rows,
        names=queries.names_of({row.organisation_id for row in page.rows}),
        statuses=labels.MEMBERSHIP_STATUSES,
        status_tags=labels.MEMBERSHIP_TAGS,
        partial_date=show_partial_date,
        page_urls={
            "before": _here(slug, before=page.before, after=None) if page.before else None,
            "after": _here(slug, after=page.after, before=None) if page.after else None,
        },
    )


def _here(slug: str, **changes: str | None) -> str:
    values: dict[str, Any] = {**with_changes(**changes), "slug": slug}
    return url_for("organisations.past_members", **values)


@bp.get(f"{RECORD}/")
@requires(Permission.MANAGE_ORGANISATIONS)
def record(slug: str, ref: str) -> str:
    """What the secretariat may see, and what it can do about it."""
    found = open_record(slug, ref)
    return _page(found, NeedToKnowForm() if found.is_kept else None)


@bp.post(f"{RECORD}/need-to-know")
@requires(Permission.MANAGE_ORGANISATIONS)
def open_closed_fields(slug: str, ref: str) -> Answer:
    """The same page with the need-to-know fields, once; the audit trail keeps the reading and its reason."""
    found = open_record(slug, ref)
    if not found.is_kept:
        raise DomainError(KernelRefusal.NOT_YOURS_TO_DO)
    form = NeedToKnowForm()
    if not form.validate_on_submit():
        return _page(found, form), form.answer_status
    actor = current_actor()
    try:
        deeper = services.open_need_to_know(
            found.organisation,
            viewer=queries.viewer_in(found.body, actor),
            actor=actor,
            reason=form.reason.data or "",
        )
    except DomainError as error:
        if error.http_status == FORBIDDEN:
            raise
        form.refuse(error, "reason")
        return _page(found, form), form.answer_status
    return _page(found, None, opened=deeper)


def _page(found: MemberRecord, form: NeedToKnowForm | None, *, opened: Any = None) -> str:
    actor = current_actor()
    may_open = can(actor, Permission.READ_NEED_TO_KNOW, body=found.body.id)
    viewer = opened or queries.viewer_in(found.body, actor)
    return render_template(
        "organisations/record.html",
        page=presenter.record_page(found, viewer, actor, current_language()),
        organisation=found.organisation,
        form=form if may_open else None,
        statuses=labels.MEMBERSHIP_STATUSES,
        status_tags=labels.MEMBERSHIP_TAGS,
        membership_actions=labels.MEMBERSHIP_ACTIONS,
        partial_date=show_partial_date,
        may_read_cases=can(actor, Permission.READ_CASES, body=found.body.id),
    )
