"""A template printed with a sample, and what came out looked at: the words of the contract once each, no leftover of a tag, a file that Word opens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from drafter.agreements.schema import Agreement
from drafter.content import Content
from drafter.drafting import Draft, draft_contract
from drafter.errors import DrafterError, Finding, Place, error
from drafter.model import paragraphs_of
from drafter.ooxml.names import P, T
from drafter.ooxml.package import Package
from drafter.ooxml.validity import faults
from drafter.patterns import regex
from drafter.questionnaire.answers import AnswerSet, read_answer_file, unanswered
from drafter.writers.docx.blocks import BLOCKS
from drafter.writers.docx.write import docx_package

_SAMPLE = "m3b-data-bureau.yaml"
_LEFTOVER = regex(r"\{[{%#]|[}%#]\}|｛\s*｛|｝\s*｝")
_MOST = 5  # findings of a kind


def check_printed(path: Path, content: Content, agreement: Agreement) -> Iterator[Finding]:
    """Yield what is wrong with a draft of the sample, and with one in which nothing is answered yet."""
    for answers in _samples(content, agreement):
        try:
            draft = draft_contract(content, answers, "zh")
            package = docx_package(draft, str(path), path)
        except DrafterError as problem:
            yield from problem.findings
            return
        found = [*_leftovers(package, str(path)), *_words(draft, package, str(path)), *faults(package)]
        yield from found[:_MOST]
        if found:
            return


def _samples(content: Content, agreement: Agreement) -> Iterator[AnswerSet]:
    empty = unanswered(agreement)
    sample = content.samples / _SAMPLE
    if sample.is_file():
        yield replace(read_answer_file(sample, content), agreement=empty.agreement, profile=empty.profile)
    yield empty


def _leftovers(package: Package, file: str) -> Iterator[Finding]:
    for part in package.stories():
        for paragraph in package.root(part).iter(P):
            text = "".join(t.text or "" for t in paragraph.iter(T))
            if _LEFTOVER.search(text):
                what = (f"标签原样印出：{text.strip()[:80]}", f"a tag is printed as it stands: {text.strip()[:80]}")
                yield error("template-left", *what, place=Place(file, 0, part))


def _words(draft: Draft, package: Package, file: str) -> Iterator[Finding]:
    """Yield the blocks whose first words are not printed once: the template leaves them out, or prints them again."""
    printed = ["".join(t.text or "" for t in p.iter(T)) for p in package.body.iter(P)]
    for name in (b for b in BLOCKS if b in draft.situation.agreement.pages):
        said = next((p for block in getattr(draft, name) for p in paragraphs_of(block) if p.text and p.anchor), None)
        times = sum(text == said.text for text in printed) if said is not None else 1
        expected = (
            sum(p.text == said.text for b in BLOCKS for block in getattr(draft, b) for p in paragraphs_of(block)) if said is not None else 1
        )
        if name == "body" and times != expected:
            what = (f"{name} 印出 {times} 次", f"{name} is printed {times} times")
            yield error("template-twice" if times > expected else "template-block", *what, place=Place(file, 0, package.main))
