"""The checkout obeys each habit, and each check reports an offender when it is shown one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.architecture import checks
from tests.architecture.source import ROOT

Check = Callable[[Path], Iterator[str]]
LONG_FUNCTION = "def tell():\n" + "    pass\n" * 60

# check → (a file that breaks it, its text, the fault as it must be reported)
CANARIES: list[tuple[Check, str, str, str]] = [
    (
        checks.imports_point_down,
        "app/kernel/ids.py",
        "def find():\n    from app.membership import services\n",
        "app/kernel/ids.py:2: kernel imports membership, which is not below",
    ),
    (
        checks.imports_point_down,
        "app/directory/views.py",
        "from ..membership.queries import list_members\n",
        "app/directory/views.py:1: directory imports membership, which is not below",
    ),
    (
        checks.imports_point_down,
        "app/membership/views.py",
        "import flask\nfrom app import create_app\n",
        "app/membership/views.py:2: membership imports app, which is not below",
    ),
    (
        checks.packages_have_a_place,
        "app/news/views.py",
        "",
        "app/news/views.py:1: news has no place in the table of app/features.py",
    ),
    (
        checks.imports_stand_at_the_top,
        "app/web/pages.py",
        "def show():\n    import json\n",
        "app/web/pages.py:2: json is imported inside show()",
    ),
    (
        checks.files_are_short,
        "app/web/templates/layout.html",
        "<p>\n" * 351,
        "app/web/templates/layout.html:351: 351 lines, 350 at most",
    ),
    (
        checks.files_are_short,
        "app/web/pages.py",
        "x = 1\n" * 351,
        "app/web/pages.py:351: 351 lines, 350 at most",
    ),
    (
        checks.functions_are_short,
        "app/web/pages.py",
        LONG_FUNCTION,
        "app/web/pages.py:1: tell() has 61 lines, 60 at most",
    ),
    (
        checks.names_say_something,
        "app/web/utils.py",
        "",
        "app/web/utils.py:1: the name utils does not say what is inside",
    ),
    (
        checks.names_say_something,
        "app/grants/services2.py",
        "",
        "app/grants/services2.py:1: the name services2 does not say what is inside",
    ),
    (
        checks.names_say_something,
        "app/web/pages.py",
        "class FormHelper:\n    pass\n",
        "app/web/pages.py:1: the name FormHelper does not say what it does",
    ),
    (
        checks.rooms_are_known,
        "app/membership/logic.py",
        "",
        "app/membership/logic.py:1: logic is no room of membership",
    ),
    (
        checks.features_do_not_commit,
        "app/membership/services/review.py",
        "from app.kernel.database import db\ndb.session.commit()\n",
        "app/membership/services/review.py:2: db.session.commit() belongs to the edge",
    ),
    (
        checks.services_know_no_request,
        "app/membership/services.py",
        "from flask import request\n",
        "app/membership/services.py:1: services imports request from flask",
    ),
    (
        checks.services_know_no_request,
        "app/membership/services.py",
        "from flask_login import current_user\n",
        "app/membership/services.py:1: services asks who is signed in; take `actor` as an argument",
    ),
    (
        checks.services_know_no_request,
        "app/membership/rules.py",
        "from flask import url_for\n",
        "app/membership/rules.py:1: rules imports url_for from flask",
    ),
    (
        checks.rooms_keep_from_the_session,
        "app/membership/views.py",
        "db.session.add(1)\n",
        "app/membership/views.py:1: views uses the session; that is for queries and services",
    ),
    (
        checks.statuses_are_set_by_advance,
        "app/membership/services.py",
        "case.status = 'admitted'\n",
        "app/membership/services.py:1: a status is set outside advance() and take_step()",
    ),
    (
        checks.statuses_are_set_by_advance,
        "app/membership/queries.py",
        "update(Case).values(status='admitted')\n",
        "app/membership/queries.py:1: a status is set outside advance() and take_step()",
    ),
    (
        checks.views_ask_no_status,
        "app/membership/views.py",
        "if case.status == 'draft':\n    pass\n",
        "app/membership/views.py:1: a view compares a status; ask rules or available_actions()",
    ),
    (
        checks.selects_stand_in_queries,
        "app/membership/services.py",
        "from sqlalchemy import select\n",
        "app/membership/services.py:1: services builds a query (select); that belongs to queries",
    ),
    (
        checks.selects_stand_in_queries,
        "app/membership/services.py",
        "db.session.query(Case)\n",
        "app/membership/services.py:1: services queries; that belongs to queries",
    ),
    (
        checks.templates_obey_the_content_policy,
        "app/web/templates/layout.html",
        '<p style="color: red">\n',
        "app/web/templates/layout.html:1: inline style or script, which the content security policy refuses",
    ),
    (
        checks.templates_obey_the_content_policy,
        "app/web/templates/layout.html",
        '<img src="https://example.org/a.png">\n',
        "app/web/templates/layout.html:1: it asks a third party",
    ),
    (
        checks.settings_are_declared,
        "app/web/pages.py",
        'current_app.config["PAGE_WIDTH"]\n',
        "app/web/pages.py:1: the setting PAGE_WIDTH is not in config.py",
    ),
]
CHECKS = sorted({check for check, *_ in CANARIES}, key=lambda check: check.__name__)


def test_every_check_has_a_canary() -> None:
    written = {
        name for name, value in vars(checks).items() if getattr(value, "__module__", "") == checks.__name__
    }
    assert {check.__name__ for check in CHECKS} == {name for name in written if not name.startswith("_")}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_house_obeys(check: Check) -> None:
    faults = list(check(ROOT))
    assert not faults, "\n".join(["", *faults])


@pytest.mark.parametrize(
    ("check", "place", "text", "fault"),
    CANARIES,
    ids=[f"{check.__name__}-{number}" for number, (check, *_rest) in enumerate(CANARIES)],
)
def test_check_reports_its_canary(tmp_path: Path, check: Check, place: str, text: str, fault: str) -> None:
    path = tmp_path / place
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    (tmp_path / "config.py").write_text("LIMITS = {}\n", "utf-8")
    assert list(check(tmp_path)) == [fault]
