"""Whether a member is seen, and whether it is one: hiding its entry; suspending, reinstating, ending."""

from __future__ import annotations

from collections.abc import Callable

from flask import request
from flask_babel import gettext as _

from app.kernel.clock import today
from app.kernel.errors import NotFound
from app.kernel.permissions import Permission
from app.organisations import queries, services
from app.organisations.enums import OrganisationRefusal
from app.organisations.forms import EndMembershipForm, ReasonForm
from app.organisations.models import Membership
from app.organisations.queries import MemberRecord
from app.organisations.views.base import bp, changed, open_kept_record, open_record, record_form
from app.organisations.views.record import RECORD
from app.web.access import requires
from app.web.actor import current_actor
from app.web.form_views import Answer, try_with

MEMBERSHIP = f"{RECORD}/memberships/<membership_ref>"


@bp.route(f"{RECORD}/hide", methods=["GET", "POST"])
@requires(Permission.MANAGE_ORGANISATIONS)
def hide(slug: str, ref: str) -> Answer:
    """Take the entry out of every directory."""
    return _set_hidden(slug, ref, hidden=True)


@bp.route(f"{RECORD}/show", methods=["GET", "POST"])
@requires(Permission.MANAGE_ORGANISATIONS)
def show_again(slug: str, ref: str) -> Answer:
    """Give the entry back to those whom the group lets see it."""
    return _set_hidden(slug, ref, hidden=False)


def _set_hidden(slug: str, ref: str, *, hidden: bool) -> Answer:
    found = open_kept_record(slug, ref)
    form = ReasonForm()
    if form.validate_on_submit():

        def change() -> None:
            services.set_hidden(
                found.organisation,
                body=found.body,
                hidden=hidden,
                reason=form.reason.data or "",
                actor=current_actor(),
            )

        if try_with(form, change, "reason"):
            if hidden:
                return changed(found, _("Its entry is hidden, everywhere, from now on."))
            return changed(found, _("This secretariat no longer hides its entry."))
    return record_form("hide" if hidden else "show_again", form, found)


@bp.route(f"{MEMBERSHIP}/suspend", methods=["GET", "POST"])
@requires(Permission.MANAGE_ORGANISATIONS)
def suspend(slug: str, ref: str, membership_ref: str) -> Answer:
    """Pause a membership."""
    words = _("The membership is suspended.")
    return _with_reason(slug, ref, membership_ref, "suspend", services.suspend_membership, words)


@bp.route(f"{MEMBERSHIP}/reinstate", methods=["GET", "POST"])
@requires(Permission.MANAGE_ORGANISATIONS)
def reinstate(slug: str, ref: str, membership_ref: str) -> Answer:
    """End the pause."""
    words = _("The membership is active again.")
    return _with_reason(slug, ref, membership_ref, "reinstate", services.reinstate_membership, words)


def _with_reason(
    slug: str, ref: str, membership_ref: str, template: str, act: Callable[..., None], words: str
) -> Answer:
    found, membership = _membership(slug, ref, membership_ref)
    form = ReasonForm()
    if form.validate_on_submit():
        reason = form.reason.data or ""
        if try_with(form, lambda: act(membership, actor=current_actor(), reason=reason), "reason"):
            return changed(found, words)
    return record_form(template, form, found, membership=membership)


@bp.route(f"{MEMBERSHIP}/end", methods=["GET", "POST"])
@requires(Permission.MANAGE_ORGANISATIONS)
def end_membership(slug: str, ref: str, membership_ref: str) -> Answer:
    """Close a membership for good."""
    found, membership = _membership(slug, ref, membership_ref)
    form = EndMembershipForm()
    if request.method == "GET":
        form.last_day.form.show(today())
    elif form.validate_on_submit():
        last_day, precision = form.last_day.read()

        def end() -> None:
            services.end_membership(
                membership,
                actor=current_actor(),
                reason=form.reason.data or "",
                effective_on=last_day,
                **({"precision": precision} if last_day is not None else {}),
            )

        if try_with(form, end, "last_day", {OrganisationRefusal.REASON_NEEDED: "reason"}):
            return changed(found, _("The membership ended. Its history stays."))
    return record_form("end_membership", form, found, membership=membership)


def _membership(slug: str, ref: str, membership_ref: str) -> tuple[MemberRecord, Membership]:
    found = open_record(slug, ref)
    membership = queries.get_membership(membership_ref, found.organisation.id)
    if membership.body_id != found.body.id:
        raise NotFound(OrganisationRefusal.NO_SUCH_MEMBERSHIP)
    return found, membership
