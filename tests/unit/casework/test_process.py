"""What a process says of itself, and parties as strings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask_babel.speaklater import LazyString
from hypothesis import given
from hypothesis import strategies as st

from app.casework import parties
from app.casework.enums import StepForm
from app.casework.pages import CasePages
from app.casework.presenter import stage_sign
from app.casework.process import PROCESSES, BadProcess, Process, Stage, Step, StepWords, register_process
from app.kernel.permissions import Role, ScopeKind
from app.organisations.enums import ContactRole
from tests.library_loan.labels import CATALOGUE
from tests.library_loan.process import LOAN, A, S, at

KEYS = st.integers(min_value=1, max_value=2**40)


@given(st.sampled_from(Role), KEYS)
def test_a_role_is_read_as_it_was_written(role: Role, key: int) -> None:
    in_body, in_region = (
        parties.read(parties.body_role(role, key)),
        parties.read(parties.region_role(role, key)),
    )
    assert (in_body.role, in_body.scope, in_body.id) == (role, ScopeKind.BODY, key)
    assert (in_region.role, in_region.scope, in_region.id) == (role, ScopeKind.REGION, key)


@given(KEYS, st.from_regex(r"[a-z_]{1,20}", fullmatch=True))
def test_everybody_else_is_read_as_written(key: int, tier: str) -> None:
    assert parties.read(parties.person(key)) == parties.Party(parties.PartyKind.PERSON, key)
    assert parties.read(parties.organisation(key)) == parties.Party(parties.PartyKind.ORGANISATION, key)
    assert parties.read(parties.members(key, tier)) == parties.Party(
        parties.PartyKind.MEMBERS, key, tier=tier
    )


@pytest.mark.parametrize("text", ["x7", "", "nobody/b1", "membership_officer/z1"])
def test_anything_else_is_no_party(text: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        parties.read(text)


EXTRA = Step(A.LEND, at(S.CONSENT), S.LENT)


def without_stage(status: S) -> dict[str, object]:
    return {"stages": {one: stage for one, stage in LOAN.stages.items() if one is not status}}


def without_step(action: A) -> dict[str, object]:
    return {"steps": tuple(one for one in LOAN.steps if one.action is not action)}


FAULTS = [
    (without_step(A.LEND), "lent: no step leads here"),
    (without_stage(S.REFUSED), "refused: no stage"),
    ({"status_words": {}}, "asked: no words"),
    ({"words": {}}, "lend: no words"),
    ({"steps": (*LOAN.steps, EXTRA)}, "lend: two rows at consent"),
    ({"steps": (Step(A.EXTEND, at(S.LENT), form=StepForm.DAYS),)}, "extend: it extends nothing"),
    (without_stage(S.LENT), "bring_back: unknown status lent"),
    ({"steps": LOAN.steps[:3]}, "bring_back: named, but no step"),
    (without_step(A.EXTEND) | {"ends_with_parent": A.EXTEND}, "extend: named, but no step"),
    (without_step(A.EXTEND) | {"at_end": {A.BRING_BACK: A.EXTEND}}, "extend: named, but no step"),
]


@pytest.mark.parametrize(("change", "fault"), FAULTS)
def test_every_fault_is_named(change: dict[str, object], fault: str) -> None:
    broken = replace(LOAN, **change)
    assert fault in list(broken.faults())
    with pytest.raises(BadProcess, match=fault):
        register_process(broken)


def test_a_step_that_nothing_leads_to_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form, a page of its own, another way that the setup names, or the clock; else nobody finds it."""
    bare = tuple(replace(one, form=None) if one.action is A.LEND else one for one in LOAN.steps)
    monkeypatch.setitem(PROCESSES, LOAN.kind, replace(LOAN, steps=bare))
    pages = CasePages("loan.work", "loan.own", load=print)
    lost = [f"{LOAN.kind}: lend has neither a form nor a page"]
    assert list(pages.faults(LOAN.kind)) == lost, "the clock closes the hearing and calls back"
    assert list(replace(pages, steps={A.LEND: "loan.lend"}).faults(LOAN.kind)) == []
    assert list(replace(pages, elsewhere=frozenset({A.LEND})).faults(LOAN.kind)) == []
    assert list(replace(pages, elsewhere=frozenset({A.AGREE})).faults(LOAN.kind)) == lost


def test_a_sound_process_has_no_fault() -> None:
    assert list(LOAN.faults()) == []


def test_what_a_table_does_not_say_is_the_plain_case() -> None:
    stage, step, words = Stage(), Step(A.LEND, at(S.ASKED)), StepWords(button="Lend", event="Lent")
    said = {name for name in ("queued", "open", "milestone", "inside", "hidden") if getattr(stage, name)}
    assert said == {"queued", "open"}
    assert (stage.tells_applicant, stage.tells_office) == (False, False)
    assert (step.personal, words.private, words.danger) == (False, False, False)
    assert replace(LOAN, left_out=Process.left_out).left_out(object()) == ()


def test_the_diagram_shows_every_move_and_every_end() -> None:
    lines = LOAN.diagram().splitlines()
    assert lines[:2] == ["stateDiagram-v2", "    [*] --> asked"]
    moves = {(source, one.to, one.action) for one in LOAN.steps if one.to for source in one.at}
    ends = {status for status, stage in LOAN.stages.items() if not stage.open}
    assert sorted(lines[2:]) == sorted(
        [f"    {source} --> {to}: {action}" for source, to, action in moves]
        + [f"    {status} --> [*]" for status in ends]
    )
    assert "    consent --> lent: lend" in lines
    assert "    lost --> [*]" in lines
    assert not [line for line in lines if "speak" in line], "the case stays"


def test_the_sign_of_a_stage_fills_with_the_milestones() -> None:
    assert {status.value: stage_sign(LOAN, status) for status in LOAN.stages} == {
        "asked": "s0",
        "hearing": "s1",
        "consent": "s2",
        "lent": "s3",
        "recalled": "s3",
        "returned": "s4",
        "refused": "over",
        "withdrawn": "over",
        "lost": "over",
    }


def test_every_word_of_the_library_is_said_in_three_languages() -> None:
    said = [*LOAN.status_words.values()]
    for words in LOAN.words.values():
        said += [one for one in (words.button, words.event, words.done, words.task, words.field) if one]
    assert all(isinstance(one, LazyString) for one in said)
    assert all(set(held) == {"es", "fr"} and all(held.values()) for held in CATALOGUE.values())


@given(KEYS, st.sampled_from(ContactRole))
def test_some_contacts_of_an_organisation_are_read_as_written(key: int, role: ContactRole) -> None:
    text = parties.organisation(key, role)
    assert parties.read(text) == parties.Party(parties.PartyKind.ORGANISATION, key, contact_role=role)
    assert parties.is_organisation(text, key)
    assert not parties.is_organisation(text, key + 1)


def test_the_clock_is_a_party_of_its_own() -> None:
    assert parties.read(parties.CLOCK).kind is parties.PartyKind.CLOCK
    assert not parties.is_organisation(parties.CLOCK, None)
