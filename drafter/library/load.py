"""The clause library read from its folder, and from one of one's own laid over it; or from what was made of the same files before."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from drafter.errors import ContentError
from drafter.library.compiled import compiled
from drafter.library.library import Library
from drafter.library.overlay import laid_over


@lru_cache(maxsize=4)
def load_library(folder: Path, own: Path | None = None) -> Library:
    """Return the library in `folder`, with that in `own` laid over it. Raises ContentError with every finding at once."""
    library = compiled_library(folder, own)
    if errors := [f for f in library.findings if f.severity == "error"]:
        raise ContentError(errors)
    return library


def compiled_library(folder: Path, own: Path | None = None) -> Library:
    """Return the library as `read_library` does, from what was made of the same files before where there is such."""
    below = _compiled([folder], lambda: read_library(folder))
    if own is None:
        return below
    return laid_over(below, _compiled([own, folder], lambda: _read_own(own, below)))


def _compiled(roots: list[Path], read: Callable[[], Library]) -> Library:
    return compiled("library", roots, lambda: read().packed(), lambda made: (made.questions, made.terms, made.rules, made.dates))


def read_library(folder: Path, own: Path | None = None) -> Library:
    """Return the library in `folder`, with that in `own` laid over it, with whatever could be read; what could not is in `findings`."""
    from drafter.library.read import LibraryReader

    below = LibraryReader(folder).read()
    return below if own is None else laid_over(below, _read_own(own, below))


def _read_own(own: Path, below: Library) -> Library:
    from drafter.library.read import LibraryReader

    return LibraryReader(own, below).read()
