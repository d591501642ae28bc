"""What documents are made from, as one thing that is handed down: clause library, agreements, forms, rates, calendar and Word templates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from drafter.agreements import Forms, load_agreement, load_forms
from drafter.agreements.schema import Agreement
from drafter.library import Library, load_library
from drafter.resources import content_dir


@dataclass(frozen=True)
class Content:
    """A content folder: `clause_library/` and `templates/`. Each part is read when it is first asked for, and kept.

    It goes to another process as the name of its folder and is read there; the shipped one is found there, wherever it is.
    Every part raises ContentError when it is malformed.
    """

    folder: Path

    @property
    def library_folder(self) -> Path:
        """The folder of the clause library."""
        return self.folder / "clause_library"

    @cached_property
    def library(self) -> Library:
        """The clause library."""
        return load_library(self.library_folder)

    @property
    def templates(self) -> Path:
        """The folder of agreements, forms and Word templates."""
        return self.folder / "templates"

    @property
    def samples(self) -> Path:
        """The folder of example answer sets."""
        return self.folder / "samples"

    @cached_property
    def forms(self) -> Forms:
        """Every form by code."""
        return load_forms(self.templates)

    def agreement(self, identifier: str = "contract") -> Agreement:
        """Return an agreement. Raises ContentError when there is none of that name."""
        return load_agreement(identifier, self.templates)

    def has_agreement(self, identifier: str) -> bool:
        """Say whether there is an agreement of that name."""
        return (self.templates / identifier / "agreement.yaml").is_file()

    def __reduce__(self) -> tuple[Callable[..., Content], tuple[Path, ...]]:
        return (load_content, () if self == load_content() else (self.folder,))


@lru_cache(maxsize=8)
def load_content(folder: Path | None = None) -> Content:
    """Return the content in a folder, the shipped content by default. Nothing is read yet: a part that is malformed says so when it is used."""
    return Content((folder or content_dir()).resolve())
