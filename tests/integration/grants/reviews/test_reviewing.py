"""Asking reviewers, declaring before reading, scoring, and what is not proposed before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.grants.applications import services as applications
from app.grants.applications.enums import GrantRefusal, Outcome
from app.grants.reviews.process_words import Status
from app.kernel.errors import DomainError
from tests.grant_factories import after
from tests.review_factories import Panel


@pytest.fixture
def panel(session: Session) -> Panel:
    return Panel()


def _refusal(act: Callable[[], object]) -> Any:
    with pytest.raises(DomainError) as caught:
        act()
    return caught.value.code


def test_nothing_is_proposed_before_the_reviews_that_were_asked_for_are_in(panel: Panel) -> None:
    call = panel.panel()
    application = panel.applied(call)
    propose = lambda: applications.propose(application, Outcome.AWARD, actor=panel.officer)  # noqa: E731
    with after(call):
        assert _refusal(propose) is GrantRefusal.REVIEWS_LACKING
        first, second = panel.reviewers[:2]
        case = panel.asked(application)
        panel.send(case, first, 4, 3, 2, None)
        assert (case.status, _refusal(propose)) == (Status.ASKING, GrantRefusal.REVIEWS_LACKING)
        panel.send(case, second, 2, 3, 2, 4)
        assert case.status is Status.COMPLETE
        propose()
        applications.award(application, actor=panel.second)
    assert application.commitment is not None
