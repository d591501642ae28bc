"""An interview: the questionnaire asked one question at a time, without a terminal. Commands and pages put a face on it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from drafter.content import Content
from drafter.expressions import UNKNOWN, ExpressionError, is_unknown
from drafter.language import Words
from drafter.library.schema import Asked, Question
from drafter.questionnaire.answers import AnswerSet, dump_answers, parse_answers
from drafter.questionnaire.relevance import needed_by, still_to_ask
from drafter.questionnaire.situation import Origin, Situation
from drafter.records import dataclass
from drafter.types import BadValue, BadValues, is_open, read_value
from drafter.types.text import BOTH

SETTINGS = Words("其他设定", "Other settings")
NO_SOURCE = Words("", "")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an interview has come: questions answered, and those plus the ones still to ask."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One line of the check page. `used` says whether anything in the contract turns on it."""

    name: str
    label: Words
    value: Any
    origin: Origin
    source: Words
    used: bool


@dataclass(frozen=True, slots=True)
class CheckSection:
    """A section of the check page."""

    title: Words
    rows: tuple[CheckRow, ...]


@dataclass(frozen=True, slots=True)
class _State:
    """What one step may change; its mappings are replaced, never altered."""

    answers: dict[str, Any]
    taken: dict[str, Any]
    drafts: dict[str, Any]


class Interview:
    """An answer set in the making.

    `taken` are the defaults accepted so far, by value: a default that a later answer changes is asked again. It stays a default
    in the answer set, so the draft lists it with its source. `drafts` are values typed but not in force: an answer gone back on,
    a table not finished. They are offered again and saved, so that nothing typed is lost.
    """

    def __init__(self, content: Content, answers: AnswerSet | None = None, minimal: bool = True) -> None:
        self.content, self.minimal = content, minimal
        self.library = library = content.library
        self.answers = answers or AnswerSet()
        self.agreement = content.agreement(self.answers.agreement)
        self.taken: dict[str, Any] = {}
        self.drafts: dict[str, Any] = {}
        self._steps: list[tuple[str, _State]] = []
        self._path = [n for n in library.asked if n in library.questions and (not minimal or n in library.questionnaire.minimal)]
        self._waiting: list[str] | None = None

    # --- where it stands -------------------------------------------------------------------------------------------

    @property
    def situation(self) -> Situation:
        """The answers so far, seen with the library."""
        return Situation(self.library, self.agreement, self.answers)

    @property
    def waiting(self) -> list[str]:
        """The questions still to be asked, in order."""
        if self._waiting is None:
            decided = replace(self.answers, answers={**self.taken, **self.answers.answers})
            asked = still_to_ask(Situation(self.library, self.agreement, decided), self.content.forms, self.minimal)
            self._waiting = [n for n in asked if n in self.library.questions]
        return self._waiting

    @property
    def classified(self) -> bool:
        """Whether the project is said to hold state secrets, which must not be processed on a networked machine."""
        return self.answers.answers.get(self.library.role("is_classified")) is True

    def next_question(self) -> Question | None:
        """Return the question to ask now, or None when everything needed is answered."""
        return self.library.questions[self.waiting[0]] if self.waiting else None

    def section(self, name: str) -> Words:
        """Return the title of the section a question stands in."""
        return next((s.title for s in self.library.questionnaire.sections if name in s.questions), SETTINGS)

    def progress(self) -> Progress:
        """Return how many questions of the path are answered, and how many there are as far as is known now."""
        done = sum(1 for n in self._path if n in self.answers.answers or n in self.taken)
        return Progress(done, done + len(self.waiting))

    def default(self, name: str) -> Any:
        """Return what a question is worth when nobody answers it, or UNKNOWN."""
        others = {n: v for n, v in self.answers.answers.items() if n != name}
        return _value(Situation(self.library, self.agreement, replace(self.answers, answers=others)), name)

    def earlier(self, name: str) -> Any:
        """Return what was typed for a question before and may be offered again, or UNKNOWN."""
        return self.drafts.get(name, self.answers.answers.get(name, UNKNOWN))

    # --- steps -----------------------------------------------------------------------------------------------------

    def answer(self, name: str, raw: Any) -> None:
        """Answer a question. Raises BadValue or BadValues; then nothing has changed."""
        if is_open(raw):
            self.leave_open(name)
        else:
            self._step(name, {**self.answers.answers, name: read_value(raw, self.library.questions[name])}, self._taken_without(name))

    def leave_open(self, name: str) -> None:
        """Say that an answer is not yet known (待定)."""
        self._step(name, {**self.answers.answers, name: UNKNOWN}, self._taken_without(name))

    def take_default(self, name: str) -> None:
        """Accept the default of a question. Raises BadValue when it has none."""
        value = self.default(name)
        if is_unknown(value):
            raise BadValue("此题没有默认值", "this question has no default")
        others = {n: v for n, v in self.answers.answers.items() if n != name}
        self._step(name, others, {**self.taken, name: value})

    def keep(self, name: str, raw: Any) -> None:
        """Keep a value that is not finished, so that it is saved and offered again. Raises BadValue or BadValues."""
        self.drafts = {**self.drafts, name: read_value(raw, self.library.questions[name])}

    def back(self) -> str | None:
        """Undo the last step and return the question it answered, or None at the beginning."""
        if not self._steps:
            return None
        name, before = self._steps.pop()
        undone = self.answers.answers.get(name, UNKNOWN)
        drafts = {**before.drafts, **self.drafts}
        self._restore(replace(before, drafts=drafts if is_unknown(undone) else {**drafts, name: undone}))
        return name

    def _taken_without(self, name: str) -> dict[str, Any]:
        return {n: v for n, v in self.taken.items() if n != name}

    def _step(self, name: str, answers: dict[str, Any], taken: dict[str, Any]) -> None:
        self._steps.append((name, _State(self.answers.answers, self.taken, self.drafts)))
        self._restore(_State(answers, taken, {n: v for n, v in self.drafts.items() if n != name}))
        self.taken = self._unchanged(self.taken)

    def _restore(self, state: _State) -> None:
        self.answers = replace(self.answers, answers=state.answers)
        self.taken, self.drafts = state.taken, state.drafts
        self._waiting = None

    def _unchanged(self, taken: dict[str, Any]) -> dict[str, Any]:
        """Return the defaults that are still worth what they were when they were accepted."""
        situation = self.situation
        return {name: value for name, value in taken.items() if _value(situation, name) == value}

    # --- the check page --------------------------------------------------------------------------------------------

    def check_page(self) -> list[CheckSection]:
        """Return all answers and the defaults used, by section; settings nobody is asked for come last."""
        situation = self.situation
        needed = set(needed_by(situation, self.content.forms)) | set(self.agreement.asks)
        names = {n for n in self.library.questions if n in needed or n in self.answers.answers or n in self.taken}
        names -= {n for n in names if self.library.questions[n].computed is not None}
        asked = set(self.library.asked)
        groups = [(s.title, [n for n in s.questions if n in names]) for s in self.library.questionnaire.sections]
        groups.append((SETTINGS, [n for n in self.library.questions if n in names and n not in asked]))
        return [CheckSection(title, tuple(self._row(n, situation, n in needed) for n in group)) for title, group in groups if group]

    def _row(self, name: str, situation: Situation, used: bool) -> CheckRow:
        question, value = self.library.questions[name], _value(situation, name)
        origin: Origin = "missing" if is_unknown(value) and name not in self.answers.answers else situation.origin(name)
        source = question.default_source if origin == "default" else None
        return CheckRow(name, question.label, value, origin, source or NO_SOURCE, used)


def _value(situation: Situation, name: str) -> Any:
    """Return the value of a name; a default that cannot be computed from the answers is none."""
    try:
        return situation.value(name)
    except (ExpressionError, BadValue, BadValues):
        return UNKNOWN


# --- as typed ------------------------------------------------------------------------------------------------------


def from_typed(text: str, kind: Asked) -> Any:
    """Return a typed text as a raw answer: lines become items, `||` parts the two languages."""
    return kind.value_type.typed(text)


def as_typed(plain: Any) -> str:
    """Return plain data as `from_typed` reads it."""
    if isinstance(plain, dict):
        return f"{plain['zh']} {BOTH} {plain['en']}"
    if isinstance(plain, list):
        return "\n".join(map(as_typed, plain))
    return "" if plain is None else str(plain)


# --- in a file -----------------------------------------------------------------------------------------------------
# An interview is saved as an ordinary answer set. What an answer set has no place for - which defaults were accepted, which
# values are not in force - follows in two comments, so that the file can be drafted from as it is.

_NOTES = {"taken": "# drafter new: defaults taken:", "drafts": "# drafter new: to be confirmed:"}


def dump_interview(interview: Interview, finished: bool = False) -> str:
    """Return the interview as YAML. A finished one leaves out values that are not in force."""
    drafts = {} if finished else interview.drafts
    answers = replace(interview.answers, answers={**interview.answers.answers, **drafts})
    text = dump_answers(answers, interview.library)
    return text + _note("taken", interview.taken) + _note("drafts", drafts)


def _note(kind: str, names: Iterable[str]) -> str:
    listed = ", ".join(sorted(names))
    return f"{_NOTES[kind]} {listed}\n" if listed else ""


def resume_interview(text: str, file: str, content: Content, minimal: bool = True, profile: str | None = None) -> Interview:
    """Return the interview saved in a text, where it was left; going back works from there. Raises AnswerError."""
    saved = parse_answers(text, file, content)
    drafts = {n: saved.answers[n] for n in _noted("drafts", text) if n in saved.answers}
    answers = {n: v for n, v in saved.answers.items() if n not in drafts}
    answer_set = replace(saved, answers=answers, profile=profile or saved.profile)
    interview = Interview(content, answer_set, minimal)
    interview.drafts = drafts
    situation = interview.situation
    for name in _noted("taken", text):
        if name in content.library.questions and name not in answers and not is_unknown(value := _value(situation, name)):
            interview.taken[name] = value
    _retrace(interview)
    return interview


def _noted(kind: str, text: str) -> list[str]:
    for line in text.rstrip().split("\n")[-len(_NOTES) :]:
        if line.startswith(_NOTES[kind]):
            return re.findall(r"\w+", line.removeprefix(_NOTES[kind]))
    return []


def _retrace(interview: Interview) -> None:
    """Lay out the steps that lead to where the interview stands, in the order of the questionnaire."""
    answers, taken = interview.answers.answers, interview.taken
    steps: list[tuple[str, _State]] = []
    for name in reversed([n for n in interview._path if n in answers or n in taken]):
        answers = {n: v for n, v in answers.items() if n != name}
        taken = {n: v for n, v in taken.items() if n != name}
        steps.insert(0, (name, _State(answers, taken, interview.drafts)))
    interview._steps = steps
