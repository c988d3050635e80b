"""Every deadline and limit of an installation stands in config.py, and does what it says there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

from tests.architecture.allowed_limits import ALLOWED, ALLOWED_FOLDERS, ALLOWED_WORDS
from tests.architecture.source import Module, app_modules, python_files, templates

UNITS = (
    "days? hours? minutes? seconds? weeks? months? years? characters? letters? words? lines? rows? files? "
    "pixels? pages? times? kB MB GB megabytes? per cent"
)
SPELLED = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half an?"
TIMES = "days? hours? minutes? seconds? weeks? months? years?"
SPELLED_PERIOD = re.compile(rf"\b(?:{SPELLED}) (?:{'|'.join(TIMES.split())})\b")
NUMBER_WITH_UNIT = re.compile(rf"(?<![%\w.])\d[\d .,]*(?:-| |\xa0)?(?:{'|'.join(UNITS.split())})\b")
# Only shown on a machine of one's own, with invented data.
NOT_FOR_PEOPLE = frozenset({"app/web/templates/style_guide.html", "app/web/style_guide.py"})
# Settings whose readers are libraries, by the names that these ask for.
OF_LIBRARIES = re.compile(
    r"^(SECRET_KEY|PREFERRED_URL_SCHEME|PERMANENT_SESSION_LIFETIME|MAX_CONTENT_LENGTH|MAX_FORM_MEMORY_SIZE|"
    r"MAX_FORM_PARTS)$|^(SQLALCHEMY|SESSION_COOKIE|RATELIMIT|WTF|BABEL)_"
)


def settings_are_read(root: Path) -> Iterator[str]:
    """What config.py declares and nothing reads is a promise: written there in PROMISED, or a fault."""
    tree = ast.parse((root / "config.py").read_text("utf-8"))
    promised = set(_dictionary(tree, "PROMISED"))
    declared = {
        key.value: key.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str) and key.value.isupper()
    }
    read = _strings_of_app(root) | {
        node.slice.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant)
    }
    for name, line in declared.items():
        if name in read and name in promised:
            yield f"config.py:{line}: {name} is read by now; take it out of PROMISED"
        elif name not in read and name not in promised and not OF_LIBRARIES.search(name):
            yield f"config.py:{line}: nothing reads the setting {name}"


def limits_are_settings(root: Path) -> Iterator[str]:
    """A named number or length of time in app/ is a limit that nobody finds, unless it is listed with why."""
    found: set[str] = set()
    for module in app_modules(root):
        if any(module.place.startswith(folder) for folder in ALLOWED_FOLDERS):
            continue
        for line, name in _named_limits(module):
            known = f"{module.place}:{name}"
            found.add(known)
            if not any(known in names for names in ALLOWED.values()):
                yield module.fault(
                    line, f"the limit {name} belongs into config.py or a policy (or into ALLOWED, with why)"
                )
    if (root / "app" / "__init__.py").exists():
        for names in ALLOWED.values():
            for stale in sorted(names - found):
                yield f"{stale} is gone; take it out of tests/architecture/allowed_limits.py"


def words_take_numbers_as_parameters(root: Path) -> Iterator[str]:
    """ "up to 10 MB" in a sentence goes on saying so when the setting says 5."""
    path = root / "translations" / "messages.pot"
    with path.open("rb") as file:
        catalogue = read_po(file)
    said: set[str] = set()
    for message in catalogue:
        forms = (message.id,) if isinstance(message.id, str) else message.id
        places = [place for place, _line in message.locations if place not in NOT_FOR_PEOPLE]
        for words in forms if places else ():
            is_singular = len(forms) > 1 and words == forms[0]
            number = NUMBER_WITH_UNIT.search(words) or (not is_singular and SPELLED_PERIOD.search(words))
            if not number:
                continue
            said.add(words)
            if not any(words.startswith(allowed) for allowed in ALLOWED_WORDS):
                yield f"{places[0]}: {number.group()!r} is typed in words; give the number as a parameter"
    if (root / "app" / "__init__.py").exists():
        for allowed in sorted(ALLOWED_WORDS):
            if not any(words.startswith(allowed) for words in said):
                yield f"nobody says {allowed!r} any more; take it out of tests/architecture/allowed_limits.py"


def _dictionary(tree: ast.Module, name: str) -> Iterator[str]:
    """The keys of the module's dictionary of this name."""
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = getattr(node, "value", None)
        if isinstance(target, ast.Name) and target.id == name and isinstance(value, ast.Dict):
            yield from (key.value for key in value.keys if isinstance(key, ast.Constant))  # type: ignore[misc]


def _strings_of_app(root: Path) -> set[str]:
    """Every string constant in app/, and every name read from `config` in a template."""
    found = {
        node.value
        for module in (*app_modules(root), *python_files(root, "migrations"))
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    found |= {
        f"{prefix}_SECONDS"  # accounts.limits names its settings without their unit
        for prefix in tuple(found)
        if prefix.isupper()
    }
    for path in templates(root):
        found.update(re.findall(r"""\bconfig(?:\[["']|\.)([A-Z_]+)""", path.read_text("utf-8")))
    return found


def _named_limits(module: Module) -> Iterator[tuple[int, str]]:
    """Constants of a module or a class whose value is a number or a length of time."""
    bodies = [
        module.tree.body,
        *(node.body for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)),
    ]
    for node in (node for body in bodies for node in body):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        value = getattr(node, "value", None)
        if value is None or not _is_quantity(value):
            continue
        for target in targets:
            if isinstance(target, ast.Name) and target.id.isupper():
                yield node.lineno, target.id


def _is_quantity(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, int | float) and not isinstance(node.value, bool)
    if isinstance(node, ast.UnaryOp):
        return _is_quantity(node.operand)
    if isinstance(node, ast.BinOp):
        return _is_quantity(node.left) or _is_quantity(node.right)
    return isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "timedelta"
