"""One clause, or a passage of a proposal: its front matter, and its text by language and position."""

from __future__ import annotations

import pickle
import re
from dataclasses import field
from functools import cached_property

from drafter.language import LANGUAGES, Language, Told
from drafter.library.body import BodyProblem, Item, parse_body
from drafter.library.schema import POSITIONS, ClauseHead, Head, PassageHead, Position
from drafter.patterns import regex
from drafter.records import dataclass

_PART = regex(r"^# (zh|en) (preferred|fallback|brief)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Part:
    """The text of one language and position as written, with the line it begins on."""

    source: str
    line: int
    _packed: bytes = field(default=b"", repr=False, compare=False)  # the paragraphs pickled, where they were parsed before

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The numbered paragraphs. Raises BodyProblem."""
        if self._packed:
            found: tuple[Item, ...] = pickle.loads(self._packed)
            return found
        return parse_body(self.source, self.line)

    def __reduce__(self) -> tuple[type[Part], tuple[str, int, bytes]]:
        """Return how it is pickled: with its paragraphs, which are unpickled when they are first asked for; none where they cannot be parsed."""
        try:
            packed = self._packed or pickle.dumps(self.items, 5)
        except BodyProblem:
            packed = b""
        return Part, (self.source, self.line, packed)


@dataclass(frozen=True)
class LibraryText:
    """A text of the library."""

    id: str
    element: str  # the folder it stands in
    head: Head
    parts: dict[tuple[Language, Position], Part] = field(repr=False)
    file: str = ""

    def positions(self) -> tuple[Position, ...]:
        """Return the positions there is a text for, in both languages."""
        return self._positions

    @cached_property
    def _positions(self) -> tuple[Position, ...]:
        return tuple(p for p in POSITIONS if all((language, p) in self.parts for language in LANGUAGES))

    def items(self, language: Language, position: Position) -> tuple[Item, ...]:
        """Return the numbered paragraphs in `language` at `position`."""
        return self.parts[language, position].items

    @cached_property
    def digest(self) -> str:
        """The first 16 hex digits of the SHA-256 of all texts: changes when a word changes."""
        from hashlib import sha256

        texts = "\x00".join(f"{k[0]} {k[1]}\x00{p.source}" for k, p in sorted(self.parts.items()))
        return sha256(texts.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Clause(LibraryText):
    """A clause of the library."""

    head: ClauseHead


@dataclass(frozen=True)
class Passage(LibraryText):
    """A passage of a proposal."""

    head: PassageHead


def split_front_matter(text: str) -> tuple[str, str, int]:
    """Return the YAML between the two --- lines, the body after it, and the body's first line. Raises ValueError."""
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].strip() != "---":
        raise Told("条款文件应以 --- 开头", "a clause file begins with ---")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == "---"), 0)
    if not end:
        raise Told("文件头没有以 --- 结束", "the front matter is not closed by ---")
    return "".join(lines[1:end]), "".join(lines[end + 1 :]), end + 2


def split_parts(body: str, first_line: int) -> dict[tuple[Language, Position], Part]:
    """Return the texts under `# zh preferred` and its sisters. Raises ValueError for text before the first or a heading twice."""
    pieces = _PART.split(body)
    if pieces[0].strip():
        raise Told("第一个“# zh preferred”标题之前有文字", "text stands before the first '# zh preferred' heading")
    parts: dict[tuple[Language, Position], Part] = {}
    line = first_line + pieces[0].count("\n")
    for language, position, text in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        key = (language, position)
        if key in parts:
            raise Told(f"“# {language} {position}”写了两次", f"'# {language} {position}' stands twice")
        parts[key] = Part(text, line)  # type: ignore[index]
        line += text.count("\n")
    return parts
