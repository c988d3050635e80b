"""The one list of packages: places, order, and what an app that registers a nested feature gets from it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, render_template, url_for

import app as program
from app.features import (
    ALL_FEATURES,
    FEATURES,
    PLANNED,
    endpoint_prefix,
    has_place,
    is_below,
    package_of,
)
from app.registration import register_feature
from app.web.extension_points import extension_points, install_extension_points

CALLS = {
    "__init__.py": "",
    "calls/__init__.py": "",
    "calls/labels.py": "ERRORS = {}\n",
    "calls/setup.py": 'NAVIGATION = (lambda body: [{"label": "Calls", "url": "/en/calls"}],)\n',
    "calls/jobs.py": "LOADED = True\n",
    "calls/views.py": (
        "from app.web.blueprints import feature_blueprint\n"
        'bp = feature_blueprint("grants.calls", __name__)\n'
        '@bp.get("/calls")\n'
        "def show(lang):\n"
        '    return ""\n'
    ),
    "calls/templates/grants/calls/page.html": "{{ url_for('grants_calls.show', lang='es') }}",
}


@pytest.fixture
def grants(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package of packages in the place of the real one, which comes back afterwards as it was imported."""
    for place, text in CALLS.items():
        path = tmp_path / "grants" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for name in _grants_modules():
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(program, "grants", None, raising=False)
    monkeypatch.setattr(program, "__path__", [str(tmp_path), *program.__path__])
    yield
    for name in _grants_modules():
        del sys.modules[name]


def _grants_modules() -> list[str]:
    return [name for name in sys.modules if f"{name}.".startswith("app.grants.")]


def test_a_feature_in_a_package_of_packages_is_registered_whole(grants: None) -> None:
    app = Flask("bare", static_folder=None)
    app.extensions["weft_errors"] = {}
    install_extension_points(app)
    register_feature(app, "grants.calls")
    assert sys.modules["app.grants.calls.jobs"].LOADED
    assert [source(None)[0]["label"] for source in extension_points(app).navigation] == ["Calls"]
    with app.test_request_context():
        assert url_for("grants_calls.show", lang="fr") == "/fr/calls"
        assert render_template("grants/calls/page.html") == "/es/calls"


def test_every_registered_feature_exists_and_no_planned_one() -> None:
    app = Path(program.__file__).parent
    there = {name for name in ALL_FEATURES if app.joinpath(*name.split("."), "__init__.py").exists()}
    assert there == set(FEATURES)
    assert set(ALL_FEATURES) >= PLANNED


def test_no_two_features_share_the_beginning_of_their_endpoints() -> None:
    prefixes = [endpoint_prefix(name) for name in ALL_FEATURES] + ["pages", "outside"]
    assert len(set(prefixes)) == len(prefixes)
    assert all(prefix.isidentifier() for prefix in prefixes)


@pytest.mark.parametrize(
    ("lower", "upper", "below"),
    [
        ("kernel", "web", True),
        ("features", "web", True),
        ("web", "kernel", False),
        ("kernel", "matching", False),
        ("organisations", "casework", True),
        ("casework", "membership", True),
        ("casework", "grants.funding", True),
        ("membership", "directory", False),
        ("membership", "grants.calls", False),
        ("grants.calls", "membership", False),
        ("grants.funding", "grants.calls", True),
        ("grants.calls", "grants.funding", False),
        ("grants.calls", "grants.calls", False),
        ("grants.publishing", "dashboard", True),
        ("dashboard", "example", False),
        ("example", "registration", True),
        ("cli", "", True),
    ],
)
def test_is_below_goes_by_rows_and_by_the_order_of_parts(lower: str, upper: str, below: bool) -> None:
    assert is_below(lower, upper) is below


@pytest.mark.parametrize(
    ("dotted", "package"),
    [
        ("accounts.views.own", "accounts"),
        ("grants.calls.views.base", "grants.calls"),
        ("grants", "grants"),
        ("cli", "cli"),
        ("", ""),
    ],
)
def test_package_of_is_as_long_as_the_package_is_deep(dotted: str, package: str) -> None:
    assert package_of(dotted) == package


@pytest.mark.parametrize(
    ("package", "known"),
    [("grants.calls", True), ("grants", True), ("grants.news", False), ("news", False), ("web.pages", False)],
)
def test_has_place_knows_the_table_alone(package: str, known: bool) -> None:
    assert has_place(package) is known
