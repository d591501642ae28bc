"""Tracked changes in a Word file: listed, shown on a page, accepted and rejected."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.content import Content
from drafter.errors import Finding
from drafter.language import Language, Words
from drafter.ooxml.active import active_content, check_ending, without_macros
from drafter.ooxml.container import pack
from drafter.ooxml.guarded import guards, without_signatures
from drafter.ooxml.package import Package
from drafter.records import dataclass
from drafter.redline.page.labels import kind_of
from drafter.redline.revisions.accept_reject import Selection, Verdict, accept_reject
from drafter.redline.revisions.listed import Revision, revisions
from drafter.redline.revisions.told import sides_told, told
from drafter.services.files import File, made, opened, title_of

if TYPE_CHECKING:
    from drafter.redline.page.view import View


@dataclass(frozen=True)
class Shown:
    """A Word file with tracked changes as a reader sees it: a web page, a list. `findings` are what could not be tracked."""

    content: Content
    package: Package
    title: str
    language: Language
    findings: tuple[Finding, ...] = ()

    @cached_property
    def view(self) -> View:
        """The document with its changes, block by block."""
        from drafter.redline.page.view import view

        return view(self.package, self.language)

    def page(self) -> bytes:
        """Return the document with its changes as one web page; those in a contract of ours with their risk."""
        from drafter.redline.page.html import page_bytes
        from drafter.review.risks import risks_in

        return page_bytes(self.view, self.title, self.language, self.findings, risks_in(self.content, self.package))

    def report(self, name: Path) -> bytes:
        """Return the list of changes in the format that a name asks for: .json, .md or .xlsx. Raises FileError for any other."""
        from drafter.redline.page.listing import Listing

        return Listing(self.view, self.language, self.findings).content(name)

    def files(self, html: Path | None = None, report: Path | None = None) -> dict[Path, bytes]:
        """Return the page and the list, as far as they are given a name. Raises FileError before anything is made for a list of no format."""
        from drafter.redline.page.listing import report_format

        if report is not None:
            report_format(report)
        return made((html, lambda _: self.page()), (report, self.report))


@dataclass(frozen=True)
class Listed:
    """The tracked changes in a Word file, what in it runs or fetches something, and how it is shown."""

    changes: tuple[Revision, ...]
    active: tuple[Finding, ...]
    shown: Shown

    def files(self, html: Path | None = None, report: Path | None = None) -> dict[Path, bytes]:
        """Return the page and the report, as far as they are given a name. Raises FileError."""
        return self.shown.files(html, report)


def list_changes(content: Content, file: File, language: Language) -> Listed:
    """Return the tracked changes in a Word file, numbered in the order of the text. Raises FileError."""
    package = opened(file)
    return Listed(revisions(package), (*active_content(package), *guards(package)), Shown(content, package, title_of(file), language))


@dataclass(frozen=True)
class Settled:
    """A Word file some of whose tracked changes were accepted or rejected: the changes, how many are left, and what was named but is not there."""

    data: bytes
    changes: tuple[Revision, ...]
    left: int
    unknown: tuple[Finding, ...]
    active: tuple[Finding, ...]


def accept_or_reject(
    verdict: Verdict, file: File, *, output: Path | None = None, authors: Iterable[str] = (), clauses: Iterable[str] = (),
    numbers: Iterable[int] = (), drop_macros: bool = False,
) -> Settled:  # fmt: skip
    """Return a Word file with its tracked changes accepted or rejected: all, or those by author, in a clause (id or heading) or of a number.

    Comments and all else stay. Raises FileError for a file that is not sound, and where macros would be written under the name `output`,
    which Word opens only without.
    """
    package, active = without_active(opened(file), output, drop_macros)
    done = accept_reject(package, verdict, Selection(frozenset(authors), frozenset(clauses), frozenset(numbers)))
    return Settled(pack(done.package), done.changes, done.left, done.unknown, active)


def without_active(package: Package, output: Path | None = None, drop_macros: bool = False) -> tuple[Package, tuple[Finding, ...]]:
    """Return the file to go on with, without macros when that is asked for, and what is left in them that runs or fetches.

    Raises FileError when a file with macros is to be written under an ending that Word opens only without.
    """
    kept = without_macros(package) if drop_macros else package
    if output is not None:
        check_ending(kept, str(output))
    return without_signatures(kept), (*active_content(kept), *guards(kept))


def kind_label(revision: Revision) -> Words:
    """Return what a change is called by its kind."""
    return kind_of(revision)


def in_words(revision: Revision, language: Language) -> tuple[str, str, str]:
    """Return what a change stands on, how that was and how it is, in words."""
    return told(revision, language)


def sides_in_words(before: str, after: str, language: Language) -> tuple[str, str]:
    """Return how a paragraph was and how it is, its notes, pictures and fields in words."""
    return sides_told(before, after, language)
