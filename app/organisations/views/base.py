"""What the pages of an organisation's record begin with: those of its contacts, and the secretariat's."""

from __future__ import annotations

from typing import Any

from flask import url_for
from werkzeug.wrappers import Response

from app.kernel.errors import DomainError, KernelRefusal, NotFound
from app.organisations import queries
from app.organisations.enums import ContactRole
from app.organisations.models import Membership, NetworkBody, Organisation
from app.organisations.queries import MemberRecord
from app.organisations.rules import can_keep_record
from app.web.actor import current_actor
from app.web.blueprints import feature_blueprint
from app.web.context import show_body
from app.web.form_views import Answer, done, show_form, writes
from app.web.forms import Form

bp = feature_blueprint("organisations", __name__)


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
    """The record of a member or former member. Applicants and strangers are not there."""
    return queries.get_member_record(ref, kept_body(slug), lock=writes())


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
    return done(record_url(record), words)


def record_form(
    template: str, form: Form, record: MemberRecord, *, version: int | None = None, **more: Any
) -> Answer:
    """A page with a form about a record."""
    return show_form(
        f"organisations/{template}.html",
        form,
        version=version,
        organisation=record.organisation,
        back=record_url(record),
        **more,
    )
