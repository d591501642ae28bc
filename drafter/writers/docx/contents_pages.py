"""The page numbers in the table of contents of a Word file, as a layout found them: what stands there until Word lays the pages out itself."""

from __future__ import annotations

from collections.abc import Mapping

from drafter.ooxml.archive import safe_parts
from drafter.ooxml.container import pack
from drafter.patterns import regex

_DOCUMENT = "word/document.xml"
_CACHED = regex(
    rb'( PAGEREF (\w+) \\h </w:instrText></w:r><w:r>(?:<w:rPr>[^/]*/></w:rPr>)?<w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t[^>]*>)\d*(?=</w:t>)'
)


def with_pages(docx: bytes, pages: Mapping[str, int]) -> bytes:
    """Return a Word file of ours with the pages of its headings, by bookmark, in its table of contents; all else stays as it is."""
    if not pages:
        return docx
    parts = dict(safe_parts(docx, "made.docx"))
    parts[_DOCUMENT] = _CACHED.sub(
        lambda m: m[1] + str(pages[name]).encode() if (name := m[2].decode()) in pages else m[0], parts[_DOCUMENT]
    )
    return pack(parts)
