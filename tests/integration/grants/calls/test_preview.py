"""A draft as everybody will read it, shown to its office alone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.grants.calls.models import Call
from app.grants.calls.services import publish_call
from app.kernel import clock
from tests.call_factories import make_call
from tests.clients import WeftClient, sign_in
from tests.grant_factories import Office

NOTICE = re.compile(r'<div class="notice calm" role="note">.*?</div>', re.DOTALL)
MAIN = re.compile(r"</nav>\s*(<h1>.*?)</main>", re.DOTALL)
LINKS = re.compile(r'href="[^"]*"')


@pytest.fixture
def office(session: Session) -> Office:
    return Office()


def draft_of(office: Office, days: tuple[int, int]) -> Call:
    now = clock.now().replace(second=0, microsecond=0)
    return make_call(
        office.body,
        office.officer,
        office.line,
        guidance={"en": "Read this."},
        opens_at=now + timedelta(days=days[0]),
        closes_at=now + timedelta(days=days[1]),
        required=[{"rule": "good_standing"}],
    )


def _words(page: str) -> list[str]:
    """What the page says below its frame, without addresses and the notice of a preview."""
    found = MAIN.search(NOTICE.sub("", page))
    assert found is not None
    return LINKS.sub("", found.group(1)).split()


@pytest.mark.parametrize("days", [(-1, 20), (3, 20)], ids=["open at once", "opens later"])
def test_a_preview_says_what_the_page_says_once_it_is_published(
    client: WeftClient, session: Session, office: Office, days: tuple[int, int]
) -> None:
    call = draft_of(office, days)
    session.commit()
    visitor = client.application.test_client()
    page = f"/en/n/river/grants/{call.code}"
    assert visitor.get(page).status_code == 404
    sign_in(client, office.officer)
    preview = client.get(f"/en/n/river/calls/{call.ref}/preview").text
    assert "This is a preview." in preview
    publish_call(call, actor=office.officer)
    session.commit()
    published = visitor.get(page).text
    assert "This is a preview." not in published
    assert _words(preview) == _words(published)


def test_a_draft_without_dates_can_be_looked_at(client: WeftClient, session: Session, office: Office) -> None:
    call = make_call(office.body, office.officer, office.line, opens_at=None, closes_at=None)
    session.commit()
    sign_in(client, office.officer)
    assert "Draft" in client.get(f"/en/n/river/calls/{call.ref}/preview").text


@pytest.mark.parametrize("template", ["light", "two_pages"])
def test_the_form_is_shown_with_each_question_and_nothing_to_send(
    client: WeftClient, session: Session, office: Office, template: str
) -> None:
    call = make_call(office.body, office.officer, office.line, template)
    session.commit()
    sign_in(client, office.officer)
    page = client.get(f"/en/n/river/calls/{call.ref}/preview/form").text
    main = page[page.index("<main") : page.index("</main>")]
    assert 'id="q_what"' in main
    assert 'name="q_route"' in main
    assert "<form" not in main
    assert "csrf_token" not in main


@pytest.mark.parametrize("page", ["preview", "preview/form"])
def test_nobody_else_sees_a_preview(client: WeftClient, session: Session, office: Office, page: str) -> None:
    call = draft_of(office, (1, 20))
    address = f"/en/n/river/calls/{call.ref}/{page}"
    assert client.get(address).status_code == 303
    sign_in(client, office.group()[1])
    assert client.get(address).status_code == 403
    sign_in(client, Office("lake").officer)
    assert client.get(address).status_code == 404
