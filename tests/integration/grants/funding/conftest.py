"""What the tests of the pages of money begin with."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests.clients import WeftClient
from tests.integration.grants.funding.bookkeeper import Bookkeeper
from tests.integration.grants.funding.books import DAY, Books


@pytest.fixture
def books(session: Session) -> Books:
    return Books()


@pytest.fixture
def keeper(client: WeftClient, books: Books) -> Bookkeeper:
    """The finance officer of the books, at a browser."""
    return Bookkeeper(client, books.body, books.finance, DAY)
