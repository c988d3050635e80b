"""Reviews by their pages: from the plan to the ranking and what the group reads, by forms alone."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.orm import Session

from app.grants.applications.process_words import Status
from app.grants.applications.queries import get_application
from app.grants.reviews.queries import find_review_of
from tests.clients import WeftClient, sign_in
from tests.databases import counted_queries
from tests.grant_factories import after
from tests.review_factories import CRITERIA, Panel

CALLS = "/en/n/river/calls/"


@pytest.fixture
def panel(session: Session) -> Panel:
    return Panel()


def _form(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(csrf_token|submission_key|version)"[^>]*value="([^"]*)"', page))


def _scores(*points: str) -> dict[str, str]:
    found = {f"points_{code}": one for code, one in zip(CRITERIA, points, strict=True)}
    return found | {f"words_{code}": f"Words on {code}." for code in CRITERIA}


def test_a_call_is_reviewed_from_the_plan_to_what_the_group_reads(
    client: WeftClient, session: Session, panel: Panel
) -> None:
    call = panel.panel()
    application = panel.applied(call)
    session.commit()
    with after(call):
        sign_in(client, panel.officer)
        plan, ranking = f"{CALLS}{call.ref}/reviewers", f"{CALLS}{call.ref}/ranking"
        page = client.get(plan).text
        pairs = re.findall(r'name="pair"[^>]*value="([^"]*)" checked', page)
        assert len(pairs) == 2
        assert (
            client.post(f"{plan}/ask", data={**_form(page), "pair": pairs})
            .headers["Location"]
            .endswith("/ranking")
        )
        assert "0 of 2 reviews are in" in client.get(ranking).text
        case = find_review_of(application)
        assert case is not None
        for person, points in zip([one.person for one in case.reviews], ("4", "2"), strict=True):
            sign_in(client, person)
            own = f"/en/reviews/{case.ref}/"
            assert client.get(own).headers["Location"].endswith("/answer")
            asked = client.get(f"{own}answer").text
            assert "Reed" in asked
            assert "Care." not in asked
            declared = {**_form(asked), "tie": "none", "takes": "yes"}
            assert client.post(f"{own}answer", data=declared).headers["Location"].endswith(own)
            content = client.get(own).text
            assert "Care." in content
            assert "A neighbour." not in content
            half = client.post(own, data={**_form(content), "points_need": points, "do": "send"})
            assert half.status_code == 422
            assert "Say in a few words why you gave this score for “Need”" in half.text
            sent = {**_form(half.text), **_scores(points, points, points, "cannot"), "do": "send"}
            assert client.post(own, data=sent).status_code == 303
            assert client.post(own, data=sent).status_code == 303  # a double click counts once
            assert "Words on need." in client.get(own).text
        sign_in(client, panel.officer)
        page = client.get(ranking).text
        assert "3.00" in page
        assert "Reviewers differ" in page
        work = f"/en/n/river/application-reviews/{case.ref}/"
        assert "Words on need." in client.get(work).text
        record = f"/en/cases/{case.ref}/record"
        client.post(record, data={**_form(client.get(record).text), "note": "We give it in part."})
        assert "We give it in part." in client.get(work).text
        comments = client.get(f"{work}comments").text
        client.post(f"{work}comments", data={**_form(comments), "text": "A clear plan."})
        refs = re.findall(r'name="ref"\s+value="([^"]*)" checked', page)
        assert refs == [application.ref]
        client.post(f"{ranking}/selected", data={**_form(page), "ref": refs, "act": "propose"})
        session.expire_all()
        assert get_application(application.ref).status is Status.PROPOSED
        step = f"/en/cases/{application.ref}/award"
        own_page = f"/en/grants/applications/{application.ref}/"
        lead = application.organisation.contacts[0].person
        sign_in(client, lead)
        assert "A clear plan." not in client.get(own_page).text
        sign_in(client, panel.second)
        client.post(step, data=_form(client.get(step).text))
        sign_in(client, lead)
        told = client.get(own_page).text
        assert "A clear plan." in told
        assert "Words on need." not in told


@pytest.mark.parametrize("number", [2])
def test_the_ranking_asks_as_often_for_many_as_for_one(
    client: WeftClient, session: Session, panel: Panel, number: int
) -> None:
    call = panel.panel()
    applications = [panel.applied(call, f"Reed {one}") for one in range(number)]
    with after(call):
        panel.scored(applications[0], (4, 4, 4, 4), (3, 3, 3, 3))
        session.commit()
        sign_in(client, panel.officer)
        pages = (f"{CALLS}{call.ref}/ranking", f"{CALLS}{call.ref}/reviewers")
        with counted_queries() as one:
            for page in pages:
                client.get(page)
        for application in applications[1:]:
            panel.scored(application, (4, 4, 4, 4), (3, 3, 3, 3))
        session.commit()
        with counted_queries() as many:
            for page in pages:
                client.get(page)
    assert len(many) == len(one)
