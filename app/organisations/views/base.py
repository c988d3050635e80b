"""What the pages of an organisation's record begin with: those of its contacts, and the secretariat's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.kernel.database import end_transaction
from app.kernel.errors import FORBIDDEN, NOT_FOUND, DomainError, KernelRefusal, NotFound
from app.organisations import queries
from app.organisations.enums import ContactRole
from app.organisations.models import Membership, NetworkBody, Organisation
from app.organisations.queries import MemberRecord
from app.organisations.rules import can_keep_record
from app.web.actor import current_actor
from app.web.blueprints import feature_blueprint
from app.web.context import show_body
from app.web.forms import Form

bp = feature_blueprint("organisations", __name__)
OF_THE_WHOLE_PAGE = (KernelRefusal.NOT_IN_THIS_STATE, KernelRefusal.CHANGED_MEANWHILE)
Answer = Response | str | tuple[str, int]


def own(ref: str) -> tuple[Organisation, ContactRole]:
    """The organisation of this address, which the signed-in person speaks for. Raises NotFound otherwise."""
    return queries.get_own_organisation(ref, current_actor().actor_id)


def chosen_membership(organisation: Organisation, slug: str | None) -> Membership | None:
    """The membership whose network the page speaks of: the one asked for, else the latest that holds."""
    held = [edge for edge in queries.list_memberships(organisation.id) if edge.effective_to is None]
    return next((edge for edge in held if edge.body.slug == slug), held[0] if held else None)


def kept_body(slug: str) -> NetworkBody:
    """The network whose records the reader keeps. Raises NotFound for any other."""
    body = queries.get_body(slug)
    if not can_keep_record(current_actor(), body.id):
        raise NotFound
    show_body(body)
    return body


def open_record(slug: str, ref: str) -> MemberRecord:
    """The record of a member or former member. Raises NotFound for anybody else."""
    return queries.get_member_record(ref, kept_body(slug), lock=request.method not in ("GET", "HEAD"))


def open_kept_record(slug: str, ref: str) -> MemberRecord:
    """The record of a present member, to be changed. Raises DomainError once its membership is over."""
    found = open_record(slug, ref)
    if not found.is_kept:
        raise DomainError(KernelRefusal.NOT_IN_THIS_STATE)
    return found


def record_url(record: MemberRecord) -> str:
    return url_for("organisations.record", slug=record.body.slug, ref=record.organisation.ref)


def changed(record: MemberRecord, words: str) -> Response:
    """Back to the record, saying what happened."""
    flash(words, "success")
    return redirect(record_url(record), 303)


def try_with(
    form: Form,
    act: Callable[[], Any],
    field: str | None = None,
    beside: Mapping[str, str] = MappingProxyType({}),
) -> bool:
    """Do what a valid form asks; show a rule's refusal in the form, keeping what was typed.

    `field` is the field beside which a refusal is shown; `beside` names another field for single codes. What
    is about more than this form (no permission, not found, somebody was faster) goes on to its own page,
    which gives back what was typed.
    """
    try:
        act()
    except DomainError as error:
        if error.http_status in (FORBIDDEN, NOT_FOUND) or error.code in OF_THE_WHOLE_PAGE:
            raise
        end_transaction()
        form.refuse(error, beside.get(error.code, field))
        return False
    return True


def check_version(form: Form, now_held: int) -> None:
    """Raise CHANGED_MEANWHILE when the person saw another version, so that nothing is overwritten."""
    if form.expected_version is not None and form.expected_version != now_held:
        raise DomainError(KernelRefusal.CHANGED_MEANWHILE)


def record_form(
    template: str, form: Form, record: MemberRecord, *, version: int | None = None, **more: Any
) -> Answer:
    """A page with a form about a record."""
    if not form.version.data and version is not None:
        form.version.data = str(version)
    page = render_template(
        f"organisations/{template}.html",
        form=form,
        organisation=record.organisation,
        back=record_url(record),
        **more,
    )
    return page, form.answer_status
