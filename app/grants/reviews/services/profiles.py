"""What reviewers say of themselves, which the plan of a call looks at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.accounts.models import Person
from app.grants.reviews import queries
from app.grants.reviews.models import ReviewerProfile
from app.kernel.database import db
from app.kernel.settings import setting


@dataclass(frozen=True)
class Profile:
    """The languages that somebody reads, and how many reviews they take at one time."""

    languages: Sequence[str]
    most: int


def profiles_in(body_id: int, people: Sequence[Person]) -> Mapping[int, Profile]:
    """The profile of each of these reviewers of a network; what is known without one of those who said
    nothing."""
    said = queries.profiles_of(body_id, [one.id for one in people])
    most: int = setting("REVIEWS_OF_ONE_PERSON_AT_MOST")
    return {
        one.id: Profile(said[one.id].languages, said[one.id].most)
        if one.id in said
        else Profile([one.language], most)
        for one in people
    }


def profile_of(body_id: int, person: Person) -> Profile:
    return profiles_in(body_id, [person])[person.id]


def set_profile(body_id: int, person: Person, profile: Profile) -> None:
    """What a reviewer says of themselves in a network, from now on."""
    held = queries.profiles_of(body_id, [person.id]).get(person.id)
    if held is None:
        held = ReviewerProfile(body_id=body_id, person_id=person.id, languages=[], most=0)
        db.session.add(held)
    held.languages, held.most = list(profile.languages), profile.most
