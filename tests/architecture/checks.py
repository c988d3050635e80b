"""The habits of the house, each as a function that reads a checkout and names every line that breaks it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from app.features import has_place, is_below
from tests.architecture.source import (
    app_modules,
    imported,
    imported_package,
    python_files,
    templates,
)

MOST_LINES = 350
MOST_LINES_OF_FUNCTION = 60

# To the rooms of the house come: process_words (of the steps of a case), enums (shared by several models),
# presenter (what a page shows, put together for one reader), commands (of the console) and setup (what
# create_app takes).
ROOMS = frozenset(
    """__init__ models rules process process_words workflow labels queries emails services forms views
    templates jobs commands setup enums presenter""".split()  # noqa: SIM905 - a list of words reads best as words
)
# What one feature has beside the rooms, and why. A new name here is a decision, not a habit.
OWN_ROOMS = {
    # recovery codes, the list of common passphrases, deadlines, signed links, hashing, what a role's scope
    # means, and the binding to the sign-in library
    "accounts": frozenset(
        {"codes", "common_passwords", "limits", "links", "passwords", "scopes", "security"}
    ),
    # which pages a process has, and who can be asked for something in a case
    "casework": frozenset({"opening", "pages", "parties"}),
    # where the bytes lie (a local folder now, an object store later), and who may fetch them
    "documents": frozenset({"access", "storage"}),
    # a donor's terms, which are data that is only read, and tables from outside: bytes to what they say
    "grants.funding": frozenset({"imports", "terms"}),
    # what a call can be made from: question sets, and what reviewers score, which are data
    "grants.calls": frozenset({"call_templates", "rubric"}),
    # what scores add up to, and who is asked to review what: pure arithmetic
    "grants.reviews": frozenset({"matching", "scoring"}),
    # which amount asks for how much, and what is looked at in a check, which are data
    "grants.diligence": frozenset({"checklists", "policy"}),
    # the text that both sides sign, which is frozen as it was written, and a standard's file for banks, which
    # is read side by side with what the standard says
    "grants.awards": frozenset({"agreement", "bank_file"}),
    # the one gate before all that is public of grants, and the files of open standards, which are read
    # side by side with what the standards say
    "grants.publishing": frozenset({"projection", "standards"}),
    # a body's policy, which is data that is only read
    "membership": frozenset({"policy"}),
    # the one gate of visibility with its table of fields and their words, and the region schemes as data
    "organisations": frozenset({"fields", "formatting", "projection", "regions"}),
    # the types of question, one class each, and the pure engine around them (what a question set is and when
    # a question is asked, numbers and dates as people write them, short words to write a set in code), what
    # is wrong with an answer in words, and definitions parsed once
    "questionnaires": frozenset(
        """building conditions definition number_format reading types
        validation_messages""".split()  # noqa: SIM905 - a list of words reads best as words
    ),
}

# Heavy libraries that only the worker, the console or one adapter needs: imported where they are used, so
# that a web process stays small.
INLINE_ALLOWED = frozenset(
    """app.matching boto3 flask_migrate openpyxl ortools scipy sentry_sdk typst
    xlsxwriter""".split()  # noqa: SIM905 - a list of words reads best as words
)

NUMBERED_ROOM = re.compile(r"^(models|rules|labels|queries|emails|services|forms|views)_?\d+$")
VAGUE_NAMES = frozenset({"common", "util", "utils", "helper", "helpers", "misc"})
FLASK_IN_SERVICES = frozenset(
    {"request", "current_app", "g", "session", "flash", "redirect", "abort", "render_template"}
)
WITHOUT_FLASK = frozenset({"imports", "models", "rules", "process", "workflow"})
WITHOUT_SESSION = frozenset(
    {"imports", "rules", "process", "process_words", "workflow", "labels", "forms", "views"}
)
# The one writer of a day in words, so that no page says "1 janvier", and the functions that it is made with.
DATE_WRITER = "app/kernel/dates.py"
DATE_FUNCTIONS = frozenset({"format_date", "format_datetime", "format_skeleton", "format_interval"})
# The two writers of a status: of a record, and of a case.
STATUS_WRITERS = frozenset({"app/kernel/workflow.py", "app/casework/services/steps.py"})
# The second is the column beneath a case's status.
STATUS_NAMES = frozenset({"status", "status_code"})


def imports_point_down(root: Path) -> Iterator[str]:
    for module in app_modules(root):
        for line, source, name in imported(module):
            target = imported_package(source, name)
            if target is None or target == module.package:
                continue
            if not has_place(target) or not has_place(module.package):
                continue  # packages_have_a_place names it
            if not is_below(target, module.package):
                yield module.fault(
                    line, f"{module.package or 'app'} imports {target or 'app'}, which is not below"
                )


def packages_have_a_place(root: Path) -> Iterator[str]:
    for module in app_modules(root):
        if not has_place(module.package):
            yield module.fault(1, f"{module.package} has no place in the table of app/features.py")


def imports_stand_at_the_top(root: Path) -> Iterator[str]:
    for module in app_modules(root):
        for function in _functions(module.tree):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    source = node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name
                    if not {source, source.split(".")[0]} & INLINE_ALLOWED:
                        yield module.fault(node.lineno, f"{source} is imported inside {function.name}()")


def files_are_short(root: Path) -> Iterator[str]:
    modules = python_files(root, "app", "tests", "benchmarks", "translations")
    single = [root / name for name in ("config.py", "wsgi.py") if (root / name).exists()]
    for path in [module.path for module in modules] + single + list(templates(root)):
        count = len(path.read_text("utf-8").splitlines())
        if count > MOST_LINES:
            yield f"{path.relative_to(root).as_posix()}:{count}: {count} lines, {MOST_LINES} at most"


def functions_are_short(root: Path) -> Iterator[str]:
    for module in python_files(root, "app"):
        for function in _functions(module.tree):
            count = (function.end_lineno or function.lineno) - function.lineno + 1
            if count > MOST_LINES_OF_FUNCTION:
                words = f"{function.name}() has {count} lines, {MOST_LINES_OF_FUNCTION} at most"
                yield module.fault(function.lineno, words)


def names_say_something(root: Path) -> Iterator[str]:
    for module in app_modules(root):
        for part in module.path.relative_to(root).with_suffix("").parts:
            if part in VAGUE_NAMES or NUMBERED_ROOM.search(part):
                yield module.fault(1, f"the name {part} does not say what is inside")
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef) and re.search(r"(Helper|Manager)$", node.name):
                yield module.fault(node.lineno, f"the name {node.name} does not say what it does")


def rooms_are_known(root: Path) -> Iterator[str]:
    for module in app_modules(root):
        allowed = ROOMS | OWN_ROOMS.get(module.package, frozenset())
        if module.in_feature and module.package != "example" and module.room not in allowed:
            yield module.fault(1, f"{module.room} is no room of {module.package}")


def features_do_not_commit(root: Path) -> Iterator[str]:
    """Two edges commit: that of the request, in web, and a command of the console."""
    for module in app_modules(root):
        if not module.in_feature or module.room == "commands" or module.package == "example":
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                whose = ast.unparse(node.func.value)
                if node.func.attr in ("commit", "rollback") and "session" in whose:
                    yield module.fault(node.lineno, f"{whose}.{node.func.attr}() belongs to the edge")


def services_know_no_request(root: Path) -> Iterator[str]:
    for module in app_modules(root):
        if not module.in_feature or module.room not in WITHOUT_FLASK | {"services", "queries"}:
            continue
        for line, source, name in imported(module):
            if source == "flask" and (module.room in WITHOUT_FLASK or name in FLASK_IN_SERVICES):
                yield module.fault(line, f"{module.room} imports {name} from flask")
            if name == "current_user" or (name == "current_actor" and source.startswith("app.web")):
                yield module.fault(line, f"{module.room} asks who is signed in; take `actor` as an argument")


def rooms_keep_from_the_session(root: Path) -> Iterator[str]:
    for module in app_modules(root):
        if not module.in_feature or module.room not in WITHOUT_SESSION:
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute) and ast.unparse(node) == "db.session":
                yield module.fault(
                    node.lineno, f"{module.room} uses the session; that is for queries and services"
                )


def statuses_are_set_by_advance(root: Path) -> Iterator[str]:
    for module in app_modules(root):
        if module.place in STATUS_WRITERS or module.package == "web":
            continue
        for node in ast.walk(module.tree):
            if _sets_status(node):
                yield module.fault(
                    getattr(node, "lineno", 1), "a status is set outside advance() and take_step()"
                )


def views_ask_no_status(root: Path) -> Iterator[str]:
    for module in app_modules(root):
        if not module.in_feature or module.room != "views":
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Compare) and any(
                isinstance(side, ast.Attribute) and side.attr in STATUS_NAMES
                for side in (node.left, *node.comparators)
            ):
                yield module.fault(node.lineno, "a view compares a status; ask rules or available_actions()")


def selects_stand_in_queries(root: Path) -> Iterator[str]:
    for module in app_modules(root):
        if not module.in_feature or module.room == "queries":
            continue
        for line, source, name in imported(module):
            allowed = module.room == "models" and name == "text"  # the condition of a partial index
            if source.split(".")[0] == "sqlalchemy" and name in ("select", "exists", "text") and not allowed:
                yield module.fault(line, f"{module.room} builds a query ({name}); that belongs to queries")
        for node in ast.walk(module.tree):
            if (
                isinstance(node, ast.Attribute)
                and node.attr == "query"
                and "session" in ast.unparse(node.value)
            ):
                yield module.fault(node.lineno, f"{module.room} queries; that belongs to queries")


def what_is_recorded_is_kept(root: Path) -> Iterator[str]:
    """A page that is only read is rolled back at its end, with what it recorded, unless it says it writes."""
    for module in app_modules(root):
        if module.room != "views":
            continue
        for node in module.tree.body:
            if not isinstance(node, ast.FunctionDef) or "audit.record(" not in ast.unparse(node):
                continue
            marks = [ast.unparse(one) for one in node.decorator_list]
            if any(one.startswith("bp.get(") for one in marks) and "commits" not in marks:
                yield module.fault(node.lineno, f"{node.name} records on GET, but does not commit")


def lists_of_cases_take_columns(root: Path) -> Iterator[str]:
    """Cases of every kind share one table. Read as objects, each kind's own tables are joined or asked one by
    one, so a list across kinds selects columns."""
    for module in app_modules(root):
        for node in ast.walk(module.tree):
            if not (isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "select"):
                continue
            if any(ast.unparse(argument).split(".")[-1] == "Casefile" for argument in node.args):
                yield module.fault(node.lineno, "select(Casefile) reads whole cases; select its columns")


def rows_are_locked_before_they_are_read(root: Path) -> Iterator[str]:
    """A statement that waits for a lock shows other tables as they were before it waited. The kernel's queues
    lock and skip what is locked, which waits for nobody."""
    for module in app_modules(root):
        if module.package == "kernel":
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute) and node.attr == "with_for_update":
                yield module.fault(node.lineno, "lock with take_lock, then read in another statement")


def dates_are_written_in_one_place(root: Path) -> Iterator[str]:
    for module in app_modules(root):
        for line, source, name in imported(module):
            if source == "babel.dates" and name in DATE_FUNCTIONS and module.place != DATE_WRITER:
                yield module.fault(line, f"write dates with {DATE_WRITER}, not with {name}")


def lines_are_cleaned(root: Path) -> Iterator[str]:
    """A field of one line is a LineField, which drops what nobody sees."""
    for module in app_modules(root):
        for node in ast.walk(module.tree):
            if module.place == "app/web/forms.py" or not isinstance(node, ast.Call):
                continue
            if ast.unparse(node.func).split(".")[-1] == "StringField":
                yield module.fault(node.lineno, "use LineField of app.web.forms for words on one line")


def templates_obey_the_content_policy(root: Path) -> Iterator[str]:
    inline = re.compile(r"""<[^>]*\s(style|on[a-z]+)\s*=|<style|<script(?![^>]*\ssrc=)""", re.IGNORECASE)
    foreign = re.compile(
        r"""\s(src|action)\s*=\s*["']?(https?:)?//|<link[^>]*href=["']https?:""", re.IGNORECASE
    )
    for path in templates(root):
        if "email" in path.parts:
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            place = f"{path.relative_to(root).as_posix()}:{number}"
            if inline.search(line):
                yield f"{place}: inline style or script, which the content security policy refuses"
            if foreign.search(line):
                yield f"{place}: it asks a third party"


def settings_are_declared(root: Path) -> Iterator[str]:
    """Every setting that the app reads by name stands in config.py; extensions' own are theirs."""
    declared = (root / "config.py").read_text("utf-8")
    theirs = re.compile(
        r"^(SECURITY|SQLALCHEMY|SESSION_COOKIE|RATELIMIT|WTF|BABEL)_|^(TESTING|DEBUG|SERVER_NAME)$"
    )
    for module in app_modules(root):
        for node in ast.walk(module.tree):
            name = _setting_read(node)
            if name and not theirs.search(name) and f'"{name}"' not in declared:
                yield module.fault(getattr(node, "lineno", 1), f"the setting {name} is not in config.py")


def _setting_read(node: ast.AST) -> str | None:
    key: ast.expr | None = None
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and _is_config(node.value):
        key = node.slice
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
        key = node.args[0] if node.args and _is_config(node.func.value) else None
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "setting":
        key = node.args[0] if node.args else None
    return (
        key.value
        if isinstance(key, ast.Constant) and isinstance(key.value, str) and key.value.isupper()
        else None
    )


def _is_config(node: ast.expr) -> bool:
    return ast.unparse(node).split(".")[-1] in ("config", "settings")


def _sets_status(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return any(isinstance(target, ast.Attribute) and target.attr in STATUS_NAMES for target in targets)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "setattr":
        named = node.args[1] if len(node.args) > 1 else None
        return isinstance(named, ast.Constant) and named.value in STATUS_NAMES
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "values":
        return any(keyword.arg in STATUS_NAMES for keyword in node.keywords)
    return False


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
