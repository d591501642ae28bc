"""The review as data, as Markdown, as a page, and as comments in the returned file; the table of changes for the approver."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from drafter.language import Language, Words
from drafter.review.assess import APPROVERS, RISKS, STATUSES, Edit, Item, heading_of
from drafter.review.comments import Comment
from drafter.review.resolve import VERDICTS, Decision
from drafter.writers.sheet import sheet_bytes

_HEADS = (
    Words("条款", "Clause"), Words("修订前", "Before"), Words("修订后", "After"), Words("修订人", "By"), Words("决定", "Decision"), Words("理由", "Reason"),
)  # fmt: skip
_LABELS = {
    "values": Words("数值变化", "New values"), "findings": Words("触发的规则", "Rules"), "walk_away": Words("底线", "Walk-away"), "notes": Words("审查要点", "Notes"),
    "preferred": Words("我方首选文本", "Our preferred text"), "fallback": Words("我方备选文本", "Our fallback text"), "law": Words("依据", "Law"),
    "approver": Words("须由其批准", "To be approved by"), "rejected": Words("此前已拒绝", "Rejected before"), "untracked": Words("未留修订痕迹的改动", "Changed with tracking off"),
    "title": Words("回稿审查", "Review of the returned contract"), "by_heading": Words("条款标记已丢失，按标题识别", "Its tag was lost: recognised by its heading"),
}  # fmt: skip
_CSS = """
body{font:16px/1.7 "Noto Serif CJK SC","Source Han Serif SC",SimSun,serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1c1f23}
h1{font-size:1.5rem}table{border-collapse:collapse}td,th{border:1px solid #c8ccd2;padding:.2rem .6rem;text-align:left}
section{border-left:.4rem solid #c8ccd2;margin:1.5rem 0;padding:.2rem 1rem;break-inside:avoid}
.high{border-color:#b3261e}.medium{border-color:#c77700}.low{border-color:#3b7d4f}
h2{font-size:1.1rem;margin:.3rem 0}.tag{border:1px solid;border-radius:1rem;padding:0 .6rem;font-size:.8rem;margin-left:.5rem;font-family:sans-serif}
del{color:#8c1d18;background:#fde7e5}ins{color:#0b5d2a;background:#e3f4e8}dt{font-weight:bold;margin-top:.5rem;font-size:.9rem}dd{margin:0 0 0 1rem;font-size:.95rem}
@media print{body{margin:0;max-width:none}}
"""


def review_data(items: Iterable[Item], language: Language) -> list[dict[str, Any]]:
    """Return the review as plain data."""
    return [_data(item, language) for item in items]


def _data(item: Item, language: Language) -> dict[str, Any]:
    return {
        "clause": item.clause, "title": heading_of(item, language), "status": item.status, "risk": item.risk,
        "authors": list(item.authors), "changes": list(item.changes), "untracked": item.untracked, "by_heading": item.by_heading,
        "edits": [{"before": e.before, "after": e.after, "spans": [list(s) for s in e.spans]} for e in item.edits],
        "values": [{"name": v.name, "label": v.label[language], "before": v.before, "after": v.after} for v in item.values],
        "findings": [f.data(language) for f in item.findings], "preferred": list(item.preferred), "fallback": list(item.fallback),
        "walk_away": item.walk_away[language] if item.walk_away else "", "notes": item.notes[language] if item.notes else "",
        "approver": _approver(item, language), "law": [w[language] for w in item.law],
        "rejected": [{"round": r.round, "reason": r.reason, "after": r.after} for r in item.rejected],
    }  # fmt: skip


def _approver(item: Item, language: Language) -> str:
    return APPROVERS[item.approver][language] if item.approver in APPROVERS else item.approver


def facts(item: Item, language: Language) -> Iterator[tuple[str, list[str]]]:
    """Yield what a reviewer needs to know of an item: a label and its lines."""
    if item.untracked:
        yield _LABELS["untracked"][language], []
    if item.by_heading:
        yield _LABELS["by_heading"][language], []
    said = {
        "values": [
            f"{v.label[language]}（{v.name}）：{v.before} → {v.after}"
            if language == "zh"
            else f"{v.label.en} ({v.name}): {v.before} -> {v.after}"
            for v in item.values
        ],
        "findings": [f"[{f.code}] {f.what[language]} {f.remedy[language]}".strip() for f in item.findings],
        "rejected": [f"{r.round}：{r.reason}" if language == "zh" else f"round {r.round}: {r.reason}" for r in item.rejected],
        "walk_away": [item.walk_away[language]] if item.walk_away else [],
        "notes": [item.notes[language]] if item.notes else [],
        "preferred": list(item.preferred) if item.status not in ("unchanged", "new") else [],
        "fallback": list(item.fallback) if item.status not in ("unchanged", "new") else [],
        "law": [w[language] for w in item.law],
        "approver": [_approver(item, language)] if item.approver else [],
    }
    yield from ((_LABELS[key][language], lines) for key, lines in said.items() if lines)


def review_markdown(items: Sequence[Item], language: Language) -> str:
    """Return the review as Markdown: what changed, provision by provision."""
    lines = [f"# {_LABELS['title'][language]}", ""]
    for item in touched(items):
        lines += [
            f"## {heading_of(item, language)} `{item.clause}`",
            "",
            f"{STATUSES[item.status][language]} / {RISKS[item.risk][language]}",
            "",
        ]
        lines += [f"- {_marked(edit)}" for edit in item.edits] + [""]
        for label, said in facts(item, language):
            lines += [f"**{label}**", "", *(f"> {line}" for line in said), ""]
    return "\n".join(lines) + "\n"


def _marked(edit: Edit) -> str:
    marks = {"same": "{}", "deleted": "~~{}~~", "inserted": "**{}**"}
    return "".join(marks[kind].format(words) for kind, words in edit.spans)


def touched(items: Iterable[Item]) -> list[Item]:
    """Return the items that are not as we sent them, the riskiest first."""
    order = {"high": 0, "medium": 1, "low": 2, "none": 3}
    return sorted((i for i in items if i.status != "unchanged"), key=lambda i: order[i.risk])


def review_page(items: Sequence[Item], language: Language, title: str) -> str:
    """Return the review as one self-contained page."""
    counts = {status: sum(1 for i in items if i.status == status) for status in STATUSES}
    cells = (
        "".join(f"<th scope=col>{escape(STATUSES[s][language])}</th>" for s in counts),
        "".join(f"<td>{n}</td>" for n in counts.values()),
    )
    body = "".join(_section(item, language) for item in touched(items))
    head = escape(f"{_LABELS['title'][language]}：{title}" if language == "zh" else f"{_LABELS['title'].en}: {title}")
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html><html lang="{"zh-CN" if language == "zh" else "en"}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><title>{head}</title><style>{_CSS}</style></head><body><main><h1>{head}</h1>'
        f"<table><thead><tr>{cells[0]}</tr></thead><tbody><tr>{cells[1]}</tr></tbody></table>{body}</main></body></html>"
    )


def _section(item: Item, language: Language) -> str:
    tags = "".join(
        f'<span class="tag">{escape(text)}</span>' for text in (STATUSES[item.status][language], *_risk(item, language), *item.authors)
    )
    edits = "".join(f"<p>{_html(edit)}</p>" for edit in item.edits)
    facts_of = "".join(
        f"<dt>{escape(label)}</dt>" + "".join(f"<dd>{escape(line)}</dd>" for line in said) for label, said in facts(item, language)
    )
    return f'<section class="{item.risk}"><h2>{escape(heading_of(item, language))}{tags}</h2>{edits}<dl>{facts_of}</dl></section>'


def _risk(item: Item, language: Language) -> list[str]:
    return [f"风险{RISKS[item.risk].zh}" if language == "zh" else f"{RISKS[item.risk].en} risk"]


def _html(edit: Edit) -> str:
    marks = {"same": "{}", "deleted": "<del>{}</del>", "inserted": "<ins>{}</ins>"}
    return "".join(marks[kind].format(escape(words)) for kind, words in edit.spans)


def review_comments(items: Iterable[Item], language: Language) -> list[Comment]:
    """Return the review as comments on the returned file, one a provision that is not as we sent it."""
    found = []
    for item in touched(items):
        lines = [f"{STATUSES[item.status][language]}，{_risk(item, language)[0]}"]
        for label, said in facts(item, language):
            lines += [label, *said] if said else [label]
        words = next((edit.after for edit in item.edits if edit.after), "") if not item.clause else ""
        found.append(Comment(item.clause, "\n".join(lines), words))
    return found


def table_rows(items: Iterable[Item], decisions: Iterable[Decision], language: Language) -> Iterator[list[str]]:
    """Yield the rows of the table of changes: clause, before, after, who, decision, reason."""
    decided = list(decisions)
    for item in touched(items):
        own = [d for d in decided if d.clause == item.clause or d.change in item.changes]
        verdicts = "；".join(dict.fromkeys(VERDICTS[d.decision][language] for d in own))
        reasons = "；".join(dict.fromkeys(d.reason for d in own if d.reason))
        for edit in item.edits:
            yield [heading_of(item, language), edit.before, edit.after, "、".join(item.authors), verdicts, reasons]


def table_workbook(items: Iterable[Item], decisions: Iterable[Decision], language: Language) -> bytes:
    """Return the table of changes (修订说明表) as a workbook."""
    title = Words("修订说明表", "Table of changes")[language]
    return sheet_bytes(title, [head[language] for head in _HEADS], (24, 50, 50, 14, 16, 40), table_rows(items, decisions, language))


def empty_decisions(items: Iterable[Item], language: Language) -> str:
    """Return a decisions file to fill in: an entry for every provision that is not as we sent it, with what changed as comments."""
    lines = ["# accept | reject | fallback | comment", "decisions:"]
    for item in touched(items):
        for edit in item.edits:
            lines += [f"  # - {_one_line(edit.before)}", f"  # + {_one_line(edit.after)}"]
        numbers = f"  # {', '.join(map(str, item.changes))}" if item.changes else ""
        lines.append(
            f"  - {{clause: {item.clause or '?'}, decision: {'reject' if item.risk == 'high' else 'accept'}, reason: ''}}{numbers}"
        )
    return "\n".join(lines) + "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def counts_of(items: Iterable[Item]) -> Mapping[str, int]:
    """Return how many provisions came to what."""
    found = [item.status for item in items]
    return {status: found.count(status) for status in STATUSES}
