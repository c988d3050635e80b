"""Find words that a person would see and that no catalogue can reach.

In templates: text, the attributes that are read aloud or shown, and prose in expressions, outside `_()` and
`{% trans %}`. In Python: labels, hints, messages and flashes that are plain strings.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateSyntaxError

SHOWN_ATTRIBUTES = frozenset(
    {"title", "alt", "aria-label", "aria-description", "placeholder", "label", "summary"}
)
GETTEXT = frozenset(
    {
        "_",
        "gettext",
        "ngettext",
        "pgettext",
        "npgettext",
        "lazy_gettext",
        "lazy_ngettext",
        "lazy_pgettext",
        "_l",
    }
)
# Names and signs that are the same in every language.
SAME_EVERYWHERE = frozenset(
    {"Weft", "English", "Español", "Français", "CSV", "UTC", "MB", "PDF", "INPUD", "IDPC"}
)
LETTERS = re.compile(r"[^\W\d_]{2,}")
PROSE = re.compile(r"^[A-ZÀ-Ý][a-zà-ÿ’']+([ ,.:;!?…–(].*)?$", re.DOTALL)
ATTRIBUTE_BLOCKS = frozenset({"width"})  # blocks of the layout that fill an attribute, not a place for text
ATTRIBUTES = re.compile(r"""([\w-]+="[^"]*"\s*)+""")
GAP = "\x00"

SHOWN_ARGUMENTS = frozenset(
    {"label", "description", "message", "title", "hint", "legend", "caption", "placeholder"}
)
SHOWN_CALLS = frozenset({"flash", "ValidationError", "StopValidation"})
# Shown while Weft is being developed, never to its people.
NOT_FOR_PEOPLE = frozenset({"style_guide.html"})
# The console speaks English; so do logs, and errors that only a programmer meets.
CONSOLE = re.compile(r"^app/(cli|[a-z]+(/[a-z]+)?/commands)(\.py|/)|^app/(kernel|matching)/")


def unmarked_strings(root: Path) -> Iterator[str]:
    """`place:line: what` for each, in a steady order."""
    for path in sorted((root / "app").rglob("*")):
        place = path.relative_to(root).as_posix()
        if "templates" in path.parts and path.suffix in (".html", ".txt") and path.name not in NOT_FOR_PEOPLE:
            yield from (f"{place}:{line}: unmarked: {words!r}" for line, words in in_template(path))
        elif path.suffix == ".py" and not CONSOLE.search(place):
            yield from (f"{place}:{line}: unmarked: {words!r}" for line, words in in_python(path))


def in_template(path: Path) -> Iterator[tuple[int, str]]:
    environment = Environment(
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"], trim_blocks=True, lstrip_blocks=True, autoescape=True
    )
    source = path.read_text("utf-8")
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        yield error.lineno, f"the template cannot be read: {error.message}"
        return
    page = _Page()
    page.feed(_without_jinja(environment, source))
    page.close()
    yield from sorted([*page.found, *_prose_in_expressions(tree)])


def _without_jinja(environment: Environment, source: str) -> str:
    """The template with every tag and translated block blanked out; lines keep their numbers."""
    kept: list[str] = []
    tag: list[str] = []
    apart = False
    for _line, piece, text in environment.lex(source):
        if piece == "block_begin":
            tag = []
        elif piece == "name":
            tag.append(text)
        elif piece == "block_end" and tag:
            begins = tag[0] == "trans" or (tag[0] == "block" and tag[1] in ATTRIBUTE_BLOCKS)
            apart = begins or (apart and tag[0] not in ("endtrans", "endblock"))
        if piece == "data" and not apart:
            kept.append(text)
        else:
            kept.append((GAP if piece in ("variable_end", "block_end") else "") + "\n" * text.count("\n"))
    page = "".join(kept).replace("<" + GAP, "<x ").replace("</" + GAP, "</x ")
    page = re.sub(r"<[^<>]*>", lambda tag: tag.group().replace(GAP, " "), page)
    return re.sub(rf"{GAP}-[\w-]+", GAP, page)  # the end of an id, not a word


class _Page(HTMLParser):
    """Collects text and shown attributes that hold letters."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[int, str]] = []
        self._quiet = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._quiet += 1
        values = dict(attrs)
        for name, value in attrs:
            shown = name in SHOWN_ATTRIBUTES or (
                tag == "meta" and name == "content" and values.get("name") == "description"
            )
            shown = shown or (
                tag == "input" and name == "value" and values.get("type") in ("submit", "button")
            )
            if shown:
                self._note(value or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style") and self._quiet:
            self._quiet -= 1

    def handle_data(self, data: str) -> None:
        fragment = ATTRIBUTES.fullmatch(data.replace(GAP, " ").strip())
        if fragment is not None:  # what a macro puts into a tag
            inner = _Page()
            inner.feed(f"<x {fragment.group()}>")
            self.found.extend((self.getpos()[0], words) for _line, words in inner.found)
        elif not self._quiet:
            self._note(data)

    def _note(self, text: str) -> None:
        words = " ".join(text.replace(GAP, " ").split())
        rest = " ".join(word for word in re.split(r"[^\w]+", words) if word not in SAME_EVERYWHERE)
        if LETTERS.search(rest):
            before = text[: len(text) - len(text.lstrip(" \t\n" + GAP))]
            self.found.append((self.getpos()[0] + before.count("\n"), words))


def _prose_in_expressions(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    spoken: set[int] = set()
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in GETTEXT:
            spoken.update(id(const) for const in call.find_all(nodes.Const))
    for kind in (nodes.Compare, nodes.Test, nodes.Getitem, nodes.Import, nodes.FromImport, nodes.Extends):
        for node in tree.find_all(kind):
            spoken.update(id(const) for const in node.find_all(nodes.Const))
    for const in tree.find_all(nodes.Const):
        if id(const) not in spoken and isinstance(const.value, str):
            text = const.value.strip()
            if PROSE.match(text) and text not in SAME_EVERYWHERE:
                yield const.lineno, text


def in_python(path: Path) -> Iterator[tuple[int, str]]:
    tree = ast.parse(path.read_text("utf-8"))
    yield from _unknown_marks(tree)
    if path.stem == "labels" or path.parent.name == "labels":
        yield from _plain_labels(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for value in _shown_values(node):
                if (
                    isinstance(value, ast.Constant)
                    and isinstance(value.value, str)
                    and _is_words(value.value)
                ):
                    yield value.lineno, value.value


def _unknown_marks(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Functions of the catalogues under a name that extraction does not know: what they mark is found by
    nobody."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "flask_babel":
            for one in node.names:
                if one.name.endswith("gettext") and (one.asname or one.name) not in GETTEXT:
                    yield node.lineno, f"{one.name} as {one.asname or one.name}"


def _shown_values(call: ast.Call) -> Iterator[ast.expr]:
    name = ast.unparse(call.func).split(".")[-1]
    yield from (keyword.value for keyword in call.keywords if keyword.arg in SHOWN_ARGUMENTS)
    if call.args and (name in SHOWN_CALLS or (name.endswith("Field") and name != "Field")):
        yield call.args[0]
    for keyword in call.keywords:
        if keyword.arg == "choices" and isinstance(keyword.value, ast.List | ast.Tuple):
            for choice in keyword.value.elts:
                if isinstance(choice, ast.Tuple) and len(choice.elts) == 2:
                    yield choice.elts[1]


def _plain_labels(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """In labels every value of a table is for people."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict) and not _is_localised(node):
            for value in node.values:
                if (
                    isinstance(value, ast.Constant)
                    and isinstance(value.value, str)
                    and PROSE.match(value.value)
                ):
                    yield value.lineno, value.value


def _is_localised(table: ast.Dict) -> bool:
    """Data that holds a text in each language: {"en": …, "es": …, "fr": …}."""
    return {key.value for key in table.keys if isinstance(key, ast.Constant)} == {"en", "es", "fr"}


def _is_words(text: str) -> bool:
    """Codes like `too_long` are not words; "Name" and "too long" are."""
    return bool(PROSE.match(text) or (" " in text and LETTERS.search(text)))
