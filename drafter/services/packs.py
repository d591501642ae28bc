"""Everything for a project in one folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from drafter.content import Content
from drafter.errors import Finding
from drafter.language import Edition, Language
from drafter.packs.items import Made
from drafter.packs.making import Run, here
from drafter.packs.pack import make_pack, pack_files
from drafter.progress import ProgressCallback, unheard
from drafter.records import dataclass
from drafter.services.answers import Source, read_answers

_DEFECTS = ("formula", "field")  # findings that say a form is not right


@dataclass(frozen=True)
class Pack:
    """A pack as it stands in its folder."""

    items: tuple[Made, ...]
    kept: tuple[Finding, ...] = ()  # files that somebody changed, and that are kept beside

    @property
    def failed(self) -> list[Made]:
        """The items that could not be made, or not rightly."""
        return [made for made in self.items if made.status == "failed" or any(f.code in _DEFECTS for f in made.findings)]

    @property
    def files(self) -> int:
        """How many files there are."""
        return sum(len(made.files) for made in self.items)

    def counts(self) -> dict[str, int]:
        """Return how many items were made, stood unchanged, and failed."""
        return {status: sum(made.status == status for made in self.items) for status in ("made", "unchanged", "failed")}

    def data(self, language: Language) -> list[dict[str, Any]]:
        """Return the items as plain data."""
        return [
            {"item": m.item.key, "status": m.status, "files": m.files, "findings": [f.data(language) for f in m.findings]}
            for m in self.items
        ]


def write_pack(
    content: Content, source: Source, folder: Path, edition: Edition, progress: ProgressCallback = unheard, *, workers: int = 1, pdf: bool = False,
    force: bool = False,
) -> Pack:  # fmt: skip
    """Make in `folder` what is missing of the pack of a project, or has changed, in so many processes, and return what stands there; with `pdf` a PDF
    beside every Word file. A file that somebody changed is kept beside the one that is made in its place, unless `force` lets it go.

    Stopped at any moment, it goes on where it was. What could not be made is in the pack; raises AnswerError, FileError, ContentError when
    nothing can be.
    """
    run = _in_processes(content, workers) if workers > 1 else here
    items, kept = make_pack(content, read_answers(content, source), folder, edition, progress, run, pdf=pdf, force=force)
    return Pack(tuple(items), tuple(kept))


def _in_processes(content: Content, workers: int) -> Run:
    from drafter.batch.pool import Pool

    return Pool(content, workers, forked=True).run


def pack_in_memory(content: Content, source: Source, edition: Edition) -> tuple[dict[str, bytes], list[Finding]]:
    """Return every file of a pack by its name in the folder, and what was found. Raises DrafterError for what cannot be made."""
    return pack_files(content, read_answers(content, source), edition)
