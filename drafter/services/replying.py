"""Our reply to a returned contract, from decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from pathlib import Path
from typing import Literal

from drafter.content import Content
from drafter.errors import Finding
from drafter.language import Language
from drafter.ooxml.container import pack
from drafter.ooxml.guarded import without_signatures
from drafter.records import dataclass
from drafter.review.decisions import Decision, read_decisions
from drafter.review.memory import round_of
from drafter.review.resolve import resolve
from drafter.review.table import Changes, check_table, table_bytes
from drafter.services.files import File, made
from drafter.services.reviewing import review_returned


@dataclass(frozen=True)
class Reply:
    """Our reply, how many changes were accepted, rejected and replaced by our fallback, and what could not be done."""

    data: bytes
    counts: dict[str, int]
    findings: tuple[Finding, ...]
    changes: Changes = field(repr=False)
    language: Language

    def table(self, name: Path) -> bytes:
        """Return the table of changes with the decisions, in the format that a name asks for: .docx, .xlsx or .md. Raises FileError."""
        return table_bytes(self.changes, name, self.language)

    def files(self, output: Path, table: Path | None = None) -> dict[Path, bytes]:
        """Return the reply and, where it is given a name, the table. Raises FileError for a format there is not."""
        return made((output, lambda _: self.data), (table, self.table))


def reply(
    content: Content, returned: File, decisions: Path | Sequence[Decision], language: Language, *, sent: File | None = None,
    author: str = "drafter", date: str = "", rest: Literal["accept", "reject"] | None = None,
    table: Path | None = None,
) -> Reply:  # fmt: skip
    """Return the reply to a returned contract: what we do not accept is changed back as our own tracked changes, with reasons as comments.

    `rest` is what becomes of changes that are not decided on; `table` is the name that the table of changes will have. Raises FileError for
    a table of a format there is not, when a decision is unclear or on what is not there, or when
    something is left undecided; AnswerError when the answers in the contract can no longer be read.
    """
    check_table(table)
    decided = read_decisions(decisions) if isinstance(decisions, Path) else list(decisions)
    found = review_returned(content, returned, language, sent=sent)
    done = resolve(found.standard, found.package, found.items, decided, author, date, rest or "")
    changes = Changes(found.standard, round_of(found.package), found.items, decided, rest or "")
    return Reply(pack(without_signatures(done.package)), done.counts, done.findings, changes, language)
