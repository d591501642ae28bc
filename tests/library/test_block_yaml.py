"""What block_yaml writes is what ruamel writes, byte for byte, and both are read back as they were."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from drafter.library.block_yaml import block_yaml, ruamel_yaml
from drafter.library.simple_yaml import Unusual
from drafter.library.yamlfile import load_yaml

ODD = (
    "0571", "21822743E660828", "0868-5180100", "17_0868", "1.10", ".5", "true", "True", "yes", "null", "~", "n", "nil", "2027-01-01", "2027-02-30", "12:30", "甲方：乙方", "a: b", "a:b", "a #b", "a#b",
    "#a", "it's", 'say "so"', "- x", "-x", "--- x", "...", "…省略", "两行\n文字", "末尾换行\n", "\n开头", " 前", "后 ", "二  空", "t\ta", "", "，全角", "?", "? a", ":", "*x", "&x", "!x", "%x", "@x", "`x", "[x]", "{x}", "x,y",
    "“引号”", "‘引号’", "（括号）", "《书》", "𠮷", "é", "a\x85b", "zero\u200bwidth", "a\u00a0b", "\ufeffbom", "x" * 1200, "a|b", "a>b", "a'b", "=", "<<", "a=b", "=a", "<a", "0x1F", "0o7", "+1", "1e5", "x\n\ny", "x \n y", "C:\\temp",
)  # fmt: skip
TEXTS = st.sampled_from(ODD) | st.text("abn01-.:,#'\"\n 甲（）“…。、/\\", max_size=12)
KEYS = st.from_regex(r"[a-z][a-z_0-9]{0,8}", fullmatch=True).filter(lambda key: key not in ("null", "true", "false"))
VALUES = st.recursive(
    TEXTS | st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4))
@example(
    {"a": list(ODD), "b": {"c": {"d": list(ODD)}}, "e": [{"f": text, "g": text} for text in ODD], "h": [[text, [text]] for text in ODD]}
)
def test_it_is_what_ruamel_writes(data: Any) -> None:
    assert block_yaml(data) == ruamel_yaml(data)


def test_a_text_longer_than_a_line_is_folded_alike() -> None:
    data = {"a": {"b": [{"c": "甲乙 " * 4000, "d": "丁" * 11_000}]}}
    assert block_yaml(data) == ruamel_yaml(data)


@pytest.mark.parametrize("text", ODD)
def test_a_text_comes_back(text: str) -> None:
    if not any(c in text for c in "\x85\ufeff"):  # a line break and a mark of YAML's own
        assert load_yaml(block_yaml({"rows": [{"zh": text}]}), "x.yaml", foreign=True) == {"rows": [{"zh": text}]}


@pytest.mark.parametrize("key", [1, None, "a: b", "x" * 200, "true", ""])
def test_an_odd_key_is_left_to_ruamel(key: Any) -> None:
    with pytest.raises(Unusual):
        block_yaml({"answers": {key: 1}})
