"""Charts are drawn once for what they show, and anew where anything they depend on is another."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from decimal import Decimal
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from drafter import cache
from drafter.charts import kept, picture
from drafter.charts.data import Bars, Series
from drafter.charts.kept import drawn_once
from drafter.language import Words
from drafter.model import Picture
from tests.charts.test_charts import ANSWERS, situation

BARS = Bars((Words("驻场", "On site"),), (Series(Words("金额", "Amount"), (Decimal("7.20"),)),), Words("万元", "x"))


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAFTER_CACHE", str(tmp_path / "cache"))


class Drawer:
    """Draws nothing, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Picture:
        self.times += 1
        return Picture("budget", b"<svg/>", b"png", 150, 20, "alt")


def test_the_same_is_drawn_once() -> None:
    draw = Drawer()
    assert drawn_once(("budget", BARS, ("zh",)), draw) == drawn_once(("budget", BARS, ("zh",)), draw)
    assert draw.times == 1


@pytest.mark.parametrize(
    "other",
    [
        ("budget", BARS, ("en",)),
        ("budget", Bars(BARS.categories, (Series(Words("金额", "Amount"), (Decimal("7.21"),)),), BARS.unit), ("zh",)),
        ("budget", Bars((Words("驻场", "On-site"),), BARS.series, BARS.unit), ("zh",)),
    ],
)
def test_another_language_number_or_word_is_another_chart(other: object) -> None:
    draw = Drawer()
    drawn_once(("budget", BARS, ("zh",)), draw)
    drawn_once(other, draw)
    assert draw.times == 2


def test_where_fonts_came_or_went_it_is_drawn_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fonts = tmp_path / "fonts" / "opentype"
    fonts.mkdir(parents=True)
    monkeypatch.setattr(kept, "_FONTS", (str(tmp_path / "fonts"),))
    draw = Drawer()
    drawn_once("chart", draw)
    (fonts / "new.otf").write_bytes(b"")
    drawn_once("chart", draw)
    drawn_once("chart", draw)
    assert draw.times == 2


def test_another_release_of_what_draws_it_draws_it_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("matplotlib", "PIL"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "_version.py").write_text("1")
    monkeypatch.setattr(kept, "find_spec", lambda name: ModuleSpec(name, None, origin=str(tmp_path / name / "__init__.py")))
    draw = Drawer()
    drawn_once("chart", draw)
    (tmp_path / "PIL" / "_version.py").write_text("2")
    drawn_once("chart", draw)
    assert draw.times == 2


def _absent(name: str) -> ModuleSpec | None:
    return None if name == "matplotlib" else importlib.util.find_spec(name)


def test_without_matplotlib_nothing_is_kept_and_what_is_missing_is_said_by_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    draw = Drawer()
    drawn_once("chart", draw)
    monkeypatch.setattr(kept, "find_spec", _absent)
    drawn_once("chart", draw)
    assert draw.times == 2


@pytest.mark.parametrize("folder", ["off", "/dev/null/cache"])
def test_where_nothing_can_be_kept_it_is_drawn(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAFTER_CACHE", folder)
    draw = Drawer()
    assert drawn_once("chart", draw) == drawn_once("chart", draw)
    assert draw.times == 2


def test_a_chart_that_was_kept_is_the_one_that_was_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = picture("budget", situation(ANSWERS), ("zh",))
    first: Callable[..., object] = cache.kept
    monkeypatch.setattr("drafter.charts.kept.kept", lambda what, roots, make: first(what, roots, _never))
    monkeypatch.setattr(_never, "__module__", kept.__name__)
    assert drawn is not None
    assert picture("budget", situation(ANSWERS), ("zh",)) == drawn


def _never() -> Picture:
    raise AssertionError("drawn again")


def test_of_a_state_secret_nothing_is_kept(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    for classified, kept_charts in ((True, 0), (False, 1)):
        secret = situation(f"{ANSWERS}  is_classified: {str(classified).lower()}\n")
        assert picture("budget", secret, ("zh",)) is not None
        assert len(list((tmp_path / "cache").rglob("chart-*"))) == kept_charts
