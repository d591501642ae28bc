"""One self-contained HTML page of a Word file with tracked changes: inline, side by side, or as it will read; it loads nothing."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files

from drafter.errors import Finding
from drafter.language import Language, Words
from drafter.redline.page.labels import KINDS, RISKS, readable
from drafter.redline.page.render_blocks import NUMBER, BlockHtml
from drafter.redline.page.view import Section, View
from drafter.redline.revisions.change import CHANGE_KINDS
from drafter.redline.revisions.listed import Revision

_CHUNK = 40  # blocks that the browser lays out together, when they come into sight
_LONGEST_EXCERPT = 160
_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z]")
_CODE = re.compile(r"\{(?:PAGEREF|REF|NOTEREF|PAGE|NUMPAGES|SEQ|TOC|STYLEREF|HYPERLINK)\b[^{}]*\}")  # what shows beside it is what it gives
_HIDDEN = re.compile('<span class="vh">[^<]*</span>')
_TAG = re.compile("<[^>]*>")
_LINE, _GAP, _PER_LINE = 30, 14, 40  # about what a line and a gap between blocks measure on a screen, and the characters of a line
_PARTS = {"header": Words("页眉", "Header"), "footer": Words("页脚", "Footer"), "comments": Words("批注", "Comments")}
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
    "deleted": Words("删除", "deleted"), "moved": Words("移动", "moved"), "formatted": Words("格式", "format"),
    "from": Words("移自", "from"), "total": Words("处修订", "changes"), "unnamed": Words("（正文前部）", "(before the first clause)"),
    "nobody": Words("（未署名）", "(no name)"),
}  # fmt: skip


@dataclass(frozen=True)
class _Item:
    """A change as the list shows it."""

    revision: Revision
    clause: str
    trait: str
    risk: str


def page_bytes(
    shown: View, title: str, language: Language, findings: Iterable[Finding] = (), risks: Mapping[int, str] | None = None
) -> bytes:
    """Return a page of the tracked changes in a Word file. `risks` rates changes by number: high, medium, low or other words."""
    return _Page(shown, title, language, tuple(findings), dict(risks or {})).html().encode("utf-8", "replace")


class _Page:
    def __init__(self, shown: View, title: str, language: Language, findings: tuple[Finding, ...], risks: dict[int, str]) -> None:
        self.view = shown
        self.title = title
        self.language = language
        self.findings = findings
        self.signed = len({(r.author, r.date[:10]) for r in shown.changes}) > 1  # else the head of the page says who, once
        self.items = [self._item(revision, risks.get(revision.number, "")) for revision in shown.changes]

    def _item(self, revision: Revision, risk: str) -> _Item:
        trait = self.view.traits.get(revision.number, "")
        clause = self.text("of-contents") if trait == "contents" else clause_name(revision, self.view.names, self.language)
        return _Item(revision, clause or self.text("unnamed"), trait, risk)

    def text(self, key: str) -> str:
        """Return a text of the page."""
        return escape(_WORDS[key][self.language])

    def html(self) -> str:
        """Return the page."""
        script, style = _asset("page.js"), _asset("page.css")
        digest = b64encode(sha256(script.encode()).digest()).decode()
        policy = (  # browsers that know hashes run this script and no other; the rest fall back on 'unsafe-inline'
            f"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' 'sha256-{digest}'; img-src data:; "
            "base-uri 'none'; form-action 'none'"
        )
        title = f"{escape(self.title)} · {self.text('redline')}"
        return (
            f'<!DOCTYPE html>\n<html lang="{_html_language(self.language)}"><head><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
            f'<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer">'
            f"<title>{title}</title><style>{style}</style></head>"
            f'<body data-mode="inline"><a class="skip" href="#changes">{self.text("skip")}</a>{self._header()}{self._bar()}'
            f'<div class="frame"><main>{self._document()}</main>{self._aside()}</div><script>{script}</script></body></html>\n'
        )

    # above the document

    def _header(self) -> str:
        by = Counter(item.revision.author or _WORDS["nobody"][self.language] for item in self.items)
        authors = " · ".join(f"{escape(author)} {count}" for author, count in by.most_common(6))
        summary = (
            f"<p>{len(self.items)} {self.text('total')}{f' · {authors}' if authors else ''}</p>"
            if self.items
            else f"<p>{self.text('none')}</p>"
        )
        found = "".join(f"<li>{escape(f.line(self.language))}</li>" for f in self.findings)
        findings = f'<section class="findings"><h2>{self.text("findings")}</h2><ul>{found}</ul></section>' if found else ""
        rated = Counter(i.risk for i in self.items if i.risk)
        marks = "".join(
            f'<li data-risk="{escape(risk)}"><span class="risk">{self.text("risk")} {escape(_risk_label(risk, self.language))}</span> {rated[risk]}</li>'
            for risk in sorted(rated, key=lambda risk: _BY_RISK.get(risk, len(_BY_RISK)))
        )
        summary += f'<ul class="rated">{marks}</ul>' if marks else ""
        return f'<header><p class="over">{self.text("redline")}</p><h1>{escape(self.title)}</h1>{summary}{findings}</header>'

    def _bar(self) -> str:
        modes = "".join(
            f'<button type="button" data-mode="{mode}" aria-pressed="{str(mode == "inline").lower()}">{self.text(mode)}</button>'
            for mode in ("inline", "side", "result")
        )
        steps = "".join(
            f'<button type="button" data-step="{step}" aria-keyshortcuts="{keys}">{self.text(name)}</button>'
            for step, name, keys in ((-1, "previous", "p k"), (1, "next", "n j"))
        )
        legend = "".join(f"<{tag}>{self.text(word)}</{tag.split()[0]}>" for tag, word in _LEGEND)
        return (
            f'<div class="bar" hidden><div role="group" aria-label="{self.text("modes")}" class="modes">{modes}</div>'
            f'<div role="group" aria-label="{self.text("jump")}">{steps}</div>'
            f'<p id="live" role="status" aria-live="polite" data-at="{self.text("at")}"></p>'
            f'<label class="keys"><input type="checkbox" id="keys" checked> {self.text("keys")}</label>'
            f'<p class="legend" aria-label="{self.text("legend")}">{legend}</p></div>'
        )

    # the document

    def _document(self) -> str:
        blocks = "".join(
            f'<section class="k" style="--h:{_height(chunk)}px">{"".join(chunk)}</section>' for chunk in _chunks(self.view.blocks)
        )
        more = "".join(map(self._section, self.view.sections))
        html = f"{blocks}{more}"
        words = _TAG.sub("", _HIDDEN.sub("", html))
        language: Language = "zh" if len(_HAN.findall(words)) * 2 > len(_LATIN.findall(words)) else "en"
        if language != self.language:
            html = html.replace('class="vh"', f'class="vh" lang="{_html_language(self.language)}"')
        heads = f'<div class="heads" aria-hidden="true"><p>{self.text("original")}</p><p>{self.text("revised")}</p></div>'
        return (
            f'<article id="doc" lang="{_html_language(language)}" aria-label="{self.text("document")}">{_with_ids(html)}</article>'
            f'<article id="pairs" lang="{_html_language(language)}" aria-label="{self.text("document")}" hidden>{heads}</article>'
        )

    def _section(self, section: Section) -> str:
        return f'<section class="k more"><h2 class="part" lang="{_html_language(self.language)}">{escape(section.title)}</h2>{section.html}</section>'

    # the list

    def _aside(self) -> str:
        title = f'<h2 id="list-title">{self.text("changes")}</h2>'
        items = "".join(map(self._list_item, self.items))
        count = f'<p id="count" data-count="{self.text("count")}"></p>'
        return f'<aside aria-labelledby="list-title">{title}{self._filters()}{count}<ol id="changes" tabindex="-1">{items}</ol></aside>'

    def _filters(self) -> str:
        selects = [
            self._select("clause", ((i.clause, i.clause) for i in self.items)),
            self._select("kind", ((i.revision.kind, KINDS[i.revision.kind][self.language]) for i in self.items)),
            self._select("author", ((i.revision.author, i.revision.author or _WORDS["nobody"][self.language]) for i in self.items)),
            self._select("risk", ((i.risk, _risk_label(i.risk, self.language)) for i in sorted(self.items, key=_by_risk) if i.risk)),
        ]
        counts = Counter(i.trait for i in self.items)
        boxes = "".join(
            f'<label><input type="checkbox" data-trait="{trait}"{checked}> {self.text(trait)} ({counts[trait]})</label>'
            for trait, checked in (("contents", ""), ("reference", " checked"))
            if counts[trait]
        )
        return f'<div class="filters" role="group" aria-label="{self.text("filters")}" hidden>{"".join(selects)}{boxes}</div>'

    def _select(self, key: str, values: Iterable[tuple[str, str]]) -> str:
        found = Counter(values)
        if (len(found) < 2 and key != "risk") or not found:
            return ""
        options = "".join(f'<option value="{escape(value)}">{escape(words)} ({count})</option>' for (value, words), count in found.items())
        return (
            f'<label class="f-{key}">{self.text(key)} <select data-filter="{key}" autocomplete="off">'
            f'<option value="*">{self.text("all")}</option>{options}</select></label>'
        )

    def _list_item(self, item: _Item) -> str:
        revision = item.revision
        risk = f' data-risk="{escape(item.risk)}"' if item.risk else ""
        trait = f' data-trait="{item.trait}"' if item.trait else ""
        signs = [f'<span class="kind">{KINDS[revision.kind][self.language]}</span>']
        signs += [f'<span class="risk">{self.text("risk")} {escape(_risk_label(item.risk, self.language))}</span>'] if item.risk else []
        signs += [f'<span class="trait">{self.text("of-reference")}</span>'] if item.trait == "reference" else []
        by = " · ".join(t for t in (revision.author, revision.date[:10]) if t)
        return (
            f'<li data-n="{revision.number}" data-kind="{revision.kind}" data-author="{escape(revision.author)}" '
            f'data-clause="{escape(item.clause)}"{risk}{trait}><a href="#c{revision.number}">'
            f'<span class="top"><span class="n">{revision.number}</span><span class="clause">{escape(item.clause)}</span>{"".join(signs)}</span>'
            f'<span class="what">{self._what(revision)}</span>{f"<span class=by>{escape(by)}</span>" if by and self.signed else ""}</a></li>'
        )

    def _what(self, revision: Revision) -> str:
        if revision.kind == "move":
            left = f" <small>{self.text('from')} {escape(self.view.names.get(revision.moved_from, revision.moved_from))}</small>"
            return f"<ins class=mv>{escape(_excerpt(revision.after or revision.before))}</ins>{left if revision.moved_from else ''}"
        if revision.text or CHANGE_KINDS[revision.kind].by_properties:
            old, new = (escape(_excerpt(readable(t, self.language))) for t in (revision.before, revision.after))
            text = escape(_excerpt(revision.text))
            return f"{text} <small>{old}{' → ' if old and new else ''}{new}</small>"
        old, new = (escape(_excerpt(t)) for t in (revision.before, revision.after))
        return "".join(f"<{tag}>{text}</{tag}>" for tag, text in (("del", old), ("ins", new)) if text)


_BY_RISK = {"high": 0, "medium": 1, "low": 2}
_LEGEND = (("ins", "inserted"), ("del", "deleted"), ('ins class="mv"', "moved"), ('span class="fmt"', "formatted"))


def clause_name(revision: Revision, names: Mapping[str, str], language: Language) -> str:
    """Return what the clause of a change is called, or the part of the file that it stands in; nothing before the first clause."""
    if revision.clause:
        return names.get(revision.clause, revision.clause.partition("\t")[0])
    part = revision.part.removeprefix("word/").rstrip("0123456789.xml")
    return _PARTS[part][language] if part in _PARTS else ""


def _by_risk(item: _Item) -> int:
    return _BY_RISK.get(item.risk, len(_BY_RISK))


def _risk_label(risk: str, language: Language) -> str:
    return RISKS[risk][language] if risk in RISKS else risk


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
    line = " ".join(_CODE.sub("", text).replace("¶", " ¶ ").split())
    return line if len(line) <= _LONGEST_EXCERPT else f"{line[: _LONGEST_EXCERPT // 2]}……{line[-_LONGEST_EXCERPT // 2 :]}"


def _html_language(language: Language) -> str:
    return "zh-CN" if language == "zh" else "en"


@cache
def _asset(name: str) -> str:
    return files("drafter.redline.page").joinpath(name).read_text(encoding="utf-8")
