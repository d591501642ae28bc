"""Where things stand in a YAML text: the line of every key and item, told from the parser's events without making the data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]
from ruamel.yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from drafter.library.plain_yaml import plain_meaning

Lines = dict[Any, tuple[int, Any]]  # key or index -> line, from 0, and the lines inside


def yaml_lines(text: str) -> Lines:
    """Return the lines of a text's first document. Raises what ruamel raises for a broken text."""
    parser = CParser(text)
    try:
        parser.get_event()  # the start of the stream
        if type(parser.get_event()) is StreamEndEvent:
            return {}
        return _Liner(parser.get_event).inside(parser.get_event())
    finally:
        parser.dispose()


class _Liner:
    def __init__(self, following: Callable[[], Any]) -> None:
        self.next = following
        self.anchored: dict[str, Lines] = {}

    def inside(self, event: Any) -> Lines:
        """Return the lines inside what begins with an event."""
        kind = type(event)
        if kind is AliasEvent:
            return self.anchored.get(event.anchor, {})
        found = self._mapping() if kind is MappingStartEvent else self._sequence() if kind is SequenceStartEvent else {}
        if event.anchor is not None:
            self.anchored[event.anchor] = found
        return found

    def _mapping(self) -> Lines:
        found: Lines = {}
        while type(event := self.next()) is not MappingEndEvent:
            plain = type(event) is ScalarEvent and event.implicit[0]
            key = plain_meaning(event.value) if plain else getattr(event, "value", None)
            self.inside(event)
            found[key] = (event.start_mark.line, self.inside(self.next()))
        return found

    def _sequence(self) -> Lines:
        found: Lines = {}
        while type(event := self.next()) is not SequenceEndEvent:
            found[len(found)] = (event.start_mark.line, self.inside(event))
        return found
