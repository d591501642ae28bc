"""One self-contained HTML page of a Word file with tracked changes: inline, side by side, or as it will read; it loads nothing."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from markupsafe import Markup

from drafter.errors import Finding
from drafter.language import Language, Words
from drafter.pages.templates import asset, render
from drafter.patterns import regex
from drafter.records import dataclass
from drafter.redline.page.labels import KINDS, RISKS, clause_name
from drafter.redline.page.render_blocks import NUMBER, BlockHtml
from drafter.redline.page.view import View
from drafter.redline.revisions.listed import Revision
from drafter.redline.revisions.told import told

_PACKAGE = "drafter.redline.page"
_CHUNK = 40  # blocks that the browser lays out together, when they come into sight
_LONGEST_EXCERPT = 160
_MOST_AUTHORS = 6  # that the head of the page counts
_HAN = regex("[\u3400-\u9fff]")
_LATIN = regex("[A-Za-z]")
_HIDDEN = regex('<span class="vh">[^<]*</span>')
_TAG = regex("<[^>]*>")
_LINE, _GAP, _PER_LINE = 30, 14, 40  # about what a line and a gap between blocks measure on a screen, and the characters of a line
_BY_RISK = {"high": 0, "medium": 1, "low": 2}
_TRAITS = (("contents", False), ("reference", True))  # consequences of other changes, and whether they are listed at first
_WORDS = {
    "redline": Words("修订对照", "Redline"), "inline": Words("行内", "Inline"), "side": Words("并排", "Side by side"),
    "result": Words("修订后", "Result"), "modes": Words("显示方式", "Display"), "next": Words("下一处", "Next"), "previous": Words("上一处", "Previous"),
    "jump": Words("逐处查看", "Go through the changes"), "changes": Words("修订一览", "Changes"), "filters": Words("筛选", "Filter"),
    "clause": Words("条款", "Clause"), "kind": Words("类型", "Kind"), "author": Words("作者", "Author"), "risk": Words("风险", "Risk"),
    "all": Words("全部", "All"), "contents": Words("目录行的随动修改", "Follow-up changes in the table of contents"),
    "reference": Words("交叉引用等域的更新", "Updated cross-references and other fields"), "of-contents": Words("目录", "Contents"),
    "of-reference": Words("域更新", "field update"), "at": Words("第 {at} 处，共 {all} 处", "Change {at} of {all}"),
    "count": Words("列出 {shown} 处，共 {all} 处", "{shown} of {all} changes listed"), "none": Words("没有修订。", "There are no tracked changes."),
    "keys": Words("快捷键 n / p（或 j / k）", "Keys n / p (or j / k)"), "skip": Words("跳到修订一览", "Skip to the list of changes"),
    "findings": Words("Word 无法以修订标注的", "What Word cannot track"), "original": Words("原稿", "Original"), "revised": Words("修订稿", "Revised"),
    "document": Words("文件正文", "Document"), "legend": Words("图例", "Legend"), "inserted": Words("插入", "inserted"),
    "and-changed": Words("并修改", "and changed"), "deleted": Words("删除", "deleted"), "moved": Words("移动", "moved"), "formatted": Words("格式", "format"),
    "from": Words("移自", "from"), "total": Words("处修订", "changes"), "unnamed": Words("（正文前部）", "(before the first clause)"),
    "nobody": Words("（未署名）", "(no name)"),
}  # fmt: skip


@dataclass(frozen=True)
class _Item:
    """A change as the list shows it: a move, words, or properties as they were and as they are."""

    number: int
    kind: str
    kind_label: str
    edited: bool  # words that moved were edited besides
    author: str
    by: str  # author and day
    clause: str
    trait: str
    risk: str
    risk_label: str
    shown: str  # move, words or properties
    text: str
    before: str
    after: str
    moved_from: str


def page_bytes(
    shown: View, title: str, language: Language, findings: Iterable[Finding] = (), risks: Mapping[int, str] | None = None
) -> bytes:
    """Return a page of the tracked changes in a Word file. `risks` rates changes by number: high, medium, low or other words."""
    return _Page(shown, language, dict(risks or {})).html(title, findings).encode("utf-8", "replace")


class _Page:
    def __init__(self, shown: View, language: Language, risks: dict[int, str]) -> None:
        self.view = shown
        self.language = language
        self.words = {key: words[language] for key, words in _WORDS.items()}
        self.items = [self._item(revision, risks.get(revision.number, "")) for revision in shown.changes]

    def html(self, title: str, findings: Iterable[Finding]) -> Markup:
        """Return the page."""
        script = asset(_PACKAGE, "page.js")
        return render(
            _PACKAGE, "page.html", title=title, words=self.words, code=_html_language(self.language), style=asset(_PACKAGE, "page.css"),
            script=script, digest=b64encode(sha256(script.encode()).digest()).decode(), items=self.items, authors=self._authors(),
            rated=self._rated(), findings=[finding.line(self.language) for finding in findings], document=self._document(),
            filters=list(self._filters()), traits=list(self._traits()), signed=self._signed(),
        )  # fmt: skip

    # the list

    def _item(self, revision: Revision, risk: str) -> _Item:
        trait = self.view.traits.get(revision.number, "")
        clause = self.words["of-contents"] if trait == "contents" else clause_name(revision, self.view.names, self.language)
        shown = self._shown(revision)
        text, before, after = told(revision, self.language)
        return _Item(
            number=revision.number, kind=revision.kind, kind_label=KINDS[revision.kind][self.language], edited=revision.edited, author=revision.author,
            by=" · ".join(text for text in (revision.author, revision.date[:10]) if text), clause=clause or self.words["unnamed"],
            trait=trait, risk=risk, risk_label=_risk_label(risk, self.language), shown=shown, text=_excerpt(text),
            before=_excerpt(before), after=_excerpt(after), moved_from=self.view.names.get(revision.moved_from, revision.moved_from),
        )  # fmt: skip

    def _shown(self, revision: Revision) -> str:
        if revision.kind == "move":
            return "move"
        return "properties" if revision.shows_properties else "words"

    def _signed(self) -> bool:
        """Say whether the list says who made every change and when; else the head of the page says it once."""
        return len({(revision.author, revision.date[:10]) for revision in self.view.changes}) > 1

    def _authors(self) -> list[tuple[str, int]]:
        return Counter(item.author or self.words["nobody"] for item in self.items).most_common(_MOST_AUTHORS)

    def _rated(self) -> list[tuple[str, str, int]]:
        """Return the risks that were given, the highest first: each with its label and how often."""
        counts = Counter(item.risk for item in self.items if item.risk)
        return [(risk, _risk_label(risk, self.language), counts[risk]) for risk in sorted(counts, key=_rank)]

    def _filters(self) -> Iterator[tuple[str, list[tuple[str, str, int]]]]:
        """Yield what the list can be filtered by, with the values, their labels and how many changes have each."""
        values = {
            "clause": [(item.clause, item.clause) for item in self.items],
            "kind": [(item.kind, item.kind_label) for item in self.items],
            "author": [(item.author, item.author or self.words["nobody"]) for item in self.items],
            "risk": [(item.risk, item.risk_label) for item in sorted(self.items, key=lambda item: _rank(item.risk)) if item.risk],
        }
        for key, pairs in values.items():
            counts = Counter(pairs)
            if len(counts) > 1 or (counts and key == "risk"):
                yield key, [(value, label, count) for (value, label), count in counts.items()]

    def _traits(self) -> Iterator[tuple[str, bool, int]]:
        counts = Counter(item.trait for item in self.items)
        return ((trait, listed, counts[trait]) for trait, listed in _TRAITS if counts[trait])

    # the document

    def _document(self) -> Markup:
        chunks = [(_height(chunk), Markup("".join(chunk))) for chunk in _chunks(self.view.blocks)]
        sections = [(section.title, Markup(section.html)) for section in self.view.sections]
        html = str(render(_PACKAGE, "document.html", chunks=chunks, sections=sections, code=_html_language(self.language)))
        language = _language_of(html)
        if language != self.language:
            html = html.replace('class="vh"', f'class="vh" lang="{_html_language(self.language)}"')
        return render(_PACKAGE, "articles.html", document=Markup(_with_ids(html)), language=_html_language(language), words=self.words)


def _rank(risk: str) -> int:
    return _BY_RISK.get(risk, len(_BY_RISK))


def _risk_label(risk: str, language: Language) -> str:
    return RISKS[risk][language] if risk in RISKS else risk


def _language_of(html: str) -> Language:
    """Return the language that a document is mostly written in, what only screen readers say left out."""
    words = _TAG.sub("", _HIDDEN.sub("", html))
    return "zh" if len(_HAN.findall(words)) * 2 > len(_LATIN.findall(words)) else "en"


def _chunks(blocks: Iterable[BlockHtml]) -> Iterator[list[str]]:
    """Yield the HTML of blocks by the dozen; those that belong together stay so."""
    chunk: list[str] = []
    for block in blocks:
        chunk.append(block.html)
        if len(chunk) >= _CHUNK and not block.joins:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _height(chunk: list[str]) -> int:
    """Return about how high blocks are: the browser takes it for granted until they come into sight."""
    return sum((len(_TAG.sub("", html)) // _PER_LINE + 1) * _LINE + _GAP for html in chunk)


def _with_ids(html: str) -> str:
    """Return HTML with an anchor on the first mark of every change."""
    met: set[str] = set()

    def anchored(match: re.Match[str]) -> str:
        if match[1] in met:
            return match[0]
        met.add(match[1])
        return f'id="c{match[1]}" {match[0]}'

    return NUMBER.sub(anchored, html)


def _excerpt(text: str) -> str:
    line = " ".join(text.replace("¶", " ¶ ").split())
    return line if len(line) <= _LONGEST_EXCERPT else f"{line[: _LONGEST_EXCERPT // 2]}……{line[-_LONGEST_EXCERPT // 2 :]}"


def _html_language(language: Language) -> str:
    return "zh-CN" if language == "zh" else "en"
