"""What documents are made from, as one thing that is handed down: clause library, agreements, forms, rates, calendar and Word templates."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

from drafter.agreements import Forms, agreements_in, load_agreement, load_forms
from drafter.agreements.schema import Agreement
from drafter.errors import FileError, Place, error
from drafter.library import Library, load_library
from drafter.records import dataclass
from drafter.resources import content_dir

R = TypeVar("R")

VARIABLE = "DRAFTER_CONTENT"  # names the folder of one's own
_PARTS = ("clause_library", "templates")


@dataclass(frozen=True)
class Content:
    """A content folder (`clause_library/` and `templates/`), and a folder of one's own that is laid over it.

    The own folder is laid out like the other and holds what somebody adds or says otherwise. Clauses, questions, rules, terms, law, forms and agreements are
    joined one by one; of every other file the own one stands for that of the same name. Each part is read when it is first asked for, and kept.

    It goes to another process as the names of its folders and is read there; the shipped one is found there, wherever it is.
    Every part raises ContentError when it is malformed.
    """

    folder: Path
    own: Path | None = None

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders, the one that goes before the other first."""
        return (self.folder,) if self.own is None else (self.own, self.folder)

    @property
    def library_folder(self) -> Path:
        """The folder of the clause library below."""
        return self.folder / "clause_library"

    @property
    def own_library(self) -> Path | None:
        """The folder of one's own clauses."""
        return None if self.own is None else self.own / "clause_library"

    @cached_property
    def library(self) -> Library:
        """The clause library."""
        return load_library(self.library_folder, self.own_library)

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """The folders of agreements, forms and Word templates, the one that goes before the other first."""
        return tuple(folder / "templates" for folder in self.folders)

    def templates_with(self, name: str) -> Path:
        """Return the templates folder whose file of a name counts: the own one where it has it."""
        return next((folder for folder in self.template_folders if (folder / name).is_file()), self.template_folders[-1])

    def stacked(self, load: Callable[[Path], Iterable[R]], called: Callable[[R], Hashable]) -> list[R]:
        """Return what every templates folder lists: first the shipped, but what an own one calls alike, then the own."""
        own = [one for folder in self.template_folders[:-1] for one in load(folder)]
        mine = set(map(called, own))
        return [*(one for one in load(self.template_folders[-1]) if called(one) not in mine), *own]

    def template(self, name: str) -> Path:
        """Return a file of the templates folders."""
        return self.templates_with(name) / name

    @property
    def samples(self) -> Path:
        """The folder of example answer sets."""
        return self.folder / "samples"

    @cached_property
    def forms(self) -> Forms:
        """Every form by code."""
        return load_forms(*self.template_folders)

    def agreement(self, identifier: str = "contract") -> Agreement:
        """Return an agreement. Raises ContentError when there is none of that name."""
        return load_agreement(identifier, *self.template_folders)

    def contract_of(self, identifier: str) -> Agreement:
        """Return the agreement at the end of the chain that one stands beside: itself, where it stands beside none. Raises ContentError."""
        return self.agreement(identifier).chain[-1]

    def family(self, identifier: str) -> list[str]:
        """Return the agreements drafted from the same answers: those that stand beside the same contract, and that contract last."""
        contract = self.contract_of(identifier)
        chains = {name: self.agreement(name).chain for name in self.agreements()}
        kin = [name for name, chain in chains.items() if chain[-1].id == contract.id]
        return sorted(kin, key=lambda name: (name == contract.id, len(chains[name]), name))

    def agreements(self) -> list[str]:
        """Return the names of the agreements there are."""
        return agreements_in(*self.template_folders)

    def has_agreement(self, identifier: str) -> bool:
        """Say whether there is an agreement of that name."""
        return identifier in self.agreements()

    def files(self) -> Iterator[tuple[str, Path]]:
        """Yield every file documents are made from, with the name it has in its folder."""
        for folder in self.folders:
            for part in _PARTS:
                yield from ((p.relative_to(folder).as_posix(), p) for p in sorted((folder / part).rglob("*")) if p.is_file())

    def __reduce__(self) -> tuple[Callable[..., Content], tuple[Path | None, ...]]:
        return _content, (None if self.folder == content_dir().resolve() else self.folder, self.own)


def load_content(folder: Path | None = None, *, own: Path | None = None) -> Content:
    """Return the content in a folder, the shipped content by default, with a folder of one's own laid over it: `own`, by default that which DRAFTER_CONTENT names.

    Nothing is read yet: a part that is malformed says so when it is used. Raises FileError where the own folder is none of content.
    """
    if own is None and folder is None and (named := os.environ.get(VARIABLE)):
        own = Path(named)
    return _content(folder and folder.resolve(), own and _checked(own).resolve())


@lru_cache(maxsize=8)
def _content(folder: Path | None, own: Path | None) -> Content:
    return Content(folder or content_dir().resolve(), own)


def _checked(own: Path) -> Path:
    """Return a folder of one's own. Raises FileError where there is none, or it holds nothing that would be read."""
    place = Place(str(own))
    if not own.is_dir():
        remedy = (f"用 --content 或 {VARIABLE} 给出已有的文件夹", f"name a folder that is there, by --content or {VARIABLE}")
        raise FileError(error("content", "没有这个内容文件夹", "there is no such content folder", remedy, place))
    if not any((own / part).is_dir() for part in _PARTS):
        inside = own.name in _PARTS
        remedy = (
            ("给出它的上一级文件夹", "name the folder it stands in")
            if inside
            else ("在其中建立 clause_library/ 或 templates/", "make clause_library/ or templates/ in it")
        )
        zh, en = (
            "内容文件夹中没有 clause_library/ 和 templates/",
            "a content folder holds clause_library/ or templates/; this one has neither",
        )
        raise FileError(error("content", zh, en, remedy, place))
    return own
