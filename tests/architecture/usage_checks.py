"""What nobody uses leaves: functions, classes and constants of the program, and classes of the style sheet.

A use is the bare name, anywhere in the program or in a template, so a check may miss one that is dead but
never accuses one that lives. A code that an enum stores, such as RELEASE = "release", names no function. What
only a test calls is not used.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import Module, python_files, templates

PROGRAM = ("app", "benchmarks", "migrations", "translations")
# What nothing calls yet, and why it stands there. The list only grows shorter: what is used by now, or gone,
# fails the check until its line is taken out.
AWAITED: dict[str, dict[str, str]] = {
    "app/casework/services/clocks.py": {"release": "the other half of hold: safety holds"},
    "app/documents/services.py": {
        "store_upload": "forms whose file is no answer to a question: reports, agreements",
        "import_document": "tests prepare documents with it",
    },
    "app/features.py": dict.fromkeys(("package_of", "has_place", "is_below"), "these checks ask it"),
    "app/grants/funding/queries/facts.py": dict.fromkeys(
        ("cash_by_fund", "list_facts"), "the pages of money"
    ),
    "app/kernel/ids.py": {"is_ref": "addresses typed by hand"},
    "app/matching/ranking/ranking.py": {"scores_for_batch": "the pages of support"},
    "app/matching/what_if.py": {"what_if": "the pages of support"},
    "app/organisations/queries/bodies.py": {
        "count_members": "figures for the secretariat",
        "list_member_contacts": "notices to members",
    },
    "app/organisations/queries/regions.py": {
        "secondary_regions": "notices to regions",
        "list_assignments": "tests read the dated rows with it",
    },
    "app/questionnaires/queries.py": {
        "sum_figures": "grants add up budgets",
        "find_current_version": "grants ask for the form of a call",
        "list_to_endorse_again": "a new version of a statement",
    },
    "app/questionnaires/services/responses.py": {"discard_response": "drafts that are given up"},
    "app/web/extension_points.py": {"OFFERS": "a check compares every setup with it"},
}
READ_LATER = "app/matching/"  # what it answers is for pages that are still to come
STYLES = "app/web/static/weft.css"
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)(?=[^{}]*\{)")
_BEGINNING = re.compile(
    r"""([A-Za-z][\w-]*)\{\{|["']([A-Za-z][\w-]*-)["'] ~"""
)  # m-{{ kind }}, "is-" ~ width
_WORD = re.compile(r"[A-Za-z_][\w-]*")
ENUMS = ("StrEnum", "RefusalCode")
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def what_is_defined_is_used(root: Path) -> Iterator[str]:
    """Module by module; what is decorated is used by its decorator, names with two underlines by Python."""
    modules = list(python_files(root, *PROGRAM))
    used = {name for module in modules for name in _names_used(module.tree)}
    used |= {name for path in _text_files(root) for name in re.findall(r"\w+", path.read_text("utf-8"))}
    for module in modules:
        if module.path.relative_to(root).parts[0] != "app":
            continue
        awaited = set(AWAITED.get(module.place, ()))
        unused = {name: line for line, name in _definitions(module) if name not in used and name[:2] != "__"}
        yield from (
            module.fault(line, f"nothing uses {name}") for name, line in unused.items() if name not in awaited
        )
        yield from (
            module.fault(1, f"{name} is used or gone: take it out of AWAITED")
            for name in awaited - set(unused)
        )


def fields_are_read(root: Path) -> Iterator[str]:
    """What a dataclass holds and nobody reads is put together for nothing, or promises what nothing does."""
    modules = list(python_files(root, *PROGRAM))
    nodes = [node for module in modules for node in ast.walk(module.tree)]
    read = {node.attr for node in nodes if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)}
    read |= {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    taken_apart = {ast.unparse(node.cls) for node in nodes if isinstance(node, ast.MatchClass)}
    for path in _text_files(root):
        read |= set(re.findall(r"""(?:\.|attribute=["'])(\w+)""", path.read_text("utf-8")))
    for module in modules:
        if module.place.startswith("app/") and not module.place.startswith(READ_LATER):
            fields = _fields(module.tree, taken_apart)
            unread = [(line, name) for line, name in fields if name not in read]
            yield from (module.fault(line, f"nothing reads {name}") for line, name in unread)


def _fields(tree: ast.Module, taken_apart: set[str]) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.ClassDef) or node.name in taken_apart:
            continue
        if any(ast.unparse(mark).startswith("dataclass") for mark in node.decorator_list):
            declared = (one for one in node.body if isinstance(one, ast.AnnAssign))
            yield from ((one.lineno, ast.unparse(one.target)) for one in declared)


def classes_of_the_style_sheet_are_used(root: Path) -> Iterator[str]:
    sheet = root / STYLES
    if not sheet.exists():
        return
    texts = [path.read_text("utf-8") for path in _text_files(root)]
    texts += [module.text for module in python_files(root, "app")]
    used = {word for text in texts for word in _WORD.findall(text)}
    beginnings = {word for text in texts for pair in _BEGINNING.findall(text) for word in pair if word}
    blank = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), sheet.read_text("utf-8"))
    seen: set[str] = set()
    for number, line in enumerate(blank.split("\n"), start=1):
        for name in _CLASS.findall(line):
            if name not in used | seen and not _is_put_together(name, beginnings):
                seen.add(name)
                yield f"{STYLES}:{number}: nothing has the class {name}"


def _is_put_together(name: str, beginnings: set[str]) -> bool:
    """Whether a template makes this class of a beginning and a value; a bare letter takes a number."""
    return any(
        name.startswith(one) and (one.endswith("-") or name[len(one) :].isdigit()) for one in beginnings
    )


def _text_files(root: Path) -> list[Path]:
    scripts = sorted((root / "app/web/static").glob("*.js"))
    mail = sorted((root / "app").glob("*/templates/**/*.txt"))
    return [*templates(root), *mail, *scripts, *root.glob("*.py")]


def _definitions(module: Module) -> Iterator[tuple[int, str]]:
    for node in module.tree.body:
        if isinstance(node, Definition) and not node.decorator_list:
            yield node.lineno, node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from ((node.lineno, one.id) for one in targets if isinstance(one, ast.Name))


def _names_used(tree: ast.Module) -> Iterator[str]:
    no_use = [node for node in tree.body if _is_all(node)] + list(_codes(tree))
    skipped = {id(one) for node in no_use for one in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias) and node.asname and node.asname != node.name:
            yield node.name
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield from re.findall(r"\w+", node.value) if len(node.value) < 60 else ()


def _codes(tree: ast.Module) -> Iterator[ast.Assign]:
    """The members of enums with their stored codes."""
    classes = (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    for body in (one.body for one in classes if any(ast.unparse(base) in ENUMS for base in one.bases)):
        yield from (one for one in body if isinstance(one, ast.Assign))


def _is_all(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
