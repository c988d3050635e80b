"""The page of a case."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from app.casework.enums import CaseworkRefusal
from app.casework.labels import TIE_SHORT
from app.casework.presenter import stage_bar, stage_sign
from app.casework.queries import region_name
from app.casework.rules import is_recused, must_choose_role, must_declare
from app.kernel.actor import Actor, can
from app.kernel.permissions import Permission
from app.membership import labels, presenter, rules
from app.membership.models import Application
from app.membership.process_words import STATUS
from app.membership.views.base import bp, find_case
from app.membership.views.queue import Queue
from app.web.access import requires
from app.web.actor import current_actor
from app.web.errors import words_of
from app.web.form_views import Answer, see_other
from app.web.languages import current_language


@bp.get("/n/<slug>/applications/<ref>/")
@requires(Permission.READ_CASES)
def case(slug: str, ref: str) -> Answer:
    """Criteria, evidence, what members said, the timeline, and just what this person may do."""
    application = find_case(slug, ref)
    actor = current_actor()
    if is_recused(actor, application):
        return render_template("membership/recused.html", application=application)
    if must_declare(actor, application):
        return see_other(url_for("casework.declare", ref=ref))

    page = presenter.case_page(application, actor, current_language())
    return render_template(
        "membership/case.html",
        frame=_frame(slug, application, page),
        summary=presenter.summary_of(application, actor, page),
        page=page,
        application=application,
        labels=labels,
        choose_role=_choose_role(actor, application),
        region=region_name(application.region_id, current_language()),
        numbers={one.code: number for number, one in enumerate(application.policy.criteria, start=1)},
        tiers={tier.code: tier.name for tier in application.policy.tiers},
        record_url=_record_url(application),
        open_notices=rules.notices_to_answer(application),
        ties=[one for one in application.people if one.tie is not None],
        tie_words=TIE_SHORT,
    )


def _choose_role(actor: Actor, application: Application) -> str:
    """The words for somebody with several roles here; empty for everybody else."""
    return words_of(CaseworkRefusal.CHOOSE_ROLE_FIRST) if must_choose_role(actor, application) else ""


def _frame(slug: str, application: Application, page: presenter.CasePage) -> dict[str, Any]:
    """What the frame of the page of a case needs. Whoever comes from the queue goes back to it as it was."""
    back, neighbours = url_for("membership.queue", slug=slug), None
    if "sort" in request.args:
        shown = Queue(application.body)
        back, neighbours = shown.state.url(), shown.beside(application)
    return {
        "title": application.title,
        "back_url": back,
        "back_label": _("Applications"),
        "neighbours": neighbours,
        "sign": stage_sign(application.process, application.status),
        "stage": STATUS[application.status],
        "note": application.ref,
        "stages": stage_bar(page.steps),
        "sections": presenter.case_sections(page),
        "actions": page.actions,
    }


def _record_url(application: Application) -> str | None:
    """The member's record, for those who keep it, once there is one."""
    keeps = can(current_actor(), Permission.MANAGE_ORGANISATIONS, body=application.body_id)
    if not keeps or not presenter.made_a_member(application):
        return None
    ref = application.organisation.ref
    return url_for("organisations.record", slug=application.body.slug, ref=ref)
