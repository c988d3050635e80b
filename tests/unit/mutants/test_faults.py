"""The harness of `make mutants`: what it changes, what it notices, and its list of survivors."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.mutants.__main__ import ROOT
from benchmarks.mutants.faults import mutants
from benchmarks.mutants.grafts import NeedsImport, changed_functions, graft
from benchmarks.mutants.named import NAMED, NamedFault, Unmatched, faulty_source
from benchmarks.mutants.survivors import explained
from benchmarks.mutants.targets import Target, targets

TOY = '''
LIMIT = 3


def may_borrow(books: int, banned: bool) -> str | None:
    """Why not, or None."""
    if banned:
        return "banned"
    return "too_many" if books >= LIMIT else None
'''
WEAK = """
from app.loans.rules import may_borrow


def test_somebody_banned_borrows_nothing():
    assert may_borrow(0, True) == "banned"
"""
STRONG = """
    assert [may_borrow(books, False) for books in (0, 2, 3, 4)] == [None, None, "too_many", "too_many"]
"""


def ids(source: str) -> list[str]:
    return [mutant.id.removeprefix("x.py ") for mutant in mutants("x.py", source)]


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("a < b", "a < b → a <= b"),
        ("a < b", "a < b → a >= b"),
        ("a is b", "a is b → a is not b"),
        ("a in b", "a in b → a not in b"),
        ("a and b", "a and b → a or b"),
        ("a and b", "a and b → b"),
        ("not a", "not a → a"),
        ("a - 1", "a - 1 → a + 1"),
        ("7", "7 → 8"),
        ("True", "True → False"),
        ("any(a)", "any(a) → all(a)"),
        ("{a, b}", "{a, b} without a"),
        ("{1: a}", "table without 1"),
        ("b if a else c", "if a → if not"),
        ("a", "return a → return None"),
    ],
)
def test_each_kind_of_fault_is_made(rule: str, change: str) -> None:
    assert f"f: {change}" in ids(f"def f(a, b, c):\n    return {rule}\n")


def test_a_refusal_and_a_call_are_left_out() -> None:
    source = "def f(a):\n    if a:\n        return 'no'\n    note(a)\n    return None\n"
    assert {"f: without: return 'no'", "f: without: note(a)"} <= set(ids(source))


def test_ids_do_not_move_with_lines_and_are_told_apart() -> None:
    source = "def f(a):\n    return a > 1\n"
    assert ids(source) == ids(f"# a remark\n\n\n{source}")
    twice = ids("def f(a):\n    return (a > 1, a > 1)\n")
    assert len(twice) == len(set(twice))


def test_declarations_are_no_rules() -> None:
    assert ids('"""Words."""\n__all__ = ["a", "b"]\nclass A(StrEnum):\n    B = "b", 403\n') == []
    assert ids("Guard = Callable[[int, str], bool]\n") == []
    assert ids("if TYPE_CHECKING:\n    from app import models\n") == []


def test_a_fault_in_a_function_is_put_in_place_and_one_outside_is_not() -> None:
    sound = compile(TOY, "toy.py", "exec", dont_inherit=True)
    by_id = {mutant.id: mutant for mutant in mutants("toy.py", TOY)}
    module: Any = type(pytest)("toy")
    exec(sound, vars(module))
    borrow = module.may_borrow
    graft(module, changed_functions(sound, by_id["toy.py may_borrow: if banned → if not"].code))
    assert borrow(0, False) == "banned"
    with pytest.raises(NeedsImport):
        changed_functions(sound, by_id["toy.py module: 3 → 4"].code)


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A tree of its own with one file of rules and one test that holds half of them."""
    (tmp_path / "app/loans").mkdir(parents=True)
    for package in ("app", "app/loans"):
        (tmp_path / package / "__init__.py").touch()
    (tmp_path / "app/loans/rules.py").write_text(TOY)
    (tmp_path / "tests/unit/loans").mkdir(parents=True)
    (tmp_path / "tests/unit/loans/test_rules.py").write_text(WEAK)
    return tmp_path


def test_canary_a_weak_test_is_shown_by_its_survivors(toy: Path) -> None:
    survived = _run_on(toy)
    assert "survived: app/loans/rules.py may_borrow: books >= LIMIT → books > LIMIT" in survived
    assert "survived: app/loans/rules.py module: 3 → 4" in survived
    assert "if banned" not in survived
    assert "SHORT" in survived


def test_a_strong_test_leaves_no_survivor(toy: Path) -> None:
    path = toy / "tests/unit/loans/test_rules.py"
    path.write_text(WEAK + STRONG)
    told = _run_on(toy)
    assert " 0 survived" in told
    assert "SHORT" not in told


def test_a_named_fault_whose_text_is_gone_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("one = 1\ntwo = 1\n")
    assert faulty_source(tmp_path, NamedFault("x", "a.py", "one = 1", "one = 2", "")) == "one = 2\ntwo = 1\n"
    for path, old in (("a.py", "three"), ("a.py", "= 1"), ("b.py", "one")):
        with pytest.raises(Unmatched):
            faulty_source(tmp_path, NamedFault("x", path, old, "", ""))


@pytest.mark.parametrize("fault", NAMED, ids=lambda fault: fault.name)
def test_each_named_fault_can_still_be_made(fault: NamedFault) -> None:
    sound = compile((ROOT / fault.path).read_text(), fault.path, "exec", dont_inherit=True)
    faulty = compile(faulty_source(ROOT, fault), fault.path, "exec", dont_inherit=True)
    assert faulty != sound
    file, _, test = fault.held_by.partition("::")
    assert f"def {test}(" in (ROOT / file).read_text()


def test_survivors_are_explained_and_still_exist() -> None:
    known = {mutant.id for target in targets(ROOT) for mutant in mutants(target.path, _source(target))}
    reasons = explained()
    assert [name for name in reasons if name not in known] == []
    assert [name for name, reason in reasons.items() if len(reason.split()) < 4] == []


def test_every_file_of_rules_has_tests() -> None:
    assert [target.path for target in targets(ROOT) if not (target.unit or target.integration)] == []


def _run_on(folder: Path) -> str:
    """What `make mutants` says of the rules in this folder."""
    command = (
        f"import sys; sys.path[:0] = [{str(folder)!r}]; sys.path.append({str(ROOT)!r}); import pathlib\n"
        f"from benchmarks.mutants.__main__ import try_rules\n"
        f"for line in try_rules(pathlib.Path({str(folder)!r}), '', (1, 1)): print(line.figure, line.verdict)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout + ran.stderr


def _source(target: Target) -> str:
    return (ROOT / target.path).read_text()
