"""Parts of fields whose beginning has gone."""

from __future__ import annotations

import pytest

from drafter.redline.revisions.orphaned_fields import remove_orphaned_field_parts
from tests.redline.build import paragraph, run
from tests.redline.revisions.made import story

_PARTS = {
    "[": '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
    "c": "<w:r><w:instrText>REF b</w:instrText></w:r>",
    "|": '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
    "]": '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    "x": run("x"),
}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[c|x]", "[c|x]"),
        ("c|x]", "x"),
        ("x]x", "xx"),
        ("[c|x]]", "[c|x]"),
        ("[[c|x]|x]", "[[c|x]|x]"),
        ("|x[c|x]", "x[c|x]"),
        ("[c|x", "[c|x"),
    ],
)
def test_what_stands_in_no_field_goes(before: str, after: str) -> None:
    made, wanted = (story(paragraph(*(_PARTS[sign] for sign in signs))) for signs in (before, after))
    remove_orphaned_field_parts(made)
    assert [[*run[0].items(), run[0].tag] for run in made[0]] == [[*run[0].items(), run[0].tag] for run in wanted[0]]


def test_a_run_that_holds_more_stays() -> None:
    made = story(paragraph('<w:r><w:fldChar w:fldCharType="end"/><w:t>甲</w:t></w:r>'))
    remove_orphaned_field_parts(made)
    assert [node.tag.rpartition("}")[2] for node in made[0][0]] == ["t"]
