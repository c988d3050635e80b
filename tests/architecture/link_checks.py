"""Links point down like imports: what lies above is reached only through what a setup registers."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from app.features import ALL_FEATURES, endpoint_prefix, has_place, is_below, package_of
from app.web.extension_points import OFFERS, Link
from tests.architecture.source import app_modules, templates

LINKING_CALLS = frozenset({"url_for", "mail_link"})
IN_TEMPLATE = re.compile(r"""\b(?:url_for|mail_link)\(\s*["'](\w+)\.""")
NAMED_LINK = re.compile(r"""\blink_to\(\s*["']([^"']+)["']""")
TYPED_ADDRESS = re.compile(r"""\blang(?:uage)?\s*\}\}/\w""")
# The blueprints of app/web; those of features are called as the features are.
PACKAGE_OF_PREFIX = {endpoint_prefix(name): name for name in ALL_FEATURES} | {
    "pages": "web",
    "outside": "web",
}


def links_point_down(root: Path) -> Iterator[str]:
    """An endpoint of an upper package, or of a neighbour, is named in no lower package."""
    for module in app_modules(root):
        if module.room == "setup":
            continue  # there a feature names its own endpoints; create_app checks that they exist
        for node in ast.walk(module.tree):
            prefix = _linked_prefix(node)
            words = _upward(module.package, prefix) if prefix else None
            if words:
                yield module.fault(getattr(node, "lineno", 1), words)
    for path in templates(root):
        for number, line in _lines(path):
            for prefix in IN_TEMPLATE.findall(line):
                words = _upward(_package_of(root, path), prefix)
                if words:
                    yield f"{path.relative_to(root).as_posix()}:{number}: {words}"


def addresses_are_not_typed_by_hand(root: Path) -> Iterator[str]:
    """`/en/desk` put together from its parts is a link that no check and no renaming finds."""
    words = "an address is put together by hand; use url_for() or link_to()"
    for module in app_modules(root):
        for node in ast.walk(module.tree) if module.package != "web" else ():  # it has /static and /leave
            if isinstance(node, ast.JoinedStr) and _is_typed_address(node):
                yield module.fault(node.lineno, words)
    for path in templates(root):
        for number, line in _lines(path):
            if TYPED_ADDRESS.search(line):
                yield f"{path.relative_to(root).as_posix()}:{number}: {words}"


def named_links_are_known(root: Path) -> Iterator[str]:
    """Templates name links by text; a wrong one would show only when its page is opened."""
    for path in templates(root):
        for number, line in _lines(path):
            for name in NAMED_LINK.findall(line):
                if name not in set(Link):
                    yield f"{path.relative_to(root).as_posix()}:{number}: no Link is called {name}"


def setups_offer_what_is_taken(root: Path) -> Iterator[str]:
    """A constant of a setup under a name that nobody takes would be forgotten without a word."""
    for module in app_modules(root):
        if not module.in_feature or module.room != "setup":
            continue
        for node in module.tree.body:
            targets = node.targets if isinstance(node, ast.Assign) else []
            for target in targets:
                if isinstance(target, ast.Name) and target.id.isupper() and target.id not in OFFERS:
                    yield module.fault(node.lineno, f"no extension point is called {target.id}")


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    yield from enumerate(path.read_text("utf-8").splitlines(), 1)


def _package_of(root: Path, template: Path) -> str:
    return package_of(".".join(template.relative_to(root / "app").parts))


def _upward(package: str, prefix: str) -> str | None:
    target = PACKAGE_OF_PREFIX.get(prefix)
    if target is None:
        return f"a link leads to {prefix}, which is no feature's blueprint"
    if not has_place(package) or target == package or is_below(target, package):
        return None
    return f"{package} links to {target}, which is not below; use link_to()"


def _linked_prefix(node: ast.AST) -> str | None:
    """`grants_calls` for url_for("grants_calls.show") and url_for(f"grants_calls.{name}")."""
    if not (isinstance(node, ast.Call) and node.args):
        return None
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    first: ast.expr = node.args[0]
    if isinstance(first, ast.JoinedStr) and first.values:
        first = first.values[0]
    if called not in LINKING_CALLS or not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
        return None
    prefix, dot, _ = first.value.partition(".")
    return prefix if dot and prefix else None


def _is_typed_address(node: ast.JoinedStr) -> bool:
    parts = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
    rooted = any(isinstance(part, ast.Attribute) and part.attr == "script_root" for part in parts)
    texts = [str(part.value) for part in node.values if isinstance(part, ast.Constant)]
    return rooted and any(text.strip("/") for text in texts)
