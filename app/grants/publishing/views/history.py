"""Grants of the past: files that are checked, taken in and published, and the list of what they brought."""

from __future__ import annotations

from flask import current_app, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.documents.views import limited_uploads
from app.grants.publishing import presenter, queries, services
from app.grants.publishing.enums import PublishingRefusal
from app.grants.publishing.forms import FileForm, TakeInForm
from app.grants.publishing.models import PastImport
from app.grants.publishing.views.base import OFFICE, bp, open_office
from app.kernel.permissions import Permission
from app.web.access import requires
from app.web.actor import current_actor
from app.web.form_views import Answer, done, see_other, show_form, try_with, writes
from app.web.list_page import ListState, fetch

PAST = f"{OFFICE}past/"
FILES = f"{OFFICE}imports/"
ONE = f"{FILES}<ref>"


@bp.get(PAST)
@requires(Permission.READ_GRANTS)
def past(slug: str) -> str:
    """The grants that were taken in, as the office searches them."""
    body = open_office(slug)
    state = ListState(presenter.PAST, "grants_publishing.past", slug=slug)
    page = fetch(queries.past_statement(body.id, state.text), state, size=current_app.config["PAGE_SIZE"])
    return render_template(
        "grants/publishing/past.html",
        state=state,
        rows=presenter.past_rows(page.rows, slug),
        pages=state.pages(page),
        number=queries.count_past(body.id),
        files_url=url_for("grants_publishing.imports", slug=slug),
        back=url_for("grants_publishing.publicity", slug=slug),
    )


@bp.route(FILES, methods=["GET", "POST"])
@requires(Permission.SCREEN_GRANTS)
@limited_uploads
def imports(slug: str) -> Answer:
    """Upload a file, and the files there are."""
    body = open_office(slug, Permission.SCREEN_GRANTS)
    form, made = FileForm(), list[PastImport]()
    if form.validate_on_submit():
        upload = form.file.data

        def keep() -> None:
            made.append(
                services.offer_file(body, upload.filename or "", upload.read(), actor=current_actor())
            )

        if try_with(form, keep, "file"):
            return see_other(url_for("grants_publishing.imported", slug=slug, ref=made[0].ref))
    return show_form(
        "grants/publishing/imports.html",
        form,
        rows=presenter.file_rows(queries.list_imports(body.id), slug),
        past_url=url_for("grants_publishing.past", slug=slug),
    )


def _open(slug: str, ref: str) -> PastImport:
    body = open_office(slug, Permission.SCREEN_GRANTS)
    return queries.get_import(ref, body.id, lock=writes())


@bp.route(ONE, methods=["GET", "POST"])
@requires(Permission.SCREEN_GRANTS)
def imported(slug: str, ref: str) -> Answer:
    """One file: what is wrong with it, row by row; take it in, then make it public."""
    kept, form = _open(slug, ref), TakeInForm()
    here = url_for("grants_publishing.imported", slug=slug, ref=ref)
    if form.validate_on_submit() and try_with(
        form,
        lambda: services.take_in(kept, only_good=bool(form.only_good.data), actor=current_actor()),
        beside={PublishingRefusal.FAULTY_ROWS: "only_good"},
    ):
        return done(here, _("The grants are imported. Only the office sees them until you publish the file."))
    checked, most = services.check_content(kept), current_app.config["PAGE_SIZE"]
    return show_form(
        "grants/publishing/imported.html",
        form,
        kept=kept,
        state=presenter.state_of(kept),
        tag_kind=presenter.tag_of(kept),
        told=presenter.told(kept),
        rows=len(checked),
        barred=presenter.fault_lines(checked, kept=False, most=most),
        faulty=presenter.fault_lines(checked, kept=True, most=most),
        back=url_for("grants_publishing.imports", slug=slug),
        past_url=url_for("grants_publishing.past", slug=slug),
        drop_url=url_for("grants_publishing.drop_import", slug=slug, ref=ref),
        publish_url=url_for("grants_publishing.publish_import", slug=slug, ref=ref),
        hide_url=url_for("grants_publishing.hide_import", slug=slug, ref=ref),
    )


@bp.post(f"{ONE}/drop")
@requires(Permission.SCREEN_GRANTS)
def drop_import(slug: str, ref: str) -> Response:
    """Nothing of a file is taken in."""
    services.drop(_open(slug, ref), actor=current_actor())
    return done(url_for("grants_publishing.imports", slug=slug), _("The file was removed."))


@bp.post(f"{ONE}/publish")
@requires(Permission.SCREEN_GRANTS)
def publish_import(slug: str, ref: str) -> Response:
    """All grants of a file become public."""
    services.publish_import(_open(slug, ref), is_public=True, actor=current_actor())
    return done(
        url_for("grants_publishing.imported", slug=slug, ref=ref), _("The grants of this file are public.")
    )


@bp.post(f"{ONE}/hide")
@requires(Permission.SCREEN_GRANTS)
def hide_import(slug: str, ref: str) -> Response:
    """None of them is, from now on."""
    services.publish_import(_open(slug, ref), is_public=False, actor=current_actor())
    return done(
        url_for("grants_publishing.imported", slug=slug, ref=ref),
        _("The grants of this file are no longer public."),
    )
