"""A grant that is withheld, or masked, gives itself away in no file, feed, page or total, nor by what differs
between two looks at them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.grants.awards.models import GrantAward
from app.grants.awards.services import confirm_receipt
from app.grants.calls.models import Call
from app.grants.diligence.enums import Tier
from app.grants.publishing import queries, services
from app.grants.publishing.enums import Wish
from app.kernel import clock
from app.kernel.database import db
from tests.diligence_factories import pass_check
from tests.grant_factories import after, budget_of
from tests.publishing_factories import Press, publishing

# The directory is another matter: there a group stands as it agreed to, whatever it receives.
PAGES = (
    "grants/",
    "grants/calls.atom",
    "grants/calls.ics",
    "grants/care",
    "grants-given/",
    "grants-given/?country=KE",
    "grants-given/?year=2026&country=PE",
)
QUERIES = ("?country=KE", "?year=2026&country=PE")
SECTORS = (("15160", 100),)


class Outside:
    """Everything that somebody without an account can get hold of."""

    def __init__(self, app: Flask, folder: Path) -> None:
        self._app, self._folder = app, folder

    def look(self) -> dict[str, str]:
        """Address or file → what it says now."""
        db.session.commit()
        visitor = self._app.test_client()
        found = {
            f"{language}/{page}": visitor.get(f"/{language}/n/river/{page}").text
            for language in ("en", "es", "fr")
            for page in PAGES
        }
        for words in (("360giving",), ("360giving", "--csv"), ("iati",)):
            out = self._folder / "out"
            run = self._app.test_cli_runner().invoke(
                args=["export", *words, "--out", str(out), "--network", "river"]
            )
            assert run.exit_code == 0, run.output
            found[" ".join(words)] = out.read_text("utf-8") + run.output
        return found


@pytest.fixture
def office(session: Session) -> Press:
    return Press()


@pytest.fixture
def call(office: Press) -> Iterator[Call]:
    """A call for grants of different sizes, which has closed; one grant of it is public."""
    made = office.call(template="two_pages", code="care", smallest_minor=100_00, largest_minor=5_000_00)
    with after(made), publishing(PUBLISHER_SECTORS=SECTORS):
        _choose(office, _granted(office, made, "Reed", "yes", 1_000_00)[0])
        yield made


def _granted(office: Press, call: Call, name: str, answer: str, minor: int) -> tuple[GrantAward, Person]:
    """A grant that was paid some days later, and arrived."""
    award, lead = office.granted(call, name, answer, answers=budget_of(minor))
    pass_check(office.body, award.organisation, Tier.STANDARD, (office.officer, office.second))
    with clock.shift(timedelta(days=3)):
        office.pay(award)
        confirm_receipt(
            award,
            number=1,
            minor=award.tranches[0].minor,
            currency="USD",
            day=clock.today(),
            actor=lead,
        )
    return award, lead


def _choose(office: Press, award: GrantAward) -> None:
    services.choose(award, None, actor=office.officer)


def _canaries(award: GrantAward, minor: int) -> list[str]:
    """Everything that would say which grant it is, or how much exactly."""
    exact, shown = minor / 100, f"{minor / 100:,.2f}"
    refs = [award.ref, award.application.ref, award.organisation.ref, award.commitment.ref]
    return [award.title, *refs, str(exact), shown, shown.replace(",", ".")]


def _sings(seen: dict[str, str], canaries: list[str]) -> list[tuple[str, str]]:
    return [(where, one) for where, text in seen.items() for one in canaries if one in text]


def test_a_withheld_grant_changes_nothing_that_is_public(
    app: Flask, office: Press, call: Call, tmp_path: Path
) -> None:
    outside = Outside(app, tmp_path)
    before = outside.look()
    assert _sings(before, ["Reed"])  # what is public is found, so that finding nothing means something
    award, _lead = _granted(office, call, "Elmwood", "no", 3_123_75)
    _choose(office, award)
    seen = outside.look()
    assert _sings(seen, _canaries(award, 3_123_75)) == []
    assert seen == before


def test_a_masked_grant_is_one_row_that_leads_nowhere(
    app: Flask, office: Press, call: Call, tmp_path: Path
) -> None:
    outside = Outside(app, tmp_path)
    award, lead = _granted(office, call, "Ashgrove", "country", 1_317_25)
    before = outside.look()
    _choose(office, award)
    seen = outside.look()
    assert _sings(seen, _canaries(award, 1_317_25)) == []
    changed = sorted(where for where in seen if seen[where] != before[where])
    assert changed == [
        "360giving",
        "360giving --csv",
        *(f"{language}/grants-given/{more}" for language in ("en", "es", "fr") for more in ("", *QUERIES)),
    ]
    kept = queries.find_publication(award.id)
    assert kept is not None
    assert kept.masked_ref in seen["360giving"]
    row = next(one for one in seen["360giving --csv"].splitlines() if kept.masked_ref in one)
    assert [cell for cell in row.split(",") if cell] == [
        f"360G-example-{kept.masked_ref}",
        "Call care",
        '"For events of one day. The name of the group is withheld for its safety',
        ' and only the year of the grant is given. The amount is rounded."',
        "USD",
        "1300",
        f"{award.commitment.agreed_on.year}-01-01",
        f"360G-example-ORG-{kept.masked_recipient}",
        "Name withheld for safety",
        "XX-EXAMPLE-1",
        "River network",
        "care",
        "Call care",
        "Yes",
    ]
    services.say(award, Wish.NO, actor=lead)
    assert outside.look() == before


def test_a_name_that_is_taken_back_is_gone_without_a_mask_in_its_place(
    app: Flask, office: Press, call: Call, tmp_path: Path
) -> None:
    outside = Outside(app, tmp_path)
    award, lead = _granted(office, call, "Ashgrove", "yes", 1_317_25)
    before = outside.look()
    _choose(office, award)
    assert _sings(outside.look(), ["Ashgrove"])
    services.say(award, Wish.COUNTRY, actor=lead)
    assert outside.look() == before
