"""A font that has Chinese, found among those that are installed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from drafter.errors import FileError, error
from drafter.patterns import regex

CHINESE = regex("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
FAMILIES = (  # sans serif first, as headings of tables are; simplified forms before others
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
    "Microsoft YaHei", "SimHei", "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Source Han Serif CN", "SimSun", "NSimSun", "FangSong",
    "PingFang SC", "Noto Sans CJK JP", "Noto Serif CJK JP",
)  # fmt: skip
_FILES = regex(r"(?i)noto(sans|serif)(cjk|sc)|sourcehan|wqy|wenquanyi|simsun|simhei|msyh")


def families(text: str) -> list[str]:
    """Return the font families for a text, the second for what the first lacks. Raises FileError when the text has Chinese and no font does."""
    if not CHINESE.search(text):
        return ["DejaVu Sans"]
    return [chinese_family(), "DejaVu Sans"]


@lru_cache(maxsize=1)
def chinese_family() -> str:
    """Return the first family there is. Raises FileError."""
    found = _installed() or _new()
    if found is None:
        raise FileError(
            error(
                "font",
                "没有找到中文字体，无法绘制图表",
                "no Chinese font was found to draw the charts with",
                (
                    "安装 Noto Sans CJK（Debian、Ubuntu：apt-get install fonts-noto-cjk）、思源黑体、文泉驿或者宋体",
                    "install Noto Sans CJK (Debian, Ubuntu: apt-get install fonts-noto-cjk), Source Han, WenQuanYi or SimSun",
                ),
            )
        )
    return found


def _installed() -> str | None:
    from matplotlib.font_manager import fontManager

    names = {font.name for font in fontManager.ttflist}
    return next((family for family in FAMILIES if family in names), None)


def _new() -> str | None:
    """Look among the files, for matplotlib's list may be older than the fonts."""
    from matplotlib.font_manager import findSystemFonts, fontManager

    for path in sorted(findSystemFonts()):
        if _FILES.search(Path(path).name):
            fontManager.addfont(path)
    return _installed()
