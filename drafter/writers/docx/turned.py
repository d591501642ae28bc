"""Pages turned by 90 degrees: their sections, and headers and footers whose tabs reach to the margins of the wider page."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

from drafter.writers.docx.xml import running_on

_WIDE = "Wide"  # after the id of a relationship and the name of a part: the same for turned pages
_REFERENCE = re.compile(r'(<w:(?:header|footer)Reference\b[^>]*?\br:id=")([^"]+)')
_TAB = re.compile(r'<w:tab\b[^>]*\bw:pos="\d+"[^>]*/>')
_POSITION = re.compile(r'(\bw:pos=")(\d+)')
_RELATIONS, _TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
_SHARE = {"right": 1.0, "end": 1.0, "center": 0.5}  # how far a tab moves with the right margin


def widen_headers(parts: MutableMapping[str, Any], section: str, more: int) -> None:
    """Add to the parts the headers and footers of turned pages, which are `more` twips wider: what stands at the right margin stands there too."""
    relations, types = parts[_RELATIONS].decode("utf-8"), parts[_TYPES].decode("utf-8")
    for identifier in dict.fromkeys(found for _, found in _REFERENCE.findall(section)):
        relation = next((r for r in re.findall(r"<Relationship\b[^>]*>", relations) if f'Id="{identifier}"' in r), "")
        if target := re.search(r'Target="([^"]+)"', relation):  # a template without it is told of its fault by `template check`
            name = "word/" + target[1].removeprefix("/word/")
            renamed = relation.replace(f'Id="{identifier}"', f'Id="{identifier}{_WIDE}"').replace(target[0], _wide(target[0]))
            relations = relations.replace("</Relationships>", f"{renamed}</Relationships>")
            override = next((o for o in re.findall(r"<Override\b[^>]*>", types) if f'PartName="/{name}"' in o), "")
            types = types.replace("</Types>", f"{_wide(override)}</Types>")
            parts[_wide(name)] = _TAB.sub(lambda tab: _moved(tab[0], more), parts[name].decode("utf-8")).encode("utf-8")
            own = f"word/_rels/{name.removeprefix('word/')}.rels"
            if own in parts:
                parts[_wide(own)] = parts[own]
    parts[_RELATIONS], parts[_TYPES] = relations.encode("utf-8"), types.encode("utf-8")


def _wide(name: str) -> str:
    return name.replace(".xml", f"{_WIDE}.xml")


def _moved(tab: str, more: int) -> str:
    kind = re.search(r'\bw:val="(\w+)"', tab)
    share = _SHARE.get(kind[1], 0.0) if kind is not None else 0.0
    return _POSITION.sub(lambda found: f"{found[1]}{int(found[2]) + round(more * share)}", tab)


def _attribute(section: str, element: str, name: str, default: int) -> int:
    match = re.search(rf'<w:{element}\b[^>]*\bw:{name}="(\d+)"', section)
    return int(match[1]) if match else default


def text_widths(section: str) -> tuple[int, int]:
    """Return the width of the text on an upright and on a turned page, in twips."""
    width, height = _attribute(section, "pgSz", "w", 11906), _attribute(section, "pgSz", "h", 16838)
    left, right = _attribute(section, "pgMar", "left", 1588), _attribute(section, "pgMar", "right", 1474)
    top, bottom = _attribute(section, "pgMar", "top", 2098), _attribute(section, "pgMar", "bottom", 1985)
    return width - left - right, height - top - bottom


def turned(section: str) -> str:
    """Return the section turned by 90 degrees: sides swapped, margins turned with the paper, its headers and footers those of wide pages."""
    width, height = _attribute(section, "pgSz", "w", 11906), _attribute(section, "pgSz", "h", 16838)
    wide = re.sub(r"<w:pgSz\b[^>]*/>", f'<w:pgSz w:w="{height}" w:h="{width}" w:orient="landscape"/>', section)
    margins = {side: _attribute(section, "pgMar", side, 1440) for side in ("top", "right", "bottom", "left")}
    turn = {"top": "left", "right": "top", "bottom": "right", "left": "bottom"}
    for side, source in turn.items():
        wide = re.sub(rf'(<w:pgMar\b[^>]*\bw:{side}=")\d+', rf"\g<1>{margins[source]}", wide)
    return running_on(_REFERENCE.sub(rf"\g<1>\g<2>{_WIDE}", wide))
