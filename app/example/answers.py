"""Whole sets of answers, as an invented group would give them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.example import words
from app.example.groups import Group
from app.organisations.enums import Level

Answers = dict[str, Any]
NO = {"answer": "no", "text": ""}
YES = {"answer": "yes", "text": ""}


def answers_to(slug: str, group: Group, *, papers: list[str], statements: Mapping[str, int]) -> Answers:
    """What this group answers to the body of this slug. `papers`: references of documents it sent."""
    signer = Signer(group, statements)
    if slug == "idpc":
        return idpc_answers(group, papers, signer)
    return inpud_answers(group, signer) if slug == "inpud" else regional_answers(group, signer)


class Signer:
    """Signs statements under a chosen name."""

    def __init__(self, group: Group, statements: Mapping[str, int]) -> None:
        self._language = group.place.site_language
        self._statements = statements

    def sign(self, code: str) -> dict[str, Any]:
        name = {"en": "Sam (example)", "es": "Ana (ejemplo)", "fr": "Camille (exemple)"}[self._language]
        return {
            "agreed": True,
            "name": name,
            "version": self._statements[code],
            "language": self._language,
        }


def idpc_answers(group: Group, papers: list[str], signer: Signer) -> Answers:
    """Complete answers to IDPC's questions, conditions included."""
    language = group.place.language
    found: Answers = {
        "what_you_do": group.description,
        "kind": group.kind.value,
        "led_by": group.leading_group.value,
        "languages": group.languages,
        "letters_in": group.place.site_language,
        "registered": "yes" if group.is_registered else "no",
        "not_for_profit": YES,
        "people": str(group.people),
        "industry_funding": NO,
        "working_since": group.since.isoformat(),
        "track_record": words.WHAT_WE_DID[language],
        "track_record_papers": papers[:1],
        "topics": group.topics,
        "functions": group.functions,
        "un_bodies": group.un_bodies,
        "reach": group.level.value,
        "part_of_member": NO,
        "what_you_add": words.WHAT_WE_ADD[language],
        "principles": signer.sign("principles"),
        "sharing": signer.sign("sharing"),
    }
    if group.is_registered:
        found |= {
            "registration_country": group.place.country,
            "legal_name": group.name,
            "registration_paper": papers[1:2],
        }
    else:
        found |= {"why_not_registered": words.WHY_NOT_REGISTERED[language], "waiver_wish": "yes"}
    if group.level is Level.LOCAL:
        found["why_local"] = words.WHAT_WE_ADD[language]
    elif group.other_countries:
        found["other_countries"] = group.other_countries
    return found


def regional_answers(group: Group, signer: Signer) -> Answers:
    """Complete answers to a regional network's questions."""
    return {
        "what_you_do": group.description,
        "kind": group.kind.value,
        "reach": Level.REGIONAL.value if group.level is Level.GLOBAL else group.level.value,
        "languages": group.languages,
        "needs": group.needs,
        "skills": group.skills,
        "community_led": YES,
        "known_to_member": "no",
        "how_to_meet": words.WHAT_WE_ADD[group.place.language],
        "self_determination": signer.sign("self_determination"),
    }


def inpud_answers(group: Group, signer: Signer) -> Answers:
    """Complete answers to INPUD's questions."""
    return {
        "what_you_do": group.description,
        "region_served": group.other_countries or [group.place.country],
        "members": str(2 + group.people % 30),
        "governed_by_members": YES,
        "languages": group.languages,
        "self_determination": signer.sign("self_determination"),
        "under_prohibition": signer.sign("under_prohibition"),
    }
