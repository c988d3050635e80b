"""A refusal says what happened and what to do next, true for whoever reads it, and tells nothing more."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.kernel.errors import KernelRefusal
from app.web.errors import error_page
from tests.clients import WeftClient, sign_in
from tests.factories import make_person

NOT_FOUND = {
    "en": (
        "Error 404",
        "We did not find this page",
        "There is no page at this address, or you do not have access to it.",
    ),
    "es": (
        "Error 404",
        "No encontramos esta página",
        "No hay ninguna página en esta dirección, o no tienes acceso a ella.",
    ),
    "fr": (
        "Erreur 404",
        "Nous n’avons pas trouvé cette page",
        "Il n’y a pas de page à cette adresse, ou vous n’y avez pas accès.",
    ),
}
SIGN_IN = {"en": "Sign in", "es": "Iniciar sesión", "fr": "Se connecter"}
DESK = {"en": "My desk", "es": "Mi escritorio", "fr": "Mon espace"}
AGAIN = {"en": "Open the page again", "es": "Abrir la página de nuevo", "fr": "Rouvrir la page"}
DENIED = {
    "en": "You do not have access to this",
    "es": "No tienes acceso a esto",
    "fr": "Vous n’y avez pas accès",
}


def told(page: str) -> list[str]:
    """The lines of the page's own text."""
    main = re.search(r"<main.*?</main>", page, re.S)
    assert main
    text = unescape(re.sub(r"<[^>]+>", "\n", main[0]))
    return [line.strip() for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("language", NOT_FOUND)
def test_an_address_without_a_page_says_what_to_do_next(
    client: WeftClient, session: Session, language: str
) -> None:
    nowhere = told(client.get(f"/{language}/nowhere").text)
    assert tuple(nowhere[:3]) == NOT_FOUND[language]
    assert nowhere[-1] == SIGN_IN[language]
    assert DESK[language] not in nowhere
    sign_in(client, make_person())
    session.commit()
    nowhere = told(client.get(f"/{language}/nowhere").text)
    assert tuple(nowhere[:3]) == NOT_FOUND[language]
    assert nowhere[-1] == DESK[language]
    assert SIGN_IN[language] not in nowhere


@pytest.mark.parametrize("language", NOT_FOUND)
def test_what_is_hidden_and_what_never_was_look_alike(app: Flask, language: str) -> None:
    with app.test_request_context(f"/{language}/nowhere"):
        hidden, never = error_page(KernelRefusal.NOT_FOUND, 404), error_page("", 404)
    assert told(hidden[0]) == told(never[0])
    assert tuple(told(never[0])[:3]) == NOT_FOUND[language]


@pytest.mark.parametrize("language", DENIED)
def test_who_may_not_is_not_told_to_sign_in_again(
    client: WeftClient, session: Session, language: str
) -> None:
    sign_in(client, make_person())
    session.commit()
    response = client.get(f"/{language}/account/people")
    assert response.status_code == 403
    lines = told(response.text)
    assert lines[1] == DENIED[language]
    assert lines[-1] == DESK[language]
    assert SIGN_IN[language] not in lines


@pytest.mark.parametrize("language", AGAIN)
@pytest.mark.parametrize(
    ("method", "path", "offered"),
    [
        ("POST", "account/sign-in", True),
        ("GET", "account/sign-in", False),
        ("POST", "account/sign-out", False),
    ],
)
def test_a_page_that_can_be_opened_again_is_linked(
    app: Flask, language: str, method: str, path: str, offered: bool
) -> None:
    with app.test_request_context(f"/{language}/{path}", method=method):
        code = KernelRefusal.CHANGED_MEANWHILE
        page, status = error_page(code, code.http_status)
    assert status == 409
    assert (AGAIN[language] in told(page)) is offered
    assert (f'<a class="button" href="/{language}/{path}">' in page) is offered
