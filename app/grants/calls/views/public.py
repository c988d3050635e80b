"""What everybody reads: the calls of a network, and one call with its questions."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, url_for

from app.grants.calls import labels, presenter, queries
from app.grants.calls.enums import CallStage
from app.grants.calls.forms import AskForm
from app.grants.calls.models import Call
from app.grants.calls.rules import last_minute_of, stage_of, stage_once_published
from app.grants.calls.views.base import bp
from app.organisations.models import NetworkBody
from app.organisations.queries import get_body
from app.questionnaires.presenter import blank_form, preview
from app.web.access import public
from app.web.actor import current_actor
from app.web.context import show_body
from app.web.extension_points import Link, link_to
from app.web.languages import current_language

GRANTS = "/n/<slug>/grants/"
ANNOUNCED = (CallStage.OPEN, CallStage.SCHEDULED)


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


def _announced(slug: str) -> tuple[NetworkBody, list[presenter.Item]]:
    """The network, and its calls that are open or open later."""
    body = get_body(slug)
    calls = [one for one in queries.list_public_calls(body.id) if stage_of(one) in ANNOUNCED]
    return body, presenter.feed_items(calls, slug, current_language())


@bp.get(f"{GRANTS}calls.atom")
@public(cached=True)
def atom(slug: str) -> Response:
    """The calls that are open or open later, for readers of news."""
    body, items = _announced(slug)
    latest = queries.latest_change(body.id)
    data = presenter.write_atom(body, items, current_language(), latest)
    return Response(data, mimetype=presenter.ATOM_TYPE)


@bp.get(f"{GRANTS}calls.ics")
@public(cached=True)
def calendar(slug: str) -> Response:
    """When they open and close, for calendars."""
    body, items = _announced(slug)
    data = presenter.write_calendar(body, items, current_language())
    return Response(data, mimetype=presenter.CALENDAR_TYPE)


@bp.get(f"{GRANTS}<code>")
@public(cached=True)
def call(slug: str, code: str) -> str:
    """One call: how much, for whom, until when, who learns the name, what is asked."""
    body = get_body(slug)
    show_body(body, under=url_for("grants_calls.grants", slug=slug))
    found = queries.get_public_call(code, body.id)
    asking = presenter.asking(found, current_actor(), current_language(), slug)
    return show_call(
        found,
        asking,
        apply_url=link_to(Link.APPLY, slug=slug, code=code),
        blank_url=url_for("grants_calls.blank", slug=slug, code=code),
        ask_form=AskForm() if asking.can_ask else None,
    )


def show_call(call: Call, asking: presenter.Asking, *, apply_url: str, **more: Any) -> str:
    """The page of a call, the very same for everybody and for the preview of a draft."""
    language = current_language()
    stage, version = stage_once_published(call), call.question_set_version
    return render_template(
        "grants/calls/call.html",
        call=call,
        stage=labels.STAGES[stage],
        tag_kind=labels.STAGE_TAGS[stage],
        apply_url=apply_url if stage is CallStage.OPEN else "",
        facts=presenter.call_facts(call, language),
        requirements=presenter.requirement_lines(call, labels.REQUIREMENTS, language),
        readers=presenter.who_learns_the_name(call, language),
        preview=preview(version, language) if version is not None else [],
        scoring=presenter.scoring_of(call, language),
        asking=asking,
        **more,
    )


@bp.get(f"{GRANTS}<code>/form")
@public(cached=True)
def blank(slug: str, code: str) -> str:
    """The questions of a call to print, with room to write."""
    body = get_body(slug)
    show_body(body, under=url_for("grants_calls.grants", slug=slug))
    found = queries.get_public_call(code, body.id)
    language, version = current_language(), found.question_set_version
    return render_template(
        "grants/calls/blank.html",
        call=found,
        sections=blank_form(version, language) if version is not None else [],
        readers=presenter.who_learns_the_name(found, language),
        closes=presenter.told_in(last_minute_of(found), found.zone, language),
    )
