"""A returned contract against our standard, or somebody else's contract against the whole library."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from drafter.content import Content
from drafter.errors import FileError, Place, error
from drafter.language import Language, Words
from drafter.ooxml.comments import Comment, with_comments
from drafter.ooxml.container import pack
from drafter.ooxml.custom_xml import parts_naming
from drafter.ooxml.guarded import without_signatures
from drafter.ooxml.marks import PROVENANCE
from drafter.ooxml.multiplied import once
from drafter.ooxml.package import Package
from drafter.questionnaire.answers import AnswerSet
from drafter.records import dataclass
from drafter.redline.revisions.accept_reject import accept_reject
from drafter.review.assess import review as assess
from drafter.review.baseline import Baseline
from drafter.review.counterparty_copy import read_counterparty_copy
from drafter.review.items import RISKS, STATUSES, Item, heading_of, touched
from drafter.review.memory import round_of
from drafter.review.resolve import marked
from drafter.review.risks import risks_of
from drafter.review.table import Changes, check_table, table_bytes
from drafter.review.third_party_paper import ThirdPartyReview, review_third_party_paper
from drafter.services.answers import Source, read_answers
from drafter.services.files import File, made, of_format, opened, title_of
from drafter.writers.docx.provenance import read_provenance

_COUNTERPARTY = Words("对方", "counterparty")
_PROVISIONS_ONLY = Words(
    "封面、附件、页眉页脚无从比较（条款库版本已不同，或模板为自有），其中未带修订标记的改动看不出来：用 --against 给出发出的文件",
    "cover, annexes, headers and footers cannot be compared (the library has changed since, or the template is your own): "
    "what was changed there with tracking off does not show; give what was sent by --against",
)


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8")


def _commented(package: Package, comments: Sequence[Comment]) -> bytes:
    return pack(with_comments(without_signatures(package), comments, "drafter"))


@dataclass(frozen=True)
class Outputs:
    """The names of the files that are wanted of a review; the ending of a name gives the format."""

    report: Path | None = None
    decisions: Path | None = None
    table: Path | None = None
    page: Path | None = None


NOTHING = Outputs()


@dataclass(frozen=True)
class Review:
    """A returned contract against our standard, provision by provision."""

    standard: Baseline
    package: Package
    items: tuple[Item, ...]
    title: str
    language: Language

    @property
    def high(self) -> bool:
        """Whether anything is beyond walk-away or of high risk."""
        return any(item.risk == "high" for item in self.items)

    def data(self) -> dict[str, Any]:
        """Return the review as plain data."""
        from drafter.review.report import counts_of, review_data

        return {"counts": counts_of(self.items), "items": review_data(self.items, self.language)}

    def lines(self) -> list[str]:
        """Return the review for a terminal: what was touched, the riskiest first, and counts."""
        from drafter.review.report import counts_of

        n = self.language
        lines = [f"{RISKS[i.risk][n]:6} {STATUSES[i.status][n]:10} {heading_of(i, n)}" for i in touched(self.items)]
        counts = [(STATUSES[s], count) for s, count in counts_of(self.items).items()]  # type: ignore[index]
        said = "；".join(f"{words.zh} {count}" for words, count in counts) if n == "zh" else "; ".join(f"{c} {w.en}" for w, c in counts)
        return [*lines, said, *([_PROVISIONS_ONLY[n]] if self.standard.text is None else [])]

    def report(self, name: Path) -> bytes:
        """Return the review in the format that a name asks for: .json, .md, .html, .docx (the file with comments). Raises FileError."""
        from drafter.review.pages import review_page
        from drafter.review.report import review_comments, review_data, review_markdown

        writers: dict[str, Callable[[], bytes]] = {
            ".json": lambda: _json(review_data(self.items, self.language)),
            ".md": lambda: review_markdown(self.items, self.language).encode("utf-8"),
            ".html": lambda: review_page(self.items, self.language, self.title).encode("utf-8"),
            ".docx": lambda: _commented(self.package, review_comments(self.items, self.language)),
        }
        return of_format(writers, name)()

    def decisions(self) -> bytes:
        """Return the decisions file to fill in (YAML)."""
        from drafter.review.undecided import empty_decisions

        return empty_decisions(self.items, self.language).encode("utf-8")

    def table(self, name: Path) -> bytes:
        """Return the table of changes in the format that a name asks for: .docx, .xlsx or .md. Raises FileError."""
        return table_bytes(Changes(self.standard, round_of(self.package), self.items), name, self.language)

    def page(self) -> bytes:
        """Return the whole document with its changes and their risk as one web page."""
        return _page(self.package, self.items, self.title, self.language)

    def files(self, wanted: Outputs) -> dict[Path, bytes]:
        """Return what is given a name. Raises FileError for a format there is not."""
        return made(
            (wanted.report, self.report),
            (wanted.decisions, lambda _: self.decisions()),
            (wanted.table, self.table),
            (wanted.page, lambda _: self.page()),
        )


@dataclass(frozen=True)
class LibraryReview:
    """Somebody else's contract against the whole library: what it has of our clauses, what is weak, what is absent."""

    review: ThirdPartyReview
    package: Package
    title: str
    language: Language

    @property
    def high(self) -> bool:
        """Whether anything is of high risk."""
        alone = (hit.risk for hits in self.review.signed.values() for hit in hits)
        return "high" in (*(found.risk for found in self.review.found), *alone)

    def data(self) -> dict[str, Any]:
        """Return the review as plain data."""
        from drafter.review.third_party_report import third_party_data

        return third_party_data(self.review, self.language)

    def lines(self) -> list[str]:
        """Return the review for a terminal."""
        from drafter.review.third_party_report import third_party_lines

        return list(third_party_lines(self.review, self.language))

    def report(self, name: Path) -> bytes:
        """Return the review in the format that a name asks for: .json, .md, .html, .docx (the file with comments). Raises FileError."""
        from drafter.review.pages import third_party_page
        from drafter.review.third_party_report import third_party_comments, third_party_markdown

        writers: dict[str, Callable[[], bytes]] = {
            ".json": lambda: _json(self.data()),
            ".md": lambda: third_party_markdown(self.review, self.language).encode("utf-8"),
            ".html": lambda: third_party_page(self.review, self.language, self.title).encode("utf-8"),
            ".docx": lambda: _commented(self.package, third_party_comments(self.review, self.language)),
        }
        return of_format(writers, name)()

    def page(self) -> bytes:
        """Return the whole document with its changes as one web page."""
        return _page(self.package, (), self.title, self.language)

    def files(self, wanted: Outputs) -> dict[Path, bytes]:
        """Return the report and the page, as far as they are given a name. Raises FileError for a format there is not."""
        return made((wanted.report, self.report), (wanted.page, lambda _: self.page()))


def _page(package: Package, items: Sequence[Item], title: str, language: Language) -> bytes:
    from drafter.redline.page.html import page_bytes
    from drafter.redline.page.view import view

    return page_bytes(view(package, language), title, language, (), risks_of(items))


def is_ours(contract: File) -> bool:
    """Say whether a contract carries the provenance of drafter. Raises FileError when it is no sound Word file."""
    return _has_provenance(opened(contract))


def _has_provenance(package: Package) -> bool:
    try:
        read_provenance(package)
    except FileError:
        return False
    return True


def review_returned(content: Content, returned: File, language: Language, *, sent: File | None = None) -> Review:
    """Return the review of a returned contract of ours.

    `sent` is what we sent, for a file that has lost its provenance or may have been changed with tracking off: what differs is then marked
    as the counterparty's. Raises FileError where there is no provenance, AnswerError when the answers in it can no longer be read.
    """
    return _returned(content, opened(returned), None if sent is None else opened(sent), title_of(returned), language)


def _returned(content: Content, package: Package, sent: Package | None, title: str, language: Language) -> Review:
    package, lost = once(package), False
    if sent is None:
        standard = Baseline.of(content, read_provenance(package))
    else:
        ours = accept_reject(sent, "accept").package
        standard = Baseline.of(content, read_provenance(ours), ours)
        lost = not any(parts_naming(package, PROVENANCE))
        package = marked(package, ours, _COUNTERPARTY[language])
    return Review(standard, package, assess(standard, read_counterparty_copy(standard, package, lost)), title, language)


def review_against_library(content: Content, contract: File, language: Language, *, source: Source | None = None) -> LibraryReview:
    """Return the review of a contract that is not ours. The answers of `source` say which clauses are needed, and fill our texts.

    Raises FileError when it is no sound Word file, AnswerError.
    """
    return _against_library(content, opened(contract), title_of(contract), language, source)


def _against_library(content: Content, package: Package, title: str, language: Language, source: Source | None) -> LibraryReview:
    answers: AnswerSet | None = None if source is None else read_answers(content, source)
    return LibraryReview(review_third_party_paper(content, package, answers), package, title, language)


def review_contract(
    content: Content, contract: File, language: Language, *, sent: File | None = None, source: Source | None = None,
    outputs: Outputs = NOTHING,
) -> Review | LibraryReview:  # fmt: skip
    """Return the review of a contract: against our standard where it is ours, else against the whole library.

    Raises FileError for a file that is not sound, for a table of a format there is not, and where decisions or a table are wanted of a
    contract that is not ours; AnswerError.
    """
    check_table(outputs.table)
    package, title = opened(contract), title_of(contract)
    if sent is not None or _has_provenance(package):
        return _returned(content, package, None if sent is None else opened(sent), title, language)
    if outputs.decisions or outputs.table:
        what = (
            "文件没有 drafter 的生成信息，无法列出修订决定",
            "the file carries no provenance of drafter: there are no changes of ours to decide on",
        )
        remedy = "用 --against 给出发出的文件", "give the file that was sent by --against"
        raise FileError(error("provenance", *what, remedy, Place(str(contract))))
    return _against_library(content, package, title, language, source)
