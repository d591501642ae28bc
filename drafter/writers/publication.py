"""The copy for publication as a Word file: bars where something is withheld, and nothing left that tells how the contract was made."""

from __future__ import annotations

import re

from drafter.drafting import Draft
from drafter.forms.publication import WITHHELD
from drafter.ooxml.archive import safe_parts
from drafter.ooxml.container import pack
from drafter.patterns import regex
from drafter.writers.docx.write import docx_bytes
from drafter.writers.docx.xml import escape

_BAR = '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:color="auto" w:fill="000000"/>'
_TAG = regex(r'<w:tag w:val="drafter:[^"]*"/>|<w:alias w:val="[^"]*"/>')
_RUN = regex(
    r"<w:r>(?:<w:rPr>((?:(?!</w:rPr>).)*)</w:rPr>)?(<w:t xml:space=\"preserve\">(?:"
    + "|".join(re.escape(escape(w)) for w in (WITHHELD.zh, WITHHELD.en))
    + r")</w:t></w:r>)"
)


def publication_docx(draft: Draft) -> bytes:
    """Return the copy as a .docx without answers, clause ids and positions. Raises TemplateError, FileError."""
    parts = safe_parts(docx_bytes(draft), "publication")
    for name in [n for n in parts if n.startswith("customXml/")]:
        del parts[name]
    _edit(parts, "word/_rels/document.xml.rels", r'<Relationship [^>]*Target="\.\./customXml/[^>]*/>')
    _edit(parts, "[Content_Types].xml", r'<Override PartName="/customXml/[^>]*/>')
    text = _TAG.sub("", parts["word/document.xml"].decode("utf-8"))
    parts["word/document.xml"] = _RUN.sub(_barred, text).encode("utf-8")
    return pack(parts)


def _edit(parts: dict[str, bytes], name: str, pattern: str) -> None:
    parts[name] = re.sub(pattern, "", parts[name].decode("utf-8")).encode("utf-8")


def _barred(match: re.Match[str]) -> str:
    return f"<w:r><w:rPr>{match[1] or ''}{_BAR}</w:rPr>{match[2]}"
