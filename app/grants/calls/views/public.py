"""What everybody reads: the calls of a network, and one call with its questions."""

from __future__ import annotations

from flask import render_template, url_for

from app.grants.calls import labels, presenter, queries
from app.grants.calls.enums import CallStage
from app.grants.calls.rules import stage_of
from app.grants.calls.views.base import bp
from app.organisations.queries import get_body
from app.questionnaires.presenter import preview
from app.web.access import public
from app.web.context import show_body
from app.web.languages import current_language

GRANTS = "/n/<slug>/grants/"


@bp.get(GRANTS)
@public(cached=True)
def grants(slug: str) -> str:
    """The calls that are open, those that open later, and those whose answers are awaited."""
    body = get_body(slug)
    show_body(body)
    found = queries.list_public_calls(body.id)
    language = current_language()
    groups = []
    for stage in (CallStage.OPEN, CallStage.SCHEDULED, CallStage.CLOSED):
        calls = [call for call in found if stage_of(call) is stage]
        rows = presenter.call_rows(
            calls, language, lambda call: url_for("grants_calls.call", slug=slug, code=call.code)
        )
        groups.append((stage, rows))
    return render_template("grants/calls/grants.html", groups=groups, stages=labels.STAGES)


@bp.get(f"{GRANTS}<code>")
@public(cached=True)
def call(slug: str, code: str) -> str:
    """One call: how much, for whom, until when, who learns the name, what is asked."""
    body = get_body(slug)
    show_body(body, under=url_for("grants_calls.grants", slug=slug))
    found = queries.get_public_call(code, body.id)
    language = current_language()
    stage = stage_of(found)
    version = found.question_set_version
    return render_template(
        "grants/calls/call.html",
        call=found,
        stage=labels.STAGES[stage],
        tag_kind=labels.STAGE_TAGS[stage],
        is_open=stage is CallStage.OPEN,
        facts=presenter.call_facts(found, language),
        requirements=presenter.requirement_lines(found, labels.REQUIREMENTS, language),
        readers=presenter.who_learns_the_name(found, language),
        preview=preview(version, language) if version is not None else [],
    )
