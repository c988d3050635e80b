"""What two features offer alike, and what nobody offers, stops the start."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest
from flask import Flask

from app.web.extension_points import ExtensionPoints, Link, SetupFault, install_extension_points, link_to


def setup_of(name: str, **offers: Any) -> ModuleType:
    module = ModuleType(f"app.{name}.setup")
    vars(module).update(offers)
    return module


@pytest.mark.parametrize(
    ("name", "offered", "fault"),
    [
        ("LINKS", {Link.DESK: "news.desk"}, "app.news.setup.LINKS offers what another feature offers: desk"),
        (
            "DOCUMENT_READERS",
            {"report": print},
            "app.news.setup.DOCUMENT_READERS offers what another feature offers: report",
        ),
        ("CASE_PAGES", {"loan": None}, "app.news.setup.CASE_PAGES offers what another feature offers: loan"),
    ],
)
def test_what_two_features_offer_stops_the_start(name: str, offered: dict[Any, Any], fault: str) -> None:
    points = ExtensionPoints()
    points.take(setup_of("desk", **{name: offered}))
    with pytest.raises(SetupFault, match=f"^{fault}$"):
        points.take(setup_of("news", **{name: offered}))


def test_lists_hold_what_each_feature_adds_in_turn() -> None:
    points = ExtensionPoints()
    points.take(setup_of("one", NAVIGATION=(print,), DESK=(len,), ON_LEAVING=(repr,)))
    points.take(setup_of("two", NAVIGATION=(str,)))
    points.take(setup_of("three"))
    assert (points.navigation, points.desk, points.on_leaving) == ([print, str], [len], [repr])


def test_a_link_that_nobody_offers_stops_the_start() -> None:
    points = ExtensionPoints(links={link: "x.y" for link in Link if link is not Link.JOIN})
    with pytest.raises(SetupFault, match=r"^no feature's setup offers these links: join$"):
        points.check_complete(Flask("bare"))


def test_a_kind_of_case_without_pages_stops_the_start() -> None:
    kinds = {"loan": object(), "gift": object()}
    points = ExtensionPoints(links=dict.fromkeys(Link, "static"), case_kinds=[kinds])
    with pytest.raises(SetupFault, match=r"^no feature's setup offers the pages of these cases: gift, loan$"):
        points.check_complete(Flask("bare"))


class LostStep:
    """The pages of a case with a step that nothing leads to."""

    work = "static"

    def endpoints(self) -> set[str]:
        return {"static"}

    def faults(self, kind: str) -> list[str]:
        return [f"{kind}: lend has neither a form nor a page"]


def test_a_step_that_nothing_leads_to_stops_the_start() -> None:
    points = ExtensionPoints(
        links=dict.fromkeys(Link, "static"), case_kinds=[{"loan"}], case_pages={"loan": LostStep()}
    )
    fault = r"^nothing leads to these steps: loan: lend has neither a form nor a page$"
    with pytest.raises(SetupFault, match=fault):
        points.check_complete(Flask("bare"))


def test_a_link_to_a_page_that_does_not_exist_stops_the_start() -> None:
    points = ExtensionPoints(links=dict.fromkeys(Link, "static") | {Link.DESK: "dashboard.dekc"})
    with pytest.raises(SetupFault, match=r"^these endpoints .* do not exist: dashboard\.dekc$"):
        points.check_complete(Flask("bare"))


def test_link_to_follows_what_was_offered() -> None:
    app = Flask("bare", static_folder=None)
    install_extension_points(app)
    app.add_url_rule("/desk/<ref>", "news.desk", lambda ref: "")
    app.extensions["weft_extension_points"].take(setup_of("news", LINKS={Link.DESK: "news.desk"}))
    with app.test_request_context():
        assert link_to("desk", ref="A1") == link_to(Link.DESK, ref="A1") == "/desk/A1"
