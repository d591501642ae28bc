"""Checks of what stands beside the contract: its agreement, and of a passage its front matter, its tables and both languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from drafter.errors import Finding, Place, error
from drafter.language import LANGUAGES
from drafter.library.clause import Passage
from drafter.lint.clauses import check_texts
from drafter.lint.names import Names


def check_passage(passage: Passage, names: Names) -> Iterator[Finding]:
    """Yield every finding about a passage."""
    head = Place(passage.file, 1)
    if passage.head.when is not None:
        yield from names.expression(passage.head.when, head)
    yield from names.law(passage.head.law, head)
    for code in passage.head.tables:
        if code not in names.forms:
            yield error("form", f"没有表单 {code}", f"there is no form {code}", ("编写该表单或删去", "write it or take it out"), head)
    yield from check_texts(passage, names)


def check_beside(names: Names) -> Iterator[Finding]:
    """Yield every finding about the agreement of a proposal or of tender needs."""
    agreement, texts = names.agreement, names.library.texts
    place = Place(f"{agreement.id}/agreement.yaml")
    outline = Counter(c for chapter in agreement.chapters for c in chapter.clauses)
    for clause, times in outline.items():
        if clause not in texts:
            yield error("outline", f"没有段落 {clause}", f"there is no passage {clause}", ("编写或删去", "write it or take it out"), place)
        if times > 1:
            yield error("outline", f"{clause} 在大纲中出现{times}次", f"{clause} stands {times} times in the outline", place=place)
    for fact in agreement.facts:
        yield from names.expression(fact.expr, place)
    for code in (c for c in agreement.annexes if c not in names.forms):
        yield error("outline", f"没有附件 {code}", f"there is no annex {code}", place=place)
    names.used.add(agreement.dated)
    for words in (*(line.text for line in agreement.cover), *agreement.labels.values()):
        for language in LANGUAGES:
            yield from names.text(words[language], place)


def check_outlines(all_names: list[Names]) -> Iterator[Finding]:
    """Yield a finding for every passage that stands in no outline."""
    used = {c for names in all_names for chapter in names.agreement.chapters for c in chapter.clauses}
    passages = all_names[0].library.passages if all_names else {}
    for identifier in sorted(set(passages) - used):
        place = Place(passages[identifier].file, 1)
        yield error("outline", "不在大纲中", "not in the outline", ("加入某一章", "add it to a chapter"), place)
