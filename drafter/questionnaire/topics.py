"""Topics: the questions of the questionnaire by pages, a few related ones on each."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.language import Words
from drafter.library import Library
from drafter.library.schema import Section
from drafter.records import dataclass

MOST = 8  # questions on a page


@dataclass(frozen=True)
class TopicQuestions:
    """A topic: its id, its title, the section it belongs to, and its questions in order."""

    id: str
    title: Words
    section: Section
    questions: tuple[str, ...]


def topics_of(library: Library) -> Iterator[TopicQuestions]:
    """Yield the topics in the order in which they are asked."""
    for section in library.questionnaire.sections:
        yield from _topics(section)


def _topics(section: Section) -> Iterator[TopicQuestions]:
    begins = {topic.first: topic for topic in section.topics}
    identifier, title, questions = section.id, section.title, list[str]()
    for name in section.questions:
        if name in begins:
            if questions:
                yield TopicQuestions(identifier, title, section, tuple(questions))
            identifier, title, questions = begins[name].id, begins[name].title, []
        questions.append(name)
    if questions:
        yield TopicQuestions(identifier, title, section, tuple(questions))
