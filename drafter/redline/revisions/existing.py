"""Files that have tracked changes before they are compared: settle those first, or keep the names of those who made them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from drafter.errors import Finding, Place
from drafter.language import Words
from drafter.ooxml.guarded import without_signatures
from drafter.ooxml.multiplied import once
from drafter.ooxml.package import Package
from drafter.patterns import regex
from drafter.records import dataclass
from drafter.redline.comparing.compare import compare
from drafter.redline.comparing.formats import Formats, compare_words, is_written_by_another, left_out
from drafter.redline.marking.tracked import tracked
from drafter.redline.revisions.accept_reject import Selection, Verdict, accept_reject
from drafter.redline.revisions.attribution import give_their_authors
from drafter.redline.revisions.beside_text import beside_text
from drafter.redline.revisions.listed import revisions

Comparison = Callable[["Package", "Package", str, str], "Redline"]
ExistingRevisions = Literal["accept", "reject", "keep"]
_MARKED = regex(rb"<(?:\w+:)?+(?:ins|del|move(?:From|To)|cell(?:Ins|Del|Merge)|[a-z]\w+Change|(?:move|customXml)\w+RangeStart)\b")


@dataclass(frozen=True)
class Redline:
    """A Word file with tracked changes, and what could not be tracked."""

    package: Package
    findings: tuple[Finding, ...]


def redline(
    original: Package, revised: Package, author: str, date: str = "", prior: ExistingRevisions = "accept", formats: Formats = "all"
) -> Redline:  # fmt: skip
    """Return what leads from one Word file to another as tracked changes. Raises FileError when one is not sound.

    Tracked changes that the files have already are accepted first (`accept`) or rejected (`reject`). With `keep` they are accepted too, but
    their authors and dates stay. When nothing else was changed, the revised file is the redline as it is. Otherwise every change that the
    tracked changes of one author in the revised file explain - rejecting them in its place gives what stood there - bears the name
    of that author; what was changed with tracking off bears `author`. `formats` says whether changes of format are marked; with `auto` they
    are, unless another program wrote the file.
    """
    words_only = formats == "none" or (formats == "auto" and is_written_by_another(original, revised))
    beside = beside_text(original, revised)  # first: what it parsed is copied then, and not parsed again
    done = (_words_only if words_only else _with_formats)(original, revised, author, date, prior)
    return Redline(without_signatures(done.package), (*done.findings, *beside))


def _with_formats(original: Package, revised: Package, author: str, date: str, prior: ExistingRevisions) -> Redline:
    return _redline(original, revised, author, date, prior, _compare)


def _words_only(original: Package, revised: Package, author: str, date: str, prior: ExistingRevisions) -> Redline:
    """Return a redline of words, and one finding that says that formats were left out."""
    done = _redline(once(original), once(revised), author, date, prior, _compare_words)
    return Redline(done.package, (*done.findings, left_out(original, revised)))


def _redline(original: Package, revised: Package, author: str, date: str, prior: ExistingRevisions, compared: Comparison) -> Redline:
    if prior == "keep" and revisions(revised):
        return _keep(original, revised, author, date, compared)
    verdict: Verdict = "reject" if prior == "reject" else "accept"
    return compared(_accepted_or_rejected(original, verdict), _accepted_or_rejected(revised, verdict), author, date)


def _accepted_or_rejected(package: Package, verdict: Verdict) -> Package:
    """Return a file with its tracked changes settled; one that has none, most of the time, is not even read."""
    content = (package[part] for part in package.parts if part.endswith(".xml"))
    marked = any(b"\0" in c[:64] or _MARKED.search(c) for c in content)  # what is in UTF-16 is read to see
    return accept_reject(package, verdict).package if marked else package


def _compare(old: Package, new: Package, author: str, date: str) -> Redline:
    script = compare(old, new)
    return Redline(tracked(script, author, date), script.findings)


def _compare_words(old: Package, new: Package, author: str, date: str) -> Redline:
    script = compare_words(old, new)
    return Redline(tracked(script, author, date, formats=False), script.findings)


def _keep(old: Package, new: Package, author: str, date: str, compared: Comparison) -> Redline:
    ours = {(r.author, r.date) for r in revisions(old)}
    standing = frozenset(r.number for r in revisions(new) if (r.author, r.date) in ours)
    old = accept_reject(old, "accept").package
    new = accept_reject(new, "accept", Selection(numbers=standing)).package if standing else new
    back = compared(old, accept_reject(new, "reject").package, author, date)
    if not revisions(back.package) and not back.findings:
        return Redline(new, ())
    made = compared(old, accept_reject(new, "accept").package, author, date)
    left = give_their_authors(made.package, new)
    return Redline(made.package, (*made.findings, *_untracked_finding(left, author, new.file)))


def _untracked_finding(left: int, author: str, file: str) -> Iterable[Finding]:
    if left:
        what = Words(
            f"有 {left} 处修改没有带修订标记，以 {author} 的名义标注", f"{left} changes were not tracked; they are marked as by {author}"
        )
        remedy = Words("逐处核对；`drafter redline --untracked` 单独列出", "check each; `drafter redline --untracked` lists them")
        yield Finding("warning", "untracked", what, remedy, Place(file))
