"""Faults in the rooms of a feature and in what it imports, one at least for each check."""

from __future__ import annotations

from tests.architecture import checks, cycle_checks, link_checks
from tests.architecture.canary import Canary, one

LONG_FUNCTION = "def tell():\n" + "    pass\n" * 60

ROOM_CANARIES: list[Canary] = [
    one(
        checks.imports_point_down,
        "{folder}/services/review.py",
        "def find():\n    from app.dashboard import presenter\n",
        "2: {package} imports dashboard, which is not below",
    ),
    one(
        checks.imports_point_down,
        "{folder}/rules.py",
        "from app.directory.queries import list_members\n",
        "1: {package} imports directory, which is not below",
    ),
    one(
        checks.imports_point_down,
        "{folder}/views.py",
        "import flask\nfrom app import create_app\n",
        "2: {package} imports app, which is not below",
    ),
    one(
        checks.imports_stand_at_the_top,
        "{folder}/views/own.py",
        "def show():\n    import json\n",
        "2: json is imported inside show()",
    ),
    one(
        checks.files_are_short,
        "{folder}/templates/{folder}/page.html",
        "<p>\n" * 351,
        "351: 351 lines, 350 at most",
    ),
    one(checks.files_are_short, "{folder}/queries.py", "x = 1\n" * 351, "351: 351 lines, 350 at most"),
    one(
        checks.functions_are_short, "{folder}/queries.py", LONG_FUNCTION, "1: tell() has 61 lines, 60 at most"
    ),
    one(
        checks.names_say_something,
        "{folder}/services2.py",
        "",
        "1: the name services2 does not say what is inside",
    ),
    one(
        checks.names_say_something,
        "{folder}/views.py",
        "class FormHelper:\n    pass\n",
        "1: the name FormHelper does not say what it does",
    ),
    one(
        checks.dates_are_written_in_one_place,
        "{folder}/labels.py",
        "from babel.dates import format_date, get_month_names\n",
        "1: write dates with app/kernel/dates.py, not with format_date",
    ),
    one(checks.rooms_are_known, "{folder}/logic.py", "", "1: logic is no room of {package}"),
    one(
        checks.features_do_not_commit,
        "{folder}/services/review.py",
        "from app.kernel.database import db\ndb.session.commit()\n",
        "2: db.session.commit() belongs to the edge",
    ),
    one(
        checks.services_know_no_request,
        "{folder}/services.py",
        "from flask import request\n",
        "1: services imports request from flask",
    ),
    one(
        checks.services_know_no_request,
        "{folder}/services.py",
        "from flask_login import current_user\n",
        "1: services asks who is signed in; take `actor` as an argument",
    ),
    one(
        checks.services_know_no_request,
        "{folder}/process.py",
        "from flask import url_for\n",
        "1: process imports url_for from flask",
    ),
    one(
        checks.rooms_keep_from_the_session,
        "{folder}/views.py",
        "db.session.add(1)\n",
        "1: views uses the session; that is for queries and services",
    ),
    one(
        checks.statuses_are_set_by_advance,
        "{folder}/services/steps.py",
        "case.status = 'admitted'\n",
        "1: a status is set outside advance() and take_step()",
    ),
    one(
        checks.statuses_are_set_by_advance,
        "{folder}/queries.py",
        "update(Case).values(status='admitted')\n",
        "1: a status is set outside advance() and take_step()",
    ),
    one(
        checks.statuses_are_set_by_advance,
        "{folder}/services/steps.py",
        "case.status_code = 'admitted'\n",
        "1: a status is set outside advance() and take_step()",
    ),
    one(
        checks.views_ask_no_status,
        "{folder}/views.py",
        "if case.status == 'draft':\n    pass\n",
        "1: a view compares a status; ask rules or available_actions()",
    ),
    one(
        checks.selects_stand_in_queries,
        "{folder}/services.py",
        "from sqlalchemy import select\n",
        "1: services builds a query (select); that belongs to queries",
    ),
    one(
        checks.selects_stand_in_queries,
        "{folder}/services.py",
        "db.session.query(Case)\n",
        "1: services queries; that belongs to queries",
    ),
    one(
        checks.what_is_recorded_is_kept,
        "{folder}/views.py",
        "@bp.get('/x')\n@requires(P.X)\ndef file():\n    audit.record('x')\n",
        "3: file records on GET, but does not commit",
    ),
    one(
        checks.lists_of_cases_take_columns,
        "{folder}/queries.py",
        "rows = select(Casefile.id)\nall = select(models.Casefile).where(True)\n",
        "2: select(Casefile) reads whole cases; select its columns",
    ),
    one(
        checks.rows_are_locked_before_they_are_read,
        "{folder}/queries.py",
        "take_lock(select(Loan.id))\nrows = select(Loan).with_for_update(of=Loan)\n",
        "2: lock with take_lock, then read in another statement",
    ),
    one(
        checks.lines_are_cleaned,
        "{folder}/forms.py",
        "from wtforms import StringField\nname = StringField()\n",
        "2: use LineField of app.web.forms for words on one line",
    ),
    one(
        checks.templates_obey_the_content_policy,
        "{folder}/templates/page.html",
        '<p style="color: red">\n',
        "1: inline style or script, which the content security policy refuses",
    ),
    one(
        checks.templates_obey_the_content_policy,
        "{folder}/templates/page.html",
        '<img src="https://example.org/a.png">\n',
        "1: it asks a third party",
    ),
    one(
        checks.settings_are_declared,
        "{folder}/views.py",
        'current_app.config["PAGE_WIDTH"]\n',
        "1: the setting PAGE_WIDTH is not in config.py",
    ),
    one(
        checks.settings_are_declared,
        "{folder}/services.py",
        'setting("PAGE_WIDTH")\n',
        "1: the setting PAGE_WIDTH is not in config.py",
    ),
]

# Faults that a feature cannot have.
OTHER_CANARIES: list[Canary] = [
    one(
        checks.imports_point_down,
        "app/kernel/ids.py",
        "def find():\n    from app.membership import services\n",
        "2: kernel imports membership, which is not below",
    ),
    one(
        checks.imports_point_down,
        "app/directory/views.py",
        "from ..membership.queries import list_members\n",
        "1: directory imports membership, which is not below",
    ),
    one(
        checks.imports_point_down,
        "app/organisations/queries.py",
        "from app.grants.awards import queries\n",
        "1: organisations imports grants.awards, which is not below",
    ),
    one(
        checks.imports_point_down,
        "app/grants/calls/services.py",
        "from app.grants import funding, reviews\n",
        "1: grants.calls imports grants.reviews, which is not below",
    ),
    one(
        checks.imports_point_down,
        "app/grants/funding/models.py",
        "import app.grants.publishing.models\n",
        "1: grants.funding imports grants.publishing, which is not below",
    ),
    one(
        link_checks.links_point_down,
        "app/grants/calls/templates/grants/calls/page.html",
        '{{ url_for("grants_funding.budget") }}{{ url_for("grants_awards.award") }}\n',
        "1: grants.calls links to grants.awards, which is not below; use link_to()",
    ),
    one(
        checks.packages_have_a_place,
        "app/news/views.py",
        "",
        "1: news has no place in the table of app/features.py",
    ),
    one(
        checks.packages_have_a_place,
        "app/grants/news/views.py",
        "",
        "1: grants.news has no place in the table of app/features.py",
    ),
    one(
        checks.packages_have_a_place,
        "app/grants/models.py",
        "",
        "1: grants.models has no place in the table of app/features.py",
    ),
    one(
        checks.names_say_something,
        "app/web/utils.py",
        "",
        "1: the name utils does not say what is inside",
    ),
    Canary(
        cycle_checks.imports_form_no_ring,
        {"app/web/one.py": "from app.web.two import y\n", "app/web/two.py": "from app.web.one import x\n"},
        "app/web/one.py:1: these files import each other: app.web.one, app.web.two",
    ),
]
