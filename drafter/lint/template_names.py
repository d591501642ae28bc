"""Names in the tags of a template: known ones, parts of parties, columns of lists, and tests that the values of an answer can meet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from jinja2 import meta, nodes

from drafter.errors import Finding, Place, error
from drafter.patterns import regex
from drafter.questionnaire.situation import Situation
from drafter.types import PARTS
from drafter.writers.docx.context import CONTEXT, ROWS, known_names, lists
from drafter.writers.docx.tags import ENVIRONMENT, walk

_PARAGRAPH = regex(r"<w:p(?: [^>]*)?(?<!/)>(?:(?!<w:p[ >]).)*?</w:p>|<dc:[a-z]+>[^<]*</dc:[a-z]+>", re.DOTALL)
_LOOKALIKE = regex(r"(?<![{%｛])(?:[{｛«《]|<<|\[\[)\s*(\w+)\s*(?:[}｝»》]|>>|\]\])(?![%}｝])")  # what other programs write for a field
_NUMBERS = {"integer", "decimal", "percent", "money"}
_TEXTS = {"text", "longtext", "uscc", "choice", "multichoice", "list", "date", "party"}
_IN_ORDER = {"lt", "lteq", "gt", "gteq"}
_SHOWN = 12  # lists named in a message


class Names:
    """What the tags of the parts of a template may name."""

    def __init__(self, situation: Situation, file: str) -> None:
        self.situation, self.file = situation, file
        self.known = CONTEXT | known_names(situation)
        self.lists = lists(situation)
        self.parts: Mapping[str, Iterable[str]] = {"party_a": PARTS, "party_b": PARTS, "label": situation.agreement.labels}

    def check(self, part: str, source: str) -> Iterator[Finding]:
        """Yield findings about the names in a part."""
        tree = ENVIRONMENT.parse(source)
        for name in sorted(meta.find_undeclared_variables(tree) - self.known):
            yield self._unknown(name, self.known, part, source)
        yield from self._attributes(tree, self.parts, part, source)
        for node in walk(tree):
            if isinstance(node, nodes.For) and getattr(node.iter, "name", "") in self.known - self.lists.keys():
                yield self._no_list(getattr(node.iter, "name", ""), part, source)
            elif isinstance(node, nodes.Compare):
                yield from self._test(node, part, source)
        yield from self._lookalikes(part, source)

    def _attributes(self, node: nodes.Node, options: Mapping[str, Iterable[str]], part: str, source: str) -> Iterator[Finding]:
        """Yield findings about parts of names, each row of a list by the columns of its list."""
        if isinstance(node, nodes.For):
            options = {**options, getattr(node.target, "name", ""): self.lists.get(getattr(node.iter, "name", ""), ())}
        if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
            yield from self._part(node.node.name, node.attr, options, part, source)
        for child in node.iter_child_nodes():
            yield from self._attributes(child, options, part, source)

    def _no_list(self, name: str, part: str, source: str) -> Finding:
        titled = [f"{n}（{self.situation.kind(n).label.zh}）" if n not in ROWS else n for n in self._near_lists(name)]
        named = [f"{n} ({self.situation.kind(n).label.en})" if n not in ROWS else n for n in self._near_lists(name)]
        text = _paragraph_with(source, name)
        return error(
            "template-list",
            f"{name} 不是列表，不能用 for 逐行印出，所在段落：{text}",
            f"{name} is no list that `for` could go through; in: {text}",
            (f"可用的列表有：{'、'.join(titled)}", f"lists there are: {', '.join(named)}"),
            Place(self.file, 0, part),
        )

    def _near_lists(self, name: str) -> list[str]:
        names = [n for n in self.lists if n in ROWS or self.lists[n]]
        near = get_close_matches(name, names, 3, 0.4)
        return list(dict.fromkeys([*near, *sorted(n for n in names if n not in ROWS)]))[:_SHOWN]

    def _part(self, name: str, attribute: str, options: Mapping[str, Iterable[str]], part: str, source: str) -> Iterator[Finding]:
        if name in options:
            known = {f"{name}.{o}" for o in options[name]}
            if f"{name}.{attribute}" not in known:
                yield self._unknown(f"{name}.{attribute}", known, part, source)
        elif name in self.known and name != "loop":
            yield self._unknown(f"{name}.{attribute}", {name}, part, source)

    def _unknown(self, name: str, known: Iterable[str], part: str, source: str) -> Finding:
        near = get_close_matches(name, list(known), 1, 0.5)
        text = _paragraph_with(source, name)
        lists_here = f"{{% for row in {name}" in text or re.search(rf"\bfor\s+\w+\s+in\s+{re.escape(name)}\b", text)
        if lists_here:
            return self._no_list(name, part, source)
        remedy = (f"是否应为 {near[0]}？", f"did you mean {near[0]}?") if near else ("删去该标签", "remove the tag")
        return error(
            "template-name",
            f"没有名为 {name} 的变量，所在段落：{text}",
            f"there is no variable {name}; in: {text}",
            remedy,
            Place(self.file, 0, part),
        )

    def _test(self, node: nodes.Compare, part: str, source: str) -> Iterator[Finding]:
        """Yield what is wrong with a comparison of an answer with something written out: another kind of value, or none of the options."""
        if not isinstance(node.expr, nodes.Name) or not self.situation.knows(node.expr.name):
            return
        name = node.expr.name
        kind = self.situation.kind(name)
        for operand in node.ops:
            values = _constants(operand.expr)
            if kind.type in ("choice", "multichoice") and (options := {o.id for o in kind.options}):
                yield from (self._option(name, value, options, part) for value in values if value not in options)
            elif any(not _fits(value, kind.type, operand.op) for value in values):
                yield self._other_kind(name, kind.value_type.title, part, source)

    def _option(self, name: str, value: object, options: set[str], part: str) -> Finding:
        near = get_close_matches(str(value), options, 1, 0.4)
        said = "、".join(sorted(options)), ", ".join(sorted(options))
        remedy = (f"是否应为 {near[0]}？", f"did you mean {near[0]}?") if near else (f"选项有：{said[0]}", f"options are: {said[1]}")
        return error("template-test", f"{name} 没有选项 {value!r}", f"{name} has no option {value!r}", remedy, Place(self.file, 0, part))

    def _other_kind(self, name: str, title: object, part: str, source: str) -> Finding:
        text = _paragraph_with(source, name)
        zh, en = getattr(title, "zh", ""), getattr(title, "en", "")
        return error(
            "template-test",
            f"{name} 的值是{zh}，不能这样比较，所在段落：{text}",
            f"the value of {name} is {en} and cannot be compared in this way; in: {text}",
            (
                "数字不加引号；日期写作 '2027-01-31'；是否直接写变量名",
                "numbers without quotes; days as '2027-01-31'; of yes and no write the name alone",
            ),
            Place(self.file, 0, part),
        )

    def _lookalikes(self, part: str, source: str) -> Iterator[Finding]:
        for match in _PARAGRAPH.finditer(source):
            text = re.sub(r"<[^>]*>", "", match[0])
            for found in _LOOKALIKE.finditer(text):
                if found[1] in self.known:
                    yield error(
                        "template-brace",
                        f"{found[0]} 不是标签，会原样印出：{text.strip()[:80]}",
                        f"{found[0]} is no tag and would be printed as it stands: {text.strip()[:80]}",
                        (f"写作 {{{{ {found[1]} }}}}", f"write {{{{ {found[1]} }}}}"),
                        Place(self.file, 0, part),
                    )


def _constants(node: nodes.Node) -> list[object]:
    return [node.value] if isinstance(node, nodes.Const) else []


def _fits(value: object, kind: str, operator: str) -> bool:
    """Say whether a value written out can be compared with answers of a kind."""
    if value is None:
        return operator in ("eq", "ne")
    if kind == "bool" or isinstance(value, bool):
        return kind == "bool" and isinstance(value, bool) and operator not in _IN_ORDER
    if isinstance(value, (int, float)):
        return kind in _NUMBERS and operator not in ("in", "notin")
    return kind in _TEXTS


def _paragraph_with(source: str, name: str) -> str:
    for match in _PARAGRAPH.finditer(source):
        text = re.sub(r"<[^>]*>", "", match[0])
        if name in text:
            return text.strip()[:120]
    return next((line.strip()[:120] for line in re.sub(r"<[^>]*>", "\n", source).splitlines() if name in line), "")
