"""Two Word files compared: as one with tracked changes, a web page, a list; or what was changed with tracking off."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from drafter.content import Content
from drafter.errors import Finding
from drafter.language import Language
from drafter.ooxml.container import pack
from drafter.ooxml.guarded import guards
from drafter.ooxml.package import Package
from drafter.records import dataclass
from drafter.redline.comparing.formats import Formats
from drafter.redline.revisions.existing import ExistingRevisions, redline
from drafter.redline.revisions.listed import Revision, revisions
from drafter.redline.revisions.untracked import Untracked, untracked
from drafter.services.files import File, made, opened, title_of
from drafter.services.revisions import Shown, without_active
from drafter.values.texts import forbidden_characters

LONGEST_NAME = 255


@dataclass(frozen=True)
class Redlined:
    """What leads from one Word file to another: its changes, what Word cannot track, what in it runs or fetches something."""

    package: Package
    changes: tuple[Revision, ...]
    findings: tuple[Finding, ...]
    active: tuple[Finding, ...]
    shown: Shown

    def word(self) -> bytes:
        """Return the Word file with tracked changes."""
        return pack(self.package)

    def files(self, output: Path | None = None, html: Path | None = None, report: Path | None = None) -> dict[Path, bytes]:
        """Return the Word file, the page and the list, as far as they are given a name. Raises FileError."""
        return made((output, lambda _: self.word())) | self.shown.files(html, report)


def compare(
    content: Content, original: File, revised: File, language: Language, *, author: str = "drafter", date: str = "", prior: ExistingRevisions = "accept",
    output: Path | None = None, drop_macros: bool = False, formats: Formats = "auto",
) -> Redlined:  # fmt: skip
    """Return what leads from one Word file to another as tracked changes by `author`, made on `date` (ISO 8601, as Word writes it).

    Accepting all gives the revised file, rejecting all the original. `prior` says what becomes of tracked changes that the files have
    already; `formats` whether changes of format are marked (`all`, `none`; `auto`: unless another program wrote a file). Raises FileError for a file that is not sound, and where macros would be written under the name `output`.
    """
    came = opened(revised)
    done = redline(opened(original), came, author, date, prior, formats)
    package, active = without_active(done.package, output, drop_macros)
    active = tuple(dict.fromkeys((*active, *guards(came))))
    shown = Shown(content, package, f"{title_of(original)} → {title_of(revised)}", language, done.findings)
    return Redlined(package, revisions(done.package), done.findings, active, shown)


def is_author_name(text: str) -> bool:
    """Say whether Word takes a text for the name of an author: 1 to 255 characters, none of them forbidden in XML."""
    return bool(text.strip()) and len(text) <= LONGEST_NAME and not forbidden_characters(text)


def word_date(text: str) -> str:
    """Return a moment as Word writes it: `2026-03-02`, `2026-03-02T09:00` or `now`; nothing for nothing. Raises ValueError for any other."""
    if not text:
        return ""
    moment = datetime.now(UTC) if text == "now" else datetime.fromisoformat(text)
    at = (moment.astimezone(UTC) if moment.tzinfo else moment).replace(tzinfo=None)
    return f"{at.isoformat(timespec='seconds')}Z"


def list_untracked(sent: File, returned: File) -> tuple[Untracked, ...]:
    """Return what was changed in a returned file with tracking off. Raises FileError when one is not a sound Word file."""
    return untracked(opened(sent), opened(returned))
