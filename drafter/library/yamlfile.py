"""YAML in and out: fast when it is right, with line numbers when it is wrong.

ruamel is imported where a file is read: a command that is given none pays nothing for it.
"""

from __future__ import annotations

import io
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafter.causes import meant
from drafter.errors import Finding, Place
from drafter.language import Words
from drafter.library.simple_yaml import Unusual, simple_data

if TYPE_CHECKING:
    from drafter.library.yaml_lines import Lines

LARGEST = 96 * 1024 * 1024  # bytes; an answer set of a hundred thousand assets has some 65


class YamlProblem(Exception):
    """YAML that cannot be read, as a Finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.line("en"))
        self.finding = finding


def load_yaml(text: str, file: str, first_line: int = 1, foreign: bool = False, as_written: bool = False) -> Any:
    """Return the plain data of a YAML text. Raises YamlProblem with file and line.

    In a `foreign` text aliases are refused: they are of no use there and let a small file grow without bound. `as_written` leaves all
    plain scalars but null as texts.
    """
    if as_written:
        with suppress(Unusual, RecursionError):
            return simple_data(text)
    return _by_ruamel(text, file, first_line, foreign, as_written)


def _by_ruamel(text: str, file: str, first_line: int, foreign: bool, as_written: bool) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.constructor import SafeConstructor
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    from drafter.library.plain_yaml import AsWritten, DatesAsText, plain_data

    constructor = AsWritten if as_written else DatesAsText if foreign else SafeConstructor
    try:
        return plain_data(text, constructor, aliases=not foreign)
    except (Unusual, YAMLError, ValueError, RecursionError):
        pass  # ruamel's whole loader reads it, or says what is wrong and where
    try:
        if foreign:
            _refuse_aliases(text, file, first_line)
        loader = YAML(typ="safe", pure=True)  # the C loader of ruamel.yaml.clib refuses {hours: 08:30-17:30}, which YAML 1.2 allows
        loader.Constructor = constructor
        return loader.load(text)
    except MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        what = f"{problem.problem or ''} {problem.context or ''}"
        raise YamlProblem(_finding(file, (mark.line if mark else 0) + first_line, what)) from None
    except (YAMLError, ValueError, RecursionError) as problem:
        raise YamlProblem(_finding(file, first_line, "recursion" if isinstance(problem, RecursionError) else str(problem))) from None


def _refuse_aliases(text: str, file: str, first_line: int) -> None:
    from ruamel.yaml import YAML
    from ruamel.yaml.events import AliasEvent

    for event in YAML(typ="safe", pure=True).parse(io.StringIO(text)):
        if isinstance(event, AliasEvent):
            raise YamlProblem(_finding(file, event.start_mark.line + first_line, "aliases (*name) are not allowed"))


def read_yaml(path: Path, name: str | None = None) -> Any:
    """Return the data of a YAML file."""
    return load_yaml(path.read_text(encoding="utf-8"), name or str(path))


def _finding(file: str, line: int, what: str) -> Finding:
    why = meant(what)
    return Finding(
        "error",
        "yaml",
        Words(f"YAML 格式错误：{why.zh}", f"not readable as YAML: {why.en}"),
        Words("请检查该行的缩进、引号和冒号", "check indentation, quotes and colons on this line"),
        Place(file, line),
    )


@lru_cache(maxsize=4)
def _lines(text: str) -> Lines:
    from ruamel.yaml.error import YAMLError

    from drafter.library.yaml_lines import yaml_lines

    try:
        return yaml_lines(text)
    except (YAMLError, ValueError, RecursionError):
        return {}


def line_of(text: str, path: tuple[str | int, ...], first_line: int = 1) -> int:
    """Return the line on which the value at `path` stands in a YAML text, or of its nearest parent."""
    inside, line = _lines(text), 0
    for step in path:
        if step not in inside:
            break
        line, inside = inside[step]
    return line + first_line


def dump_yaml(data: dict[str, Any]) -> str:
    """Return plain data as YAML, keys in the order given, long lines kept."""
    from drafter.library.block_yaml import block_yaml, ruamel_yaml

    try:
        return block_yaml(data)
    except Unusual:
        return ruamel_yaml(data)
