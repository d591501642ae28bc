"""What the tags of a template see: of every answer its wording, to be printed, and its value, to be asked about; of a table its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from markupsafe import Markup

from drafter.assembly.fill import Filler
from drafter.assembly.front import Line, each_language, is_numbered
from drafter.drafting import Draft
from drafter.errors import Finding, NotFinal, error
from drafter.expressions import is_unknown, parse_field
from drafter.language import Words
from drafter.library.schema import Asked, Column, Question
from drafter.model import Break, Inline, Reference, Text
from drafter.questionnaire.situation import Situation
from drafter.types import PARTS
from drafter.writers.docx.blocks import BLOCKS
from drafter.writers.docx.house import WATERMARK
from drafter.writers.docx.render import Cells, Said
from drafter.writers.docx.xml import escape

ROWS = {
    "party_rows": ("label", "a", "b"),
    "cover_rows": ("label", "text"),
    "approval_rows": ("label",),
}  # lists of the front matter, and their columns
CONTEXT = {
    *BLOCKS, *ROWS, "title", "running_title", "running_no", "label", "contract_no", "project_name", "party_a", "party_b", "sign_date", "preamble",
    "disclaimer", "watermark", "created", "language_tag",
}  # fmt: skip
Show = Callable[[Line], str]


def contexts(draft: Draft, names: Iterable[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what a template's names stand for: as markup, and as plain text for the document properties."""
    names = [name for name in names if name not in CONTEXT and name in known_names(draft.situation)]
    return _context(draft, names, lambda line: Markup(inside_text(line))), _context(draft, names, plain_text)


def refuse_open(draft: Draft, before: set[str]) -> None:
    """Raise NotFinal when a final has been given a mark because an answer that only its template asks for is missing."""
    missing = sorted(draft.contract.open.keys() - before) if draft.final else []
    if missing:
        raise NotFinal([_missing(name, draft.contract.open[name].label) for name in missing])


def known_names(situation: Situation) -> set[str]:
    """Return every name a template may print besides CONTEXT: answers and facts."""
    return {*situation.library.questions, *situation.facts}


def lists(situation: Situation) -> dict[str, tuple[str, ...]]:
    """Return what a template may loop over, each with its columns; a list of single values has none."""
    several = {name: q for name, q in situation.library.questions.items() if q.type in ("table", "list", "multichoice")}
    return {**ROWS, **{name: tuple(c.id for c in question.columns) for name, question in several.items()}}


def _missing(name: str, label: Words) -> Finding:
    remedy = ("在答卷中补全，或从模板中删去该标签", "complete the answer set, or remove the tag from the template")
    return error(
        "open", f"模板要求的答案尚未填写：{label.zh}（{name}）", f"the template asks for what is still open: {label.en} ({name})", remedy
    )


def _context(draft: Draft, names: Iterable[str], show: Show) -> dict[str, Any]:
    front, situation = draft.front, draft.situation
    titles = [front.title[n] for n in draft.contract.languages]
    title: list[Inline] = []
    for text in titles:
        title += [Break(), Text(text)] if title else [Text(text)]
    dated = situation.dated
    context: dict[str, Any] = {
        "title": show(tuple(title)),
        "running_title": titles[0],
        "running_no": plain_text(front.contract_no).split("\n")[0] if is_numbered(situation) else "",
        "label": front.labels,
        "party_a": {"name": show(front.party_a)} | {part: show(a) for part, (_, a, _) in zip(PARTS, front.party_rows, strict=False)},
        "party_b": {"name": show(front.party_b)} | {part: show(b) for part, (_, _, b) in zip(PARTS, front.party_rows, strict=False)},
        "preamble": show(front.preamble),
        "disclaimer": "" if draft.final else show(front.disclaimer),
        "party_rows": [{"label": label, "a": show(a), "b": show(b)} for label, a, b in front.party_rows],
        "cover_rows": [{"label": label, "text": show(line)} for label, line in front.cover],
        "approval_rows": [{"label": label} for label in front.approval],
        "watermark": _watermark(draft),
        "created": f"{dated.isoformat() if isinstance(dated, date) else '2000-01-01'}T00:00:00Z",
        "language_tag": {"zh": "zh-CN", "en": "en-GB", "bilingual": "zh-CN"}[draft.edition],
    }
    for name, line in (("contract_no", front.contract_no), ("project_name", front.project_name), ("sign_date", front.sign_date)):
        value = situation.value(name) if situation.knows(name) and line else ""
        context[name] = Said(partial(show, line), _asked(value, draft), is_unknown(value))
    return context | {name: _answer(draft, name, show) for name in names}


def _watermark(draft: Draft) -> str:
    label = draft.situation.agreement.labels["draft"]
    word = label["zh" if draft.edition == "bilingual" else draft.edition]
    return "" if draft.final else Markup(WATERMARK.format(text=escape(word), width=300 if len(word) < 4 else 420))


def _answer(draft: Draft, name: str, show: Show) -> Said:
    value, question = draft.situation.value(name), draft.situation.library.questions.get(name)
    said = partial(_printed, draft, show, lambda filler: filler.fill((parse_field(name),)))
    if question is not None and name in lists(draft.situation):
        return _Rows(said, [] if is_unknown(value) else value, is_unknown(value), draft, question, show)
    return Said(said, _asked(value, draft), is_unknown(value))


def _printed(draft: Draft, show: Show, make: Callable[[Filler], Line]) -> str:
    return show(each_language(draft.contract, make))


class _Rows(Said):
    """A table or a list: gone through row by row, each made when it is asked for."""

    def __init__(self, make: Callable[[], str], value: Any, is_open: bool, draft: Draft, question: Question, show: Show) -> None:
        super().__init__(make, value, is_open)
        self.draft, self.question, self.show = draft, question, show

    def rows(self) -> Iterator[Any]:
        for value in self.value:
            if self.question.columns:
                yield Cells({column.id: self._cell(column, value.get(column.id)) for column in self.question.columns})
            else:
                yield self._said(value, self.question, [value] if self.question.type == "multichoice" else value)

    def _cell(self, column: Column, value: Any) -> Said:
        if value is not None and not is_unknown(value):
            return self._said(value, column)
        name = f"{self.question.id}.{column.id}"
        blank = partial(_printed, self.draft, self.show, lambda filler: filler.blank(name, column.label))
        return Said(blank, None, True) if column.required else Said(str, "")

    def _said(self, value: Any, asked: Asked, shown: Any = None) -> Said:
        cell = value if shown is None else shown
        return Said(partial(_printed, self.draft, self.show, lambda filler: filler.cell(cell, asked)), _asked(value, self.draft))


def _asked(value: Any, draft: Draft) -> Any:
    """Return a value as conditions compare it: texts in the first language of the edition, days as 2027-01-31, what is open as None."""
    if value is None or is_unknown(value):
        return None
    if isinstance(value, Words):
        return value[draft.contract.languages[0]]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return _asked(value.get("name"), draft)
    return [_asked(item, draft) for item in value] if isinstance(value, (list, tuple)) else value


def inside_text(line: Iterable[Any]) -> str:
    """Return inlines as XML that may stand inside a w:t of the template; what is missing is highlighted."""
    parts: list[str] = []
    for inline in line:
        if isinstance(inline, Break):
            parts.append('</w:t><w:br/><w:t xml:space="preserve">')
        elif isinstance(inline, Text) and "blank" in inline.marks:
            parts.append(
                f'</w:t></w:r><w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t xml:space="preserve">{escape(inline.text)}</w:t></w:r><w:r>'
                '<w:t xml:space="preserve">'
            )
        elif isinstance(inline, (Text, Reference)):
            parts.append(escape(inline.text))
    return "".join(parts)


def plain_text(line: Iterable[Any]) -> str:
    """Return inlines as plain text on one line."""
    return "".join(i.text if isinstance(i, (Text, Reference)) else "\n" for i in line)
