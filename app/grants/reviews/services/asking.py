"""Who is asked to review an application: one after the other, or for a whole call in one act."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from app.accounts.models import Person
from app.casework.queries import readable_by
from app.casework.services import act_on_each, start_case, take_step, taking_step
from app.grants.applications.models import GrantApplication
from app.grants.applications.queries import get_application
from app.grants.calls.models import Call
from app.grants.reviews import emails, queries, rules
from app.grants.reviews.enums import CannotReview, ReviewRefusal
from app.grants.reviews.models import ApplicationReview, Review
from app.grants.reviews.process_words import Action
from app.grants.reviews.services.profiles import profiles_in
from app.kernel import clock
from app.kernel.actor import SYSTEM, Actor, can
from app.kernel.database import db
from app.kernel.errors import DomainError, KernelRefusal, NotFound, require
from app.kernel.local_time import end_of_day
from app.kernel.permissions import Permission
from app.kernel.settings import setting


def ask_reviewers(
    application: GrantApplication,
    people: Sequence[Person],
    *,
    actor: Actor,
    expected_version: int | None = None,
) -> ApplicationReview:
    """Ask these people to review an application, and tell them. Raises NOTHING_CHOSEN, CANNOT_REVIEW,
    CALL_STILL_OPEN, NO_LONGER_CONSIDERED."""
    case = _ask(application, people, actor, expected_version)
    emails.tell_reviewers(people)
    return case


def ask_pairs(pairs: Mapping[str, Collection[Person]], call: Call, *, actor: Actor) -> list[str]:
    """Ask for many applications at once, by their references; everybody is told once. Each application is
    judged by itself: answers the references of those left out."""
    asked: list[Person] = []

    def find(ref: str) -> GrantApplication:
        application = get_application(ref, known=readable_by(actor), lock=True)
        if application.call_id != call.id:
            raise NotFound
        return application

    def act(application: GrantApplication) -> None:
        people = list(pairs[application.ref])
        _ask(application, people, actor)
        asked.extend(people)

    left = act_on_each(pairs, find, act)
    emails.tell_reviewers(asked)
    return left


def _ask(
    application: GrantApplication,
    people: Sequence[Person],
    actor: Actor,
    expected_version: int | None = None,
) -> ApplicationReview:
    require(None if people else ReviewRefusal.NOTHING_CHOSEN)
    case = review_of(application, actor=actor)
    for person in people:
        require(ReviewRefusal.CANNOT_REVIEW if cannot_review(person, case) is not None else None)
    with taking_step(case, Action.ASSIGN, actor=actor, expected_version=expected_version, number=len(people)):
        for person in people:
            _invite(case, person, actor)
    return case


def review_of(application: GrantApplication, *, actor: Actor) -> ApplicationReview:
    """The case in which reviewers score this application, begun where it was not. Raises NOT_YOURS_TO_DO, and
    what a call says that takes no reviews now."""
    if not can(actor, Permission.SCREEN_GRANTS, body=application.body_id):
        raise DomainError(KernelRefusal.NOT_YOURS_TO_DO)
    found = queries.find_review_of(application, lock=True)
    if found is not None:
        return found
    require(rules.refusal_of_call(application.call))
    require(None if rules.is_considered(application) else ReviewRefusal.NO_LONGER_CONSIDERED)
    case = ApplicationReview(application=application, started_by=actor.actor_id, reviews=[])
    start_case(case, actor=actor, parent=application)
    return case


def cannot_review(person: Person, case: ApplicationReview) -> CannotReview | None:
    """Why this person is not asked to review an application; None where they can be."""
    if not rules.holds_ever(person, Permission.REVIEW_GRANTS, case.body_id):
        return CannotReview.NOT_A_REVIEWER
    tie = rules.known_tie(person, case)
    if tie is not None:
        return tie
    return CannotReview.ASKED_BEFORE if rules.any_review_of(person.id, case) is not None else None


def _invite(case: ApplicationReview, person: Person, actor: Actor) -> None:
    review = Review(
        case=case,
        person=person,
        person_id=person.id,
        invited_by_id=actor.actor_id,
        due_at=due_of(case.call),
        language=person.language,
        scores=[],
    )
    db.session.add(review)
    db.session.flush()


def due_of(call: Call) -> datetime:
    """Until when a reviewer who is asked now has time: the day that the call names, while that is to come."""
    days: int = setting("REVIEW_DAYS")
    named = end_of_day(call.reviews_by, call.zone) if call.reviews_by is not None else None
    moment = clock.now()
    return named if named is not None and named > moment else moment + timedelta(days=days)


def complete_if_all_are_in(case: ApplicationReview) -> None:
    """With the last review that was asked for, the office goes on."""
    if case.is_open and rules.all_are_in(case):
        take_step(case, Action.COMPLETE, actor=SYSTEM)


def who_could(
    application: GrantApplication, case: ApplicationReview | None
) -> tuple[Sequence[Person], dict[int, CannotReview | None], Mapping[int, int]]:
    """The reviewers of a network, why each cannot review this application (None: they can), and how many
    reviews each has to write."""
    people = queries.list_reviewers(application.body_id)
    load = queries.load_of([one.id for one in people])
    profiles = profiles_in(application.body_id, people)
    why = {}
    for one in people:
        tie = cannot_review(one, case) if case is not None else rules.known_tie(one, application)
        is_full = load.get(one.id, 0) >= profiles[one.id].most
        why[one.id] = tie or (CannotReview.FULL if is_full else None)
    return people, why, load
