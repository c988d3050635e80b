"""Invented local and national groups: who they are, before anybody asks them anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from app.example import words
from app.example.places import Namer, Place, acronym_of
from app.example.policies import options
from app.organisations.enums import BudgetBand, Field, Kind, LeadingGroup, Level, SafeContact, Service

KINDS = (Kind.SELF_ORGANISATION, Kind.PEER_PROJECT, Kind.NGO, Kind.NGO, Kind.ACADEMIC, Kind.OTHER)
LEVELS = (Level.LOCAL, Level.NATIONAL, Level.NATIONAL, Level.NATIONAL, Level.REGIONAL, Level.GLOBAL)
LEADING = (LeadingGroup.NONE_OF_THESE, LeadingGroup.NONE_OF_THESE, *LeadingGroup)
# Codes of the record's own lists that a form may offer.
TOPICS, FUNCTIONS = options.codes(options.TOPICS), options.codes(options.FUNCTIONS)
AREAS, UN_BODIES = options.codes(options.SUPPORT_AREAS), options.codes(options.UN_BODIES)
SERVICES = [service.value for service in Service]


@dataclass(frozen=True)
class Group:
    """All that the example knows of one invented group."""

    name: str
    place: Place
    level: Level
    kind: Kind
    leading_group: LeadingGroup
    description: str
    topics: list[str]
    functions: list[str]
    services: list[str]
    un_bodies: list[str]
    skills: list[str]
    needs: list[str]
    budget: BudgetBand
    safe_contact: SafeContact
    is_registered: bool
    people: int
    since: date
    other_countries: list[str]

    @property
    def acronym(self) -> str | None:
        """Only where the language has capitals."""
        found = acronym_of(self.name)
        return found if len(found) > 1 else None

    @property
    def languages(self) -> list[str]:
        return sorted({self.place.language, self.place.site_language})

    @property
    def profile(self) -> dict[str, Any]:
        """The lists of the profile, as they are stored."""
        return {
            "topics": self.topics,
            "functions": self.functions,
            "services": self.services,
            "un_bodies": self.un_bodies,
            "skills": self.skills,
            "needs": self.needs,
            "languages": self.languages,
        }

    def hides(self) -> list[Field]:
        """What a careful group shows to fewer people than usual."""
        return [Field.COUNTRY, Field.TOPICS] if self.people % 7 == 0 else []


def invent(
    random: Random,
    namer: Namer,
    *,
    country: str | None = None,
    kind: Kind | None = None,
    level: Level | None = None,
    is_registered: bool | None = None,
) -> Group:
    """One group, with what the caller fixes and the rest drawn."""
    place = namer.place(country)
    drawn_level = level or random.choice(LEVELS)
    registered = random.random() < 0.7 if is_registered is None else is_registered
    return Group(
        name=namer.name(place),
        place=place,
        level=drawn_level,
        kind=kind or random.choice(KINDS),
        leading_group=random.choice(LEADING),
        description=random.choice(words.WHAT_WE_DO[place.language]),
        topics=random.sample(TOPICS, random.randint(1, 5)),
        functions=random.sample(FUNCTIONS, random.randint(1, 4)),
        services=random.sample(SERVICES, random.randint(0, 4)),
        un_bodies=random.sample(UN_BODIES, random.randint(0, 2)),
        skills=random.sample(AREAS, random.randint(0, 3)),
        needs=random.sample(AREAS, random.randint(1, 3)),
        budget=random.choice(list(BudgetBand)),
        safe_contact=random.choice(list(SafeContact)),
        is_registered=registered,
        people=random.randint(4, 120),
        since=date(random.randint(1996, 2022), random.randint(1, 12), 1),
        other_countries=_neighbours(random, namer, place, drawn_level),
    )


def _neighbours(random: Random, namer: Namer, place: Place, level: Level) -> list[str]:
    if level not in (Level.REGIONAL, Level.GLOBAL):
        return []
    found = {namer.place().country for _ in range(random.randint(2, 4))} - {place.country}
    return sorted(found) or [place.country]
