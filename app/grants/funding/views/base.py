"""What the pages of funds begin with: who may open one."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for

from app.grants.funding import labels, presenter, queries
from app.grants.funding.forms import Subject
from app.grants.funding.models import Fund
from app.grants.funding.views.menus import menu_for
from app.kernel.actor import can
from app.kernel.errors import NotFound
from app.kernel.permissions import Permission
from app.organisations.models import NetworkBody
from app.organisations.queries import get_body
from app.web.actor import current_actor
from app.web.blueprints import feature_blueprint
from app.web.context import show_body

bp = feature_blueprint("grants.funding", __name__)

FUNDS = "/n/<slug>/funds/"
FUND = f"{FUNDS}<ref>/"


def open_body(slug: str) -> NetworkBody:
    """The network whose money the reader may see. Raises NotFound for any other."""
    body = get_body(slug)
    if not can(current_actor(), Permission.READ_FUNDS, body=body.id):
        raise NotFound
    show_body(body, under=url_for("grants_funding.funds", slug=slug))
    return body


def open_fund(slug: str, ref: str) -> Fund:
    """A fund of that network. Raises NotFound."""
    return queries.get_fund(ref, open_body(slug).id)


def fund_page(template: str, fund: Fund, slug: str, **more: Any) -> str:
    """A page of one fund, under its name, its tabs and what can be recorded."""
    return render_template(
        f"grants/funding/{template}.html",
        fund=fund,
        tabs=presenter.fund_tabs(fund, slug, awards=queries.count_promises(fund)),
        status=labels.FUND_STATUSES[fund.status],
        status_tag=labels.FUND_TAGS[fund.status],
        funds_url=url_for("grants_funding.funds", slug=slug),
        menu=menu_for(Subject(open_body(slug), fund)),
        **more,
    )
