"""The numbers of laws and policies in English: how an order, a document number or a date of amendment reads there."""

from __future__ import annotations

import re
from collections.abc import Callable

from drafter.values.dates import MONTHS

_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")}
_ACTS = {"修正": "as amended", "修订": "as revised", "通过": "adopted", "公布": "issued", "印发": "issued"}
_BODIES = {
    "国务院": "State Council Decree",
    "财政部": "Ministry of Finance Order",
    "国家互联网信息办公室": "Cyberspace Administration Order",
    "国家保密局": "State Secrecy Administration Order",
}
_ISSUERS = {
    "国家密码管理局": "the State Cryptography Administration",
    "国家互联网信息办公室": "the Cyberspace Administration",
    "公安部": "the Ministry of Public Security",
}
_SERIES = {"财库": "Caiku", "国办发": "Guobanfa", "公通字": "Gongtongzi", "法释": "Fashi"}
_Match = re.Match[str]


def english_number(number: str) -> str:
    """Return the number of an instrument as English writes it; one that has no Chinese in it, or is not understood, as it is."""
    for pattern, said in _FORMS:
        if found := re.fullmatch(pattern, number):
            return said(found)
    return number


def _day(found: _Match) -> str:
    return f"{int(found['d'])} {MONTHS[int(found['m']) - 1]} {found['y']}"


def _count(numeral: str) -> int:
    """Return a Chinese numeral below a hundred."""
    tens, _, ones = numeral.rpartition("十")
    high = _DIGITS[tens] if tens else int("十" in numeral)
    return high * 10 + (_DIGITS[ones] if ones else 0)


def _issued(found: _Match) -> str:
    bodies = [_ISSUERS.get(name, name) for name in found["by"].split("、")]
    return f"issued in {found['y']} by {', '.join(bodies[:-1])}{' and ' if bodies[:-1] else ''}{bodies[-1]}"


_DATE = r"(?P<y>\d{4})年(?P<m>\d+)月(?P<d>\d+)日"
_FORMS: tuple[tuple[str, Callable[[_Match], str]], ...] = (
    (rf"{_DATE}主席令第(?P<no>[一二三四五六七八九十]+)号", lambda f: f"Presidential Order No. {_count(f['no'])} of {_day(f)}"),
    (rf"{_DATE}(?P<act>{'|'.join(_ACTS)})", lambda f: f"{_ACTS[f['act']]} on {_day(f)}"),
    (rf"(?P<y>\d{{4}})年(?P<act>{'|'.join(_ACTS)})", lambda f: f"{_ACTS[f['act']]} in {f['y']}"),
    (rf"(?P<by>{'|'.join(_BODIES)})令第(?P<no>\d+)号", lambda f: f"{_BODIES[f['by']]} No. {f['no']}"),
    (rf"(?P<by>{'|'.join(_BODIES)})令(?P<y>\d{{4}})年第(?P<no>\d+)号", lambda f: f"{_BODIES[f['by']]} No. {f['no']} of {f['y']}"),
    (rf"(?P<s>{'|'.join(_SERIES)})〔(?P<y>\d{{4}})〕(?P<no>\d+)号", lambda f: f"{_SERIES[f['s']]} [{f['y']}] No. {f['no']}"),
    (r"(?P<y>\d{4})年第(?P<no>\d+)号公告", lambda f: f"Announcement No. {f['no']} of {f['y']}"),
    (r"(?P<by>[^\d]+)(?P<y>\d{4})年公布", _issued),
)
