"""Progress of a batch on the terminal: how far, how fast, how long still, how many failed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from drafter.cli.report import ui_language


class Bars:
    """Two bars, one for the check and one for the documents, on standard error."""

    def __init__(self) -> None:
        self.english = ui_language() == "en"
        failed = "failed" if self.english else "失败"
        rate = "a second" if self.english else "份/秒"
        self.progress = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
            TextColumn("{task.fields[rate]:.1f} " + rate), TimeRemainingColumn(), TextColumn("{task.fields[failed]} " + failed),
            console=Console(stderr=True),
        )  # fmt: skip
        self.task: TaskID | None = None

    def __enter__(self) -> Callable[[str, Mapping[str, Any]], None]:
        self.progress.start()
        return self.tell

    def __exit__(self, *_: object) -> None:
        self.progress.stop()

    def tell(self, event: str, data: Mapping[str, Any]) -> None:
        """Move the bars by an event of a batch."""
        if event == "check":
            self._begin("Checking" if self.english else "检查", data["rows"])
        elif event == "start":
            self._begin("Drafting" if self.english else "生成", data["documents"])
        elif self.task is not None:
            self._step(event == "failed" or bool(data.get("bad")))

    def _begin(self, words: str, total: int) -> None:
        self.task = self.progress.add_task(words, total=total, failed=0, rate=0.0)

    def _step(self, failed: bool) -> None:
        assert self.task is not None
        task = next(t for t in self.progress.tasks if t.id == self.task)
        self.progress.update(self.task, advance=1, failed=task.fields["failed"] + failed, rate=task.speed or 0.0)
