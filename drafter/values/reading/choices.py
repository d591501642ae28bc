"""Yes or no, and one of several options."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any, Protocol

from drafter.language import Words
from drafter.values.reading.characters import alike
from drafter.values.reading.problems import BadValue


class Option(Protocol):
    """What may be chosen: its id, its label, what else offices call it, and what a contract prints for it."""

    @property
    def id(self) -> str: ...
    @property
    def label(self) -> Words: ...
    @property
    def also(self) -> Sequence[str]: ...
    @property
    def wording(self) -> Words: ...


YES = ("true", "yes", "y", "on", "是", "有", "√", "✓", "✔", "☑")
NO = ("false", "no", "n", "off", "否", "无", "x", "✗", "✘", "☒")
_YES_NO = {alike(word): True for word in YES} | {alike(word): False for word in NO}


def yes_no(raw: Any) -> bool:
    """Return a truth value. Raises BadValue."""
    value = _YES_NO.get(alike(raw)) if isinstance(raw, str) else raw
    if not isinstance(value, bool):
        raise BadValue(f"“{str(raw)[:30]}”应为 是 或 否（true/false）", f"{str(raw)[:30]!r}: expected yes or no (true/false)")
    return value


def choice(raw: Any, options: Iterable[Option]) -> str:
    """Return the id of an option, named by id, label or another of its names, whatever their width, case and spaces. Raises BadValue."""
    options = list(options)
    if not isinstance(raw, bool) and isinstance(raw, (str, int)):
        text = str(raw)
        for option in options:
            if text == option.id or text == option.label.zh:
                return option.id
        said = alike(text)
        named = [o.id for o in options if said in names_of(o)]
        if len(named) == 1:
            return named[0]
    zh = "、".join(dict.fromkeys(f"{o.label.zh}（{o.id}）" for o in options))
    en = ", ".join(dict.fromkeys(f"{o.label.en} ({o.id})" for o in options))
    near = nearest(str(raw), options)
    asked = (f"是否应为“{near.label.zh}”？", f"did you mean {near.label.en!r}? It") if near else ("", "it")
    raise BadValue(
        f"“{str(raw)[:40]}”不是可选项；{asked[0]}应为以下之一：{zh}",
        f"{str(raw)[:40]!r} is none of the options; {asked[1]} must be one of: {en}",
    )


def names_of(option: Option) -> set[str]:
    """Return all names of an option as they are compared."""
    return set(map(alike, (option.id, option.label.zh, option.label.en, option.wording.zh, option.wording.en, *option.also)))


def nearest(said: str, options: Sequence[Option]) -> Option | None:
    """Return the option that somebody is likely to have meant: the one whose name holds the word, or is spelt most like it."""
    word = alike(said)
    names = {name: option for option in options for name in names_of(option)}
    within = {o.id: o for name, o in names.items() if _holds(name, word)}
    if len(within) == 1:
        return next(iter(within.values()))
    found = get_close_matches(word, names, 1, 0.6)
    return names[found[0]] if found else None


def near(word: str, names: Iterable[str]) -> str | None:
    """Return the name that a word is likely to stand for: spelt most like it, or the one that holds it or stands in it."""
    names = list(names)
    if found := get_close_matches(word, names, 1, 0.6):
        return found[0]
    within = [name for name in names if _holds(name, word)]
    return min(within, key=len) if within else None


def _holds(name: str, word: str) -> bool:
    return len(word) > 1 and (word in name or (len(name) > 1 and name in word))
