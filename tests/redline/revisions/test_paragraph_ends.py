"""The ends of paragraphs that go or stay."""

from __future__ import annotations

import pytest
from lxml import etree

from drafter.ooxml.names import W
from drafter.redline.revisions.accept_reject_paragraphs import accept_reject_paragraph_ends
from tests.redline.build import cell, dele, ending, ins, paragraph, run
from tests.redline.revisions.made import outline, story


def settled(xml: str, root: str = "body", gone: bool = True) -> str:
    """Return a story without the ends of paragraphs that are marked, or with the marks taken off."""
    made = story(xml, root)
    accept_reject_paragraph_ends([m for tag in ("del", "ins") for m in made.iter(W + tag) if m.getparent().tag == W + "rPr"], gone)  # type: ignore[union-attr]
    return " ".join(map(outline, made))


def test_a_paragraph_goes_on_in_the_next_whose_properties_hold() -> None:
    xml = paragraph(run("甲"), mark=ending("del")) + paragraph(run("乙"), properties="<w:jc/>")
    assert settled(xml) == "p(pPr(jc) r(t=甲) r(t=乙))"


def test_an_end_that_stays_loses_its_mark() -> None:
    assert settled(paragraph(run("甲"), mark=ending("del")) + paragraph(run("乙")), gone=False) == "p(r(t=甲)) p(r(t=乙))"


def test_of_several_the_words_keep_their_order() -> None:
    xml = "".join(paragraph(run(t), mark=ending("del")) for t in "甲乙") + paragraph(run("丙"))
    assert settled(xml) == "p(r(t=甲) r(t=乙) r(t=丙))"


def test_a_bookmark_between_goes_along() -> None:
    between = '<w:bookmarkStart w:id="1" w:name="b"/>'
    assert settled(paragraph(run("甲"), mark=ending("del")) + between + paragraph(run("乙"))) == "p(r(t=甲) bookmarkStart r(t=乙))"


def test_words_that_no_paragraph_follows_stay_in_their_own() -> None:
    xml = paragraph(run("甲")) + paragraph(run("乙"), mark=ending("del")) + "<w:tbl/>"
    assert settled(xml) == "p(r(t=甲)) p(r(t=乙)) tbl"


def test_an_empty_paragraph_that_none_follows_goes() -> None:
    assert settled(paragraph(run("甲")) + paragraph(mark=ending("del"))) == "p(r(t=甲))"


@pytest.mark.parametrize("root", ["tc", "hdr", "footnote", "txbxContent"])
def test_the_only_paragraph_of_a_story_stays(root: str) -> None:
    assert settled(paragraph(mark=ending("del")), root) == "p"


def test_the_paragraph_that_a_cell_must_end_with_stays() -> None:
    assert settled("<w:tbl/>" + paragraph(mark=ending("del")), "tc") == "tbl p"
    assert settled("<w:tbl/>" + paragraph(mark=ending("del")), "body") == "tbl"


def test_an_end_with_nothing_before_it_but_what_others_took_goes_with_that() -> None:
    made = story(cell(paragraph(dele("甲", "丙方"), mark=ending("del", "乙方"))))
    [mark] = [m for m in made.iter(W + "del") if m.getparent().tag == W + "rPr"]  # type: ignore[union-attr]
    accept_reject_paragraph_ends([mark], True)
    assert mark.get(W + "author") == "丙方"


def test_an_end_with_words_that_stay_does_not() -> None:
    xml = cell(paragraph(dele("甲", "丙方"), run("乙"), mark=ending("del", "乙方")))
    assert settled(xml) == "tc(p(del(r(delText=甲)) r(t=乙)))"


def test_what_others_brought_is_another_matter() -> None:
    xml = cell(paragraph(ins(run("甲"), "丙方"), mark=ending("del", "乙方")))
    assert settled(xml) == "tc(p(ins(r(t=甲))))"


def test_outline_shows_text() -> None:
    assert outline(etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}"><w:t>甲</w:t></w:p>')) == "p(t=甲)"
