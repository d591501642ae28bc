"""What is still to be decided on in a returned file: the decisions file to fill in, and the refusal to reply before it is filled in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drafter.errors import FileError, Finding, error
from drafter.language import Language, Words
from drafter.redline.revisions.listed import Revision
from drafter.redline.revisions.told import told as of_change
from drafter.review.decisions import VERDICTS, Decision
from drafter.review.items import STATUSES, Item, heading_of, told
from drafter.review.report import risk_label

_HEAD = Words(
    "每项在 decision: 后写一个决定：{}。空着就是未决定，resolve 不会替您决定。",
    "Write one of these after each decision: {}. What is left empty is undecided, and resolve does not decide it for you.",
)
_REMEDY = (
    "在 decision 后写明决定，或者用 --rest accept|reject 一并处理",
    "write a decision, or settle what is left by --rest accept|reject",
)
_NO_WORDS = Words("（格式或者结构）", "(format or structure)")
_LONGEST = 40  # characters of a change that a message shows of either side


def empty_decisions(items: Iterable[Item], language: Language) -> str:
    """Return a decisions file to fill in: an entry for every provision that is not as we sent it, and for every change elsewhere; none is decided."""
    lines = [f"# {_HEAD[language].format(' | '.join(VERDICTS))}", "decisions:"]
    for item in told(items, language):
        lines += [
            "",
            f"  # {_one_line(heading_of(item, language))}: {STATUSES[item.status][language]}, {risk_label(item, language)}{_numbers(item)}",
        ]
        for edit in item.edits:
            lines += [f"  # - {_one_line(edit.before)}", f"  # + {_one_line(edit.after)}"]
        targets = [f"clause: {item.clause}"] if item.clause else [f"change: {number}" for number in item.changes]
        for target in targets:
            lines += [f"  - {target}", "    decision:", "    reason: ''"]
    return "\n".join(lines if len(lines) > 2 else [lines[0], "decisions: []"]) + "\n"


def _numbers(item: Item) -> str:
    return f" [{', '.join(map(str, item.changes))}]" if item.changes else ""


def refuse_undecided(left: Iterable[Revision], items: Iterable[Item], decisions: Sequence[Decision]) -> None:
    """Raise FileError with every change that is left, by its number and words, and every provision changed with tracking off that is not decided on."""
    decided = {d.clause for d in decisions if d.decision != "comment"}
    untracked = [item for item in items if item.untracked and item.clause and item.clause not in decided]
    found = [*map(_of_change, left), *map(_of_clause, untracked)]
    if found:
        raise FileError(found)


def _of_change(revision: Revision) -> Finding:
    zh, en = (_sides(revision, language) for language in ("zh", "en"))
    where = Words(f"（{revision.clause}）", f" ({revision.clause})") if revision.clause else Words("", "")
    return _undecided(
        Words(f"修订 {revision.number}{where.zh}", f"change {revision.number}{where.en}"), Words(_said(*zh).zh, _said(*en).en)
    )


def _sides(revision: Revision, language: Language) -> tuple[str, str]:
    """Return what a change takes away and puts in, in words, or what it stands on when it does neither."""
    text, before, after = of_change(revision, language)
    return before, after or ("" if before else text)


def _of_clause(item: Item) -> Finding:
    gone, come = ("".join(words for edit in item.edits for kind, words in edit.spans if kind == of) for of in ("deleted", "inserted"))
    return _undecided(Words(f"{item.clause} 未留痕的改动", f"the change made to {item.clause} with tracking off"), _said(gone, come))


def _undecided(what: Words, said: Words) -> Finding:
    return error("undecided", f"{what.zh}尚未决定：{said.zh}", f"{what.en} is undecided: {said.en}", _REMEDY)


def _said(before: str, after: str) -> Words:
    """Return what a change takes away and puts in, in few words."""
    sides = [f"“{_short(text)}”" for text in (before, after)]
    pairs = {
        (True, True): Words("{0} → {1}", "{0} → {1}"), (True, False): Words("删除{0}", "{0} deleted"), (False, True): Words("插入{1}", "{1} inserted"),
        (False, False): _NO_WORDS,
    }  # fmt: skip
    words = pairs[bool(before.strip()), bool(after.strip())]
    return Words(*(words[n].format(*sides) for n in ("zh", "en")))


def _short(text: str) -> str:
    said = _one_line(text)
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST // 2]}……{said[-_LONGEST // 2 :]}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
