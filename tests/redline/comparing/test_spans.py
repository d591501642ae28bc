"""The words of paragraphs compared."""

from __future__ import annotations

import pytest

from drafter.redline.comparing.paragraph import InlineObject
from drafter.redline.comparing.paragraph_edits import paragraph_edits, untouched
from drafter.redline.comparing.script import ObjectEdit
from drafter.redline.comparing.spans import kept_places, span_edits
from tests.redline.build import paragraph, run
from tests.redline.comparing.made import never, one, paragraphs, shown, shown_edits

_LINK = '<w:hyperlink w:anchor="{}">{}</w:hyperlink>'


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("付款15日", "付款30日", "付款[-15-]{+30+}日"),
        ("达到99.9%", "达到99.5%", "达到99.[-9-]{+5+}%"),  # of a number only what follows the point
        ("共1,200元", "共1,250元", "共[-1,200-]{+1,250+}元"),  # a comma parts no number
        ("", "新", "{+新+}"),
        ("旧", "", "[-旧-]"),
    ],
)
def test_words_of_one_paragraph(old: str, new: str, wanted: str) -> None:
    [before], [after] = paragraphs(old), paragraphs(new)
    assert shown(span_edits(before, after, never)) == wanted


def test_formats_are_compared_where_words_are_the_same() -> None:
    before, after = one(paragraph(run("甲乙丙"))), one(paragraph(run("甲"), run("乙", "<w:b/>"), run("丙", "<w:b/>")))
    assert shown(span_edits(before, after, never)) == "甲{~乙丙~}"  # two runs of one format are one span


def test_a_language_is_no_format() -> None:
    before, after = one(paragraph(run("甲"))), one(paragraph(run("甲", '<w:lang w:val="en-GB"/>')))
    assert untouched(before, after)


def test_an_object_that_leads_to_the_same_place_was_changed_inside() -> None:
    before, after = (one(paragraph(run("见"), _LINK.format("a", run(text)), run("条"))) for text in ("一", "二"))
    assert shown(span_edits(before, after, _inside)) == "见<o>条"


def test_an_object_that_leads_elsewhere_was_replaced() -> None:
    before, after = (one(paragraph(run("见"), _LINK.format(anchor, run("一")), run("条"))) for anchor in ("a", "b"))
    assert shown(span_edits(before, after, _inside)) == "见[-o-]{+o+}条"


def _inside(old: InlineObject, new: InlineObject) -> ObjectEdit:
    return ObjectEdit(old, new)


def test_a_paragraph_split_in_two_has_an_inserted_end() -> None:
    assert shown_edits(paragraph_edits(paragraphs("甲方付款。乙方交货。"), paragraphs("甲方付款。", "乙方交货。"), never)) == [
        "甲方付款。+",
        "乙方交货。¶",
    ]


def test_two_that_were_joined_have_a_deleted_end() -> None:
    assert shown_edits(paragraph_edits(paragraphs("甲方付款。", "乙方交货。"), paragraphs("甲方付款。乙方交货。"), never)) == [
        "甲方付款。-",
        "乙方交货。¶",
    ]


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ("99.9", "99.5", [(0, 3)]),
        ("1.2.3", "1.2.4", [(0, 4)]),
        ("99.9", "98.9", []),
        ("99", "98", []),
        ("壹佰贰拾伍万", "叁佰贰拾陆万", [(1, 4), (5, 6)]),
        ("壹佰贰拾万", "壹佰零贰万", []),
        ("三十", "二十", []),
    ],
)
def test_places_of_a_number_that_stay(old: str, new: str, kept: list[tuple[int, int]]) -> None:
    assert kept_places(old, new) == kept
