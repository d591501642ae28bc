"""Contracts brought up to date: clauses whose library text has changed since, and last year's contract beside this year's."""

from __future__ import annotations

from functools import cached_property

from drafter.content import Content
from drafter.ooxml.comments import Comment, with_comments
from drafter.ooxml.package import Package
from drafter.ooxml.provisions import provision_order, reordered, replaced
from drafter.records import dataclass
from drafter.redline.comparing.compare import compare
from drafter.redline.marking.tracked import tracked
from drafter.redline.revisions.accept_reject import accept_reject
from drafter.redline.revisions.listed import revisions
from drafter.review.baseline import Baseline
from drafter.review.resolve import redrafted
from drafter.writers.docx.provenance import read_provenance


@dataclass(frozen=True)
class Updated:
    """A file with tracked changes, the clauses concerned, and those in which anything changed."""

    package: Package
    clauses: tuple[str, ...]

    @cached_property
    def changed(self) -> tuple[str, ...]:
        """The clauses with tracked changes in them, each once."""
        return tuple(dict.fromkeys(r.clause for r in revisions(self.package) if r.clause))


def upgraded(content: Content, package: Package, author: str, date: str = "") -> Updated:
    """Return a contract with the clauses whose library text has changed since as tracked changes. Raises FileError without provenance."""
    standard = Baseline.of(content, read_provenance(package))
    clauses = content.library.clauses
    stale = [p.clause for p in standard.provenance.provisions if p.clause in clauses and clauses[p.clause].digest != p.digest]
    base = accept_reject(package, "accept").package
    wanted, done = replaced(base, redrafted(standard, standard.answers), stale)
    result = tracked(compare(base, wanted), author, date)
    reason = (
        f"条款库文本已更新（合同所用 {standard.provenance.library}，现为 {content.library.version}） / the library text has changed since"
    )
    return Updated(with_comments(result, [Comment(clause, reason) for clause in done], author, date), tuple(done))


def renewed(last: Package, this: Package, author: str, date: str = "") -> Updated:
    """Return this year's contract with its changes against last year's, the provisions of which are first put in this year's order."""
    order = provision_order(this)
    before, moved = reordered(accept_reject(last, "accept").package, order)
    after = accept_reject(this, "accept").package
    return Updated(tracked(compare(before, after), author, date), tuple(moved))
