"""What a cell of a worksheet holds, in the bytes in which openpyxl writes it."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from openpyxl.compat import safe_string
from openpyxl.utils.datetime import to_excel

MOMENTS = (date, datetime, time)


def content(kind: str, value: Any, result: Any, epoch: datetime) -> str:
    """Return type and content of a cell up to its end: ` t="n"><v>7</v>`. `kind` is openpyxl's type of data, `result` what a formula comes to."""
    if kind == "d":
        kind, value = "n", _serial(value, epoch)
    shown = {"s": ' t="inlineStr"', "f": ""}.get(kind, f' t="{kind}"')
    if value is None or value == "":
        return f"{shown}>"
    if kind == "s":
        space = "" if value == value.strip() else ' xml:space="preserve"'
        return f"{shown}><is><t{space}>{_escaped(value)}</t></is>"
    return _computed(value, result, epoch) if kind == "f" else f"{shown}><v>{_escaped(safe_string(value))}</v>"


def _computed(formula: str, result: Any, epoch: datetime) -> str:
    if isinstance(result, str):
        return f' t="str"><f>{_escaped(formula[1:])}</f><v>{_escaped(result)}</v>'
    shown = _serial(result, epoch) if isinstance(result, MOMENTS) else "" if result is None else str(safe_string(result))
    return f"><f>{_escaped(formula[1:])}</f><v>{shown}</v>"


@lru_cache(maxsize=4096)
def _serial(moment: date | datetime | time, epoch: datetime) -> str:
    return str(safe_string(to_excel(moment, epoch)))  # type: ignore[no-untyped-call]


@lru_cache(maxsize=4096)
def _escaped(text: str) -> str:
    marked = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    return marked.encode("ascii", "xmlcharrefreplace").decode("ascii")
