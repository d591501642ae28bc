"""The signs that a change comes near what Party A must not sign: clause_library/signs.yaml, words to be read by a review."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Literal

from drafter.causes import told
from drafter.errors import ContentError, Finding
from drafter.language import LANGUAGES, Language, Told
from drafter.library.compiled import compiled
from drafter.library.schema import Model, Text
from drafter.library.validated import read_model

NAME = "signs.yaml"
Measure = Literal["time", "percent", "money", "count", "none", "plain"]  # plain: a number without a unit


class Patterns(Model):
    """Regular expressions in both languages."""

    zh: list[str] = []
    en: list[str] = []

    def of(self, language: Language) -> list[str]:
        """Return those of a language."""
        return self.zh if language == "zh" else self.en


class Sign(Patterns):
    """Words that bring a sentence near a walk-away position, who must be the one that does it, and what takes them back."""

    reason: Text
    risk: Literal["medium", "high"] = "medium"
    by: Literal["", "A", "B", "not B"] = ""
    unless: Patterns = Patterns()


class Polarity(Model):
    """What makes a sentence say no, by the place of the words, and what makes it say yes again."""

    not_: str
    right_before: str
    so: str
    undone: str
    allowed: str

    _written: ClassVar[dict[str, str]] = {"not_": "not"}


class Mention(Model):
    """What stands beside the name of a party that does nothing in its sentence."""

    before: str
    after: str


class NumberKind(Model):
    """A kind of number, and which way it moves against Party A."""

    against: Literal["up", "down", "never"]
    of: list[Measure]
    by: Literal["", "A", "B"] = ""
    zh: str
    en: str


class Signs(Model):
    """All signs, and the words by which sentences are read."""

    words: dict[Language, dict[str, str]]
    polarity: dict[Language, Polarity]
    mention: dict[Language, Mention]
    conditions: dict[Language, str]
    same: dict[Language, dict[str, str]]
    signs: dict[str, Sign]
    lost: dict[str, Sign]
    units: dict[Measure, dict[str, float]]
    numbers: dict[str, NumberKind]

    def check(self) -> None:
        """Raise ValueError when a language has no words or a pattern is none."""
        import re

        for language in LANGUAGES:
            for pattern in self.patterns(language):
                try:
                    re.compile(self.filled(pattern, language))
                except re.error as problem:
                    why = told(problem)
                    raise Told(f"{pattern}：{why.zh}", f"{pattern}: {why.en}") from None

    def patterns(self, language: Language) -> list[str]:
        """Return every pattern of a language."""
        of_signs = [p for sign in (*self.signs.values(), *self.lost.values()) for p in (*sign.of(language), *sign.unless.of(language))]
        polarity, mention = self.polarity[language], self.mention[language]
        said = [polarity.not_, polarity.right_before, polarity.so, polarity.undone, polarity.allowed, mention.before, mention.after]
        return [*of_signs, *said, self.conditions[language], *(kind.zh if language == "zh" else kind.en for kind in self.numbers.values())]

    def filled(self, pattern: str, language: Language) -> str:
        """Return a pattern with the words that it names put in. Raises ValueError for a name that there is not."""
        for name, words in self.words[language].items():
            pattern = pattern.replace(f"<{name}>", f"(?:{words})")
        return pattern


def load_signs(folder: Path) -> Signs | None:
    """Return the signs in a clause library's folder; None where it has none, and words are not judged. Raises ContentError."""
    signs, findings = read_signs(folder)
    if findings:
        raise ContentError(findings)
    return signs


def read_signs(folder: Path) -> tuple[Signs | None, list[Finding]]:
    """Return the signs in a clause library's folder, if it has any that can be read, and what is wrong with them."""
    path = folder / NAME
    if not path.is_file():
        return None, []
    return compiled("signs", [path], lambda: read_model(Signs, path.read_text(encoding="utf-8"), NAME), lambda _: ())
