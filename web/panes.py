"""Contracts of open projects kept in memory, each brought up to the answers of its project; a bounded number, the least used goes first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from drafter.content import Content
from drafter.language import Language
from drafter.services.desk import Pane, PaneChange
from web.models import Project

MOST = 60  # projects open at once; each takes some megabytes
_NEVER = object()


class Kept:
    """The contract of one project, and the revision it shows. Held by one request at a time."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.pane: Pane | None = None
        self.revision = -1
        self.answers: dict[str, Any] = {}

    def bring(self, content: Content, edition: Language, row: Project, source: dict[str, Any]) -> PaneChange | None:
        """Bring the contract to the answers of a project; return what that changed, None where it was drafted from nothing."""
        change = None
        try:
            if self.pane is None:
                self.pane = Pane(content, edition, source)
            elif row.revision != self.revision:
                change = self.pane.answer(
                    {n: v for n, v in row.answers.items() if self.answers.get(n, _NEVER) != v},
                    [n for n in self.answers if n not in row.answers],
                )
        except BaseException:
            self.pane = None
            raise
        self.revision, self.answers = row.revision, dict(row.answers)
        return change


class Panes:
    """The contracts kept, by project and language."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, Language], Kept] = OrderedDict()
        self._lock = Lock()

    @contextmanager
    def of(self, project_id: int, edition: Language) -> Iterator[Kept]:
        """Yield what is kept of a project, to this request alone."""
        with self._lock:
            kept = self._kept.setdefault((project_id, edition), Kept())
            self._kept.move_to_end((project_id, edition))
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        with kept.lock:
            yield kept
