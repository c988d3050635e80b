"""The faults: small changes of the syntax tree, always the same ones in the same order for one source."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType

BOUNDARY: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
OTHER_SIGN: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
OTHER_CALL = {"any": "all", "all": "any", "min": "max", "max": "min"}
CONDITIONS = frozenset({"test", "ifs"})
NOT_RULES = frozenset(
    {"annotation", "returns", "decorator_list", "bases", "type_comment", "target", "targets"}
)
LONGEST_TEXT = 70


@dataclass(frozen=True)
class Mutant:
    """One fault in one file. `id` names its function and its change, not its line, so it survives edits
    elsewhere; `code` is the whole module with the fault in it."""

    path: str
    id: str
    code: CodeType


@dataclass(frozen=True)
class _Site:
    parent: ast.AST
    field: str
    place: int | None
    node: ast.AST
    scope: str

    def put(self, node: ast.AST) -> None:
        if self.place is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.place] = node


def mutants(path: str, source: str) -> list[Mutant]:
    """Every fault for this source, in the order of the text."""
    tree = ast.parse(source)
    made: list[Mutant] = []
    seen: Counter[str] = Counter()
    for site in _sites(tree, ""):
        for label, fault in _faults(site):
            name = f"{path} {site.scope or 'module'}: {label}"
            seen[name] += 1
            ident = name if seen[name] == 1 else f"{name} (no. {seen[name]})"
            made.append(Mutant(path, ident, _compiled(tree, site, fault, path)))
    return made


def _compiled(tree: ast.Module, site: _Site, fault: ast.AST, path: str) -> CodeType:
    site.put(ast.copy_location(fault, site.node))
    try:
        return compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)
    finally:
        site.put(site.node)


def _sites(parent: ast.AST, scope: str) -> Iterator[_Site]:
    for field, value in ast.iter_fields(parent):
        if field in NOT_RULES or (field == "body" and _is_only_declared(parent)):
            continue
        nodes = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for place, node in nodes:
            if isinstance(node, ast.AST) and not _is_docstring(node) and not _is_no_rule(node, scope):
                yield _Site(parent, field, place, node, scope)
                yield from _sites(node, _scope_within(node, scope))


def _scope_within(node: ast.AST, scope: str) -> str:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return f"{scope}.{node.name}" if scope else node.name
    return scope


def _is_only_declared(node: ast.AST) -> bool:
    """Enums and protocols say what there is; there is no rule inside."""
    if not isinstance(node, ast.ClassDef):
        return False
    return bool({ast.unparse(base) for base in node.bases} & {"StrEnum", "Enum", "Protocol", "RefusalCode"})


def _is_docstring(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _is_no_rule(node: ast.AST, scope: str) -> bool:
    """The list of what a module exports, names for types, and what is imported for them alone."""
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return True
    if not isinstance(node, ast.Assign) or scope:
        return False
    return ast.unparse(node.targets[0]) == "__all__" or isinstance(node.value, ast.Subscript)


def _faults(site: _Site) -> Iterator[tuple[str, ast.AST]]:
    node = site.node
    if isinstance(node, ast.stmt):
        yield from _statement_faults(site, node)
    if isinstance(node, ast.expr):
        for fault in _expression_faults(node):
            yield f"{_text(node)} → {_text(fault)}", fault
        yield from _member_faults(site, node)
        if site.field in CONDITIONS and not isinstance(node, ast.Compare | ast.BoolOp | ast.UnaryOp):
            yield f"if {_text(node)} → if not", ast.UnaryOp(ast.Not(), node)


def _statement_faults(site: _Site, node: ast.stmt) -> Iterator[tuple[str, ast.AST]]:
    at_the_end = isinstance(site.parent, ast.FunctionDef) and site.parent.body[-1] is node
    if isinstance(node, ast.Return):
        if node.value is not None and not _is_none(node.value):
            yield f"{_text(node)} → return None", ast.Return(ast.Constant(None))
        if not at_the_end:
            yield f"without: {_text(node)}", ast.Pass()
    elif isinstance(node, ast.Raise | ast.Continue | ast.Break | ast.AugAssign) or _is_effect(node):
        yield f"without: {_text(node)}", ast.Pass()


def _is_effect(node: ast.stmt) -> bool:
    """A call for what it does, or an attribute or entry that is set."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Call)
    return isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute | ast.Subscript)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _expression_faults(node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.Compare():
            for place, operator in enumerate(node.ops):
                for table in (BOUNDARY, OPPOSITE):
                    if type(operator) in table:
                        ops = [*node.ops[:place], table[type(operator)](), *node.ops[place + 1 :]]
                        yield ast.Compare(node.left, ops, node.comparators)
        case ast.BoolOp():
            yield ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), node.values)
            for place in range(len(node.values)):
                rest = [*node.values[:place], *node.values[place + 1 :]]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
            yield ast.Constant(value - 1)
        case ast.BinOp() if type(node.op) in OTHER_SIGN:
            yield ast.BinOp(node.left, OTHER_SIGN[type(node.op)](), node.right)
        case ast.Call(func=ast.Name(id=name)) if name in OTHER_CALL:
            yield ast.Call(ast.Name(OTHER_CALL[name], ast.Load()), node.args, node.keywords)


def _member_faults(site: _Site, node: ast.expr) -> Iterator[tuple[str, ast.AST]]:
    """A collection without one of its members; an entry of a table without one of its arguments."""
    if isinstance(node, ast.Set | ast.Tuple | ast.List) and len(node.elts) > 1 and site.field != "slice":
        for place, member in enumerate(node.elts):
            rest = [*node.elts[:place], *node.elts[place + 1 :]]
            fault = ast.Set(rest) if isinstance(node, ast.Set) else type(node)(rest, node.ctx)
            yield f"{_text(node)} without {_text(member)}", fault
    elif isinstance(node, ast.Dict):
        for place, key in enumerate(node.keys):
            if key is not None:
                keys = [*node.keys[:place], *node.keys[place + 1 :]]
                values = [*node.values[:place], *node.values[place + 1 :]]
                yield f"table without {_text(key)}", ast.Dict(keys, values)
    elif isinstance(node, ast.Call) and not site.scope and ast.unparse(node.func) == "Transition":
        for place, given in enumerate(node.args[1:], start=1):
            none = [*node.args[:place], ast.Constant(None), *node.args[place + 1 :]]
            yield f"{_text(node)} without {_text(given)}", ast.Call(node.func, none, node.keywords)
        for keyword in node.keywords:
            rest_of_them = [other for other in node.keywords if other is not keyword]
            yield f"{_text(node)} without {keyword.arg}", ast.Call(node.func, node.args, rest_of_them)


def _text(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"
