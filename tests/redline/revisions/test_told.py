"""What a change says in a person's words, in both languages: no name of an element, no id and no code of a field."""

from __future__ import annotations

import re

import pytest

from drafter.language import LANGUAGES, Language
from drafter.ooxml.package import Package
from drafter.redline.page.html import page_bytes
from drafter.redline.page.listing import Listing
from drafter.redline.page.view import view
from drafter.redline.revisions.listed import revisions
from drafter.redline.revisions.property_words import in_words
from drafter.redline.revisions.told import sides_told, told, words_told
from tests.redline.build import by, dele, ending, ins, package, paragraph, run
from tests.redline.compared import redlined

LISTS = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="x7"><w:name w:val="合同正文"/></w:style>'
)
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
RAW = re.compile(r"w:|ilvl|numId|sectPr|titlePg|pgSz|[a-z]+[A-Z][a-z]+=|\w=\w|\\f|\x0c")


def item(words: str, depth: int = -1, number: int = 1, style: str = "") -> str:
    """Return a paragraph, in a list at a level."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>' if depth >= 0 else ""
    return paragraph(run(words), properties=styled + listed)


def said(made: Package, language: Language) -> list[tuple[str, str, str]]:
    """Return what the changes of a file say."""
    return [tuple(told(revision, language)) for revision in revisions(made)]


@pytest.mark.parametrize(
    ("before", "after", "zh", "en"),
    [
        (item("付款", 0), item("付款"), ("编号 第三条", "无编号"), ("number 第三条", "no number")),
        (item("付款"), item("付款", 1), ("无编号", "编号 1."), ("no number", "number 1.")),
        (item("付款", 0), item("付款", 1), ("编号 第三条", "编号 1."), ("number 第三条", "number 1.")),
        (item("付款", 0), item("付款", 0, 2), ("", "改属另一编号列表"), ("", "in another list")),
        (item("付款", style="x7"), item("付款", style="a3"), ("样式 合同正文", "样式 标题 2"), ("style 合同正文", "style Heading 2")),
    ],
)
def test_numbers_and_styles_are_called_as_they_are_printed(
    before: str, after: str, zh: tuple[str, str], en: tuple[str, str]
) -> None:  # fmt: skip
    made = redlined(*(package(body + item("完"), numbering=LISTS, styles=STYLES) for body in (before, after)))
    assert (said(made, "zh"), said(made, "en")) == ([("付款", *zh)], [("付款", *en)])
    for language in LANGUAGES:
        shown = view(made, language)
        page = re.sub(r"<style.*?</style>|<script.*?</script>", "", page_bytes(shown, "t", language).decode(), flags=re.DOTALL)
        tips = re.findall(r'title="([^"]*)"', page)
        assert not RAW.search(Listing(shown, language).markdown().decode())
        assert tips
        assert not any(RAW.search(tip) for tip in tips)


def test_a_number_that_word_kept_of_before_is_told_as_a_number() -> None:
    kept = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:numberingChange {by("乙方")} w:original="%1:3:0:."/></w:numPr>'
    came = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins {by("乙方")}/></w:numPr>'
    made = package(paragraph(run("甲"), properties=kept) + paragraph(run("乙"), properties=came), numbering=LISTS)
    assert said(made, "zh") == [("", "编号 3.", "编号 第三条"), ("", "无编号", "编号 第四条")]


@pytest.mark.parametrize(("language", "words"), [("zh", "[分节符]"), ("en", "[section break]")])
def test_the_break_of_a_section_is_told_as_that(language: Language, words: str) -> None:
    broken = paragraph(run("甲方付款。"), mark=ending("ins"), properties="").replace("</w:rPr></w:pPr>", f"</w:rPr>{SECTION}</w:pPr>")
    made = package(broken + paragraph(run("完")) + SECTION)
    assert said(made, language) == [("", "", words)]
    assert words[1:-1] in "".join(block.html for block in view(made, language).blocks)


@pytest.mark.parametrize(
    ("before", "after", "zh", "en"),
    [
        ("☐{FORMCHECKBOX}", "☒{FORMCHECKBOX}", ("☐", "☒"), ("☐", "☒")),
        ("15日", "15日[footnote]", ("15日", "15日[脚注]"), ("15日", "15日[footnote]")),
        ("[drawing 1a2b3c]", "[drawing 4d5e6f]", ("[图 1a2b3c]", "[图 4d5e6f]"), ("[picture 1a2b3c]", "[picture 4d5e6f]")),
        ("", "[drawing 1a2b3c]", ("", "[图]"), ("", "[picture]")),
        ("", "第{PAGE \\* MERGEFORMAT}1页", ("", "第1页"), ("", "第1页")),
        ("", "{ NUMPAGES }", ("", "[总页数]"), ("", "[number of pages]")),
        (
            "{REF r_a \\h}第三条",
            "{REF r_b \\h}第三条",
            ("[交叉引用 r_a]第三条", "[交叉引用 r_b]第三条"),
            ("[cross-reference r_a]第三条", "[cross-reference r_b]第三条"),
        ),
        ("", '{HYPERLINK "https://example.com"}链接', ("", "[链接 https://example.com]链接"), ("", "[link https://example.com]链接")),
        ("", "[Webdings F061]", ("", "[符号 Webdings F061]"), ("", "[symbol Webdings F061]")),
        ("{甲方}", "[Annex 12]", ("{甲方}", "[Annex 12]"), ("{甲方}", "[Annex 12]")),
    ],
)
def test_fields_and_objects_are_called_by_what_they_are(before: str, after: str, zh: tuple[str, str], en: tuple[str, str]) -> None:
    assert (sides_told(before, after, "zh"), sides_told(before, after, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("properties", "zh", "en"),
    [
        ("sz=24; b", "字号 12 磅；加粗", "size 12 pt; bold"),
        ("b=0; bCs=0", "取消加粗", "no bold"),
        ("titlePg", "首页不同", "different first page"),
        ("type=continuous", "分节方式 连续", "section start continuous"),
        ("pgSz=w:16838,h:11906,orient:landscape", "纸张 29.7 × 21 厘米，横向", "paper size 29.7 × 21 cm, landscape"),
        ("ind=left:567,firstLine:480,firstLineChars:200", "缩进 左 1 厘米，首行 2 字符", "indentation left 1 cm, first line 2 characters"),
        ("spacing=before:120,line:360,lineRule:auto", "间距 段前 6 磅，1.5 倍行距", "spacing before 6 pt, 1.5 lines"),
        ("spacing=20", "字符间距 1 磅", "character spacing 1 pt"),
        ("rFonts=ascii:Arial,hAnsi:Arial,eastAsia:仿宋,hint:eastAsia", "字体 Arial，仿宋", "font Arial, 仿宋"),
        ("tblW=w:5000,type:pct", "表格宽度 100%", "table width 100%"),
        ("pBdr=top=single,sz:4,space:1,color:auto", "边框", "border"),
        ("tabs=tab=left,pos:420", "制表位", "tab stops"),
        ("pgNumType=fmt:lowerRoman,start:1", "页码 格式 i、ii、iii，起始 1", "page numbers format i, ii, iii, from 1"),
        ("outlineLvl=0", "大纲级别 1", "outline level 1"),
        ("shd=clear,color:auto,fill:FFFF00", "底纹 FFFF00", "shading FFFF00"),
        ("numPr=ilvl=0,numId=2", "编号", "number"),
        ("unheardOf=1; another=w:2", "其他格式", "other formatting"),
    ],
)
def test_properties_are_told_in_words(properties: str, zh: str, en: str) -> None:
    assert (in_words(properties, "zh"), in_words(properties, "en")) == (zh, en)


def test_a_text_without_signs_is_told_as_it_stands() -> None:
    text = "甲方应在{30}日内付款[含税]，见 {project_name}。"
    assert words_told(text, "zh") == words_told(text, "en") == text
    assert said(package(paragraph(dele("30"), ins(run("60")))), "zh") == [("", "30", "60")]
