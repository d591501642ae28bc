"""The reply: a returned file with our decisions made, our counter-changes tracked, and reasons as comments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from drafter.drafting import draft_contract
from drafter.errors import Finding, warning
from drafter.language import Language, Words
from drafter.ooxml.comments import Comment, with_comments
from drafter.ooxml.package import Package, read_package
from drafter.ooxml.provisions import brought_back, replaced
from drafter.questionnaire.answers import AnswerSet
from drafter.records import dataclass
from drafter.redline.comparing.compare import compare
from drafter.redline.marking.tracked import tracked
from drafter.redline.revisions.accept_reject import ALL_CHANGES, Selection, accept_reject
from drafter.redline.revisions.existing import redline
from drafter.redline.revisions.listed import Revision, revisions
from drafter.review.baseline import Baseline
from drafter.review.counterparty_copy import bare_provisions, drafted_texts, said
from drafter.review.decisions import VERDICTS, Decision, Verdict, check_decisions, settled
from drafter.review.items import Item
from drafter.review.memory import Rejected, carried, our_authors, remember, round_of
from drafter.review.undecided import refuse_undecided
from drafter.writers.docx.write import docx_bytes


@dataclass(frozen=True)
class Reply:
    """The reply, how many changes were settled how, and what a user should know."""

    package: Package
    counts: dict[str, int]
    findings: tuple[Finding, ...]


def marked(package: Package, sent: Package, author: str) -> Package:
    """Return what came back with every difference to what was sent as a tracked change, whether they had tracked it or not.

    What was sent may be our reply of the last round, with its changes accepted: what it remembers is kept.
    """
    accepted = accept_reject(package, "accept").package
    return carried(redline(sent, accepted, author, formats="auto").package, sent)


def resolve(
    standard: Baseline, package: Package, items: Sequence[Item], decisions: Sequence[Decision], author: str, date: str = "",
    rest: Literal["accept", "reject", ""] = "",
) -> Reply:  # fmt: skip
    """Return the reply to a returned file.

    Raises FileError when a decision is on what is not there, or changes are left undecided and no `rest` says what becomes of them.
    """
    listed = revisions(package)
    check_decisions(decisions, (r.number for r in listed), (item.clause for item in items if item.clause))
    decisions = settled(decisions, rest)
    verdicts = _verdicts(listed, items, decisions, our_authors(package) | {author})
    if not rest:
        refuse_undecided([r for r in listed if r.number not in verdicts], items, decisions)
    base = accept_reject(package, "accept").package
    wanted, findings = _wanted(standard, package, items, _Given(verdicts, decisions, rest))
    findings += [_elsewhere(item) for item in items if item.untracked and not item.clause]
    reply = tracked(compare(base, wanted), author, date)
    reply = with_comments(reply, _comments(listed, decisions, standard.languages[0]), author, date)
    _remember(standard, reply, wanted, _rejections(items, verdicts, rest, decisions, round_of(package)), round_of(package), author)
    given = [verdicts.get(r.number, rest) for r in listed if r.author not in our_authors(package)]
    return Reply(reply, {v: given.count(v) for v in ("accept", "reject", "comment", "fallback")}, tuple(findings))


@dataclass(frozen=True)
class _Given:
    """What was decided: on changes by number, entry by entry, and on the rest."""

    verdicts: Mapping[int, Verdict]
    decisions: Sequence[Decision]
    rest: str

    def on(self, number: int) -> str:
        """Return the verdict on a change."""
        return self.verdicts.get(number) or self.rest

    def clauses(self, verdict: Verdict) -> list[str]:
        """Return the clauses that were decided on as a whole in this way."""
        return [d.clause for d in self.decisions if d.decision == verdict and d.clause]


def _verdicts(
    listed: Sequence[Revision], items: Iterable[Item], decisions: Sequence[Decision], ours: Iterable[str]
) -> dict[int, Verdict]:  # fmt: skip
    """Return the verdict on every change that is decided: a number goes before a clause, and our own changes stand unless they say otherwise."""
    of_clause = {i.clause: {*i.changes, *(r.number for r in listed if r.clause == i.clause)} for i in items if i.clause}
    found: dict[int, Verdict] = dict.fromkeys((r.number for r in listed if r.author in set(ours)), "accept")
    for decision in sorted(decisions, key=lambda d: d.change is not None):
        if decision.decision != "comment":
            numbers = of_clause.get(decision.clause or "", ()) if decision.change is None else (decision.change,)
            found.update(dict.fromkeys(numbers, decision.decision))  # type: ignore[arg-type]
    return found


def _wanted(
    standard: Baseline, package: Package, items: Sequence[Item], given: _Given
) -> tuple[Package, list[Finding]]:  # fmt: skip
    """Return the file as we want it: what is rejected taken back, fallbacks put in, all else as they have it; and what could not be done."""
    rejected = frozenset(r.number for r in revisions(package) if given.on(r.number) == "reject")
    done = accept_reject(package, "reject", Selection(numbers=rejected)).package if rejected else package
    done = accept_reject(done, "accept", ALL_CHANGES).package
    done, findings = _restored(standard, done, items, given)
    fallbacks = given.clauses("fallback")
    if fallbacks:
        source = _fallback_file(standard, fallbacks)
        standing = bare_provisions(standard, done)
        done, back = brought_back(done, source, standard.order, {c: standing.get(c, ()) for c in fallbacks})
        done, put = replaced(done, source, fallbacks)
        findings += [_no_fallback(c) for c in fallbacks if c not in (*put, *back) or not standard.text_at(c, "fallback")]
    return done, findings


def _restored(
    standard: Baseline, wanted: Package, items: Sequence[Item], given: _Given
) -> tuple[Package, list[Finding]]:  # fmt: skip
    """Return a file in which rejected provisions have their own controls again, and our text again where it was changed with tracking off."""
    whole = set(given.clauses("reject"))
    decided = whole.union(given.clauses("accept"), given.clauses("fallback"))
    rejected = [i for i in items if i.clause in standard.order and (i.clause in whole or _all_back(i, given, decided))]
    if not rejected:
        return wanted, []
    drafted = redrafted(standard, standard.answers)
    texts = drafted_texts(drafted, standard.lines)
    untracked = [i for i in rejected if i.untracked and not _some_kept(i, given)]
    ours = [i.clause for i in untracked if texts.get(i.clause) == i.last]
    wanted, _ = replaced(wanted, drafted, ours)
    standing = bare_provisions(standard, wanted)
    wanted, _ = brought_back(wanted, drafted, standard.order, {i.clause: standing.get(i.clause, ()) for i in rejected})
    return wanted, [_not_restored(i.clause) for i in untracked if i.clause not in ours]


def _all_back(item: Item, given: _Given, decided: Iterable[str]) -> bool:
    """Say whether all that was done to a provision is taken back change by change, or by what becomes of the rest."""
    if item.status == "unchanged" or item.clause in set(decided):
        return False
    return all(given.on(n) == "reject" for n in item.changes) if item.changes else given.rest == "reject"


def _some_kept(item: Item, given: _Given) -> bool:
    return any(given.on(n) != "reject" for n in item.changes)


def _fallback_file(standard: Baseline, clauses: Sequence[str]) -> Package:
    positions = {**standard.answers.positions, **dict.fromkeys(clauses, "fallback")}
    return redrafted(standard, replace(standard.answers, positions=positions))


def redrafted(standard: Baseline, answers: AnswerSet) -> Package:
    """Return the contract drafted anew from answers, in the edition of the file."""
    edition: Any = standard.provenance.edition
    return read_package(docx_bytes(draft_contract(standard.content, answers, edition), None), "standard")


def _remember(standard: Baseline, reply: Package, wanted: Package, rejected: Sequence[Rejected], number: int, author: str) -> None:
    """Put what was rejected, and every provision that goes back other than it was first sent, into the reply."""
    texts = drafted_texts(wanted, standard.lines)
    changed = {s.clause: "\n".join(texts[s.clause]) for s in standard.sent if s.clause in texts and texts[s.clause] != said(s.lines)}
    gone = {s.clause: "" for s in standard.sent if s.clause not in texts}
    remember(reply, rejected, {**changed, **gone}, number, author)


def _no_fallback(clause: str) -> Finding:
    return warning("no-fallback", f"{clause} 没有备选文本，或者文件中没有该条", f"{clause} has no fallback text, or is not in the file")


def _elsewhere(item: Item) -> Finding:
    zh, en = (
        f"“{item.title}”中有未留痕的改动，回复中照收到的样子保留",
        f"{item.title} was changed with tracking off: it stays in the reply as it came",
    )
    return warning(
        "untracked", zh, en, ("用 --against 给出发出的文件，即可逐处决定", "give the file that was sent by --against to decide on each")
    )


def _not_restored(clause: str) -> Finding:
    zh = f"{clause} 有未留痕的改动，条款库中已没有发出时的文本，无法恢复"
    en = f"{clause} was changed with tracking off, and the library no longer has its text as sent: it cannot be changed back"
    return warning("not-restored", zh, en, ("用 --against 给出发出的文件", "give the file that was sent by --against"))


def _comments(listed: Sequence[Revision], decisions: Sequence[Decision], language: Language) -> list[Comment]:
    by_number = {r.number: r for r in listed}
    found = []
    for decision in decisions:
        if not decision.reason:
            continue
        revision = by_number.get(decision.change or 0)
        clause = decision.clause or (revision.clause if revision else "")
        words = (revision.before if decision.decision == "reject" else revision.after) if revision else ""
        said = Words(f"：{decision.reason}", f": {decision.reason}")[language]
        signed = Words(f"（{decision.by}）", f" ({decision.by})")[language] if decision.by else ""
        found.append(Comment(clause, f"{VERDICTS[decision.decision][language]}{said}{signed}", words.strip("¶")))
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
