"""Files that have tracked changes before they are compared: settle those first, or keep the names of those who made them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from drafter.errors import Finding, Place
from drafter.language import Words
from drafter.ooxml.archive import safe_open
from drafter.ooxml.package import Word
from drafter.redline.comparing.compare import compare
from drafter.redline.marking.tracked import tracked
from drafter.redline.revisions.accept_reject import Selection, accept_reject
from drafter.redline.revisions.attribution import with_their_authors
from drafter.redline.revisions.listed import revisions

ExistingRevisions = Literal["accept", "reject", "keep"]
_MARKED = re.compile(rb"<(?:\w+:)?+(?:ins|del|move(?:From|To)|cell(?:Ins|Del|Merge)|[a-z]\w+Change|(?:move|customXml)\w+RangeStart)\b")
Parts = Mapping[str, bytes]


@dataclass(frozen=True)
class Redline:
    """A Word file with tracked changes, and what could not be tracked."""

    parts: dict[str, bytes]
    findings: tuple[Finding, ...]


def redline(original: Path, revised: Path, author: str, date: str = "", prior: ExistingRevisions = "accept") -> Redline:
    """Return what leads from one Word file to another as tracked changes. Raises FileError when one is not a sound Word file."""
    return redline_parts(safe_open(original), safe_open(revised), (str(original), str(revised)), author, date, prior)


def redline_parts(
    old: Parts, new: Parts, names: tuple[str, str], author: str, date: str = "", prior: ExistingRevisions = "accept"
) -> Redline:
    """Return what leads from one Word file to another as tracked changes, from the parts of both. Raises FileError when one is not sound XML.

    Tracked changes that the files have already are accepted first (`accept`) or rejected (`reject`). With `keep` they are accepted too, but
    their authors and dates stay. When nothing else was changed, the revised file is the redline as it is. Otherwise every change that the
    tracked changes of one author in the revised file explain - rejecting them in its place gives what stood there - bears the name
    of that author; what was changed with tracking off bears `author`.
    """
    if prior == "keep" and revisions(new, names[1]):
        return _keep(old, new, names, author, date)
    verdict: Literal["accept", "reject"] = "reject" if prior == "reject" else "accept"
    return _compare(_accepted_or_rejected(old, verdict, names[0]), _accepted_or_rejected(new, verdict, names[1]), *names, author, date)


def _accepted_or_rejected(parts: Parts, verdict: Literal["accept", "reject"], file: str) -> Parts:
    """Return the parts with their tracked changes settled; those that have none, most of the time, are not even read."""
    content = [c for name, c in parts.items() if name.startswith("word/") and name.endswith(".xml")]
    marked = any(b"\0" in c[:64] or _MARKED.search(c) for c in content)  # what is in UTF-16 is read to see
    return accept_reject(parts, verdict, file=file).parts if marked else parts


def _compare(old: Parts, new: Parts, old_name: str, new_name: str, author: str, date: str) -> Redline:
    script = compare(Word(old_name, dict(old)), Word(new_name, dict(new)))
    return Redline(tracked(script, author, date), script.findings)


def _keep(old: Parts, new: Parts, names: tuple[str, str], author: str, date: str) -> Redline:
    ours = {(r.author, r.date) for r in revisions(old, names[0])}
    standing = frozenset(r.number for r in revisions(new, names[1]) if (r.author, r.date) in ours)
    old = accept_reject(old, "accept", file=names[0]).parts
    new = accept_reject(new, "accept", Selection(numbers=standing), names[1]).parts if standing else new
    back = _compare(old, accept_reject(new, "reject", file=names[1]).parts, *names, author, date)
    if not revisions(back.parts) and not back.findings:
        return Redline(dict(new), ())
    made = _compare(old, accept_reject(new, "accept", file=names[1]).parts, *names, author, date)
    parts, left = with_their_authors(made.parts, new)
    return Redline(parts, (*made.findings, *_untracked_finding(left, author, names[1])))


def _untracked_finding(left: int, author: str, file: str) -> Iterable[Finding]:
    if left:
        what = Words(
            f"有 {left} 处修改没有带修订标记，以 {author} 的名义标注", f"{left} changes were not tracked; they are marked as by {author}"
        )
        remedy = Words("逐处核对；`drafter redline --untracked` 单独列出", "check each; `drafter redline --untracked` lists them")
        yield Finding("warning", "untracked", what, remedy, Place(file))
