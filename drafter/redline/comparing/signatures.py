"""Elements as text, so that the same reads the same in both files: properties, formats of runs, content controls, whole objects."""

from __future__ import annotations

import re

from lxml import etree

from drafter.ooxml.names import ALTERNATE, RPR, SDT_PR, SECT, VAL, W, child_of
from drafter.ooxml.package import Package
from drafter.patterns import regex
from drafter.redline.comparing.tokens import OBJECT

_NOT_FORMAT = frozenset({W + "lang", W + "noProof", W + "rPrChange", W + "ins", W + "del", W + "moveFrom", W + "moveTo"})
_FONTS, _HINT = W + "rFonts", W + "hint"
_VOLATILE = regex(
    rb' (?:w:rsid\w*|w14:paraId|w14:textId|wp14:anchorId|wp14:editId|xmlns:\w+)="[^"]*"|<w:(?:proofErr|lastRenderedPageBreak)\b[^>]*>(?:</w:\w+>)?'
    rb'|(?<=docPr) (?:id|name)="[^"]*"|(?<=docPr) id="[^"]*" name="[^"]*"|<w:bookmark(?:Start|End)\b[^>]*></w:\w+>'
)
_RELATIONSHIP_ID = regex(rb' r:(\w+)="([^"]*)"')
_TEXT_BOX = regex(rb"<w:txbxContent>.*</w:txbxContent>", re.DOTALL)
_NOT_PARAGRAPH = frozenset({RPR, SECT, W + "pPrChange", ALTERNATE})  # what stands in for readers that cannot count is not counted twice


def run_format_of(properties: etree._Element | None) -> str:
    """Return a key of the format that run properties give, language and hints of fonts left out: the same properties give the same key."""
    if properties is None:
        return ""
    keys = [_format_key(p) for p in properties if p.tag not in _NOT_FORMAT and not (p.tag == _FONTS and p.keys() == [_HINT])]
    return "".join(keys) if len(keys) < 2 else "".join(sorted(keys))


def _format_key(one: etree._Element) -> str:
    items = one.items()
    if one.tag == _FONTS:  # Word puts the hint there by the keyboard that was used
        items = [item for item in items if item[0] != _HINT]
    return f"{one.tag}{items}"


def properties_differ(before: etree._Element | None, after: etree._Element | None) -> bool:
    """Say whether the properties of a paragraph, those of its end included, look otherwise."""
    if before is None or after is None:
        return before is not after and _paragraph_signature(before) != _paragraph_signature(after)
    return not written_alike(before, after) and _paragraph_signature(before) != _paragraph_signature(after)


def written_alike(one: etree._Element, other: etree._Element) -> bool:
    """Say whether two elements are written the same, text left out: cheaper than their signatures, and true as a rule."""
    pairs = zip(one.iter(), other.iter(), strict=False)  # as long as each has as many children as the other, it ends for both
    return all(a.tag == b.tag and len(a) == len(b) and a.items() == b.items() for a, b in pairs)


def _paragraph_signature(properties: etree._Element | None) -> str:
    if properties is None:
        return ""
    own = "".join(sorted(signature(p) for p in properties if p.tag not in _NOT_PARAGRAPH))
    end = child_of(properties, RPR)
    return own + "\1" + run_format_of(end) if end is not None and len(end) else own


def signature(element: etree._Element) -> str:
    """Return an element with all in it as text, the same for the same."""
    own = f"{element.tag}{sorted(element.items()) if len(element.attrib) > 1 else element.items()}"
    return f"{own}[{''.join(signature(inner) for inner in element)}]" if len(element) else own


def control_identity(control: etree._Element) -> str:
    """Return what makes a content control itself: its tag and title."""
    properties = control.find(SDT_PR)
    if properties is None:
        return control.get(W + "element", "")
    return "|".join(n.get(VAL, "") for n in properties if n.tag in (W + "tag", W + "alias"))


def canonical(node: etree._Element, package: Package, part: str) -> str:
    """Return an element as text that says what it is and shows, the same in every file."""
    text = etree.tostring(node, method="c14n", exclusive=True, with_tail=False)
    text = _VOLATILE.sub(b"", text)
    if b" r:" in text:
        text = _RELATIONSHIP_ID.sub(lambda m: b" r:" + m[1] + b'="' + package.meaning(part, m[2].decode()).encode() + b'"', text)
    return OBJECT + text.decode()


def without_text_boxes(text: str) -> str:
    """Return an element as text without what is written in its text boxes."""
    return _TEXT_BOX.sub(b"", text.encode()).decode() if "<w:txbxContent" in text else text
