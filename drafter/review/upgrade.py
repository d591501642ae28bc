"""Contracts brought up to date: clauses whose library text has changed since, and last year's contract beside this year's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from drafter.content import Content
from drafter.ooxml.package import Word
from drafter.redline.comparing.compare import compare
from drafter.redline.marking.tracked import tracked
from drafter.redline.revisions.accept_reject import accept_reject
from drafter.review.comments import Comment, with_comments
from drafter.review.provisions import provision_order, reordered, replaced
from drafter.review.resolve import redrafted
from drafter.review.standard import Standard
from drafter.writers.docx.provenance import read_provenance


@dataclass(frozen=True)
class Updated:
    """The parts of a file with tracked changes, and the clauses concerned."""

    parts: dict[str, bytes]
    clauses: tuple[str, ...]


def upgraded(content: Content, parts: Mapping[str, bytes], file: str, author: str, date: str = "") -> Updated:
    """Return a contract with the clauses whose library text has changed since as tracked changes. Raises FileError without provenance."""
    standard = Standard.of(content, read_provenance(parts, file))
    clauses = content.library.clauses
    stale = [p.clause for p in standard.provenance.provisions if p.clause in clauses and clauses[p.clause].digest != p.digest]
    base = accept_reject(parts, "accept", file=file).parts
    wanted, done = replaced(base, redrafted(standard, standard.answers), stale)
    result = tracked(compare(Word("contract", dict(base)), Word("upgrade", wanted)), author, date)
    reason = (
        f"条款库文本已更新（合同所用 {standard.provenance.library}，现为 {content.library.version}） / the library text has changed since"
    )
    return Updated(with_comments(result, [Comment(clause, reason) for clause in done], author, date), tuple(done))


def renewed(last: Mapping[str, bytes], this: Mapping[str, bytes], author: str, date: str = "") -> Updated:
    """Return this year's contract with its changes against last year's, the provisions of which are first put in this year's order."""
    order = provision_order(this)
    before, moved = reordered(accept_reject(last, "accept").parts, order)
    after = accept_reject(this, "accept").parts
    return Updated(tracked(compare(Word("last", before), Word("this", after)), author, date), tuple(moved))
