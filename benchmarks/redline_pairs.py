"""Pairs of contracts as the benchmark of redlines takes them: our own drafted sample, of any length, and a revision of it made from a number.

A revision has in every sixth paragraph a word put otherwise, an article that is new, one that is gone and one that is elsewhere, and an amount in
a table; both files have their runs cut at random, each its own way, as Word does. As it is known what came of which paragraph, the least
number of characters that a redline must mark is known too: word by word within each paragraph, and every paragraph that moved twice.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from rapidfuzz.distance import LCSseq

from drafter.content import load_content
from drafter.drafting import draft_contract
from drafter.language import Edition
from drafter.ooxml.archive import safe_parts
from drafter.ooxml.container import pack
from drafter.questionnaire.answers import read_answer_file
from drafter.resources import samples_dir
from drafter.writers.docx.write import docx_bytes
from tests.redline.build import W as SPACE
from tests.redline.oracle import W

MAIN = "word/document.xml"
PER_PAGE = {"zh": 740, "en": 2300}  # characters
EVERY = 6
_GOLDEN = 0.618034
_OTHERWISE = {
    "zh": {
        "书面": "电子",
        "及时": "立即",
        "应当": "必须",
        "提供": "提交",
        "通知": "告知",
        "约定": "规定",
        "支付": "给付",
        "负责": "承担",
        "确认": "同意",
    },
    "en": {"written": "electronic", "promptly": "immediately", "shall": "must", "provide": "furnish", "notice": "warning", "days": "weeks"},
}
_NEW = {
    "zh": "乙方应当每年向甲方提交一次独立第三方出具的合规审计报告，审计费用由乙方自行承担。",
    "en": "Party B furnishes once a year, at its own cost, a compliance report made by an independent third party.",
}
_TOKENS = re.compile(r"[A-Za-z]+|\d[\d.,]*|\s+|.", re.DOTALL)
_BLANK = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True)
class Made:
    """A pair of files, how many characters they have, and the least that a redline must mark."""

    name: str
    pages: int
    before: Path
    after: Path
    characters: int
    least: int


def contract_pair(language: Edition, pages: int, folder: Path) -> Made:
    """Write a contract of about so many pages and its revision into a folder."""
    answers = read_answer_file(samples_dir() / "m3b-data-bureau.yaml", load_content())
    parts = safe_parts(docx_bytes(draft_contract(load_content(), answers, language, True)), "contract.docx")
    root = etree.fromstring(parts[MAIN])
    body = root[0]
    blocks, last = _long_enough(list(body)[:-1], pages * PER_PAGE[language]), body[-1]
    rng = random.Random(f"{language}{pages}")
    revised, least = _revised(blocks, language, rng)
    paths = []
    for name, content in (("before", blocks), ("after", revised)):
        body[:] = [*content, last]
        for text in list(body.iter(W + "t")):
            _cut(text, rng)
        path = folder / f"{language}-{pages:03}-{name}.docx"
        path.write_bytes(pack({**parts, MAIN: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)}))
        paths.append(path)
    return Made(f"{language} {pages}", pages, paths[0], paths[1], sum(len(_said(b)) for b in blocks), least)


def _long_enough(blocks: Sequence[etree._Element], characters: int) -> list[etree._Element]:
    """Return the contract without cover and table of contents, again and again until it is enough; of the last turn a part, evenly chosen."""
    contents = [n for n, block in enumerate(blocks) if _unbalanced(block)]
    own = blocks[contents[-1] + 1 :]
    sizes = [len(_said(block)) for block in own]
    found: list[etree._Element] = []
    left, turn = characters, 0
    while left >= sum(sizes):
        found += [_again(block, turn) for block in own]
        left, turn = left - sum(sizes), turn + 1
    return found + [_again(own[n], turn) for n in sorted(_spread(sizes, left))]


def _spread(sizes: Sequence[int], characters: int) -> Iterator[int]:
    """Yield which blocks make so many characters, from all over the contract: articles and tables in the same shares."""
    for n in sorted(range(len(sizes)), key=lambda n: n * _GOLDEN % 1):
        if sizes[n] <= characters:
            characters -= sizes[n]
            yield n


def _unbalanced(block: etree._Element) -> bool:
    kinds = [char.get(W + "fldCharType") for char in block.iter(W + "fldChar")]
    return kinds.count("begin") != kinds.count("end")


def _again(block: etree._Element, turn: int) -> etree._Element:
    """Return a copy of a block; from the second turn on with names, and figures, of its own."""
    made = deepcopy(block)
    for element in made.iter(W + "bookmarkStart", W + "bookmarkEnd", W + "instrText", W + "id", W + "t") if turn else ():
        if element.tag == W + "t":
            element.text = re.sub(r"\d{2,}", lambda m: str(int(m[0]) + turn), element.text or "")
        elif element.tag == W + "instrText":
            element.text = re.sub(r"((?:PAGE)?REF )(\S+)", rf"\1\2_{turn}", element.text or "")
        elif element.tag == W + "bookmarkStart":
            element.set(W + "name", f"{element.get(W + 'name')}_{turn}")
        _renumber(element, turn)
    return made


def _renumber(element: etree._Element, turn: int) -> None:
    key = W + ("val" if element.tag == W + "id" else "id")
    number = element.get(key, "")
    if number.lstrip("-").isdigit():
        element.set(key, str(int(number) + 100_000 * turn))


def _said(block: etree._Element) -> str:
    return "".join(text.text or "" for text in block.iter(W + "t"))


def _revised(blocks: Sequence[etree._Element], language: Edition, rng: random.Random) -> tuple[list[etree._Element], int]:
    """Return the blocks of a revision, and the least that must be marked."""
    made = etree.Element(W + "body")
    made.extend(deepcopy(block) for block in blocks)
    movable = [p for p in made.iter(W + "p") if _movable(p)]
    count = len(movable)
    moved, there, gone, beside = (movable[count * n // 12] for n in (2, 9, 6, 7))
    least = sum(
        _reworded(p, language, rng) for block in made for p in block.iter(W + "p") if p not in (moved, gone) and not rng.randrange(EVERY)
    )
    there.addnext(moved)
    beside.addnext(_new_paragraph(language))
    _take_away(gone)
    return list(made), least + 2 * len(_said(moved)) + len(_said(gone)) + len(_NEW[language])


def _movable(paragraph: etree._Element) -> bool:
    """Say whether a paragraph may go elsewhere: one of some length among others, that nothing refers to and that ends no section."""
    parent = paragraph.getparent()
    among = parent is not None and parent.tag == W + "body"
    names = (W + "bookmarkStart", W + "fldChar", W + "sectPr", W + "footnoteReference")
    return among and len(_said(paragraph)) > 20 and next(paragraph.iter(*names), None) is None


def _take_away(paragraph: etree._Element) -> None:
    parent = paragraph.getparent()
    assert parent is not None
    parent.remove(paragraph)


def _new_paragraph(language: Edition) -> etree._Element:
    return etree.fromstring(f'<w:p xmlns:w="{SPACE}"><w:r><w:t>{_NEW[language]}</w:t></w:r></w:p>')


def _reworded(paragraph: etree._Element, language: Edition, rng: random.Random) -> int:
    """Put one word of a paragraph otherwise, and return how many characters that must mark."""
    words = _OTHERWISE[language]
    found = [(text, word) for text in paragraph.iter(W + "t") for word in words if word in (text.text or "")]
    if not found:
        return 0
    before = _said(paragraph)
    text, word = rng.choice(found)
    text.text = (text.text or "").replace(word, words[word], 1)
    return least_marked(before, _said(paragraph))


def least_marked(before: str, after: str) -> int:
    """Return how many characters the shortest edit of one text into another marks, word by word."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    edits = [op for op in LCSseq.opcodes(old, new) if op.tag != "equal"]
    return sum(len("".join(old[e.src_start : e.src_end])) + len("".join(new[e.dest_start : e.dest_end])) for e in edits)


def _cut(text: etree._Element, rng: random.Random) -> None:
    """Cut a run in two, now and then, as Word does where it was edited."""
    run, said = text.getparent(), text.text or ""
    if run is None or run.tag != W + "r" or len(said) < 4 or rng.random() > 0.3 or run[-1] is not text or len(run) > 2:
        return
    at = rng.randrange(1, len(said))
    rest = deepcopy(run)
    rest.tail = None
    for half, words in ((text, said[:at]), (rest[-1], said[at:])):
        half.text = words
        half.set(_BLANK, "preserve")
    run.addnext(rest)


def pairs(languages: Sequence[Edition], sizes: Sequence[int], folder: Path) -> Iterator[Made]:
    """Yield the pairs of some languages and sizes."""
    return (contract_pair(language, size, folder) for language in languages for size in sizes)
