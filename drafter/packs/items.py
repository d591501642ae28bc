"""What a pack holds, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from pathlib import Path

from drafter.errors import Finding
from drafter.forms.fill import Filling
from drafter.language import Language, Words
from drafter.records import dataclass

Files = list[tuple[Path, bytes]]


DOCUMENTS = Words("文书", "Documents")


@dataclass(frozen=True)
class Item:
    """Something the pack holds: how it is called, where it is listed, and how it is made."""

    key: str
    title: str
    group: Words
    make: Callable[[], tuple[Files, list[Finding]]]

    @property
    def is_document(self) -> bool:
        """Whether it is one of the documents of the project, not a form."""
        return self.group == DOCUMENTS


@dataclass
class Made:
    """An item as it stands in the folder."""

    item: Item
    status: str  # made, unchanged, failed
    files: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def project_name(filling: Filling, language: Language) -> str:
    """Return the name of the project, nothing where it is not known."""
    value = filling.contract.situation.of("project_name")
    return value[language] if isinstance(value, Words) else ""
