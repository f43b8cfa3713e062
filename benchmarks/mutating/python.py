"""Mutants of Python: another comparison, operator, condition or number; a statement left out."""

import ast
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

Change = tuple[int, str, str]

COMPARED: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
REVERSED: dict[type, type] = {ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE}
COMPUTED: dict[type, type] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Mod: ast.Mult,
    ast.FloorDiv: ast.Div, ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
    ast.MatMult: ast.Mult,
}  # fmt: skip
UNTOUCHED = {"annotation", "returns", "decorator_list"}  # a type or a decorator is not the logic


def mutate(text: str) -> Iterator[Change]:
    """Yield the line, the change and the whole changed text of each mutant of a module.

    Only the changed part is written anew: some tests read the code as it is typed.
    """
    tree = ast.parse(text)
    content = text.encode()  # a node's columns are counted in bytes
    starts = [0, *accumulate(len(line) for line in content.splitlines(keepends=True))]
    for parent, name, node in _places(tree):
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[node.end_lineno - 1] + node.end_col_offset
        for other in _others(parent, name, node):
            new = ast.unparse(ast.fix_missing_locations(other))
            if isinstance(other, ast.expr):
                new = f"({new})"
            changed = (content[:start] + new.encode() + content[end:]).decode()
            yield node.lineno, f"{_shown(node)} → {_shown(other)}", changed


def _places(node: ast.AST) -> Iterator[tuple[Any, str, Any]]:
    """Yield each expression and statement with its parent, and the field of the parent it is in."""
    for name, value in ast.iter_fields(node):
        if name in UNTOUCHED:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.JoinedStr):  # its parts have no columns before Python 3.12
                continue
            if isinstance(child, ast.expr | ast.stmt):
                yield node, name, child
            if isinstance(child, ast.AST):
                yield from _places(child)


def _others(parent: Any, name: str, node: Any) -> Iterator[ast.AST]:
    """Yield what may stand in the place of a node."""
    if isinstance(node, ast.stmt):
        yield from _other_statements(node)
        return
    if name == "test" or (name == "ifs" and isinstance(parent, ast.comprehension)):
        yield ast.UnaryOp(ast.Not(), node)
    if isinstance(node, ast.Compare):
        yield from _other_comparisons(node)
    elif isinstance(node, ast.BoolOp):
        yield from _other_conditions(node)
    elif isinstance(node, ast.BinOp) and type(node.op) in COMPUTED:
        yield ast.BinOp(node.left, COMPUTED[type(node.op)](), node.right)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield node.operand
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield ast.Constant(node.value + 1)
        yield ast.Constant(node.value - 1)


def _other_comparisons(node: ast.Compare) -> Iterator[ast.AST]:
    for place, operator in enumerate(node.ops):
        for table in (COMPARED, REVERSED):
            if type(operator) in table:
                ops = [*node.ops]
                ops[place] = table[type(operator)]()
                yield ast.Compare(node.left, ops, node.comparators)


def _other_conditions(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), node.values)
    for place in range(len(node.values)):
        rest = [*node.values[:place], *node.values[place + 1 :]]
        yield ast.BoolOp(node.op, rest) if len(rest) > 1 else rest[0]


def _other_statements(node: ast.stmt) -> Iterator[ast.AST]:
    if _may_be_left_out(node):
        yield ast.Pass()
    if isinstance(node, ast.AugAssign) and type(node.op) in COMPUTED:
        yield ast.AugAssign(node.target, COMPUTED[type(node.op)](), node.value)
    elif isinstance(node, ast.Continue):
        yield ast.Break()
    elif isinstance(node, ast.Break):
        yield ast.Continue()
    elif isinstance(node, ast.Return) and node.value and ast.unparse(node.value) != "None":
        yield ast.Return(ast.Constant(None))


def _may_be_left_out(node: ast.stmt) -> bool:
    """Whether a module without a statement still has every name that it uses."""
    if isinstance(node, ast.Expr):
        return not isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Assign):
        return not isinstance(node.targets[0], ast.Name | ast.Tuple)
    bare = isinstance(node, ast.Return) and node.value is None
    return bare or isinstance(node, ast.AugAssign | ast.Continue | ast.Raise)


def _shown(node: ast.AST) -> str:
    lines = ast.unparse(ast.fix_missing_locations(node)).splitlines()
    return lines[0] if len(lines) == 1 else f"{lines[0]} …"
