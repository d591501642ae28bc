"""The items of a pack as they are made: one after the other here, or several at once in other processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from drafter.content import Content
from drafter.errors import Finding
from drafter.forms.selection import project
from drafter.language import Edition
from drafter.packs.contents import pack_items
from drafter.packs.items import Files, Item
from drafter.questionnaire.answers import AnswerSet
from drafter.records import dataclass

Keys = tuple[str, ...]  # of items that are made in one process, one after the other
Result = tuple[Files, list[Finding]] | Exception
Results = list[Result]  # of each key
Run = Callable[[Callable[[Keys], Results], Iterable[Keys]], Iterable[tuple[Keys, Results | Exception]]]

_ITEMS: dict[
    tuple[str, Path], dict[str, Item]
] = {}  # of the pack that this process works at, by what it is made from and where, and by key


@dataclass(frozen=True)
class Maker:
    """Makes items of the pack in a folder by their keys; `source` is a digest of all that they are made from, which a process reads once."""

    content: Content
    answers: AnswerSet
    edition: Edition
    folder: Path
    source: str

    def __call__(self, keys: Keys) -> Results:
        """Return what each item came to."""
        return [attempt(self._items()[key]) for key in keys]

    def knows(self, items: Iterable[Item]) -> None:
        """Remember the items in this process and in those that are forked from it."""
        _ITEMS.clear()
        _ITEMS[self.source, self.folder] = {item.key: item for item in items}

    def _items(self) -> dict[str, Item]:
        if (self.source, self.folder) not in _ITEMS:
            self.knows(pack_items(self.answers, project(self.content, self.answers, self.edition), self.edition, self.folder))
        return _ITEMS[self.source, self.folder]


def attempt(item: Item) -> Result:
    """Return what an item came to."""
    try:
        return item.make()
    except Exception as problem:  # one item that meets a mistake of ours does not keep the others from being made
        return problem


def here(function: Callable[[Keys], Results], tasks: Iterable[Keys]) -> Iterator[tuple[Keys, Results | Exception]]:
    """Yield each task with its results, made in this process."""
    return ((task, function(task)) for task in tasks)


def tasks_of(items: Iterable[Item]) -> list[Keys]:
    """Return what may be made at the same time: the documents together, for they share charts and take the longest, and each other item."""
    items = list(items)
    documents = tuple(item.key for item in items if item.is_document)
    return [*([documents] if documents else []), *((item.key,) for item in items if not item.is_document)]


def by_item(items: Iterable[Item], found: Iterable[tuple[Keys, Results | Exception]]) -> Iterator[tuple[Item, Result]]:
    """Yield each item with what it came to, as they are finished."""
    named = {item.key: item for item in items}
    for keys, results in found:
        for number, key in enumerate(keys):
            yield named[key], results if isinstance(results, Exception) else results[number]
