"""Numbers of lists in the formats of ECMA-376 part 1, 17.18.59, as Word prints them."""

from __future__ import annotations

import pytest

from drafter.ooxml.names import W
from drafter.ooxml.number_formats import FORMATS, formatted, pictured
from drafter.ooxml.numbering import Counter, Lists
from drafter.ooxml.package import parse_xml

_NUMBERS = (1, 10, 11, 20, 21, 101)
PRINTED = {  # for 1, 10, 11, 20, 21, 101
    "chineseCounting": "一 十 十一 二十 二十一 一○一",  # Word 16.112
    "chineseCountingThousand": "一 十 十一 二十 二十一 一百〇一",  # Word 16.112
    "chineseLegalSimplified": "壹 壹拾 壹拾壹 贰拾 贰拾壹 壹佰零壹",  # Word 16.112
    "japaneseCounting": "一 十 十一 二十 二十一 百一",  # Word 16.112
    "ideographDigital": "一 一〇 一一 二〇 二一 一〇一",  # Word 16.112
    "decimalFullWidth": "１ １０ １１ ２０ ２１ １０１",  # Word 16.112
    "ideographTraditional": "甲 癸 11 20 21 101",  # Word 16.112
    "ideographZodiac": "子 酉 戌 20 21 101",  # Word 16.112
    "decimalEnclosedCircle": "① ⑩ ⑪ ⑳ 21 101",  # Word 16.112
    "taiwaneseCountingThousand": "一 十 十一 二十 二十一 一百零一",
    "taiwaneseCounting": "一 十 十一 二十 二十一 一○一",
    "taiwaneseDigital": "一 一○ 一一 二○ 二一 一○一",
    "ideographLegalTraditional": "壹 壹拾 壹拾壹 貳拾 貳拾壹 壹佰零壹",
    "ideographEnclosedCircle": "㈠ ㈩ 11 20 21 101",
    "ideographZodiacTraditional": "甲子 癸酉 甲戌 癸未 甲申 101",
    "japaneseLegal": "壱 壱拾 壱拾壱 弐拾 弐拾壱 壱百壱",
    "decimalEnclosedParen": "⑴ ⑽ ⑾ ⒇ 21 101",
    "decimalEnclosedFullstop": "⒈ ⒑ ⒒ ⒛ 21 101",
    "decimalZero": "01 10 11 20 21 101",
    "hex": "1 A B 14 15 65",
    "upperLetter": "A J K T U WWWW",
    "lowerRoman": "i x xi xx xxi ci",
    "ordinal": "1st 10th 11th 20th 21st 101st",
    "cardinalText": "One|Ten|Eleven|Twenty|Twenty-one|One hundred one",
    "ordinalText": "First|Tenth|Eleventh|Twentieth|Twenty-first|One hundred first",
    "numberInDash": "- 1 -|- 10 -|- 11 -|- 20 -|- 21 -|- 101 -",
    "chicago": "* ††† ‡‡‡ §§§§§ ****** **************************",
    "koreanCounting": "일 십 십일 이십 이십일 백일",
    "koreanLegal": "하나 열 열하나 스물 스물하나 101",
    "ganada": "가 차 카 바바 사사 다다다다다다다다",
    "aiueo": "ｱ ｺ ｻ ﾄ ﾅ ｹ",
    "hebrew1": "א י יא כ כא קא",
    "hebrew2": "א י כ ר ש תתתתמ",
    "thaiNumbers": "๑ ๑๐ ๑๑ ๒๐ ๒๑ ๑๐๑",
    "russianLower": "а к л ф х оооо",
    "bahtText": "1 10 11 20 21 101",  # [MS-OI29500]: decimal
}


@pytest.mark.parametrize("kind", PRINTED)
def test_a_number_is_printed_as_word_prints_it(kind: str) -> None:
    line = PRINTED[kind]
    assert [formatted(n, kind) for n in _NUMBERS] == line.split("|" if "|" in line else " ")


def test_no_number_of_a_list_fails() -> None:
    for kind in FORMATS:
        assert all(formatted(n, kind) for n in (*range(1, 2000), 10_000, 10_001, 32_767)) or kind == "none"
        assert formatted(0, kind) == "0"


@pytest.mark.parametrize(
    ("picture", "printed"),
    [
        ("001, 002, 003, ...", "012"),
        ("00001, 00002, 00003, ...", "00012"),
        ("①, ②, ③, ...", "⑫"),
        ("一, 十, 一百(简), ...", "十二"),
        ("01, 02, 03, ...", "12"),
        ("0001,0002,0003", "0012"),
        ("001", "012"),
        ("００１, ００２, ００３, ...", "０１２"),
        ("٠١, ٠٢, ٠٣, ...", "١٢"),
        ("α, β, γ, ...", "μ"),
        ("Α, Β, Γ, …", "Μ"),
        ("а, б, в, ...", "м"),
        ("i, ii, iii, ...", "xii"),
        ("A, B, C, ...", "L"),
        ("一、二、三", "十二"),
        ("壹, 贰, 叁, ...", "壹拾贰"),
        ("甲, 乙, 丙, ...", "12"),
        ("(ア)", "(シ)"),
        ("a.", "l."),
        ("?", "12"),
        ("", "12"),
    ],
)
def test_a_format_of_ones_own_is_read_off_its_first_numbers(picture: str, printed: str) -> None:
    assert pictured(12, picture) == printed


_CHOICE = '<mc:Choice Requires="{}"><w:numFmt w:val="custom" w:format="{}"/></mc:Choice>'
_FALLBACK = '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback>'


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        (f"<mc:AlternateContent>{_CHOICE.format('w14', '001, 002, 003, ...')}{_FALLBACK}</mc:AlternateContent>", ["C-009", "C-010"]),
        (f"<mc:AlternateContent>{_CHOICE.format('w14', '00001, 00002, 00003, ...')}</mc:AlternateContent>", ["C-00009", "C-00010"]),
        (f"<mc:AlternateContent>{_CHOICE.format('x', '001, 002, 003, ...')}{_FALLBACK}</mc:AlternateContent>", ["C-9", "C-10"]),
        (f"<mc:AlternateContent>{_FALLBACK}</mc:AlternateContent>", ["C-9", "C-10"]),
        ('<w:numFmt w:val="custom" w:format="0001, 0002, 0003, ..."/>', ["C-0009", "C-0010"]),
        ('<w:numFmt w:val="custom"/>', ["C-9", "C-10"]),
        ('<w:numFmt w:val="decimalZero"/>', ["C-09", "C-10"]),
        ("", ["C-9", "C-10"]),
    ],
)
def test_a_format_is_found_where_it_stands(form: str, printed: list[str]) -> None:
    spaces = (
        f'xmlns:w="{W[1:-1]}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:x="urn:unknown" '
        'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    )
    text = (
        f'<w:numbering {spaces}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="9"/>{form}<w:lvlText w:val="C-%1"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    counter = Counter(Lists(parse_xml(text.encode(), "")))
    assert [counter.label("1", 0), counter.label("1", 0)] == printed
