"""Two Word files brought under one set of ids: styles and numberings of the original take the ids of the revised file, or new ones there."""

from __future__ import annotations

from drafter.errors import Finding
from drafter.ooxml.package import Package
from drafter.redline.comparing.unify_numberings import unify_numberings
from drafter.redline.comparing.unify_styles import StyleUnifier


def unify_ids(old: Package, new: Package) -> list[Finding]:
    """Give the styles and numberings of the original ids that mean the same in the revised file; return what cannot be tracked."""
    roots = [old.root(part) for part in old.stories()]
    findings: list[Finding] = []
    if _bytes_of_kind(old, "styles") != _bytes_of_kind(new, "styles"):
        styles = StyleUnifier(old, new)
        findings = styles.unify(roots)
        roots += styles.added
    if _bytes_of_kind(old, "numbering") != _bytes_of_kind(new, "numbering"):
        unify_numberings(old, new, roots)
    return findings


def _bytes_of_kind(package: Package, kind: str) -> bytes:
    part = package.part_of_kind(kind)
    return package.parts[part] if part else b""
