"""Content controls that came, went or moved: accepting and rejecting gives back what stands in what, and a control goes with its words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from drafter.ooxml.container import pack
from drafter.redline.comparing.compare import compare
from drafter.redline.marking.tracked import tracked
from drafter.redline.revisions.accept_reject import Selection, accept_reject
from drafter.redline.revisions.listed import revisions
from tests.redline.build import W, cell, package, paragraph, row, run, table
from tests.tools import need, validation_errors, validator

ONE, TWO, THREE, FOUR, LAST = (
    paragraph(run(text))
    for text in (
        "第一条 甲方应当按期付款。", "发票由乙方在收到通知后开具。", "第二条 乙方应当按期交付全部成果。", "第三条 双方应当保守商业秘密。", "第四条 争议提交仲裁解决。",
    )
)  # fmt: skip
OTHER = paragraph(run("zebra quantum"))


def control(tag: str, *content: str) -> str:
    """Return a content control."""
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{tag}"/><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{"".join(content)}</w:sdtContent></w:sdt>'
    )


THREE_CLAUSES = control("one", ONE, TWO) + control("two", THREE) + control("three", FOUR) + LAST
PAIRS = {
    "one between others": (THREE_CLAUSES, control("one", ONE, TWO) + control("three", FOUR) + LAST),
    "the first": (THREE_CLAUSES, control("two", THREE) + control("three", FOUR) + LAST),
    "the last": (THREE_CLAUSES, control("one", ONE, TWO) + control("two", THREE) + LAST),
    "its end": (THREE_CLAUSES, control("one", ONE) + control("two", THREE) + control("three", FOUR) + LAST),
    "its beginning": (THREE_CLAUSES, control("one", TWO) + control("two", THREE) + control("three", FOUR) + LAST),
    "all its words": (THREE_CLAUSES, control("one", ONE, TWO) + control("two", OTHER) + control("three", FOUR) + LAST),
    "around what stays": (control("one", ONE, TWO) + LAST, ONE + TWO + LAST),
    "one in another": (control("out", control("one", ONE), control("two", THREE)) + LAST, control("out", control("two", THREE)) + LAST),
    "one with others in it": (TWO + control("out", control("one", ONE), control("two", THREE)) + LAST, TWO + LAST),
    "changed places": (THREE_CLAUSES, control("two", THREE) + control("one", ONE, TWO) + control("three", FOUR) + LAST),
    "another at the end": (ONE + control("two", THREE), ONE + control("other", OTHER)),
    "words at the end": (ONE + control("two", THREE), ONE + OTHER),
    "a row": (table(row(cell(ONE)), control("row", row(cell(THREE)))) + LAST, table(row(cell(ONE))) + LAST),
    "in a cell": (table(row(cell(ONE + control("in", THREE) + TWO))) + LAST, table(row(cell(ONE + TWO))) + LAST),
    "in a line": (paragraph(run("价款为"), control("price", run("一百万元")), run("整，含税。")), paragraph(run("价款为整，含税。"))),
}
CASES = [(f"{name}, {way}", pair[::step]) for name, pair in PAIRS.items() for way, step in (("gone", 1), ("come", -1))]


def structure(parts: dict[str, bytes]) -> list[object]:
    """Return what stands in what: controls by tag, tables, rows, cells, and the words of paragraphs."""
    return _inside(etree.fromstring(parts["word/document.xml"])[0])


def _inside(holder: etree._Element) -> list[object]:
    found: list[object] = []
    for node in holder:
        kind = etree.QName(node).localname
        if kind == "sdt":
            found.append((node.find(f"{{{W}}}sdtPr/{{{W}}}tag").get(f"{{{W}}}val"), _inside(node.find(f"{{{W}}}sdtContent"))))
        elif kind in ("p", "tbl", "tr", "tc"):
            found.append((kind, _inside(node)))
        elif text := "".join(node.itertext()):
            if found and isinstance(found[-1], str):
                found[-1] += text
            else:
                found.append(text)
    return found


def words(parts: dict[str, bytes]) -> list[str]:
    """Return the paragraphs."""
    return ["".join(p.itertext()) for p in etree.fromstring(parts["word/document.xml"]).iter(f"{{{W}}}p")]


def redline(before: str, after: str) -> dict[str, bytes]:
    """Return the redline of two bodies."""
    return tracked(compare(package(before), package(after)), "drafter")


@pytest.mark.parametrize(("before", "after"), [pair for _, pair in CASES], ids=[name for name, _ in CASES])
def test_both_ways_give_back_what_stands_in_what(before: str, after: str) -> None:
    made = redline(before, after)
    assert structure(accept_reject(made, "reject").package) == structure(package(before))
    assert structure(accept_reject(made, "accept").package) == structure(package(after))
    assert revisions(accept_reject(made, "accept").package) == ()


def test_they_are_valid(tmp_path: Path) -> None:
    need(validator(), "the Open XML SDK validator")
    bodies = ["".join(pair[n] for _, pair in CASES) + LAST for n in (0, 1)]
    told = []
    for name, parts in (("a", package(bodies[0])), ("b", package(bodies[1])), ("redline", redline(*bodies))):
        (tmp_path / f"{name}.docx").write_bytes(pack(parts))
        told.append({str(e["description"]) for e in validation_errors(tmp_path / f"{name}.docx")})
    assert told[2] <= told[0] | told[1]


def test_a_control_is_decided_on_with_its_words() -> None:
    made = redline(*PAIRS["one between others"])
    [gone] = revisions(made)
    assert (gone.kind, gone.before) == ("deletion", "第二条 乙方应当按期交付全部成果。¶")
    assert structure(accept_reject(made, "reject", Selection(numbers=frozenset({1}))).package) == structure(package(THREE_CLAUSES))


def test_a_control_around_what_stays_is_a_change_of_its_own() -> None:
    [gone] = revisions(redline(*PAIRS["around what stays"]))
    assert (gone.kind, gone.text) == ("control-deletion", "one")


_SENTENCES = st.sampled_from((ONE, TWO, THREE, FOUR, OTHER, paragraph(run("甲方")), paragraph(run("第二条 乙方应当按期交付部分成果。"))))
_TREES = st.recursive(
    _SENTENCES,
    lambda inner: st.builds(lambda tag, content: control(tag, *content), st.sampled_from("abc"), st.lists(inner, min_size=1, max_size=3)),
    max_leaves=8,
)
_BODIES = st.lists(_TREES, max_size=5).map(lambda blocks: "".join(blocks) + LAST)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_BODIES, _BODIES)
def test_any_controls_around_anything(before: str, after: str) -> None:
    made = redline(before, after)
    assert words(accept_reject(made, "reject").package) == words(package(before))
    assert structure(accept_reject(made, "accept").package) == structure(package(after))
