"""Pictures of a Word file inside an HTML page, as data; what is no small raster image is named instead of shown."""

from __future__ import annotations

from base64 import b64encode
from html import escape

from lxml import etree

from drafter.language import Language, Words
from drafter.ooxml.names import R
from drafter.ooxml.package import Package

_LARGEST, _ALL = 600_000, 6_000_000  # bytes of one picture, and of all: a page is to be opened
_SIGNATURES = ((b"\x89PNG\r\n", "png"), (b"\xff\xd8\xff", "jpeg"), (b"GIF8", "gif"))
_PICTURE, _OBJECT = Words("图", "picture"), Words("嵌入对象", "embedded object")


class Pictures:
    """The pictures of a file."""

    def __init__(self, package: Package, language: Language) -> None:
        self.package = package
        self.language = language
        self._left = _ALL

    def html(self, element: etree._Element, part: str) -> str:
        """Return a drawing, picture or object as HTML."""
        words = _OBJECT if str(element.tag).endswith("}object") else _PICTURE
        description = _description(element) or words[self.language]
        target = self._target(element, part)
        data = self._data(target) if target else ""
        if data:
            return f'<img alt="{escape(description)}" src="{data}">'
        return f'<span class="thing">[{escape(words[self.language])}{escape(f"：{description}" if description != words[self.language] else "")}]</span>'

    def _target(self, element: etree._Element, part: str) -> str:
        for inner in element.iter():
            rid = inner.get(R + "embed") or (inner.get(R + "id") if str(inner.tag).endswith("}imagedata") else None)
            relation = self.package.relations(part).get(rid) if rid else None
            if relation is not None and not relation.external:
                return relation.target
        return ""

    def _data(self, target: str) -> str:
        content = self.package.parts.get(target, b"")
        kind = next((k for signature, k in _SIGNATURES if content.startswith(signature)), "")
        if not kind or len(content) > min(_LARGEST, self._left):
            return ""
        self._left -= len(content)  # one that is shown twice counts twice, for it stands in the page twice
        return f"data:image/{kind};base64,{b64encode(content).decode()}"


def _description(element: etree._Element) -> str:
    for inner in element.iter():
        if str(inner.tag).endswith("}docPr"):
            return inner.get("descr") or ""
    return ""
