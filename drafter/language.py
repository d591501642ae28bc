"""The two languages of every text, and the pair type that holds both."""

from __future__ import annotations

from typing import Any, Literal

from drafter.records import dataclass

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
_BOTH = set(LANGUAGES)
Edition = Literal["zh", "en", "bilingual"]  # what a document is printed in


@dataclass(frozen=True, slots=True)
class Words:
    """One text in Chinese and in English."""

    zh: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en

    def __reduce__(self) -> tuple[type[Words], tuple[str, str]]:
        return type(self), (self.zh, self.en)  # read back in half the time

    @classmethod
    def of(cls, value: Any) -> Words:
        """Return `value` as Words: a plain string serves both languages.

        Raises ValueError for anything but a string or a mapping of zh and en to strings.
        """
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            return cls(value, value)
        if isinstance(value, dict) and value.keys() == _BOTH and isinstance(value["zh"], str) and isinstance(value["en"], str):
            return cls(value["zh"], value["en"])
        raise Told("应为文本，或者含 zh 和 en 的映射", "expected a text, or a mapping with zh and en")

    def plain(self) -> str | dict[str, str]:
        """Return the shortest form that `of` reads back."""
        return self.zh if self.zh == self.en else {"zh": self.zh, "en": self.en}


class Told(ValueError):
    """Something that does not fit, said in both languages; whoever catches it knows the place and makes a finding of it."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


@dataclass(frozen=True)
class Wording(Words):
    """A text that comes from the content and may hold fields; a typed answer never is one."""
