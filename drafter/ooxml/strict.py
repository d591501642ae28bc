"""Strict Office Open XML folded into Transitional: the same elements under the names that the rest of the world writes; ECMA-376 part 1, A and part 4.

Only declarations of namespaces and types of relationships are touched, never a word of text.
"""

from __future__ import annotations

import re

from drafter.patterns import regex

_STRICT = b"http://purl.oclc.org/ooxml/"
_DECLARED = regex(rb"""(\b(?:xmlns(?::[\w.-]+)?|Type|uri)\s*=\s*["'])http://purl\.oclc\.org/ooxml/([^"']*)""")
_CONFORMANCE = regex(rb"""\s[\w.-]+:conformance\s*=\s*["']strict["']""")
_OPEN = b"http://schemas.openxmlformats.org/"
_NAMES = {  # what follows http://purl.oclc.org/ooxml/, and what that is in Transitional
    b"wordprocessingml/main": b"wordprocessingml/2006/main",
    b"spreadsheetml/main": b"spreadsheetml/2006/main",
    b"presentationml/main": b"presentationml/2006/main",
    b"officeDocument/extendedProperties": b"officeDocument/2006/extended-properties",
    b"officeDocument/customProperties": b"officeDocument/2006/custom-properties",
    b"officeDocument/relationships/extendedProperties": b"officeDocument/2006/relationships/extended-properties",
    b"officeDocument/relationships/customProperties": b"officeDocument/2006/relationships/custom-properties",
}
_FAMILIES = (
    (b"officeDocument/", b"officeDocument/2006/"),
    (b"drawingml/", b"drawingml/2006/"),
    (b"schemaLibrary/", b"schemaLibrary/2006/"),
)


def transitional(content: bytes) -> bytes:
    """Return XML with the namespaces of Strict Office Open XML folded into those of Transitional."""
    if _STRICT not in content:
        return content
    return _CONFORMANCE.sub(b"", _DECLARED.sub(_folded, content), count=1)


def _folded(match: re.Match[bytes]) -> bytes:
    name = match[2]
    known = _NAMES.get(name)
    if known is None:
        known = next((usual + name.removeprefix(strict) for strict, usual in _FAMILIES if name.startswith(strict)), None)
    return match[0] if known is None else match[1] + _OPEN + known
