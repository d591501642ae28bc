"""YAML as most files have it, read straight from the parser's events: mappings, lists, scalars and aliases of them, without tags and merges.

ruamel makes a node of every scalar and asks its resolver anew each time, which takes ten times as long as parsing. Here its own patterns and its own
constructor say what a plain scalar means, once for each text; whatever else a file may hold is left to ruamel itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.tag import Tag

from drafter.library.simple_yaml import Unusual
from drafter.memo import by_identity

_PLAIN = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("null", "bool", "int", "float", "timestamp"))


class DatesAsText(SafeConstructor):
    """Leaves dates as texts: an impossible one is then reported with its label, like any other wrong answer."""


DatesAsText.add_constructor("tag:yaml.org,2002:timestamp", lambda constructor, node: constructor.construct_scalar(node))


class AsWritten(SafeConstructor):
    """Leaves all but nothing as written: what 0571, 1.10, 21822743E660828, yes or 2027-01-01 mean is for the type of its question to say."""


for _kind in ("bool", "int", "float", "timestamp"):
    AsWritten.add_constructor(f"tag:yaml.org,2002:{_kind}", lambda constructor, node: constructor.construct_scalar(node))


def plain_data(text: str, constructor: type[SafeConstructor] = SafeConstructor, aliases: bool = True) -> Any:
    """Return the data of a YAML text as ruamel's safe loader returns it; `aliases` may be refused.

    Raises Unusual, or what ruamel raises for a broken text.
    """
    parser = CParser(text)
    try:
        return _Builder(parser.get_event, _meanings(constructor), aliases).document()
    finally:
        parser.dispose()


class _Meant(dict[str, Any]):
    """What plain scalars mean, each found out once."""

    def __init__(self, meaning: Callable[[str], Any]) -> None:
        super().__init__()
        self.meaning = meaning

    def __missing__(self, text: str) -> Any:
        """Find out, and remember, what a plain scalar means."""
        return self.setdefault(text, self.meaning(text))


class _Builder:
    """Builds values from events. Equal texts become the same object: a register says the same in thousands of rows."""

    def __init__(self, next_event: Callable[[], Any], meaning: Callable[[str], Any], aliases: bool) -> None:
        self.next, self.aliases = next_event, aliases
        self.plain = _Meant(meaning)
        self.quoted: dict[str, str] = {}
        self.anchored: dict[str, Any] = {}

    def document(self) -> Any:
        """Return the one document of a stream, None for an empty one."""
        self.next()  # the start of the stream
        start = self.next()
        if type(start) is StreamEndEvent:
            return None
        if type(start) is not DocumentStartEvent or start.version or start.tags:
            raise Unusual
        found = self._value(self.next())
        if type(self.next()) is not DocumentEndEvent or type(self.next()) is not StreamEndEvent:
            raise Unusual
        return found

    def _value(self, event: Any) -> Any:
        kind = type(event)
        if kind is ScalarEvent and event.ctag is None:
            text = event.value
            found = self.plain[text] if event.implicit[0] else self.quoted.setdefault(text, text)
        elif kind is MappingStartEvent and event.ctag is None:
            found = self._mapping()
        elif kind is SequenceStartEvent and event.ctag is None:
            found = self._sequence()
        else:
            return self._alias(event)
        if event.anchor is not None:
            self._anchor(event.anchor, found)
        return found

    def _anchor(self, name: str, found: Any) -> None:
        if name in self.anchored:
            raise Unusual
        self.anchored[name] = found

    def _alias(self, event: Any) -> Any:
        if type(event) is not AliasEvent or not self.aliases or event.anchor not in self.anchored:
            raise Unusual
        return self.anchored[event.anchor]

    def _mapping(self) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        value, following = self._value, self.next
        while type(event := following()) is not MappingEndEvent:
            if type(event) is not ScalarEvent or (key := value(event)) in found:
                raise Unusual
            found[key] = value(following())
        return found

    def _sequence(self) -> list[Any]:
        found: list[Any] = []
        while type(event := self.next()) is not SequenceEndEvent:
            found.append(self._value(event))
        return found


def implicit_tag(text: str) -> str | None:
    """Return the tag that a plain scalar has by ruamel's YAML 1.2 patterns, None for a text."""
    return next((tag for tag, pattern in _patterns().get(text[:1], ()) if pattern.match(text)), None)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """Return ruamel's patterns by the first character of what they match."""
    patterns: dict[str, list[tuple[str, re.Pattern[str]]]] = YAML(typ="safe", pure=True).resolver.versioned_resolver
    return patterns


def plain_meaning(text: str) -> Any:
    """Return what a plain scalar means, itself where that is unusual."""
    try:
        return _meanings(SafeConstructor)(text)
    except (Unusual, ValueError):
        return text


@by_identity
def _meanings(constructor: type[SafeConstructor]) -> Callable[[str], Any]:
    """Return what says the value of a plain scalar as a constructor of ruamel's makes it. Raises Unusual for a merge or a default."""
    loader = YAML(typ="safe", pure=True)
    loader.Constructor = constructor
    construct = loader.constructor.construct_object

    def meaning(text: str) -> Any:
        tag = implicit_tag(text)
        if tag is None:
            return text
        if tag not in _PLAIN:
            raise Unusual
        return construct(ScalarNode(Tag(suffix=tag), text))

    return meaning
