"""What the services refuse, as a page would meet it: nothing of a refused act stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.kernel.database import db
from app.kernel.errors import DomainError


def refused(act: Callable[[], object]) -> DomainError:
    """The refusal of an act, with what it names."""
    nested = db.session.begin_nested()
    with pytest.raises(DomainError) as caught:
        act()
    nested.rollback()
    return caught.value


def refusal(act: Callable[[], object]) -> Any:
    """The code of the refusal of an act."""
    return refused(act).code
