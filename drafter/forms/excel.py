"""A formula of a form as a live Excel formula.

Every formula answers as drafter does: with a value, or with an empty text as long as something it needs is not written yet. So each part of a
formula is translated twice, into its value and into the condition under which it is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from drafter.causes import told
from drafter.expressions import ExpressionError, nodes
from drafter.expressions.functions import FUNCTIONS
from drafter.forms.model import Place
from drafter.language import Words
from drafter.records import dataclass
from drafter.types import TYPES, ValueType
from drafter.types.choice import YES
from drafter.values.reading.choices import Option
from drafter.values.workdays import ServiceHours

_OPERATORS = {"eq": "=", "ne": "<>", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">="}
_ARITHMETIC: dict[type[nodes.Node], str] = {nodes.Add: "+", nodes.Sub: "-", nodes.Mul: "*", nodes.Div: "/"}


@dataclass(frozen=True)
class Ref:
    """Where a name stands in the workbook. `known` says that it can never be empty."""

    cell: str
    type: str
    options: Sequence[Option] = ()
    known: bool = False

    @property
    def value_type(self) -> ValueType:
        """What drafter knows of the values of this type."""
        return TYPES[self.type]


@dataclass(frozen=True)
class Sheet:
    """What formulas refer to: names, the list of working days, the hours of service, and how words are printed."""

    ref: Callable[[str], Ref]
    words: Callable[[Words], str]
    workdays: str
    hours: ServiceHours | None = None


def excel_formula(place: Place, sheet: Sheet) -> str:
    """Return the formula of a place. Raises ExpressionError for what Excel cannot compute live."""
    assert place.formula is not None
    maker = _Maker(sheet)
    tree = place.formula.tree
    value, unknown = place.value_type.computed(maker.value(tree, place.options), sheet.words), maker.unknown(tree)
    return f"={value}" if not unknown else f'=IF({unknown},"",{value})'


class _Maker:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.yes = sheet.words(YES.label)

    # --- the value, on the understanding that it is known ----------------------------------------------------------------------------------

    def value(self, tree: nodes.Node, options: Sequence[Option] = ()) -> str:
        if isinstance(tree, nodes.Const):
            return self._constant(tree.value, options)
        if isinstance(tree, nodes.Name):
            ref = self.sheet.ref(tree.name)
            return ref.cell if ":" in ref.cell else ref.value_type.operand(ref.cell, self.sheet.words)
        if isinstance(tree, nodes.BinExpr) and type(tree) in _ARITHMETIC:
            return f"({self.value(tree.left)}{_ARITHMETIC[type(tree)]}{self.value(tree.right)})"
        if isinstance(tree, (nodes.And, nodes.Or)):
            return self._logic(tree)
        if isinstance(tree, nodes.CondExpr):
            other = self.value(tree.expr2, options) if tree.expr2 is not None else '""'
            return f"IF({self.value(tree.test)},{self.value(tree.expr1, options)},{other})"
        return self._other(tree)

    def _other(self, tree: nodes.Node) -> str:
        if isinstance(tree, nodes.Not):
            return f"NOT({self.value(tree.node)})"
        if isinstance(tree, nodes.Neg):
            return f"(-{self.value(tree.node)})"
        if isinstance(tree, nodes.Compare):
            return self._compare(tree)
        if isinstance(tree, nodes.Call) and isinstance(tree.node, nodes.Name):
            return self._call(tree.node.name, tree.args)
        raise ExpressionError(f"Excel 不能计算 {type(tree).__name__}", f"{type(tree).__name__} cannot be computed by Excel")

    def _logic(self, tree: nodes.And | nodes.Or) -> str:
        neutral = "TRUE" if isinstance(tree, nodes.And) else "FALSE"
        sides = [self._or_neutral(side, neutral) for side in (tree.left, tree.right)]
        return f"{'AND' if isinstance(tree, nodes.And) else 'OR'}({','.join(sides)})"

    def _or_neutral(self, tree: nodes.Node, neutral: str) -> str:
        unknown = self.unknown(tree)
        return f"IF({unknown},{neutral},{self.value(tree)})" if unknown else self.value(tree)

    def _compare(self, tree: nodes.Compare) -> str:
        operands: list[nodes.Node] = [tree.expr, *(o.expr for o in tree.ops)]
        options = next((found for o in operands if (found := self._options(o))), ())
        exact = any(self._is_moment(o) for o in operands)
        parts = []
        for left, operand in zip(operands, tree.ops, strict=False):
            if operand.op in ("in", "notin"):
                parts.append(self._among(left, operand, options))
            else:
                sides = (self._side(o, options, exact) for o in (left, operand.expr))
                parts.append(_OPERATORS[operand.op].join(sides))
        return parts[0] if len(parts) == 1 else f"AND({','.join(parts)})"

    def _side(self, tree: nodes.Node, options: Sequence[Option], exact: bool) -> str:
        """Return an operand of a comparison. Moments are compared by the minute, computed numbers without the dust of binary fractions."""
        value = self.value(tree, options)
        if exact:
            return f"ROUND(({value})*1440,0)"
        return f"ROUND({value},8)" if isinstance(tree, nodes.BinExpr) and type(tree) in _ARITHMETIC else value

    def _among(self, left: nodes.Node, operand: nodes.Operand, options: Sequence[Option]) -> str:
        if not isinstance(operand.expr, nodes.List):
            raise ExpressionError("Excel 只能计算写明各项的列表", "only what is in a list written out can be computed by Excel")
        value = self.value(left)
        tests = list({t.lower(): t for t in (f"{value}={self.value(item, options)}" for item in reversed(operand.expr.items))}.values())[
            ::-1
        ]
        among = tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"
        return among if operand.op == "in" else f"NOT({among})"

    def _call(self, name: str, arguments: list[nodes.Expr]) -> str:
        function = FUNCTIONS[name]
        if not function.excel:
            raise ExpressionError(f"Excel 不能计算 {name}", f"{name} cannot be computed by Excel")
        options = self._options(arguments[function.chosen_from]) if function.chosen_from is not None else ()
        texts = [self.value(a, options) for a in arguments]
        if isinstance(function.excel, str):
            return function.excel.format(*texts, yes=self.yes)
        try:
            return function.excel(self.sheet, *texts)
        except ValueError as problem:
            why = told(problem)
            raise ExpressionError(why.zh, why.en) from None

    def _constant(self, value: Any, options: Iterable[Option]) -> str:
        if value is None:
            return '""'
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, str):
            option = next((o for o in options if o.id == value), None)
            return _quoted(self.sheet.words(option.label) if option else value)
        return f"{value:f}" if isinstance(value, Decimal) else str(value)

    def _options(self, tree: nodes.Node) -> Sequence[Option]:
        if isinstance(tree, nodes.Name):
            return self.sheet.ref(tree.name).options
        if isinstance(tree, nodes.CondExpr):
            return self._options(tree.expr1) or (self._options(tree.expr2) if tree.expr2 is not None else ())
        return ()

    def _is_moment(self, tree: nodes.Node) -> bool:
        if isinstance(tree, nodes.Name):
            return self.sheet.ref(tree.name).value_type.is_moment
        if isinstance(tree, (nodes.Add, nodes.Sub)):
            return self._is_moment(tree.left)
        if isinstance(tree, nodes.CondExpr):
            return self._is_moment(tree.expr1)
        return isinstance(tree, nodes.Call) and isinstance(tree.node, nodes.Name) and FUNCTIONS[tree.node.name].is_moment

    # --- whether it is unknown -------------------------------------------------------------------------------------------------------------

    def unknown(self, tree: nodes.Node, past: frozenset[str] = frozenset()) -> str:
        """Return the condition under which a part is not known; nothing when it always is. What was asked before (`past`) is not asked again."""
        if isinstance(tree, nodes.Const):
            return "TRUE" if tree.value is None else ""
        if isinstance(tree, nodes.Name):
            ref = self.sheet.ref(tree.name)
            empty = f'{ref.cell}=""'
            return "" if ref.known or ":" in ref.cell or empty in past else empty
        if isinstance(tree, (nodes.And, nodes.Or)):
            return self._unknown_logic(tree, past)
        if isinstance(tree, nodes.CondExpr):
            return self._unknown_choice(tree, past)
        return self._unknown_operation(tree, past)

    def _unknown_operation(self, tree: nodes.Node, past: frozenset[str]) -> str:
        found = _any(self.unknown(child, past) for child in _operands(tree))
        if isinstance(tree, nodes.Div):
            nought = f"{self.value(tree.right)}=0"
            return f"IF({found},TRUE,{nought})" if found else "" if isinstance(tree.right, nodes.Const) and tree.right.value else nought
        if isinstance(tree, nodes.Call) and isinstance(tree.node, nodes.Name) and FUNCTIONS[tree.node.name].of_numbers:
            return f"COUNT({self.value(tree.args[0])})=0"
        return found

    def _unknown_logic(self, tree: nodes.And | nodes.Or, past: frozenset[str]) -> str:
        sides = (tree.left, tree.right)
        some = _any(self.unknown(s, past) for s in sides)
        if not some:
            return ""
        if isinstance(tree, nodes.And):
            return f"AND({some},{','.join(self._or_neutral(s, 'TRUE') for s in sides)})"
        return f"AND({some},{','.join('NOT(' + self._or_neutral(s, 'FALSE') + ')' for s in sides)})"

    def _unknown_choice(self, tree: nodes.CondExpr, past: frozenset[str]) -> str:
        test = self.unknown(tree.test, past)
        later = past | ({test} if test else set())
        one = self.unknown(tree.expr1, later) or "FALSE"
        other = (self.unknown(tree.expr2, later) or "FALSE") if tree.expr2 is not None else "TRUE"
        chosen = _chosen(self.value(tree.test), one, other)
        if chosen == "FALSE":
            return test
        return f"IF({test},TRUE,{chosen})" if test else chosen


def _chosen(test: str, one: str, other: str) -> str:
    """Return the condition that holds as `one` where a test holds, else as `other`."""
    if one == other:
        return one
    if (one, other) == ("FALSE", "TRUE"):
        return f"NOT({test})"
    return test if (one, other) == ("TRUE", "FALSE") else f"IF({test},{one},{other})"


def _operands(tree: nodes.Node) -> list[nodes.Node]:
    if isinstance(tree, nodes.Call):
        return list(tree.args)
    if isinstance(tree, nodes.Compare):
        return [tree.expr, *(o.expr for o in tree.ops)]
    return list(tree.iter_child_nodes())


def _any(conditions: Iterable[str]) -> str:
    """Return that one of the conditions holds; nothing when there are none."""
    given = list(dict.fromkeys(c for c in conditions if c))
    return given[0] if len(given) == 1 else f"OR({','.join(given)})" if given else ""


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
