"""The forms printed in the text of a proposal: which of their tables, and the numbers of the captions."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.agreements import Forms
from drafter.expressions import holds
from drafter.language import Words
from drafter.library.schema import Form, FormTable, PassageHead
from drafter.questionnaire.situation import Situation
from drafter.records import dataclass


@dataclass(frozen=True)
class Printed:
    """A form as it stands in the text: the tables printed, and the number of the first caption."""

    form: Form
    tables: tuple[FormTable, ...]
    first: int

    @property
    def captions(self) -> tuple[Words | None, ...]:
        """The caption of each table: the title of the form, with that of the table where there are several; none for one that only goes on."""
        if len(self.tables) == 1:
            return (self.form.title,)
        return tuple(self._caption(place, table) for place, table in enumerate(self.tables))

    def _caption(self, place: int, table: FormTable) -> Words | None:
        title = self.form.title
        if table.title is None:
            return title if place == 0 else None
        return Words(f"{title.zh}：{table.title.zh}", f"{title.en}: {table.title.en}")


def printed_forms(situation: Situation, forms: Forms, passages: Iterable[str]) -> dict[str, tuple[Printed, ...]]:
    """Return the forms printed after each passage, each form where it is first named."""
    found: dict[str, tuple[Printed, ...]] = {}
    number, seen = 1, set()
    for passage in passages:
        head = situation.library.texts[passage].head
        for code in head.tables if isinstance(head, PassageHead) else ():
            if code in seen or code not in forms:
                continue
            seen.add(code)
            if tables := tuple(t for t in forms[code].annexed if _stands(t, situation)):
                one = Printed(forms[code], tables, number)
                number += sum(caption is not None for caption in one.captions)
                found[passage] = (*found.get(passage, ()), one)
    return found


def _stands(table: FormTable, situation: Situation) -> bool:
    if situation.profile.brief and not table.brief:
        return False
    return table.when is None or holds(table.when, situation) is not False
