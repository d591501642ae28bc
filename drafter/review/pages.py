"""The two reviews as self-contained pages: they run nothing and load nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from drafter.language import Language, Words
from drafter.pages.templates import asset, render
from drafter.records import dataclass
from drafter.review import third_party_report
from drafter.review.items import STATUSES, Edit, Item, heading_of, told
from drafter.review.report import LABELS, facts, risk_label
from drafter.review.third_party_paper import Found, ThirdPartyReview

_PACKAGE = "drafter.review"
_MOST_OPEN = 60  # lines that no clause stands for: more are folded
_TEXTS = ("preferred", "fallback")
Lines = list[tuple[str, list[str]]]  # labels, each with its lines


@dataclass(frozen=True)
class _Section:
    """A provision, a clause or a part of the file: what became of it, and what a reviewer needs to know."""

    title: str
    risk: str
    tags: list[str]
    edits: Sequence[Edit]
    facts: Lines
    texts: Lines
    ours: bool = False  # in our words, so that it is said where it differs from them


def review_page(items: Sequence[Item], language: Language, title: str) -> str:
    """Return the review of a returned contract as a page."""
    counts = [(words[language], sum(1 for item in items if item.status == status)) for status, words in STATUSES.items()]
    sections = [_section_of_item(item, language) for item in told(items, language)]
    return _page("review.html", _titled(LABELS["title"], title, language), language, LABELS, counts=counts, items=sections)


def _section_of_item(item: Item, language: Language) -> _Section:
    ours = {label[language] for key, label in LABELS.items() if key in _TEXTS}
    texts = {"preferred": item.preferred, "fallback": item.fallback} if item.status not in ("unchanged", "new") else {}
    return _Section(
        heading_of(item, language),
        item.risk,
        [STATUSES[item.status][language], risk_label(item, language), *item.authors],
        item.edits,
        [(label, lines) for label, lines in facts(item, language) if label not in ours],
        [(LABELS[key][language], list(lines)) for key, lines in texts.items() if lines],
    )


def third_party_page(review: ThirdPartyReview, language: Language, name: str) -> str:
    """Return the review of a contract that is not ours as a page."""
    heads, *rows = third_party_report.coverage_table(review, language)
    rest = list(third_party_report.rest_lines(review, language))
    return _page(
        "third_party_paper.html", _titled(third_party_report.WORDS["title"], name, language), language, LABELS | third_party_report.WORDS,
        intro=third_party_report.introduction(review, language), heads=heads, rows=rows, elements=list(_elements(review, language)),
        rest=rest, rest_open=len(rest) <= _MOST_OPEN,
    )  # fmt: skip


def _elements(review: ThirdPartyReview, language: Language) -> Iterator[tuple[str, list[_Section]]]:
    for element, found in groupby(third_party_report.listed(review), key=lambda f: f.clause.element):
        yield third_party_report.ELEMENT_WORDS[element][language], [_section_of_clause(f, language) for f in found]


def _section_of_clause(f: Found, language: Language) -> _Section:
    return _Section(
        f.clause.head.title[language],
        f.risk,
        third_party_report.status_labels(f, language),
        f.edits,
        list(third_party_report.facts(f, language)),
        list(third_party_report.texts(f, language)),
        f.level == "ours",
    )


def _titled(label: Words, name: str, language: Language) -> str:
    return f"{label[language]}{'：' if language == 'zh' else ': '}{name}"


def _page(template: str, title: str, language: Language, words: Mapping[str, Words], **values: Any) -> str:
    return render(
        _PACKAGE, template, title=title, code="zh-CN" if language == "zh" else "en", style=asset(_PACKAGE, "page.css"),
        words={key: text[language] for key, text in words.items()}, **values,
    )  # fmt: skip
