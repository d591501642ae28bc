"""The reply: a returned file with our decisions made, our counter-changes tracked, and reasons as comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from drafter.drafting import draft_shipped
from drafter.errors import FileError, Finding, Place, error, warning
from drafter.language import Words
from drafter.library.schema import Model
from drafter.library.validated import faults
from drafter.library.yamlfile import YamlProblem, load_yaml
from drafter.questionnaire.answers import AnswerSet
from drafter.redline.compare import compare
from drafter.redline.package import Word
from drafter.redline.revisions import Revision, revisions
from drafter.redline.settle import ALL, Choice, settle
from drafter.redline.tracked import tracked
from drafter.review.assess import Item
from drafter.review.comments import Comment, with_comments
from drafter.review.memory import Rejected, remember, round_of
from drafter.review.provisions import replaced
from drafter.review.standard import Standard
from drafter.writers.docx.archive import safe_parts
from drafter.writers.docx.write import docx_bytes

Verdict = Literal["accept", "reject", "fallback", "comment"]
VERDICTS: dict[Verdict, Words] = {
    "accept": Words("接受", "accepted"),
    "reject": Words("不接受", "rejected"),
    "fallback": Words("改用我方备选文本", "replaced by our fallback"),
    "comment": Words("说明", "comment"),
}


class Decision(Model):
    """What is decided on a change by its number, or on all changes in a clause."""

    change: int | None = None
    clause: str | None = None
    decision: Verdict
    reason: str = ""
    by: str = ""


class Decisions(Model):
    """The decisions on a returned file."""

    decisions: list[Decision]


@dataclass(frozen=True)
class Reply:
    """The parts of the reply, how many changes were settled how, and what a user should know."""

    parts: dict[str, bytes]
    counts: dict[str, int]
    findings: tuple[Finding, ...]


def read_decisions(path: Path) -> list[Decision]:
    """Return the decisions in a YAML or JSON file. Raises FileError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return Decisions.model_validate(load_yaml(text, str(path), foreign=True)).decisions
    except YamlProblem as problem:
        raise FileError(problem.finding) from None
    except ValidationError as problem:
        raise FileError(faults(problem, str(path), text, code="decision", guide="docs/review.md")) from None
    except (OSError, UnicodeDecodeError) as problem:
        why = getattr(problem, "strerror", None) or str(problem)
        raise FileError(error("file", f"无法读取：{why}", f"cannot be read: {why}", place=Place(str(path)))) from None


def marked(parts: Mapping[str, bytes], sent: Mapping[str, bytes], author: str) -> dict[str, bytes]:
    """Return what came back with every difference to what was sent as a tracked change, whether they had tracked it or not."""
    accepted = settle(parts, "accept").parts
    return tracked(compare(Word("sent", dict(sent)), Word("returned", accepted)), author)


def resolve(
    standard: Standard, parts: Mapping[str, bytes], items: Sequence[Item], decisions: Sequence[Decision], author: str, date: str = "",
    rest: Literal["accept", "reject", ""] = "",
) -> Reply:  # fmt: skip
    """Return the reply to a returned file. Raises FileError when changes are left undecided and no `rest` says what becomes of them."""
    listed = revisions(parts)
    verdicts, findings = _verdicts(listed, decisions, {item.clause: item.changes for item in items if item.clause})
    fallbacks = [d.clause for d in decisions if d.decision == "fallback" and d.clause]
    _refuse_undecided(listed, verdicts, rest)
    base = settle(parts, "accept").parts
    wanted = _wanted(parts, listed, verdicts, rest)
    if fallbacks:
        wanted, done = replaced(wanted, _fallback_file(standard, fallbacks), fallbacks)
        findings += [_no_fallback(clause) for clause in fallbacks if clause not in done or not standard.text(clause, "fallback")]
    reply = tracked(compare(Word("returned", dict(base)), Word("reply", dict(wanted))), author, date)
    reply = with_comments(reply, _comments(listed, decisions), author, date)
    remember(reply, _rejections(items, verdicts, rest, decisions, round_of(parts)))
    given = [verdicts.get(r.number, rest) for r in listed]
    return Reply(reply, {v: given.count(v) for v in ("accept", "reject", "comment", "fallback")}, tuple(findings))


def _verdicts(
    listed: Sequence[Revision], decisions: Sequence[Decision], of_clause: Mapping[str, Sequence[int]]
) -> tuple[dict[int, Verdict], list[Finding]]:
    """Return the verdict on every change that is decided; a number goes before a clause."""
    found: dict[int, Verdict] = {}
    findings: list[Finding] = []
    for decision in sorted(decisions, key=lambda d: d.change is not None):
        numbers = [r.number for r in listed if r.number == decision.change or r.number in of_clause.get(decision.clause or "", ())]
        if not numbers and decision.decision != "fallback":
            name = decision.change if decision.change is not None else decision.clause
            findings.append(warning("unknown-change", f"没有修订 {name}", f"there is no change {name}"))
        if decision.decision != "comment":
            found.update(dict.fromkeys(numbers, decision.decision))
    return found, findings


def _refuse_undecided(listed: Sequence[Revision], verdicts: Mapping[int, Verdict], rest: str) -> None:
    left = [r for r in listed if r.number not in verdicts]
    if left and not rest:
        some = "、".join(f"{r.number}（{r.clause}）" for r in left[:10]), ", ".join(f"{r.number} ({r.clause})" for r in left[:10])
        raise FileError(
            error(
                "undecided",
                f"{len(left)} 处修订尚未决定：{some[0]}",
                f"{len(left)} changes are undecided: {some[1]}",
                ("逐条决定，或者用 --rest accept|reject 一并处理", "decide on each, or settle them by --rest accept|reject"),
            )
        )


def _wanted(parts: Mapping[str, bytes], listed: Sequence[Revision], verdicts: Mapping[int, Verdict], rest: str) -> dict[str, bytes]:
    """Return the file as we want it: what is rejected taken back, all else as they have it."""
    rejected = frozenset(r.number for r in listed if (verdicts.get(r.number) or rest) == "reject")
    done = dict(parts)
    if rejected:
        done = settle(done, "reject", Choice(numbers=rejected)).parts
    return settle(done, "accept", ALL).parts


def _fallback_file(standard: Standard, clauses: Sequence[str]) -> dict[str, bytes]:
    positions = {**standard.answers.positions, **dict.fromkeys(clauses, "fallback")}
    return redrafted(standard, replace(standard.answers, positions=positions))


def redrafted(standard: Standard, answers: AnswerSet) -> dict[str, bytes]:
    """Return the parts of the contract drafted anew from answers, in the edition of the file."""
    edition: Any = standard.provenance.edition
    return safe_parts(docx_bytes(draft_shipped(answers, edition, False), None), "standard")


def _no_fallback(clause: str) -> Finding:
    return warning("no-fallback", f"{clause} 没有备选文本，或者文件中没有该条", f"{clause} has no fallback text, or is not in the file")


def _comments(listed: Sequence[Revision], decisions: Sequence[Decision]) -> list[Comment]:
    by_number = {r.number: r for r in listed}
    found = []
    for decision in decisions:
        if not decision.reason:
            continue
        revision = by_number.get(decision.change or 0)
        clause = decision.clause or (revision.clause if revision else "")
        words = (revision.before if decision.decision == "reject" else revision.after) if revision else ""
        verdict = VERDICTS[decision.decision].zh
        signed = f"（{decision.by}）" if decision.by else ""
        found.append(Comment(clause, f"{verdict}：{decision.reason}{signed}", words.strip("¶")))
    return found


def _rejections(
    items: Sequence[Item], verdicts: Mapping[int, Verdict], rest: str, decisions: Sequence[Decision], number: int
) -> list[Rejected]:  # fmt: skip
    reasons = {d.clause or "": d.reason for d in decisions if d.decision in ("reject", "fallback") and d.clause}
    of_change = {d.change: d.reason for d in decisions if d.decision == "reject" and d.change is not None}
    found = []
    for item in items:
        turned = [n for n in item.changes if (verdicts.get(n) or rest) in ("reject", "fallback")]
        if turned or item.clause in reasons:
            reason = reasons.get(item.clause) or next((of_change[n] for n in turned if n in of_change), "")
            found += [Rejected(item.clause, edit.before, edit.after, reason, number) for edit in item.edits]
    return found
