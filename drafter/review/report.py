"""The review as data, as Markdown, as a page, and as comments in the returned file; the table of changes for the approver."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from drafter.language import Language, Words
from drafter.review.comments import Comment
from drafter.review.items import APPROVERS, RISKS, STATUSES, Edit, Item, heading_of, touched

_LABELS = {
    "values": Words("数值变化", "New values"), "findings": Words("触发的规则", "Rules"), "walk_away": Words("底线", "Walk-away"), "notes": Words("审查要点", "Notes"),
    "preferred": Words("我方首选文本", "Our preferred text"), "fallback": Words("我方备选文本", "Our fallback text"), "law": Words("依据", "Law"),
    "approver": Words("须由其批准", "To be approved by"), "rejected": Words("此前已拒绝", "Rejected before"), "untracked": Words("未留修订痕迹的改动", "Changed with tracking off"),
    "replied": Words("与我方上次回复一致", "As in our reply"), "round": Words("第 {} 轮", "round {}"), "changes": Words("修订编号", "Changes"),
    "show": Words("显示", "Show"), "all": Words("全部", "all"), "medium": Words("中、高风险", "medium and high risk"), "high": Words("高风险", "high risk"),
    "deleted": Words("删除：", "deleted: "), "inserted": Words("插入：", "inserted: "), "end": Words("；", "; "), "title": Words("回稿审查", "Review of the returned contract"), "by_heading": Words("条款标记已丢失，按标题识别", "Its tag was lost: recognised by its heading"),
}  # fmt: skip
_CSS = """
:root{color-scheme:light}
body{font:16px/1.7 "Noto Serif CJK SC","Source Han Serif SC",SimSun,serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1c1f23;overflow-wrap:break-word}
:root:lang(en) body{font-family:Georgia,"Times New Roman","Noto Serif","Noto Serif CJK SC",SimSun,serif}
h1{font-size:1.5rem;line-height:1.35}h2{font-size:1.2rem;margin:2rem 0 .5rem}h2.part{border-bottom:2px solid #c8ccd2;padding-bottom:.2rem}
table{border-collapse:collapse;font-size:.92rem}td,th{border:1px solid #c8ccd2;padding:.2rem .6rem;text-align:left;font-weight:normal}thead th{font-weight:bold;background:#f4f5f7}
.wide{overflow-x:auto}section{border-left:.4rem solid #c8ccd2;margin:1.5rem 0;padding:.2rem 1rem}
.high{border-color:#b3261e}.medium{border-color:#c77700}.low{border-color:#3b7d4f}
section h2,section h3{font-size:1.1rem;margin:.3rem 0;break-after:avoid}
.tag{display:inline-block;border:1px solid #77808c;border-radius:1rem;padding:0 .6rem;font-size:.8rem;font-weight:normal;margin-left:.5rem;font-family:sans-serif}
.high .risk{color:#8c1d18;border:2px solid;font-weight:bold}.medium .risk{color:#6b4f00;border-color:currentColor}
del{color:#8c1d18;background:#fde7e5}ins{color:#0b5d2a;background:#e3f4e8}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
dl{margin:.5rem 0}dt{font-weight:bold;margin-top:.5rem;font-size:.9rem}dd{margin:0 0 0 1rem;font-size:.95rem}
details{margin:.5rem 0 .5rem 0;font-size:.95rem}summary{cursor:pointer;font-weight:bold;font-size:.9rem}details p{margin:.2rem 0 .2rem 1rem}
:focus-visible{outline:3px solid #1a56db;outline-offset:2px}
fieldset{border:0;padding:0;margin:1.2rem 0;font:.92rem sans-serif}legend{float:left;padding:0 .8rem 0 0}fieldset label{margin-right:1rem}
main:has(#only-high:checked) section:not(.high),main:has(#only-medium:checked) section:not(.high,.medium){display:none}
@media print{body{margin:0;max-width:none;font-size:10.5pt}fieldset{display:none}del,ins,thead th{print-color-adjust:exact;-webkit-print-color-adjust:exact}
section dl>dt{break-after:avoid}details.printed::details-content{content-visibility:visible;block-size:auto}}
"""


def review_data(items: Iterable[Item], language: Language) -> list[dict[str, Any]]:
    """Return the review as plain data."""
    return [_data(item, language) for item in items]


def _data(item: Item, language: Language) -> dict[str, Any]:
    return {
        "clause": item.clause, "title": heading_of(item, language), "status": item.status, "risk": item.risk,
        "authors": list(item.authors), "changes": list(item.changes), "untracked": item.untracked, "replied": item.replied, "by_heading": item.by_heading,
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
    colon = "：" if language == "zh" else ": "
    if item.untracked:
        yield _LABELS["untracked"][language], []
    if item.by_heading:
        yield _LABELS["by_heading"][language], []
    said = {
        "replied": [_LABELS["round"][language].format(item.replied)] if item.replied else [],
        "changes": [", ".join(map(str, item.changes))] if item.changes else [],
        "values": [
            f"{v.label[language]}（{v.name}）：{v.before} → {v.after}"
            if language == "zh"
            else f"{v.label.en} ({v.name}): {v.before} → {v.after}"
            for v in item.values
        ],
        "findings": [f"[{f.code}] {f.what[language]} {f.remedy[language]}".strip() for f in item.findings],
        "rejected": list(dict.fromkeys(f"{_LABELS['round'][language].format(r.round)}{colon}{r.reason}" for r in item.rejected)),
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


def review_page(items: Sequence[Item], language: Language, title: str) -> str:
    """Return the review as one self-contained page."""
    counts = {status: sum(1 for i in items if i.status == status) for status in STATUSES}
    cells = (
        "".join(f"<th scope=col>{escape(STATUSES[s][language])}</th>" for s in counts),
        "".join(f"<td>{n}</td>" for n in counts.values()),
    )
    body = "".join(_section(item, language) for item in touched(items))
    head = f"{_LABELS['title'][language]}：{title}" if language == "zh" else f"{_LABELS['title'].en}: {title}"
    table = f"<div class=wide><table><thead><tr>{cells[0]}</tr></thead><tbody><tr>{cells[1]}</tr></tbody></table></div>"
    return page_html(head, f"{table}{risk_filter(language)}{body}", language)


def risk_filter(language: Language) -> str:
    """Return buttons that show all, or what is of medium or high risk; the page's style does the rest."""
    boxes = "".join(
        f'<label><input type="radio" name="only" id="only-{key}"{" checked" if key == "all" else ""}> {escape(_LABELS[key][language])}</label>'
        for key in ("all", "medium", "high")
    )
    return f"<fieldset><legend>{escape(_LABELS['show'][language])}</legend>{boxes}</fieldset>"


def page_html(title: str, body: str, language: Language) -> str:
    """Return a self-contained page: it runs nothing and loads nothing."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html><html lang="{"zh-CN" if language == "zh" else "en"}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><title>{escape(title)}</title><style>{_CSS}</style></head>'
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )


def _section(item: Item, language: Language) -> str:
    tags = tags_html((STATUSES[item.status][language], *_risk(item, language), *item.authors))
    edits = "".join(f"<p>{marked_html(edit, language)}</p>" for edit in item.edits)
    facts_of = "".join(
        f"<dt>{escape(label)}</dt>" + "".join(f"<dd>{escape(line)}</dd>" for line in said)
        for label, said in facts(item, language)
        if label not in (_LABELS["preferred"][language], _LABELS["fallback"][language])
    )
    ours = {"preferred": item.preferred, "fallback": item.fallback} if item.status not in ("unchanged", "new") else {}
    more = "".join(folded_html(_LABELS[key][language], lines) for key, lines in ours.items() if lines)
    return f'<section class="{item.risk}"><h2>{escape(heading_of(item, language))}{tags}</h2>{edits}<dl>{facts_of}</dl>{more}</section>'


def tags_html(tags: Sequence[str]) -> str:
    """Return labels behind a heading, the second of which is the risk."""
    return "".join(f'<span class="tag{" risk" if number == 1 else ""}">{escape(text)}</span>' for number, text in enumerate(tags))


def folded_html(label: str, lines: Iterable[str], printed: bool = True) -> str:
    """Return a text that opens under its label; on paper it is open when it is to be printed."""
    return f"<details{' class=printed' if printed else ''}><summary>{escape(label)}</summary>{''.join(f'<p>{escape(line)}</p>' for line in lines)}</details>"


def _risk(item: Item, language: Language) -> list[str]:
    return [f"风险{RISKS[item.risk].zh}" if language == "zh" else f"{RISKS[item.risk].en} risk"]


def marked_html(edit: Edit, language: Language) -> str:
    """Return a paragraph with what was deleted and inserted; a screen reader is told which."""
    done = []
    for kind, words in edit.spans:
        tag = {"deleted": "del", "inserted": "ins"}.get(kind)
        if tag is None:
            done.append(escape(words))
        else:
            said, end = (f'<span class="vh">{escape(_LABELS[key][language])}</span>' for key in (kind, "end"))
            done.append(f"<{tag}>{said}{escape(words)}{end}</{tag}>")
    return "".join(done)


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


def empty_decisions(items: Iterable[Item], language: Language) -> str:
    """Return a decisions file to fill in: an entry for every provision that is not as we sent it, and for every change elsewhere."""
    lines = ["# accept | reject | fallback | comment", "decisions:"]
    for item in touched(items):
        for edit in item.edits:
            lines += [f"  # - {_one_line(edit.before)}", f"  # + {_one_line(edit.after)}"]
        decision = "reject" if item.risk == "high" else "accept"
        if item.clause:
            numbers = f"  # {', '.join(map(str, item.changes))}" if item.changes else ""
            lines.append(f"  - {{clause: {item.clause}, decision: {decision}, reason: ''}}{numbers}")
        lines += [f"  - {{change: {number}, decision: {decision}, reason: ''}}" for number in item.changes if not item.clause]
    return "\n".join(lines) + "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def counts_of(items: Iterable[Item]) -> Mapping[str, int]:
    """Return how many provisions came to what."""
    found = [item.status for item in items]
    return {status: found.count(status) for status in STATUSES}
