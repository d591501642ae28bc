"""Plain data written as block YAML, byte for byte as ruamel writes it and thirty times as fast: its emitter weighs every character of every text.

Texts of harmless characters are written here, in quotes where ruamel's own patterns would take them for something else. Every other value is handed
to ruamel as standing where it stands, for how a text is quoted and folded depends on that.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML

from drafter.library.plain_yaml import implicit_tag
from drafter.library.simple_yaml import Unusual
from drafter.patterns import regex

_FIRST = r"0-9A-Za-z\u4e00-\u9fa5（）《》【】、，。；：“”‘’"
_LATER = rf"{_FIRST}…—·()/._+,;=~%&@*<>\[\]{{}}-"
_HARMLESS = regex(rf"[{_FIRST}][{_LATER}]*(?: [{_LATER}]+)*")
_LONGEST = 1_000  # characters; ruamel folds a text that is longer than its line
_LONGEST_KEY = 100
_WIDTH = 10_000


def ruamel_yaml(data: Any) -> str:
    """Return plain data as YAML by ruamel: blocks, keys in the order given, long lines kept."""
    writer = YAML()
    writer.default_flow_style = False
    writer.allow_unicode = True
    writer.width = _WIDTH
    out = io.StringIO()
    writer.dump(data, out)
    return out.getvalue()


def block_yaml(data: Mapping[str, Any]) -> str:
    """Return a mapping with something in it as YAML, as `ruamel_yaml` does. Raises Unusual for a key that is no short and harmless text."""
    out: list[str] = []
    _mapping(out, data, 0, "")
    return "".join(out)


def _mapping(out: list[str], data: Mapping[str, Any], indent: int, lead: str) -> None:
    """Write a mapping whose keys are indented so far; the first line goes on after `lead`."""
    margin = " " * indent
    for key, value in data.items():
        head = f"{lead}{_key(key)}"
        lead = margin
        if type(value) is str and (text := _text(value)):
            out.append(f"{head}{text}")
        elif type(value) is dict and value:
            out.append(f"{head}\n")
            _mapping(out, value, indent + 2, margin + "  ")
        elif type(value) is list and value:
            out.append(f"{head}\n")
            _sequence(out, value, indent, margin)
        else:
            out.append(head + (_simple(value) or _by_ruamel(indent, {key: value}, indent + len(key) + 1)))


def _sequence(out: list[str], items: Sequence[Any], indent: int, lead: str) -> None:
    """Write a list whose dashes are indented so far."""
    for item in items:
        if type(item) is dict and item:
            _mapping(out, item, indent + 2, f"{lead}- ")
        elif type(item) is list and item:
            _sequence(out, item, indent + 2, f"{lead}- ")
        else:
            text = _text(item) if type(item) is str else " \n" if item is None else _simple(item)
            out.append(f"{lead}-{text or _by_ruamel(indent, {'k': [item]}, indent + 1, 1)}")
        lead = " " * indent


@lru_cache(maxsize=1 << 10)
def _key(key: Any) -> str:
    if type(key) is not str or len(key) > _LONGEST_KEY or _text(key) != f" {key}\n":
        raise Unusual
    return f"{key}:"


@lru_cache(maxsize=1 << 12)  # the same words stand in many rows
def _text(text: str) -> str:
    """Return what follows a colon or a dash, or nothing when that is for ruamel to say."""
    if len(text) > _LONGEST or _HARMLESS.fullmatch(text) is None:
        return ""
    return f" {text}\n" if implicit_tag(text) is None else f" '{text}'\n"


def _simple(value: Any) -> str:
    """Return the same of nothing, a truth value or a whole number."""
    if type(value) is bool:
        return " true\n" if value else " false\n"
    return "\n" if value is None else f" {value}\n" if type(value) is int else ""


def _by_ruamel(indent: int, inner: Any, written: int, lines: int = 0) -> str:
    """Return what ruamel writes of the inner mapping where it is indented so far, without its first lines and what is `written` of the next one."""
    for _ in range(indent // 2):
        inner = {"k": inner}
    return ruamel_yaml(inner).split("\n", indent // 2 + lines)[-1][written:]
