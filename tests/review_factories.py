"""A call whose applications are scored, with its reviewers, for tests of reviews."""

from __future__ import annotations

from typing import Any

from app.accounts.models import Person
from app.casework.enums import DeclaredTie
from app.grants.applications import services as applications
from app.grants.applications.models import GrantApplication
from app.grants.applications.queries import get_application
from app.grants.calls.models import Call
from app.grants.reviews import services
from app.grants.reviews.models import ApplicationReview, Review
from app.grants.reviews.queries import get_review_case
from app.grants.reviews.scoring import Judgement
from app.kernel.permissions import Role, ScopeKind
from app.questionnaires.services import enter_answers
from tests.factories import give_role, make_person
from tests.grant_factories import Office, budget_of

CRITERIA = ("need", "plan", "led", "budget")


def judged(*points: int | None) -> dict[str, Judgement]:
    """A review of these points in the order of the criteria; None for "cannot judge"."""
    return {
        code: Judgement(one, one is None, "" if one is None else f"Words on {code}.")
        for code, one in zip(CRITERIA, points, strict=True)
    }


class Panel(Office):
    """An office with a call of the method panel, open for ten days more, and three reviewers."""

    def __init__(self, slug: str = "river", reviewers: int = 3) -> None:
        super().__init__(slug)
        self.reviewers = [self.reviewer(f"Reviewer {number}") for number in range(1, reviewers + 1)]

    def reviewer(self, name: str) -> Person:
        person = make_person(name)
        give_role(person, Role.REVIEWER, ScopeKind.BODY, self.body.id)
        return person

    def panel(self, **changes: Any) -> Call:
        """An open call for USD 500 to 5,000 whose applications two reviewers score."""
        known = {"smallest_minor": 500_00, "largest_minor": 5_000_00, "code": "panel"}
        return self.call(template="panel", **(known | changes))

    def applied(self, call: Call, name: str = "Reed", minor: int = 1_000_00) -> GrantApplication:
        """An application that is received and asks for so much."""
        case, lead = self.draft(call, name)
        enter_answers(case.response, budget_of(minor), actor=lead)
        applications.send_application(case, actor=lead)
        return case

    def asked(self, application: GrantApplication, *people: Person) -> ApplicationReview:
        """Ask these reviewers, the first two where none is named; after the call has closed."""
        again = get_application(application.ref, lock=True)
        return services.ask_reviewers(again, list(people or self.reviewers[:2]), actor=self.officer)

    def accept(self, case: ApplicationReview, person: Person) -> None:
        services.answer_invitation(fresh(case), tie=DeclaredTie.NONE, takes=True, actor=person)

    def send(self, case: ApplicationReview, person: Person, *points: int | None) -> None:
        """Accept, and send these points."""
        self.accept(case, person)
        services.send_review(fresh(case), judged(*points), language="en", actor=person)

    def scored(self, application: GrantApplication, *reviews: tuple[int | None, ...]) -> ApplicationReview:
        """An application that reviewers have scored, one review each."""
        people = self.reviewers[: len(reviews)]
        case = self.asked(application, *people)
        for person, points in zip(people, reviews, strict=True):
            self.send(case, person, *points)
        return case


def fresh(case: ApplicationReview) -> ApplicationReview:
    """The case as the database has it."""
    return get_review_case(case.ref, lock=True)


def review_by(case: ApplicationReview, person: Person) -> Review:
    return next(one for one in case.reviews if one.person_id == person.id)
