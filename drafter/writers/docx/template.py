"""Word templates: read, checked and taken apart once, then printed many times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from markupsafe import Markup

from drafter.cache import kept
from drafter.errors import Place, TemplateError, error
from drafter.files import read_file
from drafter.patterns import regex
from drafter.records import dataclass
from drafter.writers.docx.render import Missing, Piece, render

T = TypeVar("T")
DOCUMENT = "word/document.xml"
_PLACE = "\ue000{}\ue001"  # private-use characters, which no answer and no content may hold
_PLACES = regex("\ue000([a-z]+)\ue001")


_CHECK = ("运行 drafter template check 查看全部问题", "run `drafter template check` to see all that is wrong")


@dataclass(frozen=True)
class Compiled:
    """A template ready to be printed: fixed parts as bytes, rendered parts as pieces."""

    name: str
    fixed: dict[str, bytes]
    rendered: dict[str, list[Piece]]
    section: str
    names: frozenset[str]  # every name the tags use

    def render(self, context: Mapping[str, Any], plain: Mapping[str, Any]) -> dict[str, bytes]:
        """Return all parts. `plain` is the context of the document properties, where no markup may stand.

        Raises TemplateError when a tag asks for something there is not.
        """
        return self.fixed | {part: text.encode("utf-8") for part, text in self.texts(context, plain).items()}

    def texts(self, context: Mapping[str, Any], plain: Mapping[str, Any]) -> dict[str, str]:
        """Return the rendered parts alone. Raises TemplateError."""
        found: dict[str, str] = {}
        for part, pieces in self.rendered.items():
            try:
                found[part] = render(pieces, plain if part.startswith("docProps/") else context)
            except Missing as problem:
                zh, en = f"模板用了没有的 {problem}", f"the template uses {problem}, which there is not"
                raise TemplateError(error("template-name", zh, en, _CHECK, Place(self.name, 0, part))) from None
            except TypeError:
                zh, en = "模板中的 if 或 for 不能计算", "an if or for of the template cannot be computed"
                raise TemplateError(error("template", zh, en, _CHECK, Place(self.name, 0, part))) from None
        return found


def place_of(name: str) -> Markup:
    """Return what holds the place of a long text while a part is rendered, so that it is not copied again and again."""
    return Markup(_PLACE.format(name))


def laid_in(text: str, blocks: Mapping[str, Sequence[T]]) -> list[str | T]:
    """Return a rendered part in pieces, with its long texts in their places."""
    found: list[str | T] = []
    for number, piece in enumerate(_PLACES.split(text)):  # text, name, text, name, ..., text
        found += blocks.get(piece, ()) if number % 2 else [piece]
    return found


def compile_template(path: Path) -> Compiled:
    """Return the compiled template. Raises TemplateError with every finding, FileError when it is no Word file."""
    return _compile(read_file(path), str(path))


@lru_cache(maxsize=16)
def _compile(data: bytes, name: str) -> Compiled:
    def read() -> tuple[dict[str, bytes], dict[str, list[Piece]], str, frozenset[str]]:
        from drafter.writers.docx.tags import read_template

        return read_template(data, name)

    return Compiled(name, *kept(f"template-{sha256(data).hexdigest()[:20]}", [], read))
