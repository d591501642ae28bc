"""Single-field changes as people make them at the desk, drawn by a seed: a question of any type, and another raw answer to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from drafter.content import Content
from drafter.errors import AnswerError
from drafter.library.schema import Asked, Question
from drafter.questionnaire.answers import answer_from
from drafter.types import PARTS

_WORDS = ("数据中心", "巡检", "驻场", "等保测评", "A&B<科技>", "灾备演练", "**加粗**")
_OPEN = 0.06  # how often an answer goes back to 待定


def changes(content: Content, names: Sequence[str], raw: Mapping[str, Any], random: Random) -> Iterator[tuple[str, Any]]:
    """Yield names and new raw answers without end, every type of question as often as any other; `raw` holds the answers as they stand at that time."""
    questions = [content.library.questions[name] for name in names]
    kinds = sorted({q.type for q in questions})
    while True:
        kind = random.choice(kinds)
        question = random.choice([q for q in questions if q.type == kind])
        value = None if random.random() < _OPEN else another(question, raw.get(question.id), random)
        if _readable(question.id, value, content):
            yield question.id, value


def _readable(name: str, value: Any, content: Content) -> bool:
    try:
        answer_from(name, value, content)
    except AnswerError:
        return False
    return True


def another(asked: Asked, now: Any, random: Random) -> Any:
    """Return a raw answer to a question or column, such as the present one is changed to."""
    return _ANOTHER.get(asked.type, _text)(asked, now, random)


def _number(asked: Asked, now: Any, random: Random) -> Any:
    low, high = asked.range or (None, None)
    first, last = int(low or 0), int(high if high is not None else (low or 0) + 90)
    return random.randint(first, max(last, first))


def _money(asked: Asked, now: Any, random: Random) -> Any:
    return str(Decimal(random.randrange(10**6, 10**9)) / 100)


def _option(asked: Asked, now: Any, random: Random) -> Any:
    return random.choice([o.id for o in asked.options])


def _options(asked: Asked, now: Any, random: Random) -> Any:
    ids = [o.id for o in asked.options]
    return sorted(random.sample(ids, random.randint(1, len(ids))), key=ids.index)


def _text(asked: Asked, now: Any, random: Random) -> Any:
    word = "".join(random.sample(_WORDS, 2))
    return {"zh": word, "en": f"{word} in English"}


def _party(asked: Asked, now: Any, random: Random) -> Any:
    parts = dict(now) if isinstance(now, Mapping) else {"name": "某某局"}
    part = random.choice([name for name in PARTS if name != "uscc"])
    return {**parts, part: "".join(random.sample(_WORDS, 2))}


def _table(asked: Asked, now: Any, random: Random) -> Any:
    """Return the rows with one more, one less, two in another order, or one cell that says something else."""
    assert isinstance(asked, Question)
    rows = [dict(row) for row in now] if isinstance(now, list) else []
    place = random.randrange(len(rows)) if rows else 0
    how = random.choice(("add", "remove", "move", "cell", "cell", "cell")) if rows else "add"
    if how == "remove":
        del rows[place]
    elif how == "move":
        rows.insert(0, rows.pop(place))
    elif how == "add":
        rows.insert(place, dict(rows[place]) if rows else {c.id: another(c, None, random) for c in asked.columns if c.computed is None})
    else:
        column = random.choice([c for c in asked.columns if c.computed is None])
        rows[place][column.id] = another(column, rows[place].get(column.id), random)
    return rows


_ANOTHER: dict[str, Callable[[Asked, Any, Random], Any]] = {
    "integer": _number,
    "decimal": _number,
    "percent": _number,
    "money": _money,
    "bool": lambda asked, now, random: random.random() < 0.5,
    "date": lambda asked, now, random: (date(2026, 1, 1) + timedelta(random.randrange(900))).isoformat(),
    "datetime": lambda asked, now, random: f"{date(2026, 1, 1) + timedelta(random.randrange(900))} {random.randrange(24):02}:30",
    "time": lambda asked, now, random: f"{random.randrange(24):02}:{random.randrange(60):02}",
    "choice": _option,
    "multichoice": _options,
    "list": lambda asked, now, random: random.sample(_WORDS, random.randint(1, 4)),
    "code": lambda asked, now, random: f"HT-{random.randrange(2020, 2040)}-{random.randrange(1000):03}",
    "party": _party,
    "table": _table,
    "uscc": lambda asked, now, random: random.choice(("91440300708461136T", "911100001000013428")),
}
