"""Whatever carries or changes what a person reads: no reader of Word files says "unchanged" where another says "changed".

Every construct stands in a provision of its own of one contract, which was sent and came back; each reader names the clauses that it finds
changed, and what it says of them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from drafter.content import load_content
from drafter.ooxml.container import pack
from drafter.ooxml.package import open_package, read_package
from drafter.redline.page.view import view
from drafter.redline.revisions.existing import Redline, redline
from drafter.redline.revisions.listed import revisions
from drafter.redline.revisions.untracked import untracked
from drafter.review.assess import review
from drafter.review.baseline import Baseline
from drafter.review.counterparty_copy import read_counterparty_copy
from drafter.review.items import Item
from drafter.review.resolve import marked
from drafter.review.verify import verify
from drafter.writers.docx.provenance import read_provenance
from drafter.writers.docx.write import docx_bytes
from tests.ooxml.constructs import CONSTRUCTS, Construct
from tests.ooxml.planted import Planter, planted, provisions
from tests.tools import draft, sample

Said = dict[str, str]  # what a reader says, by clause that it finds changed
_SIGNS = str.maketrans("", "", "⟨⟩^")  # which the page shows by how words look


@dataclass(frozen=True)
class Pair:
    """A contract as it was sent and as it came back, and which construct stands in which of its clauses, in place of which words."""

    sent: Path
    returned: Path
    constructs: Mapping[str, str]
    words: Mapping[str, str]

    def wanted(self, said: Mapping[str, str], reader: str) -> Iterator[str]:
        """Yield what is wrong with what a reader says."""
        for clause, name in self.constructs.items():
            construct = CONSTRUCTS[name]
            changed = not construct.same and not (construct.tracked and reader == "untracked")
            if reader == "verify":
                changed = not construct.same and construct.after is not Planter.drafted
            if (clause in said) is not changed:
                yield f"{name}: {'not found' if changed else f'found where nothing changed: {said[clause]}'}"
            elif changed and construct.says and reader not in _SAY_NO_WORDS and not self._says(construct, clause, said[clause], reader):
                yield f"{name}: {self._wanted(construct, clause)!r} is not in {said[clause]!r}"

    def _wanted(self, construct: Construct, clause: str) -> str:
        words = self.words[clause]
        first, second = words[: len(words) // 2], words[len(words) // 2 :]
        return construct.says.replace("{first}", first).replace("{second}", second).replace("{t}", words)

    def _says(self, construct: Construct, clause: str, said: str, reader: str) -> bool:
        wanted = self._wanted(construct, clause)
        if reader == "page":
            return "".join(wanted.translate(_SIGNS).split()) in "".join(said.split())
        return wanted in " ".join(said.split())


@cache
def pairs() -> tuple[Pair, ...]:
    """Return as many contracts as it takes to plant every construct once."""
    drafted = read_package(docx_bytes(draft(sample("lite-below-threshold"))), "drafted")
    clauses, names, found = provisions(drafted), list(CONSTRUCTS), []
    folder = Path(mkdtemp(prefix="constructs-"))
    for start in range(0, len(names), len(clauses)):
        there = dict(zip(clauses, names[start : start + len(clauses)], strict=False))
        words: dict[str, str] = {}
        sides = []
        for side in ("before", "after"):
            parts = planted(drafted, [(clause, getattr(CONSTRUCTS[name], side)) for clause, name in there.items()], words)
            path = folder / f"{start}-{side}.docx"
            path.write_bytes(pack(parts))
            sides.append(path)
        found.append(Pair(*sides, there, words))
    return tuple(found)


# the readers: each returns what it finds changed, by clause


def compared(pair: Pair) -> Said:
    """`drafter redline`: which clauses have a tracked change of the comparison, or one that Word cannot track."""
    done = _redlined(pair)
    return {r.clause: "" for r in revisions(done.package)} | {f.place.path: f.what.en for f in done.findings}


def listed(pair: Pair) -> Said:
    """The list of changes: the words of those that say anything."""
    done = _redlined(pair)
    found: Said = {f.place.path: f.what.en for f in done.findings}
    for r in revisions(done.package):
        if r.before or r.after or r.text:
            found[r.clause] = found.get(r.clause, "") + r.after
    return found


def shown(pair: Pair) -> Said:
    """The page: its blocks as they read with changes accepted, for clauses of which every change is marked."""
    done = _redlined(pair)
    made = view(done.package, "en")
    page = "".join(b.html for b in made.blocks) + "".join(s.html for s in made.sections)
    marked = {int(n) for n in re.findall(r'data-n="(\d+)"', page)}
    text = re.sub(r'<del .*?</del>|<span class="vh">.*?</span>', "", page)
    text = html.unescape(re.sub(r"<[^>]*>", "", text))
    missing = {r.clause for r in made.changes if r.number not in marked}
    return {r.clause: text for r in made.changes if r.clause not in missing} | {f.place.path: text for f in done.findings}


def left_untracked(pair: Pair) -> Said:
    """`drafter redline --untracked`."""
    found: Said = {}
    for u in untracked(open_package(pair.sent), open_package(pair.returned)):
        found[u.clause] = f"{found.get(u.clause, '')} {u.after}"
    return found


def reviewed(pair: Pair) -> Said:
    """`drafter review`: the clauses that it does not see in the returned file as it sees them in the sent one."""
    before, after = ({i.clause: i for i in _items(path)} for path in (pair.sent, pair.returned))
    return {c: _edits(i) for c, i in after.items() if (i.status, i.edits) != (before[c].status, before[c].edits) if c in before}


def reviewed_against(pair: Pair) -> Said:
    """`drafter review --against`."""
    return {i.clause: _edits(i) for i in _items(pair.returned, pair.sent) if i.clause and i.status != "unchanged"}


def verified(pair: Pair) -> Said:
    """`drafter verify`, which knows what was drafted and not what was sent."""
    return dict.fromkeys(verify(load_content(), open_package(pair.returned)).changed, "")


def _redlined(pair: Pair) -> Redline:
    return redline(open_package(pair.sent), open_package(pair.returned), "us")


def _items(returned: Path, sent: Path | None = None) -> tuple[Item, ...]:
    package = open_package(returned)
    ours = open_package(sent) if sent else None
    standard = Baseline.of(load_content(), read_provenance(ours or package), ours)
    if ours is not None:
        package = marked(package, ours, "them")
    return review(standard, read_counterparty_copy(standard, package))


def _edits(item: Item) -> str:
    return " ".join(edit.after for edit in item.edits)


READERS: dict[str, Callable[[Pair], Said]] = {
    "compare": compared, "list": listed, "page": shown, "untracked": left_untracked, "review": reviewed,
    "review against": reviewed_against, "verify": verified,
}  # fmt: skip
_SAY_NO_WORDS = frozenset({"compare", "list", "verify"})


@pytest.mark.parametrize("reader", READERS)
def test_no_reader_is_blind_to_what_another_sees(reader: str) -> None:
    wrong = [fault for pair in pairs() for fault in pair.wanted(READERS[reader](pair), reader)]
    assert wrong == []
