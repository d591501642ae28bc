"""Two Word files brought under one set of ids: styles and numberings of the original take the ids of the revised file, or new ones there."""

from __future__ import annotations

from drafter.errors import Finding
from drafter.ooxml.package import MAIN, Word
from drafter.redline.comparing.unify_numberings import unify_numberings
from drafter.redline.comparing.unify_styles import StyleUnifier

_TEXT_KINDS = frozenset({"document", "footnotes", "endnotes", "header", "footer", "comments"})


def unify_ids(old: Word, new: Word) -> list[Finding]:
    """Give the styles and numberings of the original ids that mean the same in the revised file; return what cannot be tracked."""
    roots = [old.root(part) for part in text_parts(old)]
    findings: list[Finding] = []
    if _bytes_of_kind(old, "styles") != _bytes_of_kind(new, "styles"):
        styles = StyleUnifier(old, new)
        findings = styles.unify(roots)
        roots += styles.added
    if _bytes_of_kind(old, "numbering") != _bytes_of_kind(new, "numbering"):
        unify_numberings(old, new, roots)
    return findings


def text_parts(word: Word) -> list[str]:
    """Return the parts that hold text: the body, notes, headers and footers."""
    related = [r.target for r in word.relations(MAIN).values() if r.kind in _TEXT_KINDS and r.target in word.parts]
    return list(dict.fromkeys([MAIN, *related]))


def _bytes_of_kind(word: Word, kind: str) -> bytes:
    part = word.part_of_kind(kind)
    return word.parts[part] if part else b""
