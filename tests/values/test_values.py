"""Money, dates, units, codes, characters."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import cn2an
import pytest
import stdnum.cn.uscc
import stdnum.luhn
from hypothesis import assume, given
from hypothesis import strategies as st

from drafter.language import LANGUAGES
from drafter.values import money, numerals
from drafter.values.dates import long_date
from drafter.values.reading import BadValue, amounts
from drafter.values.reading.characters import half_width_code
from drafter.values.reading.codes import check_character, credit_code, luhn_sum
from drafter.values.reading.numerals import english_number
from drafter.values.texts import forbidden_characters
from drafter.values.units import measure

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("100010.00", "人民币壹拾万零壹拾元整"),
        ("1234567.80", "人民币壹佰贰拾叁万肆仟伍佰陆拾柒元捌角"),
        ("80000.20", "人民币捌万元零贰角"),
        ("1680.32", "人民币壹仟陆佰捌拾元零叁角贰分"),
        ("107000.53", "人民币壹拾万柒仟元零伍角叁分"),
        ("1409.50", "人民币壹仟肆佰零玖元伍角"),
        ("6007.14", "人民币陆仟零柒元壹角肆分"),
        ("16409.02", "人民币壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "人民币叁佰贰拾伍元零肆分"),
        ("0.50", "人民币伍角"),
        ("999999999999.99", "人民币玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
        ("0.05", "人民币伍分"),
        ("1.05", "人民币壹元零伍分"),
        ("100000000", "人民币壹亿元整"),
        ("1230000", "人民币壹佰贰拾叁万元整"),
    ],
)
def test_chinese_capitals(amount: str, words: str) -> None:
    assert money.in_words(Decimal(amount), "zh") == words


def test_english_words() -> None:
    assert money.in_words(Decimal("1234567.80"), "en") == (
        "Renminbi One Million Two Hundred and Thirty-Four Thousand Five Hundred and Sixty-Seven Yuan and Eighty Fen Only"
    )
    assert money.in_words(Decimal("1200000"), "en") == "Renminbi One Million Two Hundred Thousand Yuan Only"


@given(st.decimals(min_value=Decimal("0.01"), max_value=Decimal("999999999.99"), places=2))
def test_capitals_read_back_to_the_same_amount(amount: Decimal) -> None:
    words = money.in_words(amount, "zh").removeprefix("人民币").removesuffix("整")
    yuan, _, rest = words.rpartition("元")
    small = {"角": Decimal("0.1"), "分": Decimal("0.01")}
    value = Decimal(str(cn2an.cn2an(yuan, "smart"))) if yuan else Decimal(0)
    for digit, unit in zip(rest.replace("零", "")[::2], rest.replace("零", "")[1::2], strict=True):
        value += small[unit] * Decimal(str(cn2an.cn2an(digit, "smart")))
    assert value == amount


ZEROS = st.lists(st.sampled_from("0001234567890"), min_size=1, max_size=14).map(
    lambda digits: int("".join(digits))
)  # many zeros among them


@given(ZEROS)
def test_capitals_are_those_of_an_independent_implementation(fen: int) -> None:
    amount = Decimal(fen) / 100
    theirs = cn2an.an2cn(f"{amount:.2f}", "rmb")
    if not fen // 100 % 10 and fen >= 100 and fen // 10 % 10:  # where annex 1 of 支付结算办法 leaves a choice, cn2an leaves the nought out
        theirs = theirs.replace("元", "元零")
    assert money.in_words(amount, "zh") == "人民币" + theirs


@given(ZEROS)
def test_amounts_are_read_back_from_words_with_or_without_the_nought_that_may_go(fen: int) -> None:
    amount = Decimal(fen) / 100
    assume(amount <= money.LARGEST)
    for language in LANGUAGES:
        words = money.in_words(amount, language)
        assert amounts.amount(words) == amount
        if amount:
            assert amounts.amount(words.replace("元零", "元").replace("人民币", "")) == amount
        assert amounts.amount(f"{money.printed(amount, language)}（大写：{words}）") == amount


@given(ZEROS)
def test_english_words_are_those_of_a_second_reader(fen: int) -> None:
    """Hold num2words against the reader of English words, which builds its own words and compares them."""
    assert english_number(money.in_words(Decimal(fen // 100), "en").removeprefix("Renminbi ").removesuffix(" Yuan Only")) == fen // 100


@given(st.one_of(ZEROS, st.integers(0, 10**4)))
def test_numerals_are_those_of_an_independent_implementation(number: int) -> None:
    assert numerals.chinese(number) == cn2an.an2cn(str(number), "low")


def test_figures_round_halves_up() -> None:
    assert money.figures(Decimal("1234.565")) == "1,234.57"


def test_dates_and_measures() -> None:
    assert (long_date(date(2027, 1, 1), "zh"), long_date(date(2027, 1, 1), "en")) == ("2027年1月1日", "1 January 2027")
    assert [measure("1", "day", "en"), measure("30", "day", "en"), measure("10", "workday", "zh"), measure("5", None, "zh")] == [
        "1 day",
        "30 days",
        "10个工作日",
        "5",
    ]


@pytest.mark.parametrize(
    "code", ["91350100M000100Y43", "11421500MB0001113H", "N2330110MF1234567D", "９１３５０１００M000100Y43", "9135 0100 M000 100Y 43"]
)
def test_credit_codes_of_every_registering_authority(code: str) -> None:
    assert credit_code(code) == half_width_code(code).replace(" ", "")


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("91350100M000100Y4", "17"),
        ("91350100M000100Y44", "check digit"),
        ("O" * 18, "made as one"),
        ("9A350100M000A00Y43", "check digit"),
        ("91A50100M000100Y43", "made as one"),
    ],
)
def test_credit_codes_that_are_none(code: str, why: str) -> None:
    with pytest.raises(BadValue, match=why):
        credit_code(code)


@given(st.text(alphabet="0123456789", min_size=1, max_size=19))
def test_check_sums_of_cards_are_those_of_stdnum(digits: str) -> None:
    assert luhn_sum(digits) == stdnum.luhn.checksum(digits)


@given(st.text(alphabet=ALPHABET, min_size=17, max_size=17))
def test_check_characters_are_those_of_stdnum(code: str) -> None:
    assert check_character(code) == stdnum.cn.uscc.calc_check_digit(code)


@given(st.text(alphabet=ALPHABET, min_size=9, max_size=9), st.integers(8, 16), st.sampled_from(ALPHABET))
def test_a_credit_code_finds_every_single_mistake(body: str, place: int, other: str) -> None:
    code = stdnum.cn.uscc.calc_check_digit("91350100" + body)
    code = "91350100" + body + code
    wrong = code[:place] + other + code[place + 1 :]
    if wrong == code:
        assert credit_code(wrong) == code
    else:
        with pytest.raises(BadValue):
            credit_code(wrong)


@pytest.mark.parametrize("text", ["A&B<科技>", "{{7*7}}", "]]>", "𠮷野家", "Ünï", "a b", "😀"])
def test_ordinary_if_odd_characters_are_allowed(text: str) -> None:
    assert forbidden_characters(text) == []


@pytest.mark.parametrize("text", ["a\x00b", "a\u202eb", "a\u2066b", "a\ud800b", "a\ue000b", "a\x07b", "a\nb", "a\u200fb", "\ufffe"])
def test_characters_that_disguise_or_break_are_refused(text: str) -> None:
    assert forbidden_characters(text)
