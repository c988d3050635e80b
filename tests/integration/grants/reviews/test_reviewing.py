"""Asking reviewers, declaring before reading, scoring, and what is not proposed before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

import pytest
from flask import Flask, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import BuildError

from app.accounts.models import Person
from app.casework.enums import CaseworkRefusal, DeclaredTie
from app.casework.services import take_step
from app.grants.applications import services as applications
from app.grants.applications.enums import GrantRefusal, Outcome
from app.grants.applications.process_words import Action as ApplicationAction
from app.grants.applications.queries import get_application
from app.grants.calls.enums import CallRefusal
from app.grants.calls.rubric import read_rubric
from app.grants.calls.services import copy_call, publish_call, set_rubric
from app.grants.reviews import rules, services
from app.grants.reviews.enums import CannotReview, ReviewStatus
from app.grants.reviews.enums import ReviewRefusal as Refused
from app.grants.reviews.models import ApplicationReview
from app.grants.reviews.process_words import Status
from app.grants.reviews.services import Profile
from app.kernel.database import db
from app.kernel.errors import KernelRefusal
from app.kernel.outbox import OutboxMessage
from app.kernel.permissions import Role, ScopeKind
from tests.call_factories import make_call
from tests.clients import WeftClient, sign_in
from tests.factories import give_role, make_person
from tests.grant_factories import after
from tests.organisation_factories import make_contact
from tests.refusals import refusal
from tests.review_factories import Panel, fresh, judged, review_by


@pytest.fixture
def panel(session: Session) -> Panel:
    return Panel()


def test_nothing_is_proposed_before_the_reviews_that_were_asked_for_are_in(panel: Panel) -> None:
    call = panel.panel()
    application = panel.applied(call)
    first, second = panel.reviewers[:2]

    def propose() -> None:
        again = get_application(application.ref, lock=True)
        applications.propose(again, Outcome.AWARD, actor=panel.officer)

    assert refusal(lambda: panel.asked(application)) is Refused.CALL_STILL_OPEN
    with after(call):
        assert refusal(propose) is GrantRefusal.REVIEWS_LACKING
        case = panel.asked(application)
        panel.send(case, first, 4, 3, 2, None)
        assert (fresh(case).status, refusal(propose)) == (Status.ASKING, GrantRefusal.REVIEWS_LACKING)
        panel.send(case, second, 2, 3, 2, 4)
        assert fresh(case).status is Status.COMPLETE
        propose()
        # A review that is opened again keeps the proposal from being decided.
        assert refusal(lambda: _reopen(panel, case)) is Refused.NO_LONGER_CONSIDERED
        again = get_application(application.ref, lock=True)
        give_role(first, Role.GRANTS_OFFICER, ScopeKind.BODY, panel.body.id)
        refused = refusal(lambda: applications.award(again, actor=_as_officer(first)))
        assert refused is CaseworkRefusal.ALREADY_HAS_A_ROLE
        assert refusal(lambda: applications.award(again, actor=panel.officer)) is GrantRefusal.PROPOSED_BY_YOU
        applications.award(again, actor=panel.second)


def _as_officer(person: Person) -> Person:
    db.session.flush()
    db.session.expire(person)
    person.acting_as = Role.GRANTS_OFFICER
    return person


def _reopen(panel: Panel, case: ApplicationReview) -> None:
    again = fresh(case)
    services.reopen_review(again, again.reviews[0], reason="Look at need.", actor=panel.officer)


def test_the_office_goes_on_without_a_review_only_with_a_reason(app: Flask, panel: Panel) -> None:
    call = panel.panel()
    application = panel.applied(call)
    with after(call):
        case = panel.asked(application)
        days = app.config["REVIEW_DAYS"], max(app.config["REVIEW_REMIND_BEFORE_DAYS"])
        for wait in fresh(case).open_waits:  # each has so long, and is reminded
            assert wait.due_at == wait.since + timedelta(days=days[0])
            assert wait.remind_at == wait.since + timedelta(days=days[0] - days[1])
        panel.send(case, panel.reviewers[0], 4, 3, 2, None)
        again = fresh(case)
        assert refusal(lambda: services.go_on(again, actor=panel.officer)) is CaseworkRefusal.REASON_MISSING
        services.go_on(fresh(case), actor=panel.officer, note="She is ill.")
        again = fresh(case)
        assert (again.status, review_by(again, panel.reviewers[1]).status) == (
            Status.COMPLETE,
            ReviewStatus.SET_ASIDE,
        )
        _reopen(panel, case)
        again = fresh(case)
        assert (again.status, len(again.open_waits)) == (Status.ASKING, 1)
        mine = review_by(again, panel.reviewers[0])
        assert (mine.status, mine.reason) == (ReviewStatus.ACCEPTED, "Look at need.")
        services.send_review(again, judged(1, 1, 1, 1), language="en", actor=panel.reviewers[0])
        # One review of two is in: nobody is asked any more, so the office says how it goes on.
        assert fresh(case).status is Status.ASKING
        take_step(get_application(application.ref, lock=True), ApplicationAction.WITHDRAW, actor=_lead(case))
        assert fresh(case).status is Status.ENDED


def _lead(case: ApplicationReview) -> Person:
    contacts = fresh(case).organisation.contacts
    found = db.session.get(Person, contacts[0].person_id)
    assert found is not None
    return found


def test_a_review_that_is_sent_twice_counts_once_and_another_one_does_not(panel: Panel) -> None:
    call = panel.panel()
    application = panel.applied(call)
    me = panel.reviewers[0]
    with after(call):
        case = panel.asked(application)
        panel.accept(case, me)
        panel.accept(case, me)
        case = fresh(case)
        version = review_by(case, me).version
        services.save_review(case, {}, actor=me, expected_version=version)

        def send(*points: int | None, version: int | None = None) -> None:
            services.send_review(
                fresh(case), judged(*points), language="en", actor=me, expected_version=version
            )

        assert refusal(lambda: send(4, 3, 2, 1, version=version)) is KernelRefusal.CHANGED_MEANWHILE
        assert refusal(lambda: send(4, 3, 2, 9)) is Refused.NOT_ON_THE_SCALE
        send(4, 3, 2, None, version=version + 1)
        send(4, 3, 2, None, version=version + 1)  # a double click, or the answer got lost
        assert refusal(lambda: send(0, 0, 0, 0)) is KernelRefusal.NOT_IN_THIS_STATE
        # Another person's review never refuses this one.
        other = panel.reviewers[1]
        panel.send(case, other, 1, 1, 1, 1)
        assert review_by(fresh(case), me).version == version + 2


def test_ties_that_the_record_knows_are_flagged_at_once(panel: Panel) -> None:
    call = panel.panel()
    application = panel.applied(call)
    contact, seat, officer, fine = (panel.reviewer(name) for name in ("Contact", "Seat", "Officer", "Fine"))
    make_contact(contact, application.organisation)
    give_role(officer, Role.GRANTS_OFFICER, ScopeKind.BODY, panel.body.id)
    assert application.region_id is not None
    give_role(seat, Role.REGIONAL_COORDINATOR, ScopeKind.REGION, application.region_id)
    db.session.commit()
    with after(call):
        application = get_application(application.ref)
        _people, why, _load = services.who_could(application, None)
        assert [why[one.id] for one in (contact, seat, officer, fine)] == [
            CannotReview.CONNECTED,
            CannotReview.REGION_SEAT,
            CannotReview.OFFICE,
            None,
        ]
        planned = services.plan_call(call, actor=panel.officer)
        assert {person: reason for (_case, person), reason in planned.cannot.items()} == {
            contact.id: CannotReview.CONNECTED,
            seat.id: CannotReview.REGION_SEAT,
            officer.id: CannotReview.OFFICE,
        }
        for person in (contact, seat, officer):
            assert refusal(lambda who=person: panel.asked(application, who)) is Refused.CANNOT_REVIEW
        # Whoever comes to belong to the group afterwards is closed out as soon as the case is asked again.
        case = panel.asked(application, fine, panel.reviewers[0])
        make_contact(fine, application.organisation)
        db.session.flush()
        db.session.expire_all()
        assert rules.is_reviewer(review_by(fresh(case), fine)) is False
        assert rules.lacks_reviewers(fresh(case)) == 1
        # Acting as a reviewer makes nobody of the office one.
        again = fresh(panel.asked(application, panel.reviewers[1]))
        give_role(panel.reviewers[1], Role.GRANTS_OFFICER, ScopeKind.BODY, panel.body.id)
        db.session.flush()
        db.session.expire(panel.reviewers[1])
        panel.reviewers[1].acting_as = Role.REVIEWER
        assert rules.is_reviewer(review_by(again, panel.reviewers[1])) is False


def test_a_conflict_closes_every_way_to_the_application(
    app: Flask, client: WeftClient, session: Session, panel: Panel
) -> None:
    call = panel.panel()
    application = panel.applied(call, "Reed of the valley")
    me = panel.reviewers[0]
    with after(call):
        case = panel.asked(application)
        session.commit()
        sign_in(client, me)
        assert "Reed of the valley" in client.get("/en/desk").text
        page = client.get(f"/en/reviews/{case.ref}/answer").text
        assert "Care." not in page
        case = fresh(case)
        services.answer_invitation(case, tie=DeclaredTie.CONFLICT, note="My sister.", takes=True, actor=me)
        session.commit()

        def named(path: str) -> bool:
            return "Reed of the valley" in client.get(path).text

        letters = len(session.scalars(select(OutboxMessage)).all())
        heard = [path for path in _every_page(app, application.ref, case.ref, call.code) if named(path)]
        assert heard == []
        assert client.get("/en/desk").status_code == 200  # and the reader was signed in all the time
        for name in ("", "answer", "concern"):
            assert client.post(f"/en/reviews/{case.ref}/{name}", data={"tie": "none"}).status_code == 404
        assert refusal(lambda: panel.send(case, me, 1, 1, 1, 1)) is Refused.NOT_YOUR_REVIEW
        panel.send(case, panel.reviewers[1], 1, 1, 1, 1)
        assert len(session.scalars(select(OutboxMessage)).all()) == letters
        assert rules.lacks_reviewers(fresh(case)) == 1
        assert refusal(lambda: panel.asked(application, me)) is Refused.CANNOT_REVIEW


def _every_page(app: Flask, *refs: str) -> Iterator[str]:
    """Every page that there is, with these references and codes wherever one is asked for; but not the
    directory, where everybody reads the names of members who want it."""
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint.startswith("directory."):
            continue
        if rule.endpoint == "outside.leave":
            continue  # which ends the session
        for ref in refs:
            known = {"slug": "river", "lang": "en", "code": refs[-1], "ref": ref}
            values = {name: known.get(name, "1") for name in rule.arguments}
            with app.test_request_context("/en/"), suppress(ValueError, BuildError):
                yield url_for(rule.endpoint, **values)


def test_nobody_sees_what_others_scored_before_all_reviews_are_in(
    client: WeftClient, session: Session, panel: Panel
) -> None:
    call = panel.panel()
    application = panel.applied(call)
    first, second, third = panel.reviewers
    with after(call):
        case = panel.asked(application)
        panel.accept(case, second)
        panel.send(case, first, 4, 3, 2, 1)
        session.commit()
        ranking = f"/en/n/river/calls/{call.ref}/ranking"
        work = f"/en/n/river/application-reviews/{case.ref}/"
        for person, pages in ((second, (f"/en/reviews/{case.ref}/",)), (panel.officer, (ranking, work))):
            sign_in(client, person)
            for page in pages:
                text = client.get(page).text
                assert "Words on" not in text, page
                assert "2.85" not in text, page
        sign_in(client, third)
        assert client.get(f"/en/reviews/{case.ref}/").status_code == 404
        services.raise_flag(fresh(case), "Somebody is in danger.", actor=second)
        session.commit()
        sign_in(client, panel.officer)
        assert "Concern" in client.get(ranking).text
        assert "Somebody is in danger." in client.get(work).text
        assert "Somebody is in danger." in client.get(f"{work}concerns").text
        assert rules.may_read_scores(panel.officer, fresh(case)) is False


def test_a_rubric_is_fixed_once_the_call_is_published_and_copied_with_it(panel: Panel) -> None:
    draft = make_call(panel.body, panel.officer, panel.line, template="panel", code="next")
    rubric = read_rubric(draft.rubric)
    assert [one.weight for one in rubric.criteria] == [30, 30, 25, 15]
    set_rubric(draft, rubric, reviewers=3, reviews_by=None, actor=panel.officer)
    draft.rubric = {**draft.rubric, "anchors": [{"fr": "Rien"}]}
    refused = refusal(lambda: publish_call(draft, actor=panel.officer))
    assert refused is CallRefusal.RUBRIC_MISSING
    draft.rubric = rubric.as_data()
    publish_call(draft, actor=panel.officer)
    again = refusal(lambda: set_rubric(draft, rubric, reviewers=1, reviews_by=None, actor=panel.officer))
    assert again is CallRefusal.FIXED_ONCE_PUBLISHED
    copied = copy_call(draft, "next-2", actor=panel.officer)
    assert (copied.rubric, copied.reviewers) == (draft.rubric, 3)


def test_nobody_else_asks_or_scores(panel: Panel) -> None:
    call = panel.panel()
    application = panel.applied(call)
    stranger = make_person("Stranger")
    with after(call):
        case = panel.asked(application)
        act = lambda: services.ask_reviewers(application, [panel.reviewers[2]], actor=stranger)  # noqa: E731
        assert refusal(act) is KernelRefusal.NOT_YOURS_TO_DO
        assert refusal(lambda: panel.send(case, panel.reviewers[2], 1, 1, 1, 1)) is Refused.NOT_YOUR_REVIEW


def test_the_plan_asks_who_reads_the_language_and_no_more_than_they_take(panel: Panel) -> None:
    call = panel.panel()
    panel.applied(call)
    first, second, third = panel.reviewers
    for person, languages, most in ((first, ["es"], 9), (second, ["fr", "en"], 9), (third, ["en"], 0)):
        services.set_profile(panel.body.id, person, Profile(languages, most))
    services.set_profile(panel.body.id, first, Profile(["es", "fr"], 9))
    with after(call):
        planned = services.plan_call(call, actor=panel.officer)
    assert {one.candidate: one.reads for one in planned.plan.choices} == {first.id: False, second.id: True}
    assert set(planned.cannot.values()) == {CannotReview.FULL}
