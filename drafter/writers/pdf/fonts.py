"""Fonts that a Word file names and this machine has not: what stands in for them in the PDF, and what to install."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable

from drafter.errors import Finding, warning
from drafter.patterns import regex

_EMBEDDED = regex(rb"/BaseFont\s*/(?:[A-Z]{6}\+)?([^\s/<>\[\]()]+)")
_REMEDY = (
    "安装所列字体（仿宋、黑体、楷体随 Windows 提供，其他字体向权利人取得）；没有时安装 fonts-noto-cjk、fonts-liberation",
    "install the fonts named (仿宋, 黑体 and 楷体 come with Windows, others from their owners); failing these, fonts-noto-cjk and fonts-liberation",
)


def installed_fonts() -> frozenset[str] | None:
    """Return the families that fontconfig knows, in lower case; None where it is not installed."""
    program = shutil.which("fc-list")
    if program is None:
        return None
    listed = subprocess.run([program, ":", "family"], capture_output=True, text=True, check=False, timeout=60).stdout
    return frozenset(name.strip().lower() for line in listed.splitlines() for name in line.replace("\\-", "-").split(","))


def embedded_fonts(pdf: bytes) -> tuple[str, ...]:
    """Return the faces that a PDF of LibreOffice carries, by name."""
    names = {name.decode("ascii", "replace").removesuffix("-VKana") for name in _EMBEDDED.findall(pdf)}
    return tuple(sorted(names))


def stand_ins(named: Iterable[str], pdf: bytes) -> tuple[Finding, ...]:
    """Return a warning that names the fonts a file asks for and did not get, with what the PDF has instead; nothing when all are there."""
    known = installed_fonts()
    missing = sorted({name for name in named if known is not None and name.lower() not in known})
    if not missing:
        return ()
    faces = ", ".join(embedded_fonts(pdf))
    zh, en = (
        f"本机没有字体{'、'.join(missing)}，PDF 用的是 {faces}",
        f"fonts not on this machine: {', '.join(missing)}; the PDF has {faces}",
    )
    return (warning("pdf-fonts", zh, en, _REMEDY),)
