"""A picture in a Word file: PNG, and the SVG beside it for Words that draw it (2016 and later), with its text for those who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from drafter.model import Picture

_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"  # what Word knows the SVG by
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_EMU, _TWIP = 36_000, 635  # English metric units in a millimetre and in a twip
_TYPES = {"png": "image/png", "svg": "image/svg+xml"}


def drawing(picture: Picture, relation: str, number: int, width: int) -> str:
    """Return the run of a picture, no wider than `width` twips."""
    across = min(round(picture.width * _EMU), width * _TWIP)
    down = round(across * picture.height / picture.width)
    size = f'cx="{across}" cy="{down}"'
    alt = _escape(picture.alt)
    svg = f'<a:extLst><a:ext uri="{_SVG_EXTENSION}"><asvg:svgBlip xmlns:asvg="{_SVG}" r:embed="{relation}Svg"/></a:ext></a:extLst>'
    shape = f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    image = (
        f'<pic:pic xmlns:pic="{_PIC}"><pic:nvPicPr><pic:cNvPr id="{number}" name="{picture.name}.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip {_R} r:embed="{relation}">{svg}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f"<pic:spPr>{shape}</pic:spPr></pic:pic>"
    )
    return (
        f'<w:r><w:drawing><wp:inline {_WP} distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="{picture.name}" descr="{alt}"/><wp:cNvGraphicFramePr><a:graphicFrameLocks {_A} noChangeAspect="1"/>'
        f'</wp:cNvGraphicFramePr><a:graphic {_A}><a:graphicData uri="{_PIC}">{image}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def add_pictures(parts: dict[str, bytes], pictures: Mapping[str, Picture]) -> None:
    """Add the pictures that were written, with their relationships and content types, to the parts of a document."""
    if not pictures:
        return
    relations = "".join(f'<Relationship Id="{i}" Type="{_IMAGE}" Target="media/{name}"/>' for i, name, _ in _files(pictures))
    parts |= {f"word/media/{name}": content for _, name, content in _files(pictures)}
    _insert(parts, "word/_rels/document.xml.rels", "</Relationships>", relations)
    types = parts["[Content_Types].xml"].decode("utf-8")
    defaults = "".join(
        f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in _TYPES.items() if f'Extension="{ending}"' not in types
    )
    at = types.index("<Default")
    parts["[Content_Types].xml"] = (types[:at] + defaults + types[at:]).encode("utf-8")


def _files(pictures: Mapping[str, Picture]) -> Iterator[tuple[str, str, bytes]]:
    for number, (relation, picture) in enumerate(pictures.items(), 1):
        yield relation, f"drafter{number}.png", picture.png
        yield f"{relation}Svg", f"drafter{number}.svg", picture.svg


def _insert(parts: dict[str, bytes], name: str, end: str, new: str) -> None:
    parts[name] = parts[name].decode("utf-8").replace(end, new + end).encode("utf-8")


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
