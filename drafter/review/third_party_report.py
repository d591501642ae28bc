"""The review of a contract that is not ours: as data, Markdown, and as comments in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from drafter.language import Language, Words
from drafter.ooxml.comments import Comment
from drafter.review.items import APPROVERS, RISKS, Risk, worst
from drafter.review.third_party_paper import LEVELS, Found, Level, ThirdPartyReview

ELEMENT_WORDS: dict[str, Words] = {
    "scope": Words("范围", "Scope"), "service": Words("服务", "Services"), "cost": Words("成本", "Cost"), "quality": Words("质量", "Quality"),
    "staffing": Words("人员", "Staffing"), "risk": Words("风险", "Risk"), "security": Words("安全", "Security"),
    "governance": Words("治理", "Governance"), "general": Words("通则", "General"),
}  # fmt: skip
_SEVEN = 7
_ORDER = {"high": 0, "medium": 1, "low": 2, "none": 3}
WORDS = {
    "title": Words("与我方条款库对照审查", "Review against our library"),
    "own": Words("文件没有 drafter 的生成信息，按条款库逐条对照。", "The file carries no provenance of drafter; it is held against the library clause by clause."),
    "how": Words(
        "“有”只说明找到了文字，不说明条件可以接受，须对照底线审读；数值只在句子与我方一致时读回。",
        "Found says that there are words, not that they can be accepted: read them against the walk-away position. Numbers are read back only where the sentence is ours.",
    ),
    "unknown": Words(
        "没有给出答卷：必备条款一律列为应有，有条件的条款是否适用由审查人判断；我方文本中的空位以括号标出。",
        "No answers were given: mandatory clauses count as needed, whether the others apply is for the reviewer; what is to be filled in our texts stands in brackets.",
    ),
    "coverage": Words("七要素覆盖", "Coverage of the seven elements"), "element": Words("要素", "Element"), "verdict": Words("结论", "Result"),
    "needed": Words("应有条款", "Needed"), "where": Words("位置", "Where"), "words": Words("识别词", "Recognised by"), "alike": Words("相似度", "Likeness"),
    "share": Words("我方各款中有", "of our paragraphs"), "signs": Words("措辞与数字", "Words and numbers"), "suspect": Words("可能触及底线（须审读）", "May reach our walk-away position (to be read)"), "walk_away": Words("底线", "Walk-away"), "notes": Words("审查要点", "Notes"), "text": Words("可补入的我方文本", "Our text to put in"),
    "fallback": Words("我方备选文本", "Our fallback text"), "law": Words("依据", "Law"), "approver": Words("须由其批准", "To be approved by"),
    "values": Words("读回的数值", "Numbers read back"), "findings": Words("触发的规则", "Rules"), "edits": Words("与我方文字的差异", "Where it differs from our words"),
    "beyond": Words("* 七要素之外", "* beyond the seven elements"), "rest": Words("条款库中没有对应条款的文字", "What no clause of the library stands for"), "if": Words("是否适用待判断", "whether it applies is to be judged"),
    "same": Words("与我方文字一致（空位除外）", "Our words throughout, blanks aside"),
}  # fmt: skip
_VERDICTS = {
    "full": Words("齐备", "covered"),
    "part": Words("不全", "in part"),
    "thin": Words("只有提及", "mentioned only"),
    "none": Words("缺失", "missing"),
}


def third_party_data(review: ThirdPartyReview, language: Language) -> dict[str, Any]:
    """Return the review as plain data."""
    return {
        "provenance": False, "language": review.language, "characters": review.characters, "answers": review.given,
        "counts": {level: sum(1 for f in review.found if f.level == level) for level in LEVELS},
        "elements": [
            {"element": e, "title": ELEMENT_WORDS[e][language], "verdict": v, "needed": sum(c.values()), **c} for e, v, c in coverage(review)
        ],
        "clauses": [_data(f, language) for f in review.found if f.applies is not False or f.level != "absent"],
        "rest": [
            {"heading": p.heading, "text": p.words, "risk": rest_risk(review, n), "signs": [hit.finding.data(language) for hit in review.signed.get(n, ())]}
            for n, p in enumerate(review.rest)
        ],
    }  # fmt: skip


def _data(f: Found, language: Language) -> dict[str, Any]:
    head = f.clause.head
    return {
        "clause": f.clause.id, "title": head.title[language], "element": f.clause.element, "need": head.need, "applies": f.applies, "level": f.level,
        "risk": f.risk, "where": f.where, "quotes": list(f.quotes), "alike": round(f.alike, 2), "share": round(f.share, 2), "evidence": list(f.evidence), "suspect": list(f.suspect),
        "edits": [{"before": e.before, "after": e.after, "spans": [list(s) for s in e.spans]} for e in f.edits],
        "values": [{"name": v.name, "label": v.label[language], "after": v.after} for v in f.values],
        "findings": [x.data(language) for x in f.findings], "signs": [x.data(language) for x in f.signs], "text": list(f.text), "fallback": list(f.fallback),
        "walk_away": head.walk_away[language], "notes": head.notes[language], "law": [w[language] for w in f.law],
        "approver": APPROVERS[head.approver][language],
    }  # fmt: skip


def coverage(review: ThirdPartyReview) -> Iterator[tuple[str, str, dict[Level, int]]]:
    """Yield how far the contract covers an element: its needed clauses by level, and the verdict on them."""
    for element in ELEMENT_WORDS:
        needed = [f for f in review.found if f.clause.element == element and f.applies]
        counts: dict[Level, int] = {level: sum(1 for f in needed if f.level == level) for level in LEVELS}
        there = counts["ours"] + counts["found"]
        verdict = "full" if there == len(needed) else "part" if there else "thin" if counts["weak"] else "none"
        yield element, verdict, counts


def listed(review: ThirdPartyReview) -> list[Found]:
    """Return the clauses to report on, by element, the riskiest first; what is not needed and not there is left out."""
    order = list(ELEMENT_WORDS)
    told = [f for f in review.found if f.level != "absent" or f.applies is True]
    return sorted(told, key=lambda f: (order.index(f.clause.element), _ORDER[f.risk]))


def facts(f: Found, language: Language) -> Iterator[tuple[str, list[str]]]:
    """Yield what a reviewer needs to know of a clause: a label and its lines."""
    head = f.clause.head
    alike = f"{f.alike:.0%}，{WORDS['share'].zh} {f.share:.0%}" if language == "zh" else f"{f.alike:.0%}; {f.share:.0%} {WORDS['share'].en}"
    said = {
        "where": [*([f.where] if f.where else []), *(q for q in f.quotes if q != f.where)],
        "words": ["、".join(f.evidence) if language == "zh" else ", ".join(f.evidence)] if f.evidence else [],
        "alike": [alike] if f.share else [],
        "values": [f"{v.label[language]} ({v.name}): {v.after}" for v in f.values],
        "findings": [f"[{x.code}] {x.what[language]} {x.remedy[language]}".strip() for x in f.findings],
        "signs": [x.what[language] for x in f.signs],
        "suspect": list(f.suspect),
        "walk_away": [head.walk_away[language]] if f.level != "ours" or f.suspect else [],
        "notes": [head.notes[language]] if f.level in ("found", "weak") else [],
        "law": [w[language] for w in f.law] if f.level != "ours" else [],
        "approver": [APPROVERS[head.approver][language]] if f.level != "ours" else [],
    }
    yield from ((WORDS[key][language], lines) for key, lines in said.items() if lines)


def texts(f: Found, language: Language) -> Iterator[tuple[str, list[str]]]:
    """Yield our texts for a clause that is not there in our words."""
    if f.level != "ours":
        yield from ((WORDS[key][language], list(lines)) for key, lines in (("text", f.text), ("fallback", f.fallback)) if lines)


def third_party_lines(review: ThirdPartyReview, language: Language) -> Iterator[str]:
    """Yield the review as lines for a screen: the coverage, and what is there."""
    yield WORDS["own"][language]
    for row in coverage_table(review, language):
        yield "  ".join(row)
    for f in listed(review):
        if f.level != "absent":
            yield f"{RISKS[f.risk][language]:6} {LEVELS[f.level][language]} {f.clause.head.title[language]}  [{f.where}]"
            yield from (f"       {x.what[language]}" for x in f.signs)
    for number, hits in review.signed.items():
        yield f"{RISKS[rest_risk(review, number)][language]:6} {WORDS['rest'][language]}  [{review.rest[number].heading}]"
        yield from (f"       {hit.finding.what[language]}" for hit in hits)


def third_party_markdown(review: ThirdPartyReview, language: Language) -> str:
    """Return the review as Markdown."""
    lines = [f"# {WORDS['title'][language]}", "", *introduction(review, language), "", f"## {WORDS['coverage'][language]}", ""]
    head, *rows = coverage_table(review, language)
    lines += [
        f"| {' | '.join(head)} |",
        f"|{' --- |' * len(head)}",
        *(f"| {' | '.join(row)} |" for row in rows),
        "",
        WORDS["beyond"][language],
        "",
    ]
    for f in listed(review):
        lines += [f"## {f.clause.head.title[language]} `{f.clause.id}`", "", " / ".join(status_labels(f, language)), ""]
        for label, said in (*facts(f, language), *texts(f, language)):
            lines += [f"**{label}**", "", *(f"> {line}  " for line in said), ""]
    if review.rest:
        lines += [f"## {WORDS['rest'][language]}", "", *(f"- {line}" for line in rest_lines(review, language))]
    return "\n".join(lines) + "\n"


def rest_risk(review: ThirdPartyReview, number: int) -> Risk:
    """Return the risk of a paragraph that no clause stands for, by the signs in it."""
    return worst(("none", *(hit.risk for hit in review.signed.get(number, ()))))


def rest_lines(review: ThirdPartyReview, language: Language) -> Iterator[str]:
    """Yield the paragraphs that no clause stands for, those that come near what must not be signed first, with their risk and why."""
    order = sorted(range(len(review.rest)), key=lambda n: _ORDER[rest_risk(review, n)])
    for number in order:
        why = [hit.finding.what[language] for hit in review.signed.get(number, ())]
        head = (
            f"{'【风险' if language == 'zh' else '['}{RISKS[rest_risk(review, number)][language]}{'】' if language == 'zh' else ' risk] '}"
            if why
            else ""
        )
        yield f"{head}{review.rest[number].words}" + "".join(f" — {each}" for each in why)


def introduction(review: ThirdPartyReview, language: Language) -> list[str]:
    """Return what is to be said first: how the contract was read, and what that does not tell."""
    return [WORDS["own"][language], WORDS["how"][language], *([] if review.given else [WORDS["unknown"][language]])]


def coverage_table(review: ThirdPartyReview, language: Language) -> Iterator[list[str]]:
    """Yield the rows of the table of coverage, its heads first."""
    yield [
        WORDS["element"][language],
        WORDS["needed"][language],
        *(LEVELS[level][language] for level in LEVELS),
        WORDS["verdict"][language],
    ]
    for number, (element, verdict, counts) in enumerate(coverage(review)):
        mark = "" if number < _SEVEN else " *"
        cells = [str(sum(counts.values())), *(str(counts[level]) for level in LEVELS)]
        yield [ELEMENT_WORDS[element][language] + mark, *cells, _VERDICTS[verdict][language]]


def status_labels(f: Found, language: Language) -> list[str]:
    """Return how far a clause is there, its risk, and whether it is open that it applies."""
    risk = f"风险{RISKS[f.risk].zh}" if language == "zh" else f"{RISKS[f.risk].en} risk"
    return [LEVELS[f.level][language], risk, *([WORDS["if"][language]] if f.applies is None else [])]


def third_party_comments(review: ThirdPartyReview, language: Language) -> list[Comment]:
    """Return the review as comments: at what was found and is not in our words, and one on the first line on what is absent."""
    absent = [f for f in listed(review) if f.level == "absent"]
    found = []
    if absent:
        titles = "\n".join(f"{ELEMENT_WORDS[f.clause.element][language]}: {f.clause.head.title[language]}" for f in absent)
        found.append(Comment("", f"{LEVELS['absent'][language]}\n{titles}"))
    for f in listed(review):
        if f.level != "absent" and f.quotes and (f.level != "ours" or f.edits or f.findings or f.signs):
            lines = [f"{f.clause.head.title[language]}: {' / '.join(status_labels(f, language))}"]
            for label, said in facts(f, language):
                lines += [label, *said]
            found.append(Comment("", "\n".join(lines), f.quotes[0]))
    for number, hits in review.signed.items():
        found.append(Comment("", "\n".join(hit.finding.what[language] for hit in hits), review.rest[number].words))
    return found
