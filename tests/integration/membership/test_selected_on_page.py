"""Acting on ticked rows and taking a list away: all that was chosen or nothing, and plain words why not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from markupsafe import Markup
from sqlalchemy.orm import Session

from app.kernel import audit, clock
from app.membership import services
from app.membership.models import Application
from app.membership.presenter import queue_list
from app.membership.services import remind_selected
from app.membership.views.queue import ACTS
from tests.clients import WeftClient, sign_in
from tests.membership_factories import World, fill_in, fresh, make_draft, make_world

PAGE = "/n/example/selected-applications"


@pytest.fixture
def world(session: Session) -> World:
    return make_world()


@pytest.fixture
def three(world: World) -> list[Application]:
    made = [make_draft(world, known_as=name) for name in ("Alba", "Brisa", "Cima")]
    for one in made:
        fill_in(world, one)
        services.submit_application(one, actor=world.applicant)
    return [fresh(one) for one in made]


def told(client: WeftClient, language: str = "en", **sent: object) -> str:
    """What the page says after these rows and this act were sent."""
    answer = client.post(f"/{language}{PAGE}", data=sent)
    assert answer.status_code == 303
    return flash_of(client, answer.location)


def flash_of(client: WeftClient, address: str) -> str:
    page = client.get(address).text
    alerts = page.split('role="alert">')[1:]
    return " ".join(Markup(one.split("</div>")[0]).striptags() for one in alerts)


def holders(applications: list[Application]) -> list[int | None]:
    return [fresh(one).officer_id for one in applications]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "You selected 3 rows. Select 2 at most and try again. Nothing was changed."),
        ("es", "Seleccionaste 3 filas. Selecciona 2 como máximo e inténtalo de nuevo. No se cambió nada."),
        (
            "fr",
            "Vous avez sélectionné 3 lignes. Sélectionnez-en 2 au plus et réessayez. Rien n’a été modifié.",
        ),
    ],
)
def test_more_rows_than_one_act_takes_are_all_left_and_it_is_said(
    app: Flask,
    client: WeftClient,
    world: World,
    three: list[Application],
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    words: str,
) -> None:
    monkeypatch.setitem(app.config, "SELECTION_MAX_ROWS", 2)
    sign_in(client, world.officer)
    refs = [one.ref for one in three]
    assign = {"act": "assign", "assign_to": world.officer.ref}
    assert told(client, language, ref=refs, **assign).replace("\N{NO-BREAK SPACE}", " ") == words
    assert holders(three) == [None, None, None]
    assert told(client, language, ref=[*refs[:2], refs[0]], **assign) == "", "a row sent twice is one row"
    assert holders(three) == [world.officer.id, world.officer.id, None]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"act": "remind"}, "Select at least one row first."),
        ({}, "Select at least one row first."),
        ({"ref": "?", "act": "give_away"}, "What you chose is no longer available."),
        ({"ref": "?"}, "What you chose is no longer available."),
        (
            {"ref": "?", "act": "assign", "assign_to": "NOBODY"},
            "What you chose is no longer available.",
        ),
    ],
)
def test_what_was_wrong_with_the_choice_is_said(
    client: WeftClient, world: World, three: list[Application], sent: dict[str, str], words: str
) -> None:
    sign_in(client, world.officer)
    rows = {"ref": three[0].ref} if "ref" in sent else {}
    assert told(client, **(sent | rows)).startswith(words)
    assert holders(three) == [None, None, None]


def test_each_act_that_the_queue_offers_is_done_by_its_own_service(app: Flask, world: World) -> None:
    with app.test_request_context():
        offered = queue_list({}, [world.officer], world.officer, works=True).acts
    assert sorted(one.name for one in offered) == sorted(ACTS)


def test_a_list_that_is_too_long_to_take_away_is_not_cut(
    app: Flask, client: WeftClient, world: World, three: list[Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    def exported() -> int:
        return sum(
            one.kind == "application.list_exported"
            for one in audit.list_events("network_body", world.body.id)
        )

    sign_in(client, world.officer)
    monkeypatch.setitem(app.config, "EXPORT_MAX_ROWS", 2)
    answer = client.get("/en/n/example/applications/export.csv")
    assert answer.status_code == 303
    words = "This list has more than 2 rows. Narrow it with filters, then export it."
    assert (flash_of(client, answer.location), exported()) == (words, 0)

    monkeypatch.setitem(app.config, "EXPORT_MAX_ROWS", 3)
    whole = client.get("/en/n/example/applications/export.csv")
    assert [line.split(",")[1] for line in whole.text.splitlines()[1:]] == ["Alba", "Brisa", "Cima"]
    assert exported() == 1


def test_a_second_reminder_waits_as_long_as_the_settings_say(
    app: Flask, client: WeftClient, world: World, three: list[Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "REMIND_AGAIN_SECONDS", 7200)
    refs = [three[0].ref]
    assert remind_selected(refs, world.body.id, actor=world.officer) == []
    with clock.shift(timedelta(minutes=119)):
        sign_in(client, world.officer)
        assert told(client, ref=refs, act="remind").endswith("a reminder was sent less than 2 hours ago.")
    with clock.shift(timedelta(minutes=121)):
        assert remind_selected(refs, world.body.id, actor=world.officer) == []
