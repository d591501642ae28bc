"""Where blocks of the original go, and in which content controls."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from drafter.ooxml.names import P, W
from drafter.redline.marking.insertion_point import InsertionPoint
from drafter.redline.marking.revision_writer import RevisionWriter
from tests.redline.build import W as SPACE
from tests.redline.comparing.made import text_of


@dataclass
class Block:
    """A paragraph with the controls it stands in."""

    element: etree._Element
    enclosing_controls: tuple[etree._Element, ...]


@dataclass
class Edit:
    """What became of a paragraph."""

    old: Block | None
    new: Block | None


def story(text: str) -> tuple[etree._Element, dict[str, Block]]:
    """Return a body and its paragraphs by text: `甲 (tag 乙 丙) 丁` has two of them in a control."""
    inner = ""
    for word in text.replace("(", "( ").replace(")", " )").split():
        if word == "(":
            inner += "<w:sdt><w:sdtPr><w:tag w:val='@'/></w:sdtPr><w:sdtContent>"
        elif word == ")":
            inner += "</w:sdtContent></w:sdt>"
        elif inner.endswith("</w:sdtPr><w:sdtContent>") and "'@'" in inner:
            inner = inner.replace("'@'", f"'{word}'")
        else:
            inner += f"<w:p><w:r><w:t>{word}</w:t></w:r></w:p>"
    body = etree.fromstring(f'<w:body xmlns:w="{SPACE}">{inner}</w:body>')
    return body, {text_of(p): Block(p, tuple(reversed(list(p.iterancestors(W + "sdt"))))) for p in body.iter(P)}


def shown(holder: etree._Element) -> str:
    """Return a body as `story` takes it, with + before and - before a control that came or went."""
    words = []
    for element in holder:
        if element.tag == P:
            words.append(text_of(element))
        elif element.tag == W + "sdt":
            before = element.getprevious()
            kind = before.tag.removeprefix(W) if before is not None else ""
            sign = {"customXmlInsRangeStart": "+", "customXmlDelRangeStart": "-"}.get(kind, "")
            tag = element.find(f"{W}sdtPr/{W}tag")
            content = element.find(W + "sdtContent")
            assert tag is not None
            assert content is not None
            words.append(f"{sign}({tag.get(W + 'val')} {shown(content)})")
    return " ".join(words)


def merged(before: str, after: str, order: Sequence[str]) -> str:
    """Return the revised story with what only the original had put back, in an order of all."""
    _, old = story(before)
    body, new = story(after)
    point = InsertionPoint(body, [Edit(old.get(t), new.get(t)) for t in order], RevisionWriter("乙方", ""), deepcopy)
    for text in order:
        if text in new:
            point.pass_revised(new[text].element)
        else:
            point.put_original(deepcopy(old[text].element), old[text].enclosing_controls)
    point.finish()
    return shown(body)


def test_a_block_goes_between_what_it_stood_between() -> None:
    assert merged("甲 乙 丙", "甲 丙", "甲乙丙") == "甲 乙 丙"
    assert merged("乙 丙", "丙", "乙丙") == "乙 丙"
    assert merged("甲 乙", "甲", "甲乙") == "甲 乙"


def test_a_block_of_a_control_goes_into_it_at_either_end() -> None:
    assert merged("(a 甲 乙)", "(a 甲)", "甲乙") == "(a 甲 乙)"
    assert merged("(a 乙 丙)", "(a 丙)", "乙丙") == "(a 乙 丙)"


def test_a_block_that_stood_before_a_control_stays_out_of_it() -> None:
    assert merged("甲 乙 (a 丙)", "甲 (a 丙)", "甲乙丙") == "甲 乙 (a 丙)"
    assert merged("(a 甲) 乙 (b 丙)", "(a 甲) (b 丙)", "甲乙丙") == "(a 甲) 乙 (b 丙)"


def test_a_control_that_is_gone_comes_back_deleted() -> None:
    assert merged("甲 (a 乙) 丙", "甲 丙", "甲乙丙") == "甲 -(a 乙) 丙"


def test_blocks_of_one_control_that_is_gone_come_back_in_one() -> None:
    assert merged("甲 (a 乙 丁) 丙", "甲 丙", "甲乙丁丙") == "甲 -(a 乙 丁) 丙"


def test_a_control_that_came_is_inserted() -> None:
    assert merged("甲", "(a 甲)", "甲") == "+(a 甲)"


def test_a_control_whose_blocks_stay_comes_back_around_them() -> None:
    assert merged("(a 甲 乙)", "甲 乙", "甲乙") == "-(a 甲 乙)"


def test_a_control_of_another_name_is_another() -> None:
    assert merged("(a 甲)", "(b 甲)", "甲") == "+(b -(a 甲))"
