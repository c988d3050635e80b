"""An error page shows what was filled in, in the words that stood beside it, never in codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from sqlalchemy.orm import Session
from wtforms import BooleanField, FormField, RadioField, SelectField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice

from app import create_app
from app.kernel.errors import DomainError, KernelRefusal
from app.membership.forms.working import TicksField
from app.membership.labels import STANCE, VERDICT
from app.questionnaires.types.fields import Column, ListedField, RowsField, TickedField
from app.web.access import public
from app.web.forms import Form, LongSelectField
from tests.clients import WeftClient, sign_in
from tests.conftest import Databases
from tests.databases import DIALECTS, Database
from tests.factories import make_person

VERDICTS = [SelectChoice(value.value, label) for value, label in VERDICT.items()]
STANCES = [SelectChoice(value.value, label) for value, label in STANCE.items()]
ROOMS = (("kitchen", Markup("<i>The kitchen</i>")), ("hall", "The hall"))


class Inner(PlainForm):
    month = SelectField(choices=[SelectChoice("5", "May")])


class EveryControl(Form):
    """One control of each kind that sends a code."""

    radio = RadioField(choices=VERDICTS)
    listed = SelectField(choices=STANCES)
    long = LongSelectField(choices=[SelectChoice("co", "Colombia")])
    ticks = TicksField(coerce=int, choices=[SelectChoice(7, "Ana’s group"), SelectChoice(8, "Others")])
    sure = BooleanField(_l("I have read the message as the group will read it"))
    since = FormField(Inner)
    rooms = TickedField(offered=ROOMS)
    room = ListedField(offered=ROOMS)
    words = TextAreaField()


class WithRows(Form):
    rows = RowsField(
        columns=[Column("where", Markup("Where"), False, False, ROOMS)],
        least=1,
        most=3,
    )


@public
def _refuse() -> str:
    EveryControl(), WithRows()
    raise DomainError(KernelRefusal.CHANGED_MEANWHILE)


SENT = {
    "radio": "not_met",
    "listed": "objection",
    "long": "co",
    "ticks": ["7", "8"],
    "sure": "y",
    "since-month": "5",
    "rooms": ["hall"],
    "room": "kitchen",
    "rows-2-where": "kitchen",
    "words": "met",
    "unknown": "not_met",
    "passphrase": "never shown",
}
CHOSEN = ["Colombia", "Ana’s group", "Others"]
REST = ["May", "The hall", "The kitchen", "The kitchen", "met", "not_met"]


@pytest.fixture(params=DIALECTS)
def refusing(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Flask]:
    app = create_app(dict(databases.get(request.param).app.config))
    app.test_client_class = WeftClient
    app.add_url_rule("/<lang>/refuse", "refuse", _refuse, methods=["POST"])
    with Database(request.param, app).rolled_back():
        yield app


def shown(page: str) -> list[str]:
    return re.findall(r'<blockquote dir="auto">(.*?)</blockquote>', page, re.S)


@pytest.mark.parametrize(
    ("language", "verdict", "stance", "tick"),
    [
        (
            "en",
            "Not met",
            "We object, because of one of the criteria",
            "I have read the message as the group will read it",
        ),
        (
            "es",
            "No cumplido",
            "Nos oponemos, por uno de los criterios",
            "Leí el mensaje tal como lo leerá el grupo",
        ),
        (
            "fr",
            "Non rempli",
            "Nous faisons une objection, à cause d’un des critères",
            "J’ai lu le message tel que le groupe le lira",
        ),
    ],
)
def test_what_was_chosen_is_shown_in_the_words_that_were_read(
    refusing: Flask, language: str, verdict: str, stance: str, tick: str
) -> None:
    page = refusing.test_client().post(f"/{language}/refuse", data=SENT)
    assert page.status_code == 409
    assert shown(page.text) == [verdict, stance, *CHOSEN, tick, *REST]


def test_a_form_that_has_expired_is_shown_as_it_was_sent(
    session: Session, databases: Databases, app: Flask, client: Any
) -> None:
    """The token is refused before the view is asked, so nobody knows the words beside the codes."""
    sign_in(client, make_person("Ana"))
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        data = {"chosen_name": "Anabel", "language": "fr", "elsewhere": "code"}
        page = client.post("/es/account/name-and-language", data=data)
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert page.status_code == 400
    assert shown(page.text) == ["Anabel", "code"]
