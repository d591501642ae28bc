"""A document, or a pack, of every row of a workbook, a CSV file, JSON lines, or a folder of answer sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from drafter.batch.inputs import read_rows
from drafter.batch.pool import Cluster, Here, Pool, cores
from drafter.batch.report import check_data, write_report
from drafter.batch.rows import Row
from drafter.batch.run import Batch, Where, run_batch
from drafter.batch.task import Wanted
from drafter.content import Content
from drafter.errors import Finding
from drafter.language import Edition, Language
from drafter.progress import ProgressCallback, unheard
from drafter.records import dataclass
from drafter.services.answers import known_profile

PATTERN = "{project_no}-{project_name}"


@dataclass(frozen=True)
class Done:
    """What became of every row: in all, and by row with what is wrong with it."""

    batch: Batch
    rows: int
    kept: tuple[Finding, ...] = ()  # files that somebody changed, and that are kept beside

    @property
    def sound(self) -> bool:
        """Whether no row is bad or failed."""
        counts = self.batch.counts()
        return not (counts["bad"] or counts["failed"])

    def counts(self) -> dict[str, int]:
        """Return how many rows came to what: made, unchanged, failed, bad, left."""
        return self.batch.counts()

    def errors(self) -> list[Finding]:
        """Return what is wrong with the rows that are bad or failed."""
        wrong = (line for line in self.batch.lines if line.status in ("bad", "failed"))
        return [finding for line in wrong for finding in line.findings if finding.severity == "error"]

    def check_data(self, language: Language) -> dict[str, Any]:
        """Return what a check of the rows found as plain data."""
        return check_data(self.batch, language)


def empty_workbook(content: Content, profile: str = "", everything: bool = False, agreement: str = "contract") -> bytes:
    """Return the workbook to fill in for documents of an agreement and a profile, with an example on each sheet; `everything`, with all there is.

    Raises AnswerError, ContentError.
    """
    from drafter.batch.workbook import empty_workbook as workbook

    return workbook(content, known_profile(profile, agreement, content) if profile else "", everything, agreement)


def run(
    content: Content, source: Path, folder: Path, language: Language, *, formats: Sequence[str] = ("docx",), pattern: str = PATTERN,
    edition: Edition = "zh", profile: str = "", template: Path | None = None, final: bool = False, fast: bool = False,
    workers: int | None = None, cluster: str | None = None, shared: Path | None = None, only_failed: bool = False, limit: int = 0,
    check_only: bool = False, force: bool = False, progress: ProgressCallback = unheard,
) -> Done:  # fmt: skip
    """Make in `folder` what is missing, failed or changed of the documents of every row, and a report in `language`.

    `formats` are names of services.formats.BATCH, `pattern` the file names by answers; `edition`, `profile` and `template` serve for rows that
    name none. It runs in so many processes here (by default one for each core), or on the Dask cluster of that scheduler, whose workers
    may all see the folder as `shared`. Stopped at any moment, it goes on where it was. A file that somebody
    changed is kept beside the one in its place, unless `force` lets it go. Raises DrafterError when nothing can be made at all.
    """
    wanted = Wanted(
        content, tuple(dict.fromkeys(formats)), pattern, edition, profile, _whole(template), final, fast, _whole(shared), force
    )  # fmt: skip
    rows = read_rows(source, content)
    batch, begun = Batch(rows), _Begun(progress)
    kept: list[Finding] = []
    try:
        run_batch(
            batch,
            wanted,
            folder,
            _where(content, rows, workers, cluster),
            begun,
            only_failed=only_failed,
            limit=limit,
            check_only=check_only,
        )
    finally:
        if begun.started:
            kept = write_report(batch, folder, language, force)
    return Done(batch, len(rows), (*batch.kept(), *kept))


def _whole(path: Path | None) -> str:
    return str(path.resolve()) if path else ""


def _where(content: Content, rows: Sequence[Row], workers: int | None, cluster: str | None) -> Where:
    """Return where the work is done: on a cluster, in several processes, or in this one where there is but one to use or one row."""
    if cluster:
        return Cluster(cluster)
    processes = workers or cores()
    return Here(content) if processes == 1 or len(rows) == 1 else Pool(content, processes)


class _Begun:
    """Passes events on, and notes whether documents were begun: only then is there something to report."""

    def __init__(self, progress: ProgressCallback) -> None:
        self.progress, self.started = progress, False

    def __call__(self, event: str, said: Mapping[str, Any]) -> None:
        self.started = self.started or event == "start"
        self.progress(event, said)
