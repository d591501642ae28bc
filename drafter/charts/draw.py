"""Charts drawn by matplotlib, its one home: SVG with outlines for letters, and PNG. The same data give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from drafter.charts.data import Bars, Gantt, Span
from drafter.charts.fonts import families
from drafter.errors import MissingTool, error
from drafter.language import Language, Words
from drafter.model import Picture
from drafter.patterns import regex

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 150.0  # mm
_ROW, _HEAD, _THIN = 5.0, 15.0, 2.6  # mm: a category, what is around the bars, each further bar of a category
_STEP = 4.2
_INCH = 25.4
_DPI = 200
_COLOURS = ("#9dc3e6", "#1f4e79", "#7f7f7f")  # told apart in black and white too
_ONE, _LAW = "#1f4e79", "#c00000"
_TITLES = 60  # characters of a label
_WIDE = 500
_DOCTYPE = regex(rb"<!DOCTYPE[^>]*>\s*")
_LOG = Words("（对数刻度）", "(logarithmic scale)")


def drawn(name: str, title: Words, data: Bars | Gantt, languages: tuple[Language, ...]) -> Picture:
    """Return the chart as a picture. Raises MissingTool without matplotlib, FileError without a Chinese font."""
    try:
        import matplotlib as _  # noqa: F401
    except ImportError:
        raise MissingTool(
            error("matplotlib", "绘制图表需要 matplotlib", "charts need matplotlib", ("pip install 'drafter[charts]'",) * 2)
        ) from None
    return _drawn(name, title, data, languages)


@lru_cache(maxsize=32)
def _drawn(name: str, title: Words, data: Bars | Gantt, languages: tuple[Language, ...]) -> Picture:
    from matplotlib import style

    from drafter.charts.figure import Figure

    height = _height(data)
    options: dict[str, Any] = {
        "font.family": families("".join(_texts(data, languages))),
        "font.size": 8.5,
        "svg.fonttype": "path",
        "svg.hashsalt": "drafter",
        "axes.unicode_minus": False,
    }
    with style.context(["default", options]):
        figure = Figure(figsize=(WIDTH / _INCH, height / _INCH), layout="constrained")
        axes = figure.add_subplot()
        if isinstance(data, Bars):
            _bars(axes, data, languages)
        else:
            _gantt(axes, data, languages)
        svg, png = _saved(figure, "svg"), _saved(figure, "png")
    return Picture(name, svg, png, WIDTH, height, _alt(title, data, languages))


def _saved(figure: Figure, kind: str) -> bytes:
    """Return the figure without date, program and document type."""
    out = io.BytesIO()
    metadata = {"Date": None, "Creator": None} if kind == "svg" else {"Software": None}
    figure.savefig(out, format=kind, dpi=_DPI, metadata=metadata)
    return _DOCTYPE.sub(b"", out.getvalue(), count=1) if kind == "svg" else out.getvalue()


def _height(data: Bars | Gantt) -> float:
    if isinstance(data, Gantt):
        return _HEAD + _STEP * len(data.spans)
    return _HEAD + len(data.categories) * (_ROW + _THIN * (len(data.series) - 1))


def _said(words: Words, languages: Iterable[Language]) -> str:
    """Return a text in each language, what reads alike once."""
    return " ".join(dict.fromkeys(words[n] for n in languages))


def _short(text: str) -> str:
    return text if len(text) <= _TITLES else text[: _TITLES - 1] + "…"


def _texts(data: Bars | Gantt, languages: Sequence[Language]) -> list[str]:
    if isinstance(data, Gantt):
        return [_said(s.label, languages) for s in data.spans]
    words = [*data.categories, data.unit, _LOG, *(s.label for s in data.series), *([data.note] if data.note else [])]
    return [_said(w, languages) for w in words]


def _plain(axes: Axes) -> None:
    """Take the frame away but for the axes, and let no text be read as a formula."""
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for label in (*axes.get_yticklabels(), *axes.get_xticklabels()):
        label.set_parse_math(False)


def _literal(text: str) -> str:
    return text.replace("$", r"\$")


# --- bars --------------------------------------------------------------------------------------------------------------------------------


def _bars(axes: Axes, data: Bars, languages: tuple[Language, ...]) -> None:
    count = len(data.series)
    thick = 0.8 / count
    top = max((v for s in data.series for v in s.values if v is not None), default=Decimal(1)) or Decimal(1)
    for number, series in enumerate(data.series):
        colour = _ONE if count == 1 else _COLOURS[number]
        for place, value in enumerate(series.values):
            y = place + (number - (count - 1) / 2) * thick
            axes.barh(
                y,
                float(value or 0),
                height=thick * 0.9,
                color=colour,
                label=_literal(_said(series.label, languages)) if place == 0 else None,
            )
            if value is not None:
                axes.annotate(f"{value:,}", (float(value), y), (3, 0), textcoords="offset points", va="center", fontsize=7)
    axes.set_yticks(range(len(data.categories)), [_literal(_short(_said(c, languages))) for c in data.categories])
    axes.invert_yaxis()
    notes = [data.unit, *([data.note] if data.note else []), *([_LOG] if _is_wide(data) else [])]
    if _is_wide(data):
        axes.set_xscale("log")
    axes.set_xlim(0.8 if _is_wide(data) else 0, float(top) * (2.2 if _is_wide(data) else 1.15))
    axes.set_xlabel(_literal("　".join(_said(words, languages) for words in notes)))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    if count > 1:
        axes.figure.legend(loc="outside upper center", ncols=count, frameon=False)
    _plain(axes)


def _is_wide(data: Bars) -> bool:
    """Return whether the largest number would make the smallest vanish; only of whole numbers, which a logarithmic axis fits."""
    values = [v for s in data.series for v in s.values if v]
    return bool(values) and max(values) > _WIDE * min(values) and all(v >= 1 for v in values)


# --- timetable ---------------------------------------------------------------------------------------------------------------------------


def _gantt(axes: Axes, data: Gantt, languages: tuple[Language, ...]) -> None:
    from matplotlib.dates import DateFormatter, date2num

    first, margin = min(s.first for s in data.spans), timedelta(days=2)
    for place, span in enumerate(data.spans):
        _span(axes, place, span, data)
    room = (data.until - first) * 0.22 + margin
    axes.set_xlim(date2num(first - margin), date2num(data.until + room))  # type: ignore[no-untyped-call]
    axes.set_yticks(range(len(data.spans)), [_literal(_short(_said(s.label, languages))) for s in data.spans])
    axes.set_ylim(len(data.spans) - 0.4, -0.6)
    axes.xaxis.set_major_locator(_ticks((data.until + room - first + margin).days))
    axes.xaxis.set_major_formatter(DateFormatter("%Y-%m-%d" if (data.until - first).days < 120 else "%Y-%m"))  # type: ignore[no-untyped-call]
    axes.grid(axis="x", color="#d9d9d9", linewidth=0.6)
    axes.set_axisbelow(True)
    for label, span in zip(axes.get_yticklabels(), data.spans, strict=True):
        label.set_color(_LAW if span.law else "black")
    _plain(axes)


def _ticks(days: int) -> Any:
    """Return where days are written on an axis: from two to five years every half-year, for which AutoDateLocator has no step."""
    from matplotlib.dates import AutoDateLocator, MonthLocator

    return MonthLocator((1, 7)) if 2 * 365 < days <= 5 * 365 + 1 else AutoDateLocator(maxticks=5)  # type: ignore[no-untyped-call]


def _span(axes: Axes, place: int, span: Span, data: Gantt) -> None:
    """Draw a step as a bar; a statutory clock as a line that ends in a diamond on the last day."""
    from matplotlib.dates import date2num

    start, end = date2num(span.first), date2num(min(span.last, data.until) + timedelta(days=1))  # type: ignore[no-untyped-call]
    if span.law:
        axes.plot([start, end - 1], [place, place], color=_LAW, linewidth=1)
        axes.plot([end - 1], [place], marker="D", color=_LAW, markersize=4.5)
        said = f"{span.last:%m-%d}"
    else:
        axes.barh(place, end - start, left=start, height=0.56, color=_ONE)
        said = f"{span.first:%m-%d} – {span.last:%m-%d}" if span.last <= data.until else f"{span.first:%m-%d} – {span.last:%Y-%m-%d}"
    axes.annotate(said, (end, place), (3 if span.law else 2, 0), textcoords="offset points", va="center", fontsize=7)


# --- in words ----------------------------------------------------------------------------------------------------------------------------


def _alt(title: Words, data: Bars | Gantt, languages: tuple[Language, ...]) -> str:
    """Return what the chart shows in words, in the first language."""
    language = languages[0]
    colon, stop = ("：", "；") if language == "zh" else (": ", "; ")
    if isinstance(data, Gantt):
        said = stop.join(f"{s.label[language]} {s.first:%Y-%m-%d} – {s.last:%Y-%m-%d}" for s in data.spans)
    else:
        said = stop.join(_category(data, place, language) for place in range(len(data.categories)))
    return f"{title[language]}{colon}{said}"


def _category(data: Bars, place: int, language: Language) -> str:
    values = [(s.label[language], s.values[place]) for s in data.series]
    joined = ("，" if language == "zh" else ", ").join(f"{label} {value:,}" for label, value in values if value is not None)
    return f"{data.categories[place][language]} {joined} {data.unit[language]}".replace("  ", " ")
