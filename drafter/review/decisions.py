"""The decisions on a returned file: read, and checked against what is in the file. A slip is an error: it must not become an acceptance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from drafter.errors import FileError, Finding, Place, error, unreadable
from drafter.language import Words
from drafter.library.schema import Model
from drafter.library.shape import NotValid
from drafter.library.validated import faults, validate
from drafter.library.yamlfile import YamlProblem, line_of, load_yaml
from drafter.records import dataclass

Verdict = Literal["accept", "reject", "fallback", "comment"]
VERDICTS: dict[str, Words] = {
    "accept": Words("接受", "accepted"),
    "reject": Words("不接受", "rejected"),
    "fallback": Words("改用我方备选文本", "replaced by our fallback"),
    "comment": Words("说明", "comment"),
}
_FEW = 12
_NOWHERE = Place()
_GUIDE = ("格式见 docs/review.md", "see docs/review.md for the format")


class _Entry(Model):
    change: int | None = None
    clause: str | None = None
    decision: Verdict | Literal[""] | None = None
    reason: str = ""
    by: str = ""


class _Entries(Model):
    decisions: list[_Entry]


@dataclass(frozen=True)
class Decision:
    """What is decided on a change by its number, or on all changes in a clause; an empty decision is still to be made."""

    decision: Verdict | Literal[""]
    change: int | None = None
    clause: str | None = None
    reason: str = ""
    by: str = ""
    place: Place = _NOWHERE

    @property
    def name(self) -> str:
        """What it is on: the number or the clause."""
        return str(self.clause if self.change is None else self.change)


def read_decisions(path: Path) -> list[Decision]:
    """Return the decisions in a YAML or JSON file. Raises FileError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        entries = validate(_Entries, load_yaml(text, str(path), foreign=True)).decisions
    except YamlProblem as problem:
        raise FileError(problem.finding) from None
    except NotValid as problem:
        raise FileError(faults(problem, str(path), text, code="decision", guide="docs/review.md")) from None
    except (OSError, UnicodeDecodeError) as problem:
        raise FileError(unreadable(problem, path)) from None
    places = [Place(str(path), line_of(text, ("decisions", number), 1)) for number in range(len(entries))]
    decisions = [
        Decision(e.decision or "", e.change, e.clause, e.reason.strip(), e.by.strip(), place)
        for e, place in zip(entries, places, strict=True)
    ]
    _refuse(found for decision in decisions for found in _unclear(decision))
    return decisions


def check_decisions(decisions: Sequence[Decision], numbers: Iterable[int], clauses: Iterable[str]) -> None:
    """Raise FileError when a decision is on what is not there, or two do not agree."""
    known: Mapping[bool, set[str]] = {True: {str(n) for n in numbers}, False: set(clauses)}
    made: dict[tuple[bool, str], Decision] = {}
    found: list[Finding] = []
    for decision in decisions:
        target = (decision.change is not None, decision.name)
        if decision.name not in known[target[0]]:
            found.append(_unknown(decision, known[target[0]]))
        if decision.decision not in ("", "comment") and made.setdefault(target, decision).decision != decision.decision:
            found.append(_contradiction(decision, made[target]))
    _refuse(found)


def settled(decisions: Iterable[Decision], rest: Literal["accept", "reject", ""]) -> list[Decision]:
    """Return the decisions that are made; one that is not, and gives a reason, is settled with the rest, so that the reason is told."""
    chosen = (replace(d, decision=rest) if not d.decision and d.reason else d for d in decisions)
    return [decision for decision in chosen if decision.decision]


def _unclear(decision: Decision) -> Iterator[Finding]:
    if (decision.change is None) == (not decision.clause):
        yield error("decision", "须写明 change 或者 clause，二者取一", "give a change or a clause, one of the two", _GUIDE, decision.place)
    elif decision.decision == "fallback" and decision.change is not None:
        remedy = ("写条款编号 clause", "give the clause")
        yield error("decision", "备选文本只能替换整条", "a fallback replaces a whole clause", remedy, decision.place)
    elif decision.decision == "comment" and not decision.reason:
        remedy = ("在 reason 中写明", "write it as reason")
        yield error("decision", "说明没有内容", "a comment that says nothing", remedy, decision.place)


def _unknown(decision: Decision, known: set[str]) -> Finding:
    some = sorted(known, key=lambda k: (len(k), k)) if decision.change is not None else _near(decision.name, known)
    remedy = f"有：{'、'.join(some[:_FEW]) or '无'}", f"there are: {', '.join(some[:_FEW]) or 'none'}"
    what = ("修订", "change") if decision.change is not None else ("条款", "clause")
    return error("unknown-change", f"文件中没有{what[0]} {decision.name}", f"there is no {what[1]} {decision.name}", remedy, decision.place)


def _near(name: str, known: set[str]) -> list[str]:
    from rapidfuzz.distance import Indel

    return sorted(known, key=lambda k: (-Indel.normalized_similarity(name, k), k))[:3]


def _contradiction(decision: Decision, other: Decision) -> Finding:
    line = other.place.line
    zh = f"{decision.name} 有两个不同的决定，另一个在第 {line} 行"
    remedy = ("只保留一个", "keep one of them")
    return error("decision", zh, f"{decision.name} is decided on twice, otherwise on line {line}", remedy, decision.place)


def _refuse(findings: Iterable[Finding]) -> None:
    found = list(findings)
    if found:
        raise FileError(found)
