"""Grants of the past: taken in as they are, never twice, changed with a trace, public as a whole file."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.grants.publishing import queries, services
from app.grants.publishing.enums import PublishingRefusal as Refused
from app.grants.publishing.models import PastGrant, PastImport
from app.kernel.audit import list_events
from app.kernel.database import db
from app.kernel.errors import KernelRefusal
from app.kernel.money import Money
from tests.clients import WeftClient, sign_in
from tests.grant_factories import after
from tests.publishing_factories import Press, publishing
from tests.reference_data import reference_data
from tests.refusals import refusal

PAGES = "/en/n/river/publishing/"
ABCT = {"PUBLISHER_PREFIX": "360G-ABCT", "PUBLISHER_ORG_ID": "GB-CHC-1000147"}


@pytest.fixture
def office(session: Session) -> Press:
    return Press()


def past(number: int, **changes: Any) -> dict[str, Any]:
    """A grant of the past without a fault."""
    return {
        "id": f"360G-example-old-{number}",
        "title": f"Grant {number}",
        "description": "A room.",
        "currency": "USD",
        "amountAwarded": 100 + number,
        "awardDate": f"2019-0{number}-10",
        "recipientOrganization": [
            {"id": f"XX-OLD-{number}", "name": f"Old {number}", "email": "", "postalCode": "X1 9ZZ"}
        ],
        "fundingOrganization": [{"id": "XX-EXAMPLE-1", "name": "River network"}],
        "Our notes": "What we thought of them",
    } | changes


def _offer(office: Press, *grants: Any) -> PastImport:
    data = json.dumps({"grants": grants}).encode()
    return services.offer_file(office.body, "old.json", data, actor=office.officer)


def _taken_in(office: Press, *grants: Any) -> PastImport:
    kept = _offer(office, *grants)
    services.take_in(kept, only_good=False, actor=office.officer)
    return kept


def _brought(kept: PastImport) -> tuple[int, int, int, int]:
    return kept.added, kept.changed, kept.unchanged, kept.left_out


def test_a_file_twice_changes_nothing_and_a_changed_row_leaves_a_trace(office: Press) -> None:
    assert _brought(_taken_in(office, past(1), past(2))) == (2, 0, 0, 0)
    again = _taken_in(office, past(1), past(2, amountAwarded=0), past(3))
    assert _brought(again) == (1, 1, 1, 0)
    known = queries.list_known(office.body.id, ["360G-example-old-2"])["360G-example-old-2"]
    assert (known.amount_minor, known.has_faults, known.import_id) == (0, True, again.id)
    db.session.commit()
    events = list_events("past_grant", known.id)
    assert [(one.kind, one.details["changes"]) for one in events] == [
        ("past_grant.changed", {"amountAwarded": [102, 0]})
    ]
    assert db.session.scalar(select(func.count()).select_from(PastGrant)) == 3


def test_good_rows_are_taken_in_alone_only_if_somebody_wants_it(office: Press) -> None:
    kept = _offer(office, past(1), past(2, amountAwarded="many"), past(3, currency=None))
    act = lambda good: services.take_in(kept, only_good=good, actor=office.officer)  # noqa: E731
    assert refusal(lambda: act(False)) is Refused.FAULTY_ROWS
    assert refusal(lambda: services.take_in(kept, only_good=True, actor=office.finance)) is (
        KernelRefusal.NOT_YOURS_TO_DO
    )
    act(True)
    assert _brought(kept) == (1, 0, 0, 2)
    assert kept.content is None
    assert refusal(lambda: act(True)) is Refused.TAKEN_IN_ALREADY
    assert refusal(lambda: services.drop(kept, actor=office.officer)) is Refused.TAKEN_IN_ALREADY
    bad = _offer(office, {})
    assert refusal(lambda: services.take_in(bad, only_good=True, actor=office.officer)) is (
        Refused.NOTHING_TO_TAKE_IN
    )
    services.drop(bad, actor=office.officer)
    assert list(queries.list_imports(office.body.id)) == [kept]


def test_history_is_public_only_as_a_published_file_and_without_what_is_private(office: Press) -> None:
    person = past(3, recipientIndividual={"id": "P3", "name": "Somebody Real"})
    del person["recipientOrganization"]
    zero = past(4, amountAwarded=0)
    kept = _taken_in(office, past(1), past(2), person, zero)
    assert queries.list_shown_past(office.body.id) == []
    assert queries.count_past_years(office.body.id) == {}
    services.publish_import(kept, is_public=True, actor=office.officer)
    shown = queries.list_shown_past(office.body.id)
    assert [one["id"][-1] for one in shown] == ["4", "3", "2", "1"]
    assert shown[3]["recipientOrganization"] == [{"id": "XX-OLD-1", "name": "Old 1"}]
    assert "Our notes" not in shown[3]
    assert shown[1]["recipientIndividual"]["name"] == "Individual Recipient"
    assert queries.count_past_years(office.body.id) == {2019: 3}
    assert [(one.name, one.amount) for one in queries.list_past_of(office.body.id, 2019)] == [
        ("Old 1", Money(101_00, "USD")),
        ("Old 2", Money(102_00, "USD")),
        ("", Money(103_00, "USD")),
    ]
    changed = _taken_in(office, past(2, title="Other"))
    assert [one["id"][-1] for one in queries.list_shown_past(office.body.id)] == ["4", "3", "1"]
    services.publish_import(changed, is_public=True, actor=office.officer)
    services.publish_import(kept, is_public=False, actor=office.officer)
    assert [one["id"][-1] for one in queries.list_shown_past(office.body.id)] == ["2"]


def test_a_grant_is_public_while_one_of_the_files_that_hold_it_is(office: Press) -> None:
    older, newer = _taken_in(office, past(1)), _taken_in(office, past(1), past(2))

    def shown(*public: PastImport) -> tuple[list[str], list[bool]]:
        for one in (older, newer):
            services.publish_import(one, is_public=one in public, actor=office.officer)
        listed = db.session.execute(queries.past_statement(office.body.id).order_by(PastGrant.id))
        names = [one["id"][-1] for one in queries.list_shown_past(office.body.id)]
        return sorted(names), [row.is_public for row in listed]

    assert shown(older, newer) == (["1", "2"], [True, True])
    assert shown(older) == (["1"], [True, False])
    assert shown(newer) == (["1", "2"], [True, True])
    assert shown() == ([], [False, False])
    # What the older file says is no longer so: only the file that changed it lets it out.
    changed = _taken_in(office, past(1, title="Other"))
    assert shown(older, newer) == (["2"], [False, True])
    services.publish_import(changed, is_public=True, actor=office.officer)
    assert [one["title"] for one in queries.list_shown_past(office.body.id)] == ["Grant 2", "Other"]


def test_an_export_of_ours_is_no_past(office: Press) -> None:
    call = office.call()
    with after(call), publishing():
        award, _lead = office.granted(call, "Reed")
        ours = past(1, id=f"360G-example-{award.ref}")
        checked = services.check_content(_offer(office, ours, past(2)))
        assert [one.is_kept for one in checked] == [False, True]


def test_real_grants_come_in_and_go_out_as_they_were(
    app: Flask, session: Session, office: Press, tmp_path: Path
) -> None:
    source = reference_data("samples/abct.json")
    session.commit()
    run = app.test_cli_runner().invoke
    words = ["import", "360giving", str(source), "--network", "river"]
    assert run(args=words).output == "New: 783, changed: 0, as before: 0, left out: 0.\n"
    assert run(args=words).output == "New: 0, changed: 0, as before: 783, left out: 0.\n"
    db.session.expire_all()
    given = json.loads(source.read_text("utf-8"))["grants"]
    kept = {one.grant_id: one for one in db.session.scalars(select(PastGrant))}
    assert {key: one.data for key, one in kept.items()} == {one["id"]: one for one in given}
    assert all(kept[one["id"]].amount_minor == one["amountAwarded"] * 100 for one in given)
    for one in queries.list_imports(office.body.id):
        services.publish_import(one, is_public=True, actor=office.officer)
    db.session.commit()
    with publishing(**ABCT):
        out = tmp_path / "out.json"
        args = ["export", "360giving", "--out", str(out), "--network", "river"]
        assert run(args=args).output == f"{out}: 783 grants.\n"
        assert run(args=["export", "360giving", "--csv", *args[2:]]).exit_code == 0
    table = {row["Identifier"]: row for row in csv.DictReader(io.StringIO(out.read_text("utf-8")))}
    assert len(table) == 783
    assert {(one["id"], str(one["amountAwarded"])) for one in given} == {
        (key, row["Amount Awarded"]) for key, row in table.items()
    }


def test_the_office_checks_takes_in_publishes_and_searches(
    client: WeftClient, session: Session, office: Press
) -> None:
    session.commit()
    sign_in(client, office.officer)
    files = f"{PAGES}imports/"
    upload = lambda data: client.post(  # noqa: E731
        files, data={"file": (io.BytesIO(data), "old.json")}, content_type="multipart/form-data"
    )
    assert "There are no grants in this file." in upload(b'{"grants": []}').text
    sent = upload(json.dumps([past(1), past(2, awardDate="soon")]).encode())
    here = sent.headers["Location"]
    page = client.get(here).text
    assert "1 row cannot be imported" in page
    assert "Award Date is not a date such as 2026-05-31: soon" in page
    assert "Some rows cannot be imported." in client.post(here, data={}).text
    told = client.post(here, data={"only_good": "y"}, follow_redirects=True).text
    assert "1 grant is new · 0 changed · 0 as before · 1 row left out" in told
    given = "/en/n/river/grants-given/"
    assert "Old 1" not in client.get(given).text
    client.post(f"{here}/publish")
    assert "Old 1" in client.get(given).text
    assert "Old 1" in client.get(f"{PAGES}past/?q=old").text
    assert "No past grant contains these words." in client.get(f"{PAGES}past/?q=elm").text
    client.post(f"{here}/hide")
    assert "Old 1" not in client.get(given).text


def test_what_was_written_about_a_person_is_not_public(office: Press) -> None:
    words = {"title": "Bursary for Amina (example)", "description": "Amina (example) studies."}
    person = past(4, recipientIndividual={"id": "P3", "name": "Amina (example)"}, **words)
    del person["recipientOrganization"]
    services.publish_import(_taken_in(office, person), is_public=True, actor=office.officer)
    db.session.flush()
    (shown,) = queries.list_shown_past(office.body.id)
    assert "Amina" not in json.dumps(shown)
    assert shown["title"] == "Grant to an individual"
