"""The files: refused until it is set who publishes, then the same from the console and the page."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.grants.awards.models import GrantAward
from app.grants.publishing import services
from app.kernel import clock
from app.kernel.database import db
from tests.clients import WeftClient, sign_in
from tests.grant_factories import after
from tests.publishing_factories import Press, publishing

FILES = "/en/n/river/publishing/"
MISSING = (
    "Nothing can be exported yet. Whoever runs this installation has to set: PUBLISHER_PREFIX, "
    "PUBLISHER_ORG_ID, PUBLISHER_NAME, PUBLISHER_LICENCE, PUBLISHER_POLICY_URL."
)


def _export(app: Flask, *words: str) -> Any:
    return app.test_cli_runner().invoke(args=["export", *words])


def test_nothing_is_exported_until_it_is_set_who_publishes(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    Press()
    session.commit()
    out = tmp_path / "grants.json"
    told = _export(app, "360giving", "--out", str(out), "--network", "river")
    assert (told.exit_code, told.output) == (1, f"Error: {MISSING}\n")
    with publishing(PUBLISHER_LICENCE=None):
        told = _export(app, "360giving", "--out", str(out), "--network", "river")
        assert told.output == f"Error: {MISSING.split(':')[0]}: PUBLISHER_LICENCE.\n"
    with publishing(PUBLISHER_NETWORK="lake"):
        told = _export(app, "360giving", "--out", str(out), "--network", "river")
        assert "This installation publishes the grants of another network." in told.output
    assert not out.exists()
    assert _export(app, "360giving", "--out", str(out), "--network", "none").exit_code == 1


def test_page_and_console_give_the_same_files(
    app: Flask, client: WeftClient, session: Session, tmp_path: Path
) -> None:
    office = Press()
    call = office.call(report_by=date(2027, 12, 31))
    with after(call):
        reed, _lead = office.granted(call, "Reed", paid=True)
        ash, _other = office.granted(call, "Ash", "country", paid=True)
        for award in (reed, ash):
            services.choose(award, None, actor=office.officer)
        session.commit()
        sign_in(client, office.officer)
        assert "<code>PUBLISHER_PREFIX</code>" in client.get(f"{FILES}files").text
        with publishing():
            page = client.get(f"{FILES}files").text
            data = client.get(f"{FILES}360giving.json")
            table = client.get(f"{FILES}360giving.csv")
            for name, words in (("a.json", ()), ("a.csv", ("--csv",))):
                done = _export(app, "360giving", "--out", str(tmp_path / name), "--network", "river", *words)
                assert done.output == f"{tmp_path / name}: 2 grants.\n"
        today = clock.today()
    assert "2 grants are in these files." in page
    assert (tmp_path / "a.json").read_bytes() == data.data
    assert (tmp_path / "a.csv").read_bytes() == table.data
    named = json.loads(data.text)["grants"][0]
    assert (named["id"], named["amountDisbursed"]) == (f"360G-example-{reed.ref}", 450)
    assert named["disbursementTransaction"] == [
        {
            "id": f"360G-example-{reed.ref}-1",
            "transactionDate": today.isoformat(),
            "currency": "USD",
            "value": 450,
        }
    ]
    assert ash.ref not in data.text + table.text
    assert "Ash" not in data.text + table.text


def test_the_sums_of_a_fund_hold_only_grants_that_are_shown(
    app: Flask, client: WeftClient, session: Session, tmp_path: Path
) -> None:
    office = Press()
    office.fund.iati_activity_id = "XX-HILL-1-22"
    call = office.call()
    out = tmp_path / "iati.xml"
    export = ("iati", "--out", str(out), "--network", "river")
    with after(call):
        reed, _lead = office.granted(call, "Reed", paid=True)
        office.granted(call, "Ash", "country", paid=True)
        office.granted(call, "Elm", "no", paid=True)
        services.choose_selected(
            [one.ref for one in (reed, *_others(reed))], None, office.body.id, actor=office.officer
        )
        session.commit()
        sign_in(client, office.officer)
        with publishing():
            assert "has to set: PUBLISHER_SECTORS." in _export(app, *export).output
        with publishing(PUBLISHER_SECTORS=(("15160", 100),)):
            assert _export(app, *export).exit_code == 0
            page = client.get(f"{FILES}iati.xml")
    written = ElementTree.fromstring(out.read_bytes())
    assert page.data == out.read_bytes()
    told = [
        (one.find("transaction-type").get("code"), one.findtext("value"))  # type: ignore[union-attr]
        for one in written.iter("transaction")
    ]
    assert told == [("11", "10000"), ("1", "9000"), ("2", "450"), ("3", "450")]


def _others(award: GrantAward) -> list[GrantAward]:
    return [one for one in db.session.scalars(select(GrantAward).order_by(GrantAward.id)) if one is not award]


def test_a_donor_that_does_not_allow_it_is_in_no_file(app: Flask, session: Session, tmp_path: Path) -> None:
    Press(may_publish=False)
    session.commit()
    with publishing(PUBLISHER_SECTORS=(("15160", 100),)):
        told = _export(app, "iati", "--out", str(tmp_path / "x.xml"), "--network", "river")
    assert told.output == "Error: No donor's award may be published: their terms do not allow it.\n"
