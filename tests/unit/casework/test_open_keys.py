"""What keeps a second case from being open tells whoever meets it nothing of another organisation."""

from __future__ import annotations

from typing import Any

import pytest

from app.casework.models import Casefile
from app.membership.models import Application
from tests.library_loan.models import Loan

KINDS = sorted(Casefile.__subclasses__(), key=lambda kind: kind.__name__)


def test_every_kind_of_case_is_asked() -> None:
    assert {Application, Loan} <= set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_open_cases_of_two_organisations_never_meet(kind: Any) -> None:
    keys = [kind(organisation_id=number, body_id=1).open_key_when_open() for number in (1, 2)]
    assert keys[0] is None or keys[0] != keys[1]
