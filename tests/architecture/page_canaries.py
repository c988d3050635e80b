"""Faults in links, templates, limits and settings, and files that import each other."""

from __future__ import annotations

from tests.architecture import cycle_checks, limit_checks, link_checks, template_checks, usage_checks
from tests.architecture.canary import Canary, one

POT = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

#: {folder}/labels.py
msgid "{words}"
msgstr ""
"""

PAGE_CANARIES: list[Canary] = [
    Canary(
        cycle_checks.imports_form_no_ring,
        {
            "{folder}/models/__init__.py": "from {module}.models.one import One\n",
            "{folder}/models/one.py": "x = 1\nif TYPE_CHECKING:\n    from {module}.models.two import Two\n",
            "{folder}/models/two.py": "from {module}.models.one import One\n",
        },
        "{folder}/models/one.py:3: these files import each other: {module}.models.one, {module}.models.two",
    ),
    Canary(
        cycle_checks.imports_form_no_ring,
        {
            "{folder}/rules.py": "from {module} import queries\n",
            "{folder}/queries.py": "from .services import find\n",
            "{folder}/services.py": "import {module}.rules\n",
        },
        "{folder}/queries.py:1: these files import each other: "
        "{module}.queries, {module}.rules, {module}.services",
    ),
    one(
        link_checks.links_point_down,
        "{folder}/views.py",
        'x = url_for("{package}.own".replace(".", "_"))\ny = url_for("dashboard.desk")\n',
        "2: {package} links to dashboard, which is not below; use link_to()",
    ),
    one(
        link_checks.links_point_down,
        "{folder}/emails.py",
        'mail_link(f"directory.{name}", "en")\n',
        "1: {package} links to directory, which is not below; use link_to()",
    ),
    one(
        link_checks.links_point_down,
        "{folder}/templates/page.html",
        "<p>\n<a href=\"{{ url_for('dashboard.desk') }}\">\n",
        "2: {package} links to dashboard, which is not below; use link_to()",
    ),
    one(
        link_checks.links_point_down,
        "{folder}/templates/page.html",
        '<a href="{{ url_for("gants.show") }}">\n',
        "1: a link leads to gants, which is no feature's blueprint",
    ),
    one(
        link_checks.addresses_are_not_typed_by_hand,
        "{folder}/views.py",
        'f"{request.script_root}/{lang}/desk"\n',
        "1: an address is put together by hand; use url_for() or link_to()",
    ),
    one(
        link_checks.addresses_are_not_typed_by_hand,
        "{folder}/templates/page.html",
        '<a href="{{ request.script_root }}/{{ lang }}/desk">\n',
        "1: an address is put together by hand; use url_for() or link_to()",
    ),
    one(
        link_checks.named_links_are_known,
        "{folder}/templates/page.html",
        "{{ link_to('desk') }}{{ link_to('dekc') }}\n",
        "1: no Link is called dekc",
    ),
    one(
        link_checks.setups_offer_what_is_taken,
        "{folder}/setup.py",
        "DESK = ()\nNAVIGATON = ()\n",
        "2: no extension point is called NAVIGATON",
    ),
    one(
        template_checks.template_lines_are_short,
        "{folder}/templates/page.html",
        "<p>\n" + "a" * 121 + "\n",
        "2: over 120 characters",
    ),
    one(
        template_checks.templates_build_no_lists,
        "{folder}/templates/page.html",
        "{% set rows = [] %}{% for x in y %}{% set _x = rows.append(x) %}{% endfor %}\n",
        "1: a list is put together here; that is for the presenter",
    ),
    one(
        template_checks.templates_compare_no_status,
        "{folder}/templates/page.html",
        '{{ x.status|label }} status == late\n{% if x.status == "draft" %}{% endif %}\n',
        "2: a status is compared here; that is for rules and the presenter",
    ),
    one(
        template_checks.templates_compare_no_status,
        "{folder}/templates/page.html",
        '{{ "a" if case.status in ("draft", "sent") }}\n',
        "1: a status is compared here; that is for rules and the presenter",
    ),
    one(
        template_checks.deadlines_are_exact,
        "{folder}/templates/page.html",
        "{{ case.due_at|datetime }} {{ case.decided_at|date }}\n{{ notice.reply_until|date }}\n",
        "2: a deadline is shown as a day; show its moment and zone: |datetime",
    ),
    one(
        limit_checks.limits_are_settings,
        "{folder}/services.py",
        "CODES = (1, 2)\nLONGEST_EXTENSION = 60\n",
        "2: the limit LONGEST_EXTENSION belongs into config.py or a policy (or into ALLOWED, with why)",
    ),
    one(
        limit_checks.limits_are_settings,
        "{folder}/presenter/desk.py",
        "class Desk:\n    FRESH_FOR: timedelta = timedelta(days=365)\n",
        "2: the limit FRESH_FOR belongs into config.py or a policy (or into ALLOWED, with why)",
    ),
    Canary(
        limit_checks.words_take_numbers_as_parameters,
        {"translations/messages.pot": POT.replace("{words}", "Choose between 1 and 60 days")},
        "{folder}/labels.py: '60 days' is typed in words; give the number as a parameter",
    ),
    Canary(
        limit_checks.words_take_numbers_as_parameters,
        {"translations/messages.pot": POT.replace("{words}", "Pictures, up to 10 MB each")},
        "{folder}/labels.py: '10 MB' is typed in words; give the number as a parameter",
    ),
    Canary(
        limit_checks.words_take_numbers_as_parameters,
        {"translations/messages.pot": POT.replace("{words}", "A session: half an hour without a click")},
        "{folder}/labels.py: 'half an hour' is typed in words; give the number as a parameter",
    ),
    Canary(
        limit_checks.settings_are_read,
        {
            "config.py": 'LIMITS = {\n    "PAGE_SIZE": 60,\n    "PAGE_WIDTH": 5,\n}\n',
            "{folder}/views.py": 'current_app.config["PAGE_SIZE"]\n',
        },
        "config.py:3: nothing reads the setting PAGE_WIDTH",
    ),
    Canary(
        limit_checks.settings_are_read,
        {
            "config.py": 'LIMITS = {"PAGE_SIZE": 60}\nPROMISED = {"PAGE_SIZE": "lists"}\n',
            "{folder}/services.py": 'setting("PAGE_SIZE")\n',
        },
        "config.py:2: PAGE_SIZE is read by now; take it out of PROMISED",
    ),
    Canary(
        usage_checks.what_is_defined_is_used,
        {
            "{folder}/rules/__init__.py": 'from {module}.rules.one import may\n\n__all__ = ["may"]\n',
            "{folder}/rules/one.py": "def may():\n    return False\n",
        },
        "{folder}/rules/one.py:1: nothing uses may",
    ),
    Canary(
        usage_checks.what_is_defined_is_used,
        {
            "{folder}/enums.py": 'class Act(StrEnum):\n    END = "end"\n\n\nprint(Act.END)\n',
            "{folder}/services.py": "def end():\n    return 0\n",
        },
        "{folder}/services.py:1: nothing uses end",
    ),
    Canary(
        usage_checks.fields_are_read,
        {
            "{folder}/presenter.py": (
                "@dataclass(frozen=True)\nclass Page:\n    title: str\n    note: str\n    kept: str\n"
            ),
            "{folder}/templates/{package}/page.html": "{{ page.title }}{{ note }}\n",
            "{folder}/views.py": 'getattr(page, "kept")\n',
        },
        "{folder}/presenter.py:4: nothing reads note",
    ),
    Canary(
        usage_checks.classes_of_the_style_sheet_are_used,
        {
            "app/web/static/weft.css": ".used { top: .5rem; }\n.m-bad, .r12 { top: 0; } .left { top: 0; }\n",
            "{folder}/templates/{package}/page.html": '<p class="used m-{{ kind }} r{{ number }}"></p>\n',
        },
        "app/web/static/weft.css:2: nothing has the class left",
    ),
]
