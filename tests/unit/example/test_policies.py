"""The example's policies say what they must, in three languages, in the words of the glossary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from app.accounts.rules import normalise_sign_in_name, passphrase_problem
from app.example import bodies, words
from app.example.answers import answers_to
from app.example.groups import invent
from app.example.people import PASSPHRASE, PEOPLE, TOTP_SECRET
from app.example.places import COUNTRIES, MARKS, VOCABULARIES
from app.example.policies import (
    IDPC_POLICY,
    IDPC_QUESTIONS,
    INPUD_POLICY,
    INPUD_QUESTIONS,
    REGIONAL_POLICY,
    REGIONAL_QUESTIONS,
    STATEMENTS,
)
from app.example.world import World, today_at_midnight
from app.kernel.locales import LANGUAGES
from app.membership.enums import CriterionKind
from app.membership.labels import joining_steps
from app.membership.policy import parse
from app.organisations.regions import IDPC, INPUD
from app.organisations.services.organisations import OWN_COLUMNS, PRIVATE_COLUMNS, PROFILE_COLUMNS
from app.questionnaires.definition import Definition, to_dict
from app.questionnaires.rules import problems
from app.questionnaires.types import TYPES
from translations.words import faults_in

FORMS = (
    ("idpc", IDPC_POLICY, IDPC_QUESTIONS),
    ("inpud", INPUD_POLICY, INPUD_QUESTIONS),
    ("lanpud", REGIONAL_POLICY, REGIONAL_QUESTIONS),
)
STATEMENT_KEYS = {words.code: number for number, words in enumerate(STATEMENTS, start=1)}


def texts_in(thing: Any) -> Iterator[tuple[str, str]]:
    """Every (language, text) anywhere inside."""
    if isinstance(thing, Mapping) and set(thing) >= {"en", "es", "fr"}:
        for language in LANGUAGES:
            said = thing[language]
            yield from ((language, str(text)) for text in (said if isinstance(said, tuple) else (said,)))
    elif isinstance(thing, Mapping):
        for value in thing.values():
            yield from texts_in(value)
    elif isinstance(thing, list | tuple):
        for value in thing:
            yield from texts_in(value)


@pytest.mark.parametrize(("slug", "policy", "questions"), FORMS)
def test_policy_asks_what_its_criteria_read(slug: str, policy: dict[str, Any], questions: Definition) -> None:
    parsed = parse(policy)
    codes = {question.code for question in questions.questions()}
    assert {code for criterion in parsed.criteria for code in criterion.questions} <= codes
    assert set(parsed.profile.values()) <= codes
    assert set(parsed.profile) <= OWN_COLUMNS | PROFILE_COLUMNS | PRIVATE_COLUMNS | {"description"}
    assert len(joining_steps(parsed)) >= 4


def test_idpc_has_two_tiers_and_nine_criteria() -> None:
    policy = parse(IDPC_POLICY)
    assert [tier.code for tier in policy.tiers] == ["network_member", "partner_member"]
    assert policy.commenting_tiers == ("partner_member",)
    assert len(policy.criteria) == 9
    assert {criterion.kind for criterion in policy.criteria} == set(CriterionKind) - {
        CriterionKind.REFERENCES
    }
    assert (policy.quorum, policy.limits.comment, policy.regional_check) == (3, 14, True)


def test_every_kind_of_question_is_asked_somewhere() -> None:
    asked = {question.kind for _, _, form in FORMS for question in form.questions()}
    for_grants = {"money", "date_range", "table"}
    assert asked == set(TYPES) - for_grants


def test_words_follow_the_glossary() -> None:
    told = [to_dict(form) for _, _, form in FORMS]
    told += [policy for _, policy, _ in FORMS]
    told += [{"title": one.title, "body": one.body} for one in STATEMENTS]
    told += [value for value in vars(words).values() if isinstance(value, dict)]
    told += [bodies.HEADLINES, bodies.HEADLINE, bodies.JOIN_WORDS, bodies.NOT_THEIR_WORDS]
    faults = [fault for language, text in texts_in(told) for fault in faults_in(language, text)]
    assert faults == []


@pytest.mark.parametrize(("slug", "policy", "questions"), FORMS)
def test_answers_can_be_handed_in(slug: str, policy: dict[str, Any], questions: Definition) -> None:
    world = World(1, today_at_midnight(), "")
    random = world.random("test")
    for _ in range(40):
        group = invent(random, world.namer)
        given = answers_to(slug, group, papers=["A", "B"], statements=STATEMENT_KEYS)
        said = {code: value for code, value in given.items() if value not in (None, "", [])}
        assert problems(questions, said, STATEMENT_KEYS) == []


def test_names_never_repeat_and_are_marked() -> None:
    world = World(1, today_at_midnight(), "")
    names = [world.namer.name(world.namer.place()) for _ in range(12_000)]
    assert len(set(names)) == len(names)
    assert all(name.split()[0] in MARKS.values() for name in names)


def test_every_region_has_groups() -> None:
    for scheme in (INPUD, IDPC):
        reached = {scheme.region_of(country) for country in COUNTRIES}
        assert reached == {region.code for region in scheme.regions if region.geographic}
    spoken = {language for languages in COUNTRIES.values() for language in languages.split()}
    assert spoken == set(VOCABULARIES)


def test_people_could_have_chosen_their_words() -> None:
    names = [one.sign_in for one in PEOPLE]
    assert len(set(names)) == len(names)
    assert all(normalise_sign_in_name(name) == name for name in names)
    assert passphrase_problem(PASSPHRASE, shortest=12, longest=256, about=names) is None
    assert len(TOTP_SECRET) == 32
