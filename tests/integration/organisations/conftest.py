"""Fixtures of the tests of organisations."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.integration.organisations.office import Office, make_office


@pytest.fixture
def office(session: Session, client: Any) -> Office:
    """A network, a member, its contact, and the officer who is signed in."""
    return make_office(client)
