"""The README shows the workflows as they are, and names only what exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.membership.process import ADMISSION
from app.organisations.workflow import MEMBERSHIP

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize(
    "diagram", [ADMISSION.diagram(), MEMBERSHIP.diagram()], ids=["application", "membership"]
)
def test_diagram_is_the_table(diagram: str) -> None:
    assert f"```mermaid\n{diagram}\n```" in README


@pytest.mark.parametrize("page", ["README.md", "docs/operations.md", "docs/threat-model.md"])
def test_links_lead_somewhere(page: str) -> None:
    path = ROOT / page
    targets = re.findall(r"\]\(([^)#]+)\)", path.read_text("utf-8"))
    assert [target for target in targets if "://" not in target and not (path.parent / target).exists()] == []
