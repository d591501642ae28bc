"""What the parts of a redline declare."""

from __future__ import annotations

from lxml import etree

from drafter.redline.comparing.compare import compare
from drafter.redline.marking.tracked import tracked
from tests.redline.build import package, paragraph, run

LATER = "http://schemas.microsoft.com/office/word/2012/wordml"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"


def test_an_extension_that_comes_with_a_copy_may_be_ignored() -> None:
    kept = paragraph(run("双方应当保守商业秘密。"))
    gone = paragraph(run("zebra", f'<x:glow xmlns:x="{LATER}"/>'))
    parts = tracked(compare(package(gone + kept), package(kept)), "drafter")
    root = etree.fromstring(parts["word/document.xml"])
    assert root.nsmap["x"] == LATER
    assert root.get(COMPATIBILITY) == "x"


def test_without_one_the_root_stays_as_it_is() -> None:
    before, after = package(paragraph(run("甲方"))), package(paragraph(run("乙方")))
    parts = tracked(compare(before, after), "drafter")
    assert etree.fromstring(parts["word/document.xml"]).get(COMPATIBILITY) is None
