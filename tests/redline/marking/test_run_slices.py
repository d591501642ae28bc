"""Runs cut where spans begin and end."""

from __future__ import annotations

from lxml import etree

from drafter.redline.marking.inline_renderer import _nodes
from drafter.redline.marking.node_sources import RevisedNodes
from drafter.redline.marking.run_slices import run_slices
from tests.redline.build import paragraph, run
from tests.redline.comparing.made import one, text_of

_TWO_TEXTS = "<w:r><w:rPr><w:b/></w:rPr><w:t>甲乙</w:t><w:tab/><w:t>丙</w:t></w:r>"


def cut(body: str, start: int, end: int) -> list[str]:
    """Return the runs of a stretch of a paragraph: what is in each, and whether it is a run of the file."""
    found = one(body)
    own = {piece.run for piece in found.pieces}
    nodes = [node for part in run_slices(found, start, end) for node in _nodes(part, RevisedNodes())]
    return [("=" if node in own else "~") + _content(node) for node in nodes]


def _content(run: etree._Element) -> str:
    return text_of(run) + ("⇥" if any(node.tag.endswith("}tab") for node in run) else "")


def test_a_whole_run_is_taken_as_it_is() -> None:
    assert cut(paragraph(run("甲"), run("乙丙")), 0, 3) == ["=甲", "=乙丙"]


def test_a_run_that_holds_one_text_is_copied_and_shortened() -> None:
    assert cut(paragraph(run("甲乙丙", "<w:b/>")), 1, 2) == ["~乙"]


def test_a_run_of_more_is_made_anew_of_the_pieces_in_the_stretch() -> None:
    assert cut(f"<w:p>{_TWO_TEXTS}</w:p>", 0, 4) == ["=甲乙丙⇥"]
    assert cut(f"<w:p>{_TWO_TEXTS}</w:p>", 1, 3) == ["~乙⇥"]
    assert cut(f"<w:p>{_TWO_TEXTS}</w:p>", 3, 4) == ["~丙"]


def test_the_two_halves_of_a_run_have_its_format() -> None:
    found = one(f"<w:p>{_TWO_TEXTS}</w:p>")
    for start, end in ((0, 1), (1, 4)):
        [node] = [node for part in run_slices(found, start, end) for node in _nodes(part, RevisedNodes())]
        assert node[0].tag.endswith("}rPr")
        assert node[0][0].tag.endswith("}b")


def test_a_space_at_an_edge_is_kept() -> None:
    found = one(paragraph(run("a b")))
    [node] = [node for part in run_slices(found, 0, 2) for node in _nodes(part, RevisedNodes())]
    assert node[-1].get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
