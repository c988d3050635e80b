"""The checkout obeys each habit, and each check reports an offender when it is shown one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture import checks, cycle_checks, limit_checks, link_checks, template_checks, usage_checks
from tests.architecture.canaries import OTHER_CANARIES, ROOM_CANARIES
from tests.architecture.canary import Canary, Check, plant
from tests.architecture.page_canaries import PAGE_CANARIES
from tests.architecture.source import ROOT

FOLDERS = ("app/membership", "app/grants/calls")
CHECKS: list[Check] = [
    value
    for module in (checks, cycle_checks, limit_checks, link_checks, template_checks, usage_checks)
    for name, value in sorted(vars(module).items())
    if getattr(value, "__module__", "") == module.__name__ and not name.startswith("_")
]
FEATURE_CANARIES = [*ROOM_CANARIES, *PAGE_CANARIES]
ABOUT_PACKAGES = {"packages_have_a_place"}  # not about what a feature holds


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_house_obeys(check: Check) -> None:
    faults = list(check(ROOT))
    assert not faults, "\n".join(["", *faults])


def test_every_check_has_a_canary() -> None:
    names = {check.__name__ for check in CHECKS}
    assert {canary.check.__name__ for canary in FEATURE_CANARIES} == names - ABOUT_PACKAGES
    assert {canary.check.__name__ for canary in OTHER_CANARIES} >= ABOUT_PACKAGES


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize(
    "canary",
    FEATURE_CANARIES,
    ids=[f"{canary.check.__name__}-{number}" for number, canary in enumerate(FEATURE_CANARIES)],
)
def test_check_reports_its_canary_in_every_feature(tmp_path: Path, canary: Canary, folder: str) -> None:
    planted = canary.planted_in(folder)
    plant(tmp_path, planted.files)
    assert list(planted.check(tmp_path)) == [planted.fault]


@pytest.mark.parametrize(
    "canary",
    OTHER_CANARIES,
    ids=[f"{canary.check.__name__}-{number}" for number, canary in enumerate(OTHER_CANARIES)],
)
def test_check_reports_its_canary_elsewhere(tmp_path: Path, canary: Canary) -> None:
    plant(tmp_path, canary.files)
    assert list(canary.check(tmp_path)) == [canary.fault]


def test_a_case_is_moved_by_casework_alone(tmp_path: Path) -> None:
    plant(tmp_path, {"app/casework/services/steps.py": "case.status = step.target\n"})
    assert list(checks.statuses_are_set_by_advance(tmp_path)) == []


def test_listed_offenders_must_still_offend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template_checks, "LONG_LINES", frozenset({"app/web/templates/a.html", "app/b.html"}))
    plant(tmp_path, {"app/__init__.py": "", "app/web/templates/a.html": "<p>\n"})
    assert list(template_checks.template_lines_are_short(tmp_path)) == [
        "app/web/templates/a.html: it is fine now; take it out of tests/architecture/offenders.py",
        "app/b.html: it is gone; take it out of tests/architecture/offenders.py",
    ]


def test_a_long_paragraph_of_a_mail_is_fine(tmp_path: Path) -> None:
    plant(tmp_path, {"app/grants/calls/templates/grants/calls/email/a.txt": "a" * 200})
    assert list(template_checks.template_lines_are_short(tmp_path)) == []


def test_allowed_limits_and_words_must_still_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        limit_checks, "ALLOWED", {"why": frozenset({"app/web/a.py:MOST", "app/web/a.py:NONE"})}
    )
    monkeypatch.setattr(limit_checks, "ALLOWED_WORDS", {"In 3 days": "why", "In 4 days": "why"})
    pot = 'msgid ""\nmsgstr ""\n\n#: app/a.py\nmsgid "In 3 days we write"\nmsgstr ""\n'
    files = {"app/__init__.py": "", "app/web/a.py": "MOST = 3\n", "translations/messages.pot": pot}
    plant(tmp_path, files)
    assert list(limit_checks.limits_are_settings(tmp_path)) == [
        "app/web/a.py:NONE is gone; take it out of tests/architecture/allowed_limits.py"
    ]
    assert list(limit_checks.words_take_numbers_as_parameters(tmp_path)) == [
        "nobody says 'In 4 days' any more; take it out of tests/architecture/allowed_limits.py"
    ]


def test_a_known_ring_must_still_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cycle_checks, "KNOWN_RINGS", {frozenset({"app.web.one", "app.web.two"}): "why"})
    there = {"app/web/one.py": "from app.web.two import y\n", "app/web/two.py": "from app.web.one import x\n"}
    plant(tmp_path, there)
    assert list(cycle_checks.imports_form_no_ring(tmp_path)) == []
    (tmp_path / "app/web/two.py").write_text("", "utf-8")
    assert list(cycle_checks.imports_form_no_ring(tmp_path)) == [
        "the ring app.web.one, app.web.two is broken: take it out of KNOWN_RINGS"
    ]
