"""The lines that yaml_lines tells are those of ruamel's round-trip loader, which is twenty times as slow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from ruamel.yaml import YAML

from drafter.library.yamlfile import line_of
from drafter.resources import library_dir, samples_dir, templates_dir

Steps = tuple[Any, ...]
ODD = (
    "a: 1\n\nb:\n  - x\n\n  -\n    y: 2\n    1: z\n",
    "- {a: 1,\n   b: [1,\n       2]}\n- |\n  a: 1\n  b: 2\n- last: 1\n",
    "one: &x\n  a: 1\n  b: [2]\ntwo: *x\nthree: {<<: *x, c: 3}\n",
    "true: 1\n~: 2\n2: 3\n'quoted': 4\n? long\n: 5\n",
    '{\n "answers": {\n  "a": [1,\n   {"b": 2}]\n }\n}\n',
)
FILES = [
    samples_dir() / "m1-social-insurance.yaml",
    templates_dir() / "forms" / "F-BUDGET.yaml",
    library_dir() / "quality" / "questions.yaml",
]


def told(tree: Any, path: Steps) -> int:
    """Return the line by the marks of the round-trip loader."""
    line = 0
    for step in path:
        marks = getattr(tree, "lc", None)
        try:
            line = (marks.key(step) if isinstance(tree, dict) else marks.item(step))[0]  # type: ignore[union-attr]
            tree = tree[step]
        except (KeyError, IndexError, TypeError, AttributeError):
            break
    return line + 1


def paths(value: Any, path: Steps = ()) -> Iterator[Steps]:
    yield from (path, (*path, "nowhere"), (*path, 99))
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in inside:
        yield from paths(inner, (*path, step))


@pytest.mark.parametrize(
    "text", [*ODD, *(path.read_text(encoding="utf-8") for path in FILES)], ids=[*map(str, range(len(ODD))), *(f.stem for f in FILES)]
)
def test_lines_are_those_of_the_round_trip_loader(text: str) -> None:
    tree = YAML(typ="rt").load(text)
    wrong = [(path, line_of(text, path), told(tree, path)) for path in paths(tree) if line_of(text, path) != told(tree, path)]
    assert wrong == []


@pytest.mark.parametrize("text", ["", "# nothing", "a: [1", "\t- x", "just a text"])
def test_a_text_without_places_is_at_its_first_line(text: str) -> None:
    assert line_of(text, ("answers", 3), 7) == 7
