"""The page that lists a pack: every file by group, the next dates, and what could not be made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from drafter.forms.deadlines import deadlines
from drafter.forms.fill import Filling
from drafter.language import Language, Words
from drafter.packs.items import Made, project_name
from drafter.pages.templates import asset, render
from drafter.records import dataclass

_PACKAGE = "drafter.packs"
_WORDS = {
    "title": Words("项目文件包", "Project pack"),
    "dates": Words("期限", "Deadlines"),
    "failed": Words("未能生成", "could not be made"),
}
_HEADS = (Words("日期", "Date"), Words("事项", "What"), Words("责任方", "Who"), Words("依据", "Basis"))
_MOST_NOTES = 20


@dataclass(frozen=True)
class _Row:
    """An item of the pack: its files as addresses and labels, and what is to be said of it, each with whether it is an error."""

    title: str
    failed: bool
    links: list[tuple[str, str]]
    notes: list[tuple[str, bool]]


def index_page(done: Sequence[Made], filling: Filling, language: Language) -> str:
    """Return the page as HTML. The same pack gives the same page."""
    return render(
        _PACKAGE, "index.html", code="zh-CN" if language == "zh" else "en", words={key: words[language] for key, words in _WORDS.items()},
        style=asset(_PACKAGE, "index.css"), name=project_name(filling, language), groups=list(_groups(done, language)),
        heads=[head[language] for head in _HEADS],
        dates=[(d.day, d.what[language], d.who[language], d.basis[language]) for d in deadlines(filling)],
    )  # fmt: skip


def _groups(done: Sequence[Made], language: Language) -> Iterator[tuple[str, list[_Row]]]:
    for group in dict.fromkeys(made.item.group[language] for made in done):
        yield group, [_row_of(made, language) for made in done if made.item.group[language] == group]


def _row_of(made: Made, language: Language) -> _Row:
    links = [(quote(name), _link_label(name, made.files)) for name in made.files]
    notes = [(finding.line(language), finding.severity == "error") for finding in made.findings[:_MOST_NOTES]]
    return _Row(made.item.title, made.status == "failed", links, notes)


def _link_label(name: str, files: Sequence[str]) -> str:
    """Return what a link says: the kind of file, or where there are several of a kind the name."""
    kind = name.rpartition(".")[2]
    alone = sum(f.endswith(f".{kind}") for f in files) == 1
    return kind.upper() if alone else name.rpartition("/")[2].rpartition(".")[0]
