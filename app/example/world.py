"""What the tellers of the example share: its people and bodies, its random sources and its clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.accounts.services import create_example_person
from app.example.groups import Group
from app.example.places import Namer
from app.kernel import clock, ids
from app.kernel.database import db
from app.organisations.models import NetworkBody
from app.questionnaires.models import QuestionSetVersion

LARGEST_REF = 31**9
CONTACT_NAMES = {"en": "Contact (example)", "es": "Contacto (ejemplo)", "fr": "Contact (exemple)"}


@dataclass
class World:
    """One example network being told. `base` is midnight of the day of loading: history lies before it."""

    seed: int
    base: datetime
    password_hash: str
    people: dict[str, Person] = field(default_factory=dict)
    others: list[Person] = field(default_factory=list)
    bodies: dict[str, NetworkBody] = field(default_factory=dict)
    questions: dict[str, QuestionSetVersion] = field(default_factory=dict)
    statements: dict[str, int] = field(default_factory=dict)
    """Code → key of the version that is signed."""
    regions: dict[str, int] = field(default_factory=dict)
    """Code of a region in IDPC's scheme → key."""

    def __post_init__(self) -> None:
        self.namer = Namer(self.random("names"))
        self._references = self.random("references")

    def random(self, topic: str) -> Random:
        """A source of its own for each topic, so that a change to one leaves the others as they were."""
        return Random(f"{self.seed}:{topic}")  # noqa: S311 - nothing here is secret

    def moment(self, ago: float) -> datetime:
        """So many days before the day of loading."""
        return self.base - timedelta(days=ago)

    @contextmanager
    def days_ago(self, ago: float) -> Iterator[None]:
        """Hold the clock at that moment, so that services date what they do."""
        with clock.at(self.moment(ago)):
            yield

    def new_person(self, group: Group) -> Person:
        """Somebody who speaks for an invented group and is not in the table of people."""
        language = group.place.site_language
        number = len(self.others) + 1
        person = create_example_person(
            sign_in_name=f"contact-{number:05}",
            password_hash=self.password_hash,
            language=language,
            chosen_name=CONTACT_NAMES[language],
            email=f"contact-{number:05}@weft.example",
        )
        db.session.flush()
        self.others.append(person)
        return person

    def new_ref(self) -> str:
        """The next reference of this seed."""
        return ids.ref_from(self._references.randrange(LARGEST_REF))

    @contextmanager
    def steady_references(self) -> Iterator[None]:
        """Everything that is added to the session gets this seed's references instead of random ones."""

        def give(session: Session, _context: Any, _instances: Any) -> None:
            for thing in session.new:
                if hasattr(thing, "ref"):
                    thing.ref = self.new_ref()

        session = db.session()
        event.listen(session, "before_flush", give)
        try:
            yield
        finally:
            event.remove(session, "before_flush", give)


def today_at_midnight() -> datetime:
    """The base of a world that is loaded now."""
    return clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
