"""Stories with tracked changes, and elements that stand by themselves."""

from __future__ import annotations

from lxml import etree

from tests.redline.build import W

_SPACES = f'xmlns:w="{W}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def story(xml: str, root: str = "body") -> etree._Element:
    """Return a story of blocks."""
    return etree.fromstring(f"<w:{root} {_SPACES}>{xml}</w:{root}>")


def element(xml: str) -> etree._Element:
    """Return one element."""
    return story(xml)[0]


def outline(node: etree._Element) -> str:
    """Return the names of elements in each other, and the text of those that have any: p(ins(r(t=甲)))."""
    inner = " ".join(outline(child) for child in node)
    return etree.QName(node).localname + (f"({inner})" if inner else "") + (f"={node.text}" if node.text else "")
