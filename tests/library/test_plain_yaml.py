"""What plain_yaml reads is what ruamel's own loader reads, kind by kind; what it leaves alone, ruamel reads or refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import YAMLError

from drafter.library.plain_yaml import plain_data
from drafter.library.simple_yaml import Unusual
from drafter.library.yamlfile import YamlProblem, load_yaml
from drafter.resources import library_dir, samples_dir, templates_dir

SCALARS = (
    "0571", "0281046801020000731", "21822743E660828", "17_0868", "1.10", "1e3", "-.5", ".inf", "-.INF", ".nan", "0x1F", "0o17", "0b101", "+12", "_1", "-",
    "true", "True", "yes", "No", "off", "null", "~", "Null", "''", '""', "'12'", '"12"', "2027-01-01", "2027-02-30x", "12:30:45", "1,000", "甲方", "a: b",
    '"\\u4e59 \\n"', "'it''s'", "=", "- x", "* y", "%", "@at", "`tick`", "待定", "TBD", "#no", "a #comment", "!", "12 # years", "? a", "|\n  两行\n  文字\n", ">-\n  folded\n  text\n",
)  # fmt: skip
UNUSUAL = (
    "a: !!str 5", "a: !!binary aGk=", "!local {a: 1}", "base: &b {x: 1}\nuse:\n  <<: *b\n", "a: 1\na: 2", "[a]: 1", "%YAML 1.1\n---\na: yes", "a: 1\n---\nb: 2", "a: *nobody", "? [1, 2]\n: x",
    "a: &x 1\nb: &x 2\nc: *x", "a: &x [*x]",
)  # fmt: skip


def theirs(text: str, constructor: type[SafeConstructor] = SafeConstructor) -> Any:
    loader = YAML(typ="safe")
    loader.Constructor = constructor
    return loader.load(text)


def typed(value: Any) -> Any:
    """Return a value with its types, so that 1, 1.0 and True differ and a nan equals itself."""
    if isinstance(value, dict):
        return [(typed(k), typed(v)) for k, v in value.items()]
    return [typed(v) for v in value] if isinstance(value, list) else (type(value), repr(value))


def outcome(read: Any) -> Any:
    try:
        return typed(read())
    except (YAMLError, ValueError) as problem:
        return type(problem)


@pytest.mark.parametrize("scalar", SCALARS)
@pytest.mark.parametrize("frame", ["a: {}", "- {}", "{{a: {}, b: [{}]}}", "{}"])
def test_every_scalar_means_what_ruamel_takes_it_for(scalar: str, frame: str) -> None:
    text = frame.replace("{}", scalar).replace("{{", "{").replace("}}", "}")
    try:
        found = outcome(lambda: plain_data(text))
    except Unusual:
        pytest.skip("left to ruamel")
    assert found == outcome(lambda: theirs(text))


@pytest.mark.parametrize("text", UNUSUAL)
def test_what_is_unusual_is_left_to_ruamel(text: str) -> None:
    with pytest.raises(Unusual):
        plain_data(text)


def test_most_scalars_are_not_left_to_ruamel() -> None:
    read = 0
    for scalar in SCALARS:
        try:
            plain_data(f"a: {scalar}")
            read += 1
        except (Unusual, YAMLError):
            continue
    assert read > len(SCALARS) * 0.7


SHIPPED = [path for folder in (library_dir(), templates_dir(), samples_dir()) for path in sorted(folder.rglob("*.yaml"))]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_the_content_is_read_as_ruamel_reads_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert typed(plain_data(text)) == typed(theirs(text))


PLAIN = st.text("abeEtrufnl01279.-+_:,xX~甲 '\"{}[]#&*!|>%@=<\t", max_size=8)


@given(st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PLAIN, inner, max_size=3), max_leaves=8))
def test_whatever_is_written_is_read_alike(shape: Any) -> None:
    def flow(value: Any) -> str:
        if isinstance(value, dict):
            return f"{{{', '.join(f'{k}: {flow(v)}' for k, v in value.items())}}}"
        return f"[{', '.join(map(flow, value))}]" if isinstance(value, list) else value

    text = flow(shape)
    try:
        found = outcome(lambda: plain_data(text))
    except Unusual:
        return
    assert found == outcome(lambda: theirs(text))


def test_aliases_are_one_object_and_refused_in_what_others_wrote() -> None:
    text = "one: &x {a: 1}\ntwo: *x"
    found = plain_data(text)
    assert found["one"] is found["two"]
    with pytest.raises(YamlProblem, match="alias"):
        load_yaml(text, "answers.yaml", foreign=True)


def test_dates_stay_texts_in_what_others_wrote() -> None:
    assert load_yaml("day: 2027-02-30", "answers.yaml", foreign=True) == {"day": "2027-02-30"}


def test_times_and_ratios_between_brackets_are_read() -> None:
    """ruamel.yaml.clib refuses them (findings/libyaml-refuses-service-hours.sh); an officer writes service hours so in every row."""
    text = "answers:\n  requirements:\n    - {system: 政务平台, hours: 08:30-17:30}\n    - {system: [甲:乙], hours: 7:24}\n"
    read = load_yaml(text, "a.yaml", foreign=True, as_written=True)
    assert read["answers"]["requirements"] == [{"system": "政务平台", "hours": "08:30-17:30"}, {"system": ["甲:乙"], "hours": "7:24"}]
