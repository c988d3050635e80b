"""How often somebody may send files in: counted for each person, and only where a file is sent."""

from __future__ import annotations

from io import BytesIO

import pytest

from app import create_app
from tests.clients import WeftClient, sign_in
from tests.conftest import Databases
from tests.databases import DIALECTS, Database
from tests.membership_factories import make_draft, make_world
from tests.organisation_factories import make_contact
from tests.unit.documents.files import PDF


@pytest.mark.parametrize("dialect", DIALECTS)
def test_files_are_counted_for_each_person(databases: Databases, dialect: str) -> None:
    settings = dict(databases.get(dialect).app.config)
    app = create_app(settings | {"RATELIMIT_ENABLED": True, "LIMIT_UPLOAD": "2 per hour"})
    app.test_client_class = WeftClient
    with Database(dialect, app).rolled_back(), app.app_context():
        world = make_world()
        application = make_draft(world)
        make_contact(world.officer, application.organisation)
        path = f"/fr/apply/{application.ref}/section/about"
        first, second = app.test_client(), app.test_client()
        sign_in(first, world.applicant)
        sign_in(second, world.officer)

        def send(client: WeftClient, *, with_file: bool) -> int:
            data = {"q_purpose": "Words"} | ({"q_paper": (BytesIO(PDF), "a.pdf")} if with_file else {})
            return client.post(path, data=data, content_type="multipart/form-data").status_code

        assert [send(first, with_file=True) for _ in range(3)] == [303, 303, 429]
        assert send(first, with_file=False) == 303
        assert send(second, with_file=True) == 303
