"""The answers of the contract that follows: begun from last year's answers, or from last year's contract."""

from __future__ import annotations

from pathlib import Path

from drafter.content import Content
from drafter.language import Language, Words
from drafter.questionnaire.answers import AnswerSet, as_text, dump_answers, parse_answers
from drafter.questionnaire.next_term import Change, next_term
from drafter.records import dataclass
from drafter.review.stored import stored_answers
from drafter.services.answers import Source, contract_situation, read_answers
from drafter.services.files import File, Upload, opened
from drafter.types import show_value
from drafter.writers.docx.provenance import read_provenance

_WORD = (".docx", ".docm")
_ANEW = Words("重新填写", "asked anew")
_NOT_SAID = Words("未填", "not given")


@dataclass(frozen=True)
class Following:
    """The answers of the contract that follows, and what is other in them than in the last."""

    answers: AnswerSet
    changes: tuple[Change, ...]

    def text(self, content: Content) -> str:
        """Return the answers as the text of an answer file."""
        return dump_answers(self.answers, content.library)

    def told(self, language: Language) -> list[tuple[str, str, str]]:
        """Return of each change the question, the answer before, and the answer now, as they are read."""
        return [
            (c.question.label[language], _shown(c, c.before, _NOT_SAID, language), _shown(c, c.after, _ANEW, language))
            for c in self.changes
        ]


def follow(content: Content, last: Source | File) -> Following:
    """Return the answers to begin the next contract with, from last year's answers or a Word file that drafter made.

    Raises AnswerError, FileError, ContentError: also for a Word file that does not say what it was made of.
    """
    answers, changes = next_term(contract_situation(content, _answers(content, last)))
    return Following(answers, changes)


def _answers(content: Content, last: Source | File) -> AnswerSet:
    if isinstance(last, Path | Upload) and Path(str(last)).suffix.lower() in _WORD:
        return stored_answers(read_provenance(opened(last)), content)
    return parse_answers(as_text(last.data, last.name), last.name, content) if isinstance(last, Upload) else read_answers(content, last)


def _shown(change: Change, value: object, otherwise: Words, language: Language) -> str:
    return otherwise[language] if value is None else show_value(value, change.question, language)
