"""Progress of long work on the terminal: how far, how fast, how long still, how many failed."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

import click

from drafter.cli.report import ui_language

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from drafter.progress import ProgressCallback


_OFTEN = 0.1  # seconds between two drawings: bars move with what happens, and no thread draws them beside work that may fork


def shown(wanted: bool) -> AbstractContextManager[ProgressCallback]:
    """Return what shows events as bars, or takes them in silence."""
    return Bars() if wanted else nullcontext(lambda event, said: None)


def printed() -> AbstractContextManager[ProgressCallback]:
    """Return what prints every event as a line of JSON."""
    return nullcontext(lambda event, said: click.echo(json.dumps({"event": event, **said}, ensure_ascii=False)))


class Bars:
    """Two bars, one for the check and one for the documents, on standard error; they appear with the first event."""

    def __init__(self) -> None:
        self.english = ui_language() == "en"
        self.progress = _progress(self.english)
        self.task: TaskID | None = None
        self.drawn = 0.0

    def __enter__(self) -> ProgressCallback:
        return self.tell

    def __exit__(self, *_: object) -> None:
        if self.task is not None:  # bars that never appeared would leave an empty line
            self.progress.stop()

    def tell(self, event: str, said: Mapping[str, Any]) -> None:
        """Move the bars by an event."""
        if event == "check":
            self._begin("Checking" if self.english else "检查", said["rows"])
        elif event == "start":
            self._begin("Drafting" if self.english else "生成", said["documents"])
        elif self.task is not None:
            self._step(event == "failed" or bool(said.get("bad")))

    def _begin(self, words: str, total: int) -> None:
        self.progress.start()
        self.task = self.progress.add_task(words, total=total, failed=0, rate=0.0)

    def _step(self, failed: bool) -> None:
        assert self.task is not None
        task = next(t for t in self.progress.tasks if t.id == self.task)
        self.progress.update(self.task, advance=1, failed=task.fields["failed"] + failed, rate=task.speed or 0.0)
        if time.monotonic() > self.drawn + _OFTEN:
            self.drawn = time.monotonic()
            self.progress.refresh()


def _progress(english: bool) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate, failed = ("a second", "failed") if english else ("份/秒", "失败")
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[rate]:.1f} " + rate), TimeRemainingColumn(), TextColumn("{task.fields[failed]} " + failed),
        console=Console(stderr=True), auto_refresh=False,
    )  # fmt: skip
