"""The topics of a project with their state: what is answered, what matters, what is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.drafting import Draft
from drafter.language import Words
from drafter.questionnaire.relevance import needed_by
from drafter.questionnaire.topics import topics_of
from drafter.records import dataclass

REST = "other"  # the topic of what no section asks
_REST = Words("表格及其他", "Tables and other items")


@dataclass(frozen=True)
class Topic:
    """A page of questions and how far it is. `open` are items of the one list of open items, that a draft prints and a final refuses."""

    id: str
    title: Words
    section: str
    section_title: Words
    questions: tuple[str, ...]
    needed: tuple[str, ...]  # those that a clause, annex or rule needs that applies or may apply
    answered: tuple[str, ...]
    open: tuple[str, ...]  # of a part of a party: party_a.bank


def topics(draft: Draft) -> tuple[Topic, ...]:
    """Return the topics of a draft in order, last what no section asks; every open item stands in exactly one."""
    library, still_open = draft.content.library, tuple(draft.contract.open)
    needed = {*needed_by(draft.situation, draft.content.forms), *draft.situation.agreement.asks}
    found = [_topic(draft, t.id, t.title, (t.section.id, t.section.title), t.questions, needed, still_open) for t in topics_of(library)]
    if rest := tuple(_rest(draft, still_open)):
        found.append(_topic(draft, REST, _REST, (REST, _REST), rest, needed, still_open))
    return tuple(found)


def next_open(found: Sequence[Topic], after: str = "") -> Topic | None:
    """Return the next topic with open items after one, going round; None when nothing is open."""
    place = next((n for n, topic in enumerate(found, 1) if topic.id == after), 0)
    return next((topic for topic in (*found[place:], *found[:place]) if topic.open), None)


def _rest(draft: Draft, still_open: Sequence[str]) -> Iterator[str]:
    """Yield what no section asks: the tables most contracts fill, settings that are answered, and all that is open."""
    library, asked = draft.content.library, set(draft.content.library.asked)
    names = dict.fromkeys((*library.questionnaire.tables, *draft.answers.answers, *map(_question, still_open)))
    return (name for name in names if name not in asked)


def _question(item: str) -> str:
    """Return the question that an open item is answered by."""
    return item.partition(".")[0]


def _topic(
    draft: Draft, name: str, title: Words, section: tuple[str, Words], questions: tuple[str, ...], needed: set[str], still_open: Sequence[str]
) -> Topic:  # fmt: skip
    return Topic(
        id=name,
        title=title,
        section=section[0],
        section_title=section[1],
        questions=questions,
        needed=tuple(q for q in questions if q in needed),
        answered=tuple(q for q in questions if draft.situation.origin(q) == "answered"),
        open=tuple(item for item in still_open if _question(item) in questions),
    )
