"""Finding codes read off the source: those that drafter raises, and those that a test asserts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

_PRINTED = re.compile(r"\[([a-z][a-z0-9-]*)\]")  # as a finding is printed: error [code] ...
_READS_CODES = re.compile(r"\.code\b|\bcodes\b|\['code'\]|\bdoubts\(")
_FIRST = {"error": 0, "warning": 0, "Finding": 1}  # what makes a finding -> the position of its code
_SEVERITIES = {"error", "warning", "info"}
_HANDED_ON = {"code", "rule.id"}  # a code that was given to the function or is a rule's, and is read where it is given


def raised(folder: Path) -> dict[str, str]:
    """Return every finding code that the modules of a folder raise, with a place. Raises ValueError where one cannot be read off the source."""
    found: dict[str, str] = {}
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.py"))}
    public = {name: at for tree in trees.values() for name, at in _helpers(tree).items() if not name.startswith("_")}
    for path, tree in trees.items():
        for code in (*_passed(tree, {**_FIRST, **public, **_helpers(tree)}), *_told(tree), *_listed(tree)):
            place = f"{path.relative_to(folder)}:{code.lineno}"
            for constant in _constants(code, place):
                found.setdefault(constant, place)
    return found


def _helpers(tree: ast.Module) -> dict[str, int]:
    """Return the functions that make a finding of the `code` they are given, with the position of that argument."""
    found: dict[str, int] = {}
    while True:
        more = {f.name: at for f in ast.walk(tree) if isinstance(f, ast.FunctionDef) and (at := _code_of(f)) >= 0 and _makes(f, found)}
        if more == found:
            return found
        found = more


def _code_of(function: ast.FunctionDef) -> int:
    names = [a.arg for a in function.args.args if a.arg not in ("self", "cls")]
    return names.index("code") if "code" in names else -1


def _makes(function: ast.FunctionDef, helpers: dict[str, int]) -> bool:
    return any(ast.unparse(code) == "code" for code in _passed(function, {**_FIRST, **helpers}))


def _passed(tree: ast.AST, takes: dict[str, int]) -> Iterator[ast.expr]:
    """Yield what is passed as a code to what makes findings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            least = 1 if name in _FIRST else 2  # the `add` of a set or of a calendar takes less than code, Chinese and English
            if len(node.args) > max(least, takes.get(name, len(node.args))):
                yield node.args[takes[name]]


def _told(tree: ast.Module) -> Iterator[ast.expr]:
    """Yield the codes of tuples (severity, code, Chinese, English)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple) and len(node.elts) == 4 and _is_severity(node.elts[0]):
            yield node.elts[1]


def _is_severity(node: ast.expr) -> bool:
    if isinstance(node, ast.IfExp):
        return _is_severity(node.body) and _is_severity(node.orelse)
    return isinstance(node, ast.Constant) and node.value in _SEVERITIES


def _listed(tree: ast.Module) -> Iterator[ast.expr]:
    """Yield the codes of a table that a loop `for ..., code, ... in TABLE` goes through."""
    tables = _assigned(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.For) and isinstance(node.target, ast.Tuple) and isinstance(node.iter, ast.Name):
            names, table = [getattr(e, "id", "") for e in node.target.elts], tables.get(node.iter.id)
            if "code" in names and isinstance(table, ast.Tuple):
                yield from (row.elts[names.index("code")] for row in table.elts if isinstance(row, ast.Tuple))


def _assigned(tree: ast.Module) -> dict[str, ast.expr]:
    return {t.id: n.value for n in tree.body if isinstance(n, ast.Assign) for t in n.targets if isinstance(t, ast.Name)}


def _constants(node: ast.expr, place: str) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from (*_constants(node.body, place), *_constants(node.orelse, place))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif ast.unparse(node) not in _HANDED_ON:
        raise ValueError(f"{place}: a finding code that cannot be read off the source: {ast.unparse(node)}")


def asserted(folder: Path) -> set[str]:
    """Return every code that a test names: in a comparison of codes, as a parameter called code, to `refused`, or [code] as a finding is printed."""
    return {code for path in sorted(folder.rglob("*.py")) for code in _asserted(ast.parse(path.read_text(encoding="utf-8")))}


def _asserted(tree: ast.Module) -> Iterator[str]:
    lists = _assigned(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and _READS_CODES.search(ast.unparse(node)):
            yield from (text for inner in ast.walk(node) if isinstance(inner, ast.Compare) for text in _texts(inner))
        elif isinstance(node, ast.Call) and _is_called(node, "parametrize") and "code" in ast.unparse(node.args[0]):
            named = [lists[n.id] for n in ast.walk(node.args[1]) if isinstance(n, ast.Name) and n.id in lists]
            yield from (text for values in (node.args[1], *named) for text in _texts(values))
        elif isinstance(node, ast.Call) and _is_called(node, "refused"):
            yield from (text for argument in node.args for text in _texts(argument))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from _PRINTED.findall(node.value)


def _is_called(node: ast.Call, name: str) -> bool:
    return ast.unparse(node.func).rpartition(".")[2] == name


def _texts(node: ast.AST) -> Iterator[str]:
    return (n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str))
