"""Concerns and connections that reviewers tell of, and what the office is told where."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from app.casework.enums import DeclaredTie
from app.casework.services import take_step
from app.grants.applications import services as applications
from app.grants.applications.enums import Outcome
from app.grants.applications.process_words import Action as ApplicationAction
from app.grants.applications.queries import get_application
from app.grants.calls.models import Call
from app.grants.reviews import presenter, queries, rules, services
from app.grants.reviews.enums import ReviewRefusal, ReviewStatus
from app.grants.reviews.process_words import Status
from app.kernel.database import db
from app.kernel.errors import DomainError
from tests.grant_factories import after
from tests.organisation_factories import make_contact
from tests.review_factories import Panel, fresh, review_by


@pytest.fixture
def panel(session: Session) -> Panel:
    return Panel()


def test_a_concern_that_nobody_read_stays_beside_a_new_one(panel: Panel) -> None:
    call = panel.panel()
    application, reviewer = panel.applied(call), panel.reviewers[0]
    with after(call):
        case = panel.asked(application)
        panel.accept(case, reviewer)
        for told in ("Money is faked.", "They are in danger.", "They are in danger."):
            services.raise_flag(fresh(case), told, actor=reviewer)
        assert review_by(fresh(case), reviewer).flag == "Money is faked.\n\nThey are in danger."
        read = rules.flag_stamp(fresh(case))
        services.look_at_flags(fresh(case), seen=read, actor=panel.officer)
        services.raise_flag(fresh(case), "They left.", actor=reviewer)
        assert review_by(fresh(case), reviewer).flag == "They left."
        # Marking what somebody looked at marks nothing that came meanwhile.
        with pytest.raises(DomainError) as caught:
            services.look_at_flags(fresh(case), seen=read, actor=panel.officer)
        assert caught.value.code is ReviewRefusal.FLAGS_CHANGED
        assert presenter.unread_concerns(fresh(case)) == [("Reviewer 1", "They left.")]


def test_a_connection_that_is_told_later_is_kept(panel: Panel) -> None:
    call = panel.panel()
    application, reviewer = panel.applied(call), panel.reviewers[0]
    with after(call):
        case = panel.asked(application)
        panel.accept(case, reviewer)
        services.answer_invitation(
            fresh(case), tie=DeclaredTie.CONNECTION, note="We met.", takes=True, actor=reviewer
        )
        held = get_application(application.ref, lock=True).people
        mine = [(one.tie, one.note) for one in held if one.person_id == reviewer.id]
        assert mine == [(DeclaredTie.CONNECTION, "We met.")]


def test_the_desk_counts_what_goes_on_and_is_open_to_the_reader(panel: Panel) -> None:
    call = panel.panel()
    application, other = panel.applied(call), panel.applied(call, "Rush")
    bodies = [panel.body.id]
    with after(call):
        case = panel.asked(application)
        panel.accept(case, panel.reviewers[0])
        services.raise_flag(fresh(case), "Money is faked.", actor=panel.reviewers[0])
        assert [number for _call, number in queries.count_flagged(panel.officer, bodies)] == [1]
        assert [number for _call, number in queries.count_lacking(panel.officer, bodies)] == [1]
        for group in (application, other):
            make_contact(panel.second, group.organisation)
        assert queries.count_flagged(panel.second, bodies) == []
        assert queries.count_lacking(panel.second, bodies) == []
        lead = application.organisation.contacts[0].person
        take_step(get_application(application.ref, lock=True), ApplicationAction.WITHDRAW, actor=lead)
        assert fresh(case).status is Status.ENDED
        assert queries.count_flagged(panel.officer, bodies) == []


def test_what_is_awarded_takes_nothing_of_what_is_left(panel: Panel) -> None:
    call = panel.panel()
    best, low = (panel.applied(call, name, 5_000_00) for name in ("Best", "Low"))
    with after(call):
        panel.scored(best, (4, 4, 4, 4), (4, 4, 4, 4))
        panel.scored(low, (1, 1, 1, 1), (1, 1, 1, 1))
        chosen = get_application(low.ref, lock=True)
        applications.propose(chosen, Outcome.AWARD, actor=panel.officer, reason="It fits.")
        applications.award(chosen, actor=panel.second)
        db.session.flush()
        rows = queries.list_ranked(panel.officer, call)
        reviews, barred = queries.list_reviews_of(rows)
        for left, within in ((5_000_00, [True, True]), (400_00, [False, False])):
            page = presenter.ranking_page(rows, reviews, call, left, 1.0, barred=barred)
            assert [row.within for row in page.rows] == within
            assert [row.asked.minor for row in page.rows] == [5_000_00, 5_000_00]


def _score(panel: Panel, call: Call) -> tuple[str, int, bool]:
    rows = queries.list_ranked(panel.officer, call)
    reviews, barred = queries.list_reviews_of(rows)
    page = presenter.ranking_page(rows, reviews, call, 0, 9.0, barred=barred)
    return next(((row.mean, row.reviews, row.conflicted) for row in page.rows), ("", 0, False))


def test_a_review_whose_author_is_in_conflict_by_now_counts_no_more(panel: Panel) -> None:
    call = panel.panel()
    application, (first, _second, third) = panel.applied(call), panel.reviewers
    with after(call):
        case = panel.scored(application, (4, 4, 4, 4), (2, 2, 2, 2))
        assert _score(panel, call) == ("3.00", 2, False)
        with pytest.raises(DomainError) as caught:
            services.set_review_aside(
                fresh(case), review_by(fresh(case), first), reason="Why not.", actor=panel.officer
            )
        assert caught.value.code is ReviewRefusal.NOT_IN_CONFLICT
        make_contact(first, application.organisation)
        db.session.flush()
        again = fresh(case)
        assert _score(panel, call) == ("2.00", 1, True)
        assert rules.lacks_reviewers(again) == 1
        assert [row.can_be_set_aside for row in presenter.reviewer_rows(again)] == [True, False]
        summary, _criteria = presenter.criteria_rows(again, "en")
        assert (summary.reviews, summary.mean) == (1, 2)
        assert list(services.plan_call(call, actor=panel.officer).slots.values()) == [1]
        services.set_review_aside(again, review_by(again, first), reason="A tie.", actor=panel.officer)
        assert (again.status, review_by(again, first).status) == (Status.ASKING, ReviewStatus.SET_ASIDE)
        panel.asked(application, third)
        panel.send(case, third, 1, 1, 1, 1)
        assert fresh(case).status is Status.COMPLETE
        assert _score(panel, call) == ("1.50", 2, False)
