"""A batch from rows to files: check every row, then make what is missing, failed or changed. Stopped at any moment, it goes on where it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field, replace
from hashlib import sha256
from pathlib import Path
from typing import Literal, Protocol, TypeVar

from filelock import FileLock, Timeout

from drafter.batch.ledger import Entry, Ledger
from drafter.batch.naming import pattern_fields, same_names
from drafter.batch.pool import Crashed
from drafter.batch.rows import Row
from drafter.batch.task import Checked, Made, Task, Wanted, check, make, make_together
from drafter.errors import FileError, Finding, Place, error, unwritable
from drafter.files import PART
from drafter.overwriting import replace_whole
from drafter.progress import ProgressCallback
from drafter.records import dataclass
from drafter.writers.formats import LAID_OUT, PACK, WRITERS

T = TypeVar("T")
R = TypeVar("R")
TOGETHER = 12  # PDFs laid out by one LibreOffice: starting it takes as long as three short contracts
Status = Literal["made", "unchanged", "failed", "bad", "left"]
STATUSES: tuple[Status, ...] = ("made", "unchanged", "failed", "bad", "left")


class Where(Protocol):
    """Where tasks are run: see pool.py."""

    def run(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[tuple[T, R | Exception]]:
        """Yield each task with its result, or what it raised."""
        ...


@dataclass(frozen=True)
class RowOutcome:
    """What became of a row: made now, unchanged since it was made, failed, bad (not even tried), or left for another time.

    `findings` say why it is bad or has failed; what was found of a document that was made is in the ledger.
    """

    row: Row
    status: Status
    name: str = ""
    files: tuple[str, ...] = ()
    clauses: int = 0
    annexes: int = 0
    open: int = 0
    findings: tuple[Finding, ...] = ()
    seconds: float = 0


@dataclass
class Batch:
    """A batch under way: its rows, and what became of those that are settled, by number."""

    rows: Sequence[Row]
    settled: dict[int, RowOutcome] = field(default_factory=dict)

    @property
    def lines(self) -> list[RowOutcome]:
        """The settled rows in the order of the source."""
        return [self.settled[n] for n in sorted(self.settled)]

    def counts(self) -> dict[str, int]:
        """Return how many rows came to what."""
        found = [line.status for line in self.settled.values()]
        return {status: found.count(status) for status in STATUSES}

    def kept(self) -> tuple[Finding, ...]:
        """Return which files somebody had changed, and are kept beside those made in their places."""
        return tuple(f for line in self.lines if line.status == "made" for f in line.findings)


def run_batch(
    batch: Batch, wanted: Wanted, folder: Path, where: Where, tell: ProgressCallback, *, only_failed: bool = False, limit: int = 0, check_only: bool = False
) -> None:  # fmt: skip
    """Check the rows and make their documents in `folder`, settling one after the other. Raises DrafterError when nothing can be made at all.

    `only_failed` leaves alone whatever was made once, even where its row has changed; `limit` makes so many documents at most.
    """
    _possible(wanted)
    good = check_rows(batch, wanted, where, tell)
    if check_only or not good:
        return
    with _opened(folder) as ledger:
        tasks = list(_needed(batch, wanted, good, ledger, folder, only_failed))
        for task in tasks[limit:] if limit else ():
            batch.settled[task.number] = RowOutcome(task.row, "left", task.name)
        tasks = tasks[:limit] if limit else tasks
        tell("start", {"documents": len(tasks), **batch.counts()})
        for task, result in _results(where, wanted, tasks):
            line = _finish(task, result, folder, ledger, good[task.number])
            batch.settled[task.number] = line
            tell(line.status, {"name": line.name, "row": str(line.row.place), "files": list(line.files), "seconds": round(line.seconds, 3)})


def _results(where: Where, wanted: Wanted, tasks: Sequence[Task]) -> Iterator[tuple[Task, Made | Exception]]:
    """Yield each task with what was made of it. PDFs are laid out many at a time; a group that takes its process with it is tried row by row."""
    if LAID_OUT.isdisjoint(wanted.formats):
        yield from where.run(make, tasks)
        return
    size = min(TOGETHER, -(-len(tasks) // getattr(where, "workers", 1))) or 1
    for group, result in where.run(make_together, [tasks[n : n + size] for n in range(0, len(tasks), size)]):
        yield from where.run(make, group) if isinstance(result, Exception) else zip(group, result, strict=True)


def _possible(wanted: Wanted) -> None:
    pattern_fields(wanted.pattern)
    if unknown := [kind for kind in wanted.formats if kind not in (*WRITERS, PACK)]:
        known = ", ".join((*WRITERS, PACK))
        raise FileError(error("format", f"不支持格式 {unknown[0]!r}，可用：{known}", f"no format {unknown[0]!r}; there are {known}"))
    if PACK in wanted.formats and wanted.final:
        raise FileError(error("format", "文件包中的文书是草稿，不能与 --final 同用", "a pack holds drafts; it does not go with --final"))


def check_rows(batch: Batch, wanted: Wanted, where: Where, tell: ProgressCallback) -> dict[int, Checked]:
    """Return name and hash of every good row by its number; the bad ones are settled with all their errors."""
    found: dict[int, Checked] = {}
    tell("check", {"rows": len(batch.rows)})
    for task, result in where.run(check, [Task(n, row, wanted) for n, row in enumerate(batch.rows)]):
        found[task.number] = result if isinstance(result, Checked) else Checked((_fault(result, task),))
        tell("checked", {"row": str(task.row.place), "bad": bool(found[task.number].findings)})
    named = {n: checked.name for n, checked in sorted(found.items()) if not checked.findings}
    twice = {f.place: f for f in same_names((name, batch.rows[n].place) for n, name in named.items())}
    for number, checked in sorted(found.items()):
        place = batch.rows[number].place
        findings = checked.findings or ((twice[place],) if place in twice else ())
        if findings:
            batch.settled[number] = RowOutcome(batch.rows[number], "bad", checked.name, findings=findings)
    return {n: found[n] for n in named if n not in batch.settled}


@contextmanager
def _opened(folder: Path) -> Iterator[Ledger]:
    """Yield the ledger of an output folder that is ours alone, cleared of what an earlier run left unfinished. Raises FileError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / ".lock")
        lock.acquire(timeout=0)
    except Timeout:
        raise FileError(
            error(
                "locked",
                "另一个批次正在写入此目录",
                "another batch is writing to this folder",
                ("等它结束，或换一个输出目录", "wait until it ends, or choose another folder"),
                Place(str(folder)),
            )
        ) from None
    except OSError as problem:
        raise FileError(unwritable(problem, folder)) from None
    with lock:
        for left in folder.glob(f".*{PART}"):
            left.unlink()
        ledger = Ledger(folder)
        try:
            yield ledger
        finally:
            ledger.close()


def _needed(batch: Batch, wanted: Wanted, good: Mapping[int, Checked], ledger: Ledger, folder: Path, only_failed: bool) -> Iterator[Task]:
    """Yield what is to be made; settle what stands already."""
    entries = ledger.entries()
    for number, checked in good.items():
        row, entry = batch.rows[number], entries.get(checked.name)
        stands = entry is not None and entry.status == "done" and _files_stand(entry, folder)
        if entry is not None and stands and (only_failed or entry.input == checked.digest):
            batch.settled[number] = RowOutcome(row, "unchanged", entry.name, tuple(entry.files), entry.clauses, entry.annexes, entry.open)
        else:
            yield Task(number, row, wanted, checked.name, entry.files if entry is not None else {})


def _files_stand(entry: Entry, folder: Path) -> bool:
    try:
        return all(sha256((folder / name).read_bytes()).hexdigest() == digest for name, digest in entry.files.items())
    except OSError:
        return False


def _finish(task: Task, result: Made | Exception, folder: Path, ledger: Ledger, checked: Checked) -> RowOutcome:
    """Write the files of a task, then its entry: a file without an entry is made again, an entry without its file never is."""
    made = result if isinstance(result, Made) else Made(findings=(_fault(result, task),), failed=True)
    hashes: dict[str, str] = {}
    for name, data in made.files.items():
        if isinstance(data, bytes):
            kept = replace_whole(folder / name, data, task.wanted.force, task.known.get(name, ""))
            made = replace(made, findings=(*made.findings, kept)) if kept is not None else made
        hashes[name] = sha256(data).hexdigest() if isinstance(data, bytes) else data
    counts = (made.clauses, made.annexes, made.open)
    status = "failed" if made.failed else "done"
    basis = (str(task.row.place), checked.digest, task.wanted.content.library.version, checked.template)
    ledger.record(Entry(task.name, *basis, status, hashes, *counts, made.findings, made.seconds))
    if made.failed:
        return RowOutcome(task.row, "failed", task.name, findings=made.findings, seconds=made.seconds)
    kept_beside = tuple(f for f in made.findings if f.code == "kept")
    return RowOutcome(task.row, "made", task.name, tuple(hashes), *counts, findings=kept_beside, seconds=made.seconds)


def _fault(problem: Exception, task: Task) -> Finding:
    if isinstance(problem, Crashed):
        what = ("处理该行时进程意外终止", "the process ended while it worked on this row")
    else:
        what = (f"处理该行时出错：{problem}", f"working on this row failed: {problem}")
    return error("internal", *what, ("请连同该行答卷一并报告", "please report this with the answers of the row"), task.row.place)
