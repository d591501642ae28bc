"""The questionnaire of a project as it stands: what each question shows, and the topics in which they stand."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import Any, Literal

from drafter.assembly.fill import Filler
from drafter.content import Content
from drafter.desk.topics import Topic, topics
from drafter.drafting import Draft
from drafter.expressions import UNKNOWN, ExpressionError, is_unknown
from drafter.language import Language, Words
from drafter.library.schema import Question
from drafter.model import Text
from drafter.questionnaire.interview import Interview, as_typed
from drafter.questionnaire.relevance import needed_by
from drafter.records import dataclass
from drafter.types import PARTS, BadValue, BadValues, show_value, write_value

State = Literal["answered", "default", "open", "missing"]
ALONE = "-"  # the section of a topic of one question
_NOTHING = Words("无", "none")
_SEMICOLON = Words("；", "; ")
_WHY = 6  # clauses named on a page as those that need an answer


@dataclass(frozen=True)
class Field:
    """One question on a page. `typed` is the answer as it is typed again; `echo` as the contract prints it."""

    name: str
    label: str
    ask: str
    help: str
    prompt: str  # line, lines, menu, ticks, parts, rows: how it is filled in
    state: State
    typed: str
    chosen: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str, str], ...]  # of a party: name, label, as typed
    rows: int
    echo: str
    default: str
    source: str
    why: tuple[str, ...]


class Sheet:
    """The questions of a draft, in a language."""

    def __init__(self, content: Content, draft: Draft, language: Language) -> None:
        self.content, self.draft, self.language = content, draft, language
        self.library, self.situation = content.library, draft.situation
        self.answers = draft.answers.answers

    @cached_property
    def needed(self) -> dict[str, set[str]]:
        """The questions that matter, and what needs them."""
        return needed_by(self.situation, self.content.forms)

    @cached_property
    def waiting(self) -> frozenset[str]:
        """The questions a final waits for: the one list that a draft prints, by question."""
        return frozenset(name.partition(".")[0] for name in self.draft.contract.open)

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """Every topic that has a question that matters or was answered."""
        return tuple(topic for topic in topics(self.draft) if self.names(topic))

    def names(self, topic: Topic) -> list[str]:
        """Return the questions of a topic that matter, or were answered; the one of a topic of its own."""
        if topic.section == ALONE:
            return list(topic.questions)
        shown = {*topic.needed, *topic.answered, *self.waiting}
        return [name for name in topic.questions if name in shown]

    def topic_with(self, question: str) -> Topic:
        """Return the topic in which a question stands."""
        return next((topic for topic in self.topics if question in self.names(topic)), None) or self.alone(question)

    def alone(self, question: str) -> Topic:
        """Return a topic of one question: of a setting that stands on no page while its default will do."""
        label = self.library.questions[question].label
        return Topic(f"{ALONE}{question}", label, ALONE, label, (question,), (), (), ())

    def in_order(self, names: Collection[str]) -> list[str]:
        """Return questions in the order in which they are asked, last what nobody is asked for."""
        wanted = set(names)
        return [name for name in dict.fromkeys((*self.library.asked, *self.library.questions)) if name in wanted]

    def state(self, name: str) -> State:
        """Return how a question stands; `open` is one that a final waits for, or that was said to be not yet known."""
        if name in self.waiting:
            return "open"
        origin = self.situation.origin(name)
        return origin if origin in ("answered", "default", "open") else "missing"

    def field(self, name: str) -> Field:
        """Return what a page shows of a question."""
        question, language = self.library.questions[name], self.language
        value = self.answers.get(name, UNKNOWN)
        plain = None if is_unknown(value) else write_value(value, question)
        prompt = question.value_type.prompt
        return Field(
            name, question.label[language], (question.ask or question.label)[language], question.help[language] if question.help else "", prompt,
            self.state(name), "" if prompt in ("rows", "parts") else as_typed(plain), _chosen(plain),
            tuple((str(key), label[language]) for key, label in question.value_type.menu(question)), self._parts(question, plain),
            len(value) if isinstance(value, list) and question.columns else 0, "" if question.columns else self._shown(value, question),
            self._default(name, question), question.default_source[language] if question.default_source else "", self._why(name),
        )  # fmt: skip

    def shown(self, name: str) -> str:
        """Return the value of a question as the contract prints it, of a table how many rows it has; nothing where there is none."""
        question = self.library.questions[name]
        try:
            value = self.situation.value(name)
        except (ExpressionError, BadValue, BadValues):  # a default that these answers give none
            return ""
        if question.columns and not is_unknown(value):
            return show_value(value, question, self.language)
        return self._shown(value, question) or ("" if is_unknown(value) else _NOTHING[self.language])

    def _parts(self, question: Question, plain: Any) -> tuple[tuple[str, str, str], ...]:
        given = plain if isinstance(plain, dict) and "name" in plain else {"name": plain}
        return tuple((part, PARTS[part].label[self.language], as_typed(given.get(part))) for part in question.parts)

    def _default(self, name: str, question: Question) -> str:
        if not question.has_default:
            return ""
        value = Interview(self.content, self.draft.answers).default(name)
        return "" if is_unknown(value) else self._shown(value, question) or _NOTHING[self.language]

    def _shown(self, value: Any, question: Question) -> str:
        """Return a value as the contract prints it; the fields of a text from the content are filled."""
        if is_unknown(value) or question.columns:
            return ""
        texts = value if isinstance(value, list) and value else [value]
        if all(isinstance(text, Words) for text in texts):
            return _SEMICOLON[self.language].join(map(self._filled, texts))
        return show_value(value, question, self.language)

    def _filled(self, words: Words) -> str:
        return "".join(i.text for i in Filler(self.situation, self.language, {}).words(words) if isinstance(i, Text))

    def _why(self, name: str) -> tuple[str, ...]:
        """Return the titles of what needs an answer, clauses first."""
        titles = [
            self.library.texts[who].head.title[self.language] for who in sorted(self.needed.get(name, ())) if who in self.library.texts
        ]
        forms = [self.content.forms[who].title[self.language] for who in sorted(self.needed.get(name, ())) if who in self.content.forms]
        return tuple(dict.fromkeys([*titles, *forms]))[:_WHY]


def _chosen(plain: Any) -> tuple[str, ...]:
    if isinstance(plain, bool):
        return ("true" if plain else "false",)
    return tuple(map(str, plain)) if isinstance(plain, list) else () if plain is None or isinstance(plain, dict) else (str(plain),)
