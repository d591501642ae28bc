"""Codes: what is made of digits and letters and is no number. What has been through a number is refused: its noughts and last digits are gone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from drafter.patterns import regex
from drafter.values.reading.characters import half_width_code
from drafter.values.reading.problems import BadValue

EXCEL_DIGITS = 15  # significant digits that Excel keeps of a number (IEEE 754 doubles, cut by its own specification)
_SCIENTIFIC = regex(r"[0-9](?:\.[0-9]+)?[eE]\+[0-9]{1,3}")
_ENTER_AS_TEXT = (
    "请把单元格设为“文本”格式后重新输入；在答卷中请加引号",
    "format the cell as text and type it again; in an answer file put it in quotes",
)


def written(text: str) -> str:
    """Return a code in half-width digits and letters. Raises BadValue for what a spreadsheet has made of one."""
    code = half_width_code(text)
    if _SCIENTIFIC.fullmatch(code):
        raise BadValue(
            f"“{code}”是表格软件把编号改成的科学计数法，原来的数字已丢失；{_ENTER_AS_TEXT[0]}",
            f"{code!r} is what a spreadsheet made of a code, whose digits are lost; {_ENTER_AS_TEXT[1]}",
        )
    return code


def of_number(number: int | Decimal) -> str:
    """Return the digits of a code that a sheet holds as a number. Raises BadValue where Excel may have cut it."""
    digits = f"{number:f}" if isinstance(number, Decimal) else str(number)
    if len(digits.lstrip("-")) > EXCEL_DIGITS and "." not in digits and not digits[EXCEL_DIGITS:].strip("0"):
        raise BadValue(
            f"“{digits}”是数字单元格，Excel 只保留{EXCEL_DIGITS}位有效数字，末尾的0可能不是原来的数字；{_ENTER_AS_TEXT[0]}",
            f"{digits!r} stands in a cell for numbers, of which Excel keeps {EXCEL_DIGITS} digits: the noughts at its end may not be those of the code; "
            f"{_ENTER_AS_TEXT[1]}",
        )
    return digits


def not_a_text(raw: Any) -> BadValue:
    """Return what is wrong with a date, a truth value or a fraction where a text is asked for: how it was written is no longer known."""
    return BadValue(
        f"“{raw}”不是文本（表格软件可能已把它改成日期或数字）；{_ENTER_AS_TEXT[0]}",
        f"{str(raw)!r} is no text (a spreadsheet may have made a date or number of it); {_ENTER_AS_TEXT[1]}",
    )


def account_slip(account: str) -> bool:
    """Return whether an account looks cut by Excel (noughts after 15 digits), or is a bank card of UnionPay (62, ISO/IEC 7812-1) with a wrong check digit.

    A hint and no more: corporate accounts have no check digit, and some do end in noughts.
    """
    digits = half_width_code(account).replace(" ", "").replace("-", "")
    if not digits.isdecimal() or len(digits) <= EXCEL_DIGITS:
        return False
    return not digits[EXCEL_DIGITS:].strip("0") or (digits.startswith("62") and len(digits) in (16, 19) and luhn_sum(digits) != 0)


def luhn_sum(digits: str) -> int:
    """Return the check sum of a card number, 0 where its check digit is right: every second digit doubled, from the right (ISO/IEC 7812-1, annex B)."""
    return sum(int(digit) if place % 2 == 0 else sum(divmod(2 * int(digit), 10)) for place, digit in enumerate(reversed(digits))) % 10


_CREDIT_CODE = regex("[1-9ANY][0-9A-HJ-NPQRTUWXY][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")  # GB 32100-2015, 4: A, N and Y register too


_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015, table 1: what each stands for is its place


def check_character(code: str) -> str:
    """Return the last character of a credit code, by the first 17: they are weighed by the powers of 3, modulo 31 (GB 32100-2015, 4.2).

    python-stdnum 2.2 says the same, but brings along ssl and pydoc, which takes longer than all other imports of `drafter.values` together.
    """
    total = sum(_CHARACTERS.index(character) * pow(3, place, 31) for place, character in enumerate(code))
    return _CHARACTERS[-total % 31]


_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714-1997, 3.2: of the eight characters of an organisation code before its check character


def organisation_slip(code: str) -> bool:
    """Return whether the organisation code within a credit code (characters 9 to 17) disagrees with its own check character (GB 11714-1997, 3.2).

    A hint and no more: GB 32100-2015 has the whole code checked by its last character, and some bodies were given codes that are not so made.
    """
    body = half_width_code(code).replace(" ", "").replace("-", "").upper()[8:17]
    if len(body) != 9 or not body.isascii() or not body.isalnum():
        return False
    rest = sum(int(character, 36) * weight for character, weight in zip(body, _WEIGHTS, strict=False)) % 11
    return body[8] != "0X987654321"[rest]


def credit_code(raw: Any) -> str:
    """Return a unified social credit code (GB 32100-2015). Raises BadValue."""
    code = half_width_code(str(raw)).replace(" ", "").replace("-", "").upper()
    if what := _wrong_with(code):
        raise BadValue(f"统一社会信用代码“{code[:30]}”{what[0]}", f"the unified social credit code {code[:30]!r} {what[1]}")
    return code


def _wrong_with(code: str) -> tuple[str, str] | None:
    """Return what is wrong with a credit code."""
    if len(code) != 18:
        return f"有{len(code)}位，应为18位", f"has {len(code)} characters, not 18"
    if not _CREDIT_CODE.fullmatch(code):
        return (
            "不合编码规则：第3至8位为数字，字母不用 I、O、S、V、Z",
            "is not made as one: characters 3 to 8 are digits, and there is no I, O, S, V or Z",
        )
    if check_character(code[:17]) != code[17]:
        return "与末位校验码不符，请核对是否抄错", "does not agree with its last character, a check digit: compare it with the certificate"
    return None
