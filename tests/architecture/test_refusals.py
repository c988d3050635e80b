"""A refusal is a member of its feature's enum, with words, and never a text that somebody typed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from app.kernel import errors as kernel_errors
from app.kernel.errors import RefusalCode
from app.web import errors as web_errors
from app.web.errors import PAGES, refusal_enums
from tests.architecture.source import ROOT, Module, app_modules

ERRORS_RAISED = frozenset({"DomainError", "NotFound", "require"})
CODE = re.compile(r"^[a-z0-9]+(_[a-z0-9]+)+$")


def plain_codes(root: Path) -> Iterator[str]:
    """Every code that is typed where a member of an enum belongs: raised, returned by a rule, or compared."""
    for module in app_modules(root):
        for node in ast.walk(module.tree):
            for text in _typed_codes(module, node):
                yield module.fault(getattr(node, "lineno", 1), f"{text!r} is typed; use the feature's enum")


def _typed_codes(module: Module, node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in ERRORS_RAISED:
        yield from (found for argument in node.args for found in _texts(argument))
    elif isinstance(node, ast.Return) and node.value is not None and module.room in ("rules", "workflow"):
        yield from (found for found in _texts(node.value) if CODE.match(found))
    elif isinstance(node, ast.Compare) and ast.unparse(node.left) == "error.code":
        yield from (found for other in node.comparators for found in _texts(other))


def _texts(value: ast.expr) -> Iterator[str]:
    """The text constants that this expression may come to."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from [*_texts(value.body), *_texts(value.orelse)]
    elif isinstance(value, ast.Tuple | ast.Set | ast.List):
        yield from (found for each in value.elts for found in _texts(each))
    elif isinstance(value, ast.BoolOp):
        yield from (found for each in value.values for found in _texts(each))


NAMED = re.compile(r"%\((\w+)\)")


def names_left_out(root: Path, words: Mapping[RefusalCode, Any]) -> Iterator[str]:
    """Where an error is raised without a name that its sentence needs: then it could not be said."""
    named = {f"{type(code).__name__}.{code.name}": set(NAMED.findall(str(words[code]))) for code in words}
    for module in app_modules(root):
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Call) or ast.unparse(node.func) not in ("DomainError", "NotFound"):
                continue
            given = {one.arg for one in node.keywords}
            needed = named.get(ast.unparse(node.args[0]) if node.args else "", set())
            if None not in given and needed - given:
                yield module.fault(node.lineno, f"{ast.unparse(node.args[0])} lacks {sorted(needed - given)}")


def _modules_with_refusals() -> Iterator[tuple[str, ModuleType, Mapping[RefusalCode, Any]]]:
    """Prefix, module of the enum, and its words: of kernel, of web, and of every feature that has some."""
    yield "kernel", kernel_errors, web_errors.KERNEL_ERRORS
    yield "web", web_errors, web_errors.ERRORS
    for module in app_modules(ROOT):
        if module.path.name == "enums.py":
            feature = ".".join(module.path.relative_to(ROOT / "app").parent.parts)
            enums = import_module(f"app.{feature}.enums")
            if refusal_enums(enums):
                yield feature, enums, import_module(f"app.{feature}.labels").ERRORS


REFUSALS = list(_modules_with_refusals())
WORDS = [words for _name, _enums, words in REFUSALS]


def test_no_refusal_is_a_typed_text() -> None:
    faults = list(plain_codes(ROOT))
    assert not faults, "\n".join(["", *faults])


@pytest.mark.parametrize(
    ("place", "text", "fault"),
    [
        ("rules.py", "def may(x):\n    return 'too_late' if x else None\n", "rules.py:2: 'too_late'"),
        ("services.py", "raise DomainError('late')\n", "services.py:1: 'late'"),
        ("services.py", "raise errors.NotFound('late' if x else 'early')\n", "services.py:1: 'late'"),
        ("views.py", "if error.code in ('too_late', X.Y):\n    pass\n", "views.py:1: 'too_late'"),
    ],
)
def test_the_check_reports_a_typed_text(tmp_path: Path, place: str, text: str, fault: str) -> None:
    folder = tmp_path / "app" / "accounts"
    folder.mkdir(parents=True)
    (folder / place).write_text(text, "utf-8")
    assert next(plain_codes(tmp_path)) == f"app/accounts/{fault} is typed; use the feature's enum"


def test_an_error_is_raised_with_every_name_of_its_sentence() -> None:
    words = {code: text for found in WORDS for code, text in found.items()}
    faults = list(names_left_out(ROOT, words))
    assert not faults, "\n".join(["", *faults])


def test_the_check_reports_a_name_that_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "app" / "accounts").mkdir(parents=True)
    place = tmp_path / "app" / "accounts" / "services.py"
    place.write_text("raise DomainError(KernelRefusal.CURRENCIES_DIFFER, left=1)\n", "utf-8")
    assert list(names_left_out(tmp_path, web_errors.KERNEL_ERRORS)) == [
        "app/accounts/services.py:1: KernelRefusal.CURRENCIES_DIFFER lacks ['right']"
    ]


def test_every_feature_that_refuses_is_read() -> None:
    assert {"kernel", "web", "accounts", "documents", "organisations"} <= {name for name, *_ in REFUSALS}


@pytest.mark.parametrize(("feature", "enums", "words"), REFUSALS, ids=[name for name, *_ in REFUSALS])
def test_every_refusal_has_words_a_prefix_and_a_page(
    feature: str, enums: ModuleType, words: Mapping[RefusalCode, Any]
) -> None:
    codes = [code for enum in refusal_enums(enums) for code in enum]
    assert set(codes) == set(words)
    assert [code for code in codes if not code.startswith(f"{feature}.")] == []
    assert [code for code in codes if code.http_status not in PAGES] == []
