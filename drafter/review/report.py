"""The review as data, as Markdown, and as comments in the returned file; the table of changes for the approver."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from drafter.language import Language, Words
from drafter.ooxml.comments import Comment
from drafter.review.items import APPROVERS, RISKS, STATUSES, Edit, Item, heading_of, told, touched

LABELS = {
    "values": Words("数值变化", "New values"), "findings": Words("触发的规则", "Rules"), "signs": Words("措辞与数字", "Words and numbers"), "walk_away": Words("底线", "Walk-away"), "notes": Words("审查要点", "Notes"),
    "preferred": Words("我方首选文本", "Our preferred text"), "fallback": Words("我方备选文本", "Our fallback text"), "law": Words("依据", "Law"),
    "approver": Words("须由其批准", "To be approved by"), "rejected": Words("此前已拒绝", "Rejected before"), "untracked": Words("未留修订痕迹的改动", "Changed with tracking off"),
    "replied": Words("与我方上次回复一致", "As in our reply"), "round": Words("第 {} 轮", "round {}"), "changes": Words("修订编号", "Changes"),
    "show": Words("显示", "Show"), "all": Words("全部", "all"), "medium": Words("中、高风险", "medium and high risk"), "high": Words("高风险", "high risk"),
    "moved": Words("移动：", "moved: "), "deleted": Words("删除：", "deleted: "), "inserted": Words("插入：", "inserted: "), "end": Words("；", "; "), "title": Words("回稿审查", "Review of the returned contract"), "by_heading": Words("条款标记已丢失，按标题识别", "Its tag was lost: recognised by its heading"),
}  # fmt: skip


def review_data(items: Iterable[Item], language: Language) -> list[dict[str, Any]]:
    """Return the review as plain data."""
    return [_data(item, language) for item in items]


def _data(item: Item, language: Language) -> dict[str, Any]:
    return {
        "clause": item.clause, "title": heading_of(item, language), "status": item.status, "risk": item.risk,
        "authors": list(item.authors), "changes": list(item.changes), "untracked": item.untracked, "replied": item.replied, "by_heading": item.by_heading,
        "edits": [{"before": e.before, "after": e.after, "spans": [list(s) for s in e.spans], "moved": e.moved} for e in item.edits],
        "values": [{"name": v.name, "label": v.label[language], "before": v.before, "after": v.after} for v in item.values],
        "findings": [f.data(language) for f in item.findings], "signs": [f.data(language) for f in item.signs], "preferred": list(item.preferred), "fallback": list(item.fallback),
        "walk_away": item.walk_away[language] if item.walk_away else "", "notes": item.notes[language] if item.notes else "",
        "approver": _approver(item, language), "law": [w[language] for w in item.law],
        "rejected": [{"round": r.round, "reason": r.reason, "after": r.after} for r in item.rejected],
    }  # fmt: skip


def risk_label(item: Item, language: Language) -> str:
    """Return the risk of an item in words."""
    return f"风险{RISKS[item.risk].zh}" if language == "zh" else f"{RISKS[item.risk].en} risk"


def _approver(item: Item, language: Language) -> str:
    return APPROVERS[item.approver][language] if item.approver in APPROVERS else item.approver


def facts(item: Item, language: Language) -> Iterator[tuple[str, list[str]]]:
    """Yield what a reviewer needs to know of an item: a label and its lines."""
    colon = "：" if language == "zh" else ": "
    if item.untracked:
        yield LABELS["untracked"][language], []
    if item.by_heading:
        yield LABELS["by_heading"][language], []
    said = {
        "replied": [LABELS["round"][language].format(item.replied)] if item.replied else [],
        "changes": [", ".join(map(str, item.changes))] if item.changes else [],
        "values": [
            f"{v.label[language]}（{v.name}）：{v.before} → {v.after}"
            if language == "zh"
            else f"{v.label.en} ({v.name}): {v.before} → {v.after}"
            for v in item.values
        ],
        "findings": [f"[{f.code}] {f.what[language]} {f.remedy[language]}".strip() for f in item.findings],
        "signs": [f.what[language] for f in item.signs],
        "rejected": list(dict.fromkeys(f"{LABELS['round'][language].format(r.round)}{colon}{r.reason}" for r in item.rejected)),
        "walk_away": [item.walk_away[language]] if item.walk_away else [],
        "notes": [item.notes[language]] if item.notes else [],
        "preferred": list(item.preferred) if item.status not in ("unchanged", "new") else [],
        "fallback": list(item.fallback) if item.status not in ("unchanged", "new") else [],
        "law": [w[language] for w in item.law],
        "approver": [_approver(item, language)] if item.approver else [],
    }
    yield from ((LABELS[key][language], lines) for key, lines in said.items() if lines)


def review_markdown(items: Sequence[Item], language: Language) -> str:
    """Return the review as Markdown: what changed, provision by provision."""
    lines = [f"# {LABELS['title'][language]}", ""]
    for item in told(items, language):
        lines += [
            f"## {heading_of(item, language)} `{item.clause}`",
            "",
            f"{STATUSES[item.status][language]} / {RISKS[item.risk][language]}",
            "",
        ]
        lines += [f"- {LABELS['moved'][language] if edit.moved else ''}{_marked(edit)}" for edit in item.edits] + [""]
        for label, said in facts(item, language):
            lines += [f"**{label}**", "", *(f"> {line}" for line in said), ""]
    return "\n".join(lines) + "\n"


def _marked(edit: Edit) -> str:
    marks = {"same": "{}", "deleted": "~~{}~~", "inserted": "**{}**"}
    return "".join(marks[kind].format(words) for kind, words in edit.spans)


def review_comments(items: Iterable[Item], language: Language) -> list[Comment]:
    """Return the review as comments on the returned file, one a provision that is not as we sent it."""
    found = []
    for item in touched(items):
        lines = [f"{STATUSES[item.status][language]}，{risk_label(item, language)}"]
        for label, said in facts(item, language):
            lines += [label, *said] if said else [label]
        words = next((edit.after for edit in item.edits if edit.after), "") if not item.clause else ""
        found.append(Comment(item.clause, "\n".join(lines), words))
    return found


def counts_of(items: Iterable[Item]) -> Mapping[str, int]:
    """Return how many provisions came to what."""
    found = [item.status for item in items]
    return {status: found.count(status) for status in STATUSES}
