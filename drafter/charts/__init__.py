"""Charts of a proposal: what they show follows from the answers, and matplotlib (the extra `charts`) draws it.

One table: the name of a chart, its title, and the function of a Situation that returns what it shows, or None when the answers do not suffice.
"""

from __future__ import annotations

from collections.abc import Callable

from drafter.charts.data import Bars, Gantt, asset_age, budget, incidents, timetable, year_on_year
from drafter.charts.kept import drawn_once
from drafter.language import Language, Words
from drafter.library.schema import ChartName
from drafter.model import Picture
from drafter.questionnaire.situation import Situation

__all__ = ["CHARTS", "TITLES", "picture"]

CHARTS: dict[ChartName, tuple[Words, Callable[[Situation], Bars | Gantt | None]]] = {
    "budget": (Words("预算构成", "Budget by part"), budget),
    "year_on_year": (Words("预算与上期比较", "Budget compared with the last period"), year_on_year),
    "asset_age": (Words("资产使用年限分布", "Age of the assets"), asset_age),
    "incidents": (Words("事件统计", "Incidents"), incidents),
    "timetable": (Words("采购与接管进度", "Procurement and takeover timetable"), timetable),
}
TITLES: dict[ChartName, Words] = {name: title for name, (title, _) in CHARTS.items()}


def picture(name: ChartName, situation: Situation, languages: tuple[Language, ...]) -> Picture | None:
    """Return the chart, or None when the answers do not suffice. Raises MissingTool without matplotlib, FileError without a Chinese font."""
    title, data = CHARTS[name]
    shown = data(situation)
    if shown is None:
        return None

    def draw() -> Picture:
        from drafter.charts.draw import drawn

        return drawn(name, title, shown, languages)

    if situation.of("is_classified") is True:  # of a state secret nothing is kept but what was asked for
        return draw()
    return drawn_once((name, title, shown, languages), draw)
