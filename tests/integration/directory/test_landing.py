"""The page by which a network presents itself is public, cached, and tells no more than may be told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.kernel.actor import SYSTEM
from app.organisations import services
from app.organisations.enums import Audience
from tests.organisation_factories import make_body, make_member, region


@pytest.mark.parametrize("lang", ["en", "es", "fr"])
def test_landing_stands_in_each_language(session: Session, client: Any, lang: str) -> None:
    body = make_body(is_home=True)
    services.update_body(
        body,
        actor=SYSTEM,
        headline={"en": "Stronger together", "es": "Más fuertes", "fr": "Plus forts"},
        joining_steps=[{"label": {"en": "Read", "es": "Leer", "fr": "Lire"}, "note": {"en": "5 minutes"}}],
        accepts_applications=True,
    )
    page = client.get(f"/{lang}/").text
    assert body.headline[lang] in page
    assert f'href="/{lang}/n/lanpud/join"' in page
    assert f'<html lang="{lang}"' in page


def test_landing_opens_no_session_and_has_an_etag(session: Session, client: Any) -> None:
    make_body(is_home=True)
    answer = client.get("/en/")
    assert "Set-Cookie" not in answer.headers
    assert "csrf_token" not in answer.text
    assert client.get("/en/", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_landing_asks_three_queries_at_most(
    session: Session, client: Any, count_queries: Callable[[], Any]
) -> None:
    body = make_body(is_home=True)
    make_member(body, "Uno")
    session.commit()
    for address in ("/en/", "/en/n/lanpud/", "/en/networks/"):
        with count_queries() as count:
            assert client.get(address).status_code == 200
        assert len(count) <= 3
        with count_queries() as count:
            client.get(address)
        assert len(count) <= 1


def test_landing_changes_with_what_the_public_may_see(session: Session, client: Any) -> None:
    body = make_body(is_home=True)
    etag = client.get("/en/").headers["ETag"]
    make_member(body, "Oculta", listed=Audience.COORDINATORS)
    assert client.get("/en/").headers["ETag"] == etag
    make_member(body, "Abierta")
    answer = client.get("/en/")
    assert answer.headers["ETag"] != etag
    assert "1 member" in answer.text


def test_landing_counts_groups_of_a_regions_own_network_from_five_on(session: Session, client: Any) -> None:
    world, latin = make_body("inpud", is_home=True), make_body("lanpud")
    services.give_region_its_network(region("latin_america_caribbean"), body=latin, actor=SYSTEM)
    for number in range(4):
        make_member(latin, f"Grupo {number}")
    page = client.get(f"/en/n/{world.slug}/").text
    assert "LANPUD" in page
    assert "4 groups" not in page
    make_member(latin, "Grupo 5")
    assert "5 groups" in client.get(f"/en/n/{world.slug}/").text


def test_regional_network_shows_its_own_region_alone(session: Session, client: Any) -> None:
    latin = make_body("lanpud")
    services.give_region_its_network(region("latin_america_caribbean"), body=latin, actor=SYSTEM)
    page = client.get("/en/n/lanpud/").text
    assert "Latin America" in page
    assert "Eurasia" not in page


def test_front_door_without_a_network_says_what_to_do(session: Session, client: Any) -> None:
    answer = client.get("/fr/")
    assert answer.status_code == 200
    assert "<h1>" in answer.text


def test_networks_are_listed_home_first(session: Session, client: Any) -> None:
    make_body("anpud")
    make_body("lanpud", is_home=True)
    page = client.get("/en/networks/").text
    assert page.index("lanpud network") < page.index("anpud network")
    assert client.get("/en/n/nowhere/").status_code == 404
