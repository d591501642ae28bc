"""YAML as answer files have it, every scalar left as it is written: blocks of mappings and lists by indentation, and on one line texts, quoted or
not, and `{...}` and `[...]`.

A value on one line that opens a bracket is JSON once its bare texts are quoted, and so is read by json. Whatever else YAML allows (texts over several
lines, anchors, tags, merges, documents, tabs, escapes that JSON reads otherwise) is Unusual and left to a whole parser, which also says what is wrong.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from drafter.patterns import regex

_REFUSED = regex(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")  # among them the tab and other ends of a line
_LINE = regex(r"( *)((?:- +)?)(?:([A-Za-z_][A-Za-z0-9_-]{0,99}):(?: +|$))?(.*)")  # margin, dash, key, value
_DOUBLE = r"""("[^"\\]*(?:\\["\\nt][^"\\]*)*")"""
_IN_DOUBLE = regex(_DOUBLE)
_IN_QUOTES = regex(rf"""{_DOUBLE[:-1]}|(?<![^ \[{{,])'(?:[^']|'')*')""")
_LATER = r"[^ {}\[\],:\"#?\\]"  # in a bare text between brackets, a word at a time
_BARE = regex(rf"((?:[^ \-{{}}\[\],:\"'#&*!|>%@`?\\]|-(?=[0-9])){_LATER}*(?: +{_LATER}+)*)")
_INDICATORS = frozenset("{}[],\"'#&*!|>%@`?:")  # that begin something else than a bare text
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_MEANT = frozenset(("<<", "="))  # a merge, a default
_REFUSED_IN_FLOW = (_NULLS | _MEANT) - {"", "null"}
_LONGEST_KEY = 1_000  # characters


class Unusual(Exception):
    """Something that only a whole parser reads or refuses."""


def simple_data(text: str) -> Any:
    """Return the data of a YAML text whose one value is a mapping, all plain scalars but null as texts. Raises Unusual."""
    if _REFUSED.search(text):
        raise Unusual
    reader = _Reader(text)
    if reader.dash or reader.ended:
        raise Unusual
    found = reader.mapping(0)
    if not reader.ended:
        raise Unusual
    return found


class _Reader:
    """Lines read one after another; `margin`, `dash`, `key` and `value` are of the line that is to be read. Equal texts become the same object."""

    def __init__(self, text: str) -> None:
        self.lines = iter(text.split("\n"))
        self.texts: dict[str, str] = {}
        self.ended = False
        self.next()

    def next(self) -> None:
        """Go on to the next line that says something."""
        for line in self.lines:
            said = line.lstrip(" ")
            if said and said[0] != "#":
                match = _LINE.fullmatch(line)
                assert match is not None  # everything is optional
                margin, self.dash, self.key, self.value = match.groups()
                self.margin = len(margin)
                self.value = "" if self.value[:1] == "#" else self.value
                return
        self.ended, self.margin, self.dash = True, -1, ""

    def mapping(self, margin: int) -> dict[str, Any]:
        """Return the mapping whose keys are indented so far."""
        found: dict[str, Any] = {}
        while self.margin == margin and not self.dash:
            key = self.key
            if key is None or key in found or key in _NULLS:
                raise Unusual
            found[key] = self.scalar(margin) if self.value else self.inner(margin, margin)
        if self.margin > margin:
            raise Unusual
        return found

    def sequence(self, margin: int) -> list[Any]:
        """Return the list whose dashes are indented so far."""
        found: list[Any] = []
        while self.margin == margin and self.dash:
            if self.key is not None:  # a mapping begins behind the dash
                self.margin, self.dash = margin + len(self.dash), ""
                found.append(self.mapping(self.margin))
            else:
                found.append(self.scalar(margin))
        if self.margin > margin:
            raise Unusual
        return found

    def inner(self, margin: int, dashes: int) -> Any:
        """Return what stands below a key without a value: deeper, or a list whose dashes are indented as far as the key."""
        self.next()
        if self.dash and self.margin >= dashes:
            return self.sequence(self.margin)
        return self.mapping(self.margin) if self.margin > margin else None

    def scalar(self, margin: int) -> Any:
        """Return the value on this line, and go on to the next one."""
        if not self.value:
            raise Unusual
        found = _marked(self.value) if self.value[0] in _INDICATORS else self.bare(self.value)
        self.next()
        if self.margin > margin:  # goes on over several lines
            raise Unusual
        return found

    def bare(self, value: str) -> str | None:
        """Return a text without quotes."""
        if " #" in value:
            value = value[: value.index(" #")]
        value = value.rstrip(" ")
        if value in _NULLS:
            return None
        if ": " in value or value[-1] == ":" or value in _MEANT or (value[0] == "-" and not value[1:2].isdecimal()):
            raise Unusual
        return self.texts.setdefault(value, value)


def _marked(value: str) -> Any:
    """Return the value of what begins with a bracket or a quote."""
    quotes = _IN_QUOTES if "'" in value else _IN_DOUBLE if '"' in value else None
    pieces = quotes.split(value) if quotes else [value]  # those of odd number are in quotes
    for number, piece in enumerate(pieces):
        if number % 2 == 0:
            before, comment, _ = piece.partition("#")
            if comment and before[-1:] != " ":
                raise Unusual
            pieces[number] = _quoted(before) if before else ""
            if comment:
                del pieces[number + 1 :]
        elif piece[0] == "'":
            pieces[number] = json.dumps(piece[1:-1].replace("''", "'"), ensure_ascii=False)
    try:
        return (_DECODE if len(value) <= _LONGEST_KEY else _DECODE_LONG)("".join(pieces))
    except ValueError:
        raise Unusual from None


def _quoted(piece: str) -> str:
    """Return what stands between quoted texts with its bare texts in quotes, null but for null."""
    if '"' in piece or "\\" in piece or piece.count(":") != piece.count(": "):  # libyaml reads `a:b` in one release and not in another
        raise Unusual
    parts = _BARE.split(piece)
    if not _REFUSED_IN_FLOW.isdisjoint(parts):
        raise Unusual
    found = '"'.join(parts)
    return found.replace('"null"', "null") if "null" in parts else found


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unusual
    return found


def _with_short_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if any(len(key) > _LONGEST_KEY for key, _ in pairs):
        raise Unusual
    return _mapping(pairs)


_DECODE: Callable[[str], Any] = json.JSONDecoder(object_pairs_hook=_mapping).decode
_DECODE_LONG: Callable[[str], Any] = json.JSONDecoder(object_pairs_hook=_with_short_keys).decode
