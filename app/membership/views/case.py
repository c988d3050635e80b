"""The page of a case, and the declaration that opens it."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for

from app.kernel.actor import can
from app.kernel.permissions import Permission
from app.membership import labels, presenter, queries, rules, services
from app.membership.enums import DeclaredTie
from app.membership.forms.working import TieForm
from app.membership.models import Application
from app.membership.views.base import Answer, bp, case_form, case_url, find_case, try_with
from app.web.access import requires
from app.web.actor import current_actor
from app.web.extension_points import Link, link_to
from app.web.languages import current_language


@bp.get("/n/<slug>/applications/<ref>/")
@requires(Permission.READ_CASES)
def case(slug: str, ref: str) -> Answer:
    """Criteria, evidence, what members said, the timeline, and just what this person may do."""
    application = find_case(slug, ref)
    actor = current_actor()
    if rules.is_recused(actor, application):
        return render_template("membership/recused.html", application=application)
    if rules.must_declare(actor, application):
        return redirect(url_for("membership.declare", slug=slug, ref=ref), 303)

    def url(endpoint: str, **values: Any) -> str:
        return url_for(f"membership.{endpoint}", slug=slug, **values)

    page = presenter.case_page(application, actor, current_language(), url)
    return render_template(
        "membership/case.html",
        page=page,
        application=application,
        labels=labels,
        must_choose_role=rules.must_choose_role(actor, application),
        objections=rules.objections(application),
        open_notices=rules.notices_to_answer(application),
        can_reach=rules.may_reach(actor, application) is None,
        region=queries.region_name(application.region_id, current_language()),
        numbers={one.code: number for number, one in enumerate(application.policy.criteria, start=1)},
        tiers={tier.code: tier.name for tier in application.policy.tiers},
        record_url=_record_url(application),
        can_take=application.officer_id != actor.actor_id and rules.may_assess(actor, application) is None,
    )


def _record_url(application: Application) -> str | None:
    """The member's record, for those who keep it, once there is one."""
    keeps = can(current_actor(), Permission.MANAGE_ORGANISATIONS, body=application.body_id)
    if not keeps or not presenter.made_a_member(application):
        return None
    ref = application.organisation.ref
    return url_for("organisations.record", slug=application.body.slug, ref=ref)


@bp.route("/n/<slug>/applications/<ref>/declare", methods=["GET", "POST"])
@requires(Permission.READ_CASES)
def declare(slug: str, ref: str) -> Answer:
    """How one stands to the applicant, said before reading."""
    application = find_case(slug, ref)
    actor = current_actor()
    before = rules.declared_tie(actor, application)
    form = TieForm(tie=before.value if before else None)
    if form.validate_on_submit():

        def declare_it() -> None:
            services.declare_tie(
                application, tie=form.chosen(), note=(form.note.data or "").strip(), actor=actor
            )

        if try_with(form, declare_it, "tie"):
            away = link_to(Link.DESK)
            return redirect(away if form.chosen() is DeclaredTie.CONFLICT else case_url(application), 303)
    region = queries.region_name(application.region_id, current_language())
    return case_form("declare", form, application, region=region)
