"""Checks of law.yaml: to whom an instrument applies, its number in both languages, and the instrument of every article."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.errors import Finding, Place, error
from drafter.library.yamlfile import line_of
from drafter.lint.names import Names
from drafter.patterns import regex

LAW = "law.yaml"
_CHINESE = regex(r"[\u3400-\u9fff]")


def check_law(names: Names) -> Iterator[Finding]:
    """Yield every finding about the law of a library."""
    library = names.library
    text = library.sources.get(LAW, "")
    for key, one in library.instruments.items():
        place = Place(LAW, line_of(text, ("instruments", key)))
        if one.applies_when is not None:
            yield from names.expression(one.applies_when, place)
        if one.number is not None and _CHINESE.search(one.number.en):
            zh, en = f"{key} 的文号没有英文：{one.number.zh}", f"the number of {key} has no English: {one.number.zh}"
            yield error("parity", zh, en, ("写成 {zh: …, en: …}", "write {zh: …, en: …}"), place)
    for key, article in library.articles.items():
        if article.instrument not in library.instruments:
            zh, en = f"{key} 所属的 {article.instrument} 不存在", f"there is no {article.instrument}, to which {key} belongs"
            yield error("law", zh, en, ("补入 instruments", "add it under `instruments`"), Place(LAW, line_of(text, ("articles", key))))
