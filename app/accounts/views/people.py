"""For administrators: who has an account, what they may do, and inviting others."""

from __future__ import annotations

from typing import Any

from flask import current_app, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.accounts import emails, queries, rules, services
from app.accounts.enums import AccountRefusal, InvitationKind
from app.accounts.forms import EndRoleForm, GrantForm, InviteForm
from app.accounts.labels import ROLES, SCOPE_KINDS
from app.accounts.models import Invitation, Person, RoleGrant
from app.accounts.scopes import ScopeOption, list_scopes
from app.accounts.security import limits
from app.accounts.views.base import bp, form_page, page, say
from app.kernel.clock import today
from app.kernel.errors import DomainError, NotFound
from app.kernel.permissions import Permission, Role, ScopeKind
from app.web.access import public, requires
from app.web.actor import current_actor
from app.web.extension_points import Link, link_to
from app.web.form_views import see_other
from app.web.forms import Form
from app.web.languages import current_language
from app.web.mail import mail_link

FIELD_OF: dict[str, str] = {
    AccountRefusal.ROLE_SCOPE: "scope",
    AccountRefusal.ROLE_HELD: "role",
    AccountRefusal.ROLE_DATES: "ends_on",
    AccountRefusal.REASON_MISSING: "reason",
}


def _all_scopes() -> list[ScopeOption]:
    whole = ScopeOption(ScopeKind.INSTALLATION, None, str(SCOPE_KINDS[ScopeKind.INSTALLATION]))
    return [whole, *list_scopes(current_language())]


def _grantable() -> list[ScopeOption]:
    return [s for s in _all_scopes() if services.may_grant(current_actor(), s.kind, s.scope_id)]


def scope_label(kind: ScopeKind | None, scope_id: int | None) -> str:
    """The name of a place, or its kind where no feature names it."""
    for option in _all_scopes():
        if (option.kind, option.scope_id) == (kind, scope_id):
            return option.label
    return str(SCOPE_KINDS[kind]) if kind is not None else ""


def _chosen_scope(form: Any) -> ScopeOption:
    return next(option for option in _grantable() if option.value == form.scope.data)


@bp.get("/account/people")
@requires(Permission.MANAGE_ACCOUNTS)
def people() -> str:
    """People by chosen name; addresses are not decrypted."""
    after, before = request.args.get("after"), request.args.get("before")
    found = queries.page_of_people(after=after, before=before, size=current_app.config["PAGE_SIZE"])
    pages = {
        "after": url_for("accounts.people", after=found.after) if found.after else None,
        "before": url_for("accounts.people", before=found.before) if found.before else None,
    }
    roles = queries.list_roles_of_people([row.id for row in found.rows])
    return page("people", rows=found.rows, roles=roles, labels=ROLES, pages=pages)


@bp.route("/account/people/<ref>", methods=["GET", "POST"])
@requires(Permission.GRANT_ROLES)
def person(ref: str) -> Any:
    """One person's roles, past and present, and a form to give another."""
    found = queries.get_person_by_ref(ref)
    form = GrantForm()
    form.scope.choices = [("", _("Choose")), *((option.value, option.label) for option in _grantable())]
    if form.validate_on_submit():
        try:
            _grant(found, form)
        except DomainError as error:
            form.refuse(error, FIELD_OF.get(error.code))
        else:
            say(_("The role was given."))
            return see_other(url_for("accounts.person", ref=ref))
    return form_page("person", form, person=found, grants=_shown_grants(found))


def _grant(found: Person, form: GrantForm) -> None:
    scope = _chosen_scope(form)
    services.check_may_change(current_actor(), found, scope.kind, scope.scope_id)
    services.grant_role(
        found,
        Role(form.role.data),
        scope_kind=scope.kind,
        scope_id=scope.scope_id,
        actor=current_actor(),
        reason=form.reason.data,
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
        is_deputy=form.is_deputy.data,
    )


def _shown_grants(found: Person) -> list[dict[str, Any]]:
    grants = queries.list_grants_of([found.id])[found.id]
    names = queries.list_people_names([grant.granted_by_id for grant in grants])
    return [_shown(grant, names) for grant in reversed(grants)]


def _shown(grant: RoleGrant, names: dict[int, str]) -> dict[str, Any]:
    over = grant.ends_on is not None and grant.ends_on <= today()
    mine = services.may_grant(current_actor(), grant.scope_kind, grant.scope_id)
    return {
        "grant": grant,
        "role": ROLES[grant.role],
        "scope": scope_label(grant.scope_kind, grant.scope_id),
        "by": names.get(grant.granted_by_id or 0),
        "over": over,
        "in_force": grant.is_in_force(today()),
        "may_end": mine and not over and current_actor().actor_id != grant.person_id,
    }


@bp.route("/account/people/<ref>/roles/<grant_ref>/end", methods=["GET", "POST"])
@requires(Permission.GRANT_ROLES)
def end_role(ref: str, grant_ref: str) -> Any:
    """End a role today, with a reason."""
    found = queries.get_person_by_ref(ref)
    grant = queries.get_grant(found, grant_ref)
    services.check_may_change(current_actor(), found, grant.scope_kind, grant.scope_id)
    form = EndRoleForm()
    if form.validate_on_submit():
        try:
            services.end_role(grant, actor=current_actor(), reason=form.reason.data)
        except DomainError as error:
            form.refuse(error)
        else:
            say(_("The role has ended."))
            return see_other(url_for("accounts.person", ref=ref))
    return form_page(
        "end_role",
        form,
        person=found,
        role=ROLES[grant.role],
        scope=scope_label(grant.scope_kind, grant.scope_id),
    )


@bp.route("/account/people/invite", methods=["GET", "POST"])
@requires(Permission.GRANT_ROLES)
def invite() -> Any:
    """Invite somebody to a role. The answer is the same whether or not the address has an account."""
    form = InviteForm(language=current_language())
    form.scope.choices = [("", _("Choose")), *((option.value, option.label) for option in _grantable())]
    if not form.validate_on_submit():
        return form_page("invite", form)
    scope = _chosen_scope(form)
    if (scope.kind is ScopeKind.INSTALLATION) != (scope.scope_id is None):
        raise NotFound
    token = services.invite(
        actor=current_actor(),
        lasts=limits().invitation_lasts,
        reason=form.reason.data,
        role=Role(form.role.data),
        scope_kind=scope.kind,
        scope_id=scope.scope_id,
    )
    address = rules.normalise_email(form.email.data or "")
    if address is None:
        return see_other(url_for("accounts.invited", token=token))
    emails.write_invitation(
        address, token=token, language=form.language.data, lasts=limits().invitation_lasts
    )
    say(_("The invitation is on its way."))
    return see_other(url_for("accounts.people"))


@bp.get("/account/people/invited/<token>")
@requires(Permission.GRANT_ROLES)
def invited(token: str) -> str:
    """The link to hand over."""
    found = services.get_open_invitation(token)
    if found.invited_by_id != current_actor().actor_id:
        raise NotFound
    link = mail_link("accounts.invitation", current_language(), token=token)
    return page("invited", link=link, until=found.expires_at)


@bp.route("/account/invitations/<token>", methods=["GET", "POST"])
@public
def invitation(token: str) -> Any:
    """What the invitation gives; whoever is signed in can accept it."""
    try:
        found = services.get_open_invitation(token)
    except DomainError:
        return page("link_over", purpose="invitation"), 410
    actor, form = current_actor(), Form()
    if actor.actor_id is not None and form.validate_on_submit():
        try:
            services.accept_invitation(found, actor)
        except DomainError as error:
            form.refuse(error)
        else:
            say(_("Accepted. Welcome."))
            return see_other(link_to(Link.DESK, lang=actor.language))
    return form_page("invitation", form, gives=_given(found), here=request.path)


CONTACT = _l("Access as a contact of an organisation")


def _given(found: Invitation) -> list[tuple[str, str]]:
    if found.kind is not InvitationKind.ROLE or found.role is None:
        return [(_("You would receive"), str(CONTACT))]
    place = scope_label(found.scope_kind, found.scope_id)
    return [(_("You would receive"), str(ROLES[found.role])), (_("Where it applies"), place)]
