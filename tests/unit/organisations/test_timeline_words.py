"""Everything that the trail keeps about an organisation is said in words on its record."""

from __future__ import annotations

import re

from app.organisations.enums import MembershipAction
from app.organisations.labels import TIMELINE
from tests.architecture.source import ROOT

KIND = re.compile(r'"((?:organisation|membership)\.[a-z_]+)"')


def test_each_kind_of_event_has_words() -> None:
    written: set[str] = {f"membership.{action.value}" for action in MembershipAction}
    for path in (ROOT / "app/organisations/services").glob("*.py"):
        written |= set(KIND.findall(path.read_text("utf-8")))
    assert written == set(TIMELINE)
