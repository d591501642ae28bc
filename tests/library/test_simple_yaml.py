"""What simple_yaml reads is what ruamel's own loader reads with all scalars left as written; what it leaves alone, ruamel reads or refuses."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml.error import YAMLError

from drafter.library.block_yaml import ruamel_yaml
from drafter.library.plain_yaml import AsWritten
from drafter.library.simple_yaml import Unusual, simple_data
from drafter.resources import samples_dir
from tests.library.test_plain_yaml import SCALARS, SHIPPED, UNUSUAL, theirs

READ = (  # texts that are read here, as people write them
    "a: 1", "a:", "a: # nothing\nb: x # something", "a:   x  \n\n# c\nb: y", "a: {b: [c, d], e: 'f, {g}', h: \"i: j\"}", "a:\n- b\n- c: d\n  e: f\n- {g: h}\nx: y", "a:\n  - b: c\n    d:\n    - e\n  -   f: g\n      h: i",
    "a: http://x.cn:80/y?z=1#w", "a: {b: '08:30', c: null, d: -5, \"e\": f, 'g': h}", "a: it's", "a: \"x \\\"y\\\" \\\\ \\n\"", "a: {b: c}  # said", "a: [x, 'y # z', \"# w\"] # v", "a: 𠮷 甲\u3000乙", "a: ~\nb: Null\nc: NULL", "a: {b: d e  f}",
    "a:\n  b:\n    c:\n  d:\n", "a: x, y [z] {w}", "a: 'it''s'", "a: []\nb: {}", "a: {b : c}", "a: x: y".replace(": y", ":y"), "a: [b#c]".replace("#", ""),
)  # fmt: skip
LEFT = (  # what is left alone
    "", "# nothing\n", "- a\n- b", "a: |\n  b", "a: b\n  c", "a:\n\tb: c", "a: &x b", "a: *x", "a: !x b", "a: {b:c}", "a: [08:30]", "a: {b :c}", "a: {b:甲}", "a: {\"b\":c}", "a: {b: c,}", "a: [b, , c]", "a: {b}", "a: [b: c]", "a: \"\\u4e59\"",
    "a: {b: \"c\nd\"}", "a: b: c", "a: {b: ~}", "a: <<", "<<: {a: b}", "a: {b: =}", "a: 1\na: 2", "a: {b: 1, b: 2}", "---\na: b", "a: b\n...", "a: - b", "a: -b", "a:\n-\n  b", "a: b\r\nc: d", "a: \x85", "a: x\u2028", "null: a", "1: a",
    "a: {b\\c: d}", "a: [b#c]", "a: [b #c]", "a: 'b' c", "a: {b: c'd', e: rock 'n' roll}", "a:\n  b: c\n d: e", "a:\n  - b\n - c", "? a\n: b", " a: b", "a: {b: c?}",
)  # fmt: skip


def agreed(text: str) -> bool:
    """Return whether a text is read here; it is then read as ruamel reads it."""
    try:
        found = simple_data(text)
    except Unusual:
        return False
    assert found == theirs(text, AsWritten)
    return True


@pytest.mark.parametrize("text", READ)
def test_what_people_write_is_read_as_ruamel_reads_it(text: str) -> None:
    assert agreed(text)


@pytest.mark.parametrize("text", [*LEFT, *UNUSUAL])
def test_what_is_unusual_is_left_alone(text: str) -> None:
    assert not agreed(text)


@pytest.mark.parametrize("path", [path for path in SHIPPED if path.parent == samples_dir()], ids=lambda path: path.name)
def test_every_sample_is_read_here(path: Any) -> None:
    assert agreed(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("scalar", SCALARS)
@pytest.mark.parametrize("frame", ["a: {}", "a:\n- {}\n- b", "a: {{b: {}, c: [{}]}}", "a:\n  b: {}\nc: d", "a: [{}]"])
def test_every_scalar_is_left_as_written(scalar: str, frame: str) -> None:
    agreed(frame.replace("{}", scalar).replace("{{", "{").replace("}}", "}"))


PIECE = st.text("abn01.-+_:, ~甲'\"{}[]#?\\=<", max_size=7)
WORD = st.sampled_from(
    [
        "a",
        "b c",
        "null",
        "~",
        "'x'",
        '"y: z"',
        "-5",
        "http://x",
        "08:30",
        "it's",
        "a: b",
        "x #y",
        "<<",
        "=",
        "",
        " ",
        "- ",
        "甲、乙",
        "a:b",
        "c :d",
        "'",
        '"',
    ]
)


@given(
    st.recursive(PIECE | WORD, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PIECE | WORD, inner, max_size=3), max_leaves=8),
    st.sampled_from(["a: ", "a:\n  b: ", "a:\n- ", "a:\n  - c: "]),
)
@example({"b": "c"}, "a: ")
def test_whatever_is_written_between_brackets_is_read_alike(shape: Any, lead: str) -> None:
    def flow(value: Any) -> str:
        if isinstance(value, dict):
            return f"{{{', '.join(f'{k}: {flow(v)}' for k, v in value.items())}}}"
        return f"[{', '.join(map(flow, value))}]" if isinstance(value, list) else value

    agreed(lead + flow(shape) + "\nz: end")


LINES = st.lists(
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["", " ", "  ", "    "]),
        st.sampled_from(["", "- ", "-  ", "- - "]),
        st.sampled_from(["a:", "b:", "a: 1", "b: x # y", "c", "'d'", "{e: f}", "[g]", "# h", "", "i: |", 'j: "k']),
    ),
    max_size=7,
)


@given(LINES)
def test_whatever_is_indented_is_read_alike(lines: list[str]) -> None:
    try:
        agreed("\n".join(lines))
    except YAMLError as problem:
        raise AssertionError("read here, and refused by ruamel") from problem


KEYS = st.text("abcde_", min_size=1, max_size=3)
VALUES = st.recursive(
    st.none() | PIECE | WORD | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_what_ruamel_writes_is_read_back(data: dict[str, Any]) -> None:
    try:
        agreed(ruamel_yaml(data))
    except YAMLError:
        return  # a text with characters that it writes and does not read
