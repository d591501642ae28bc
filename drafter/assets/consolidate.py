"""Consolidation: systems that share a vendor, a stack or their machines, with what speaks for keeping, merging or stopping each (F-CONSOL)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from decimal import Decimal
from typing import Any, Literal

from drafter.language import Words
from drafter.office_tables.words import plain
from drafter.patterns import regex
from drafter.records import dataclass

Verdict = Literal["keep", "merge", "stop", "unknown"]
VERDICTS: dict[Verdict, Words] = {
    "keep": Words("保留", "keep"), "merge": Words("合并", "merge"), "stop": Words("停用", "stop"), "unknown": Words("无法判断", "cannot be judged"),
}  # fmt: skip
_TRAITS = (Words("开发单位", "vendor"), Words("技术路线", "stack"), Words("基础设施", "infrastructure"))
MARK = Words("（建议，待确认）", "(proposed, to be confirmed) ")  # what nobody has looked at yet does not pass for a decision
_STACK = frozenset({"system-software"})
_SHARED = frozenset({"server-storage", "network", "room", "cloud"})
_VERSION = regex(r"[\s\d.vV_()（）/-]+.*$")
_COMPANY = regex(r"(股份)?有限(责任)?公司$|co\.?,?\s*ltd\.?$|inc\.?$|limited$|corporation$", re.IGNORECASE)


@dataclass(frozen=True)
class Proposal:
    """What is proposed for a system: with which others it has what in common, the verdict and its reasons."""

    system: str
    similar: tuple[str, ...]
    same_vendor: bool
    same_stack: bool
    shared_infrastructure: bool
    verdict: Verdict
    reason: Words
    value: Decimal  # original value of its assets, yuan


def propose(assets: Sequence[Mapping[str, Any]], systems: Iterable[str] = ()) -> list[Proposal]:
    """Return a proposal for every system that assets name as theirs, and for those of `systems`, in order of their names.

    Merging is proposed where two systems share at least two of vendor, stack and infrastructure; stopping where every asset that
    states its health runs sick and nothing else depends on it; keeping only where at least two of the three are registered for it and for
    every other system: silence of the register proves nothing. The saving is for the drafter to estimate: no figure is made up.
    """
    of: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for asset in assets:
        if name := _text(asset.get("parent_system")):
            of[name].append(asset)
    names = sorted({*of, *systems})
    traits = {name: _Traits.of(of[name]) for name in names}
    needs = {(_text(a.get("parent_system")), plain(_text(a.get("dependency")))) for a in assets}
    unseen = {name: there.missing for name, there in traits.items() if len(there.missing) > 1}
    return [_proposal(name, traits, of[name], needs, unseen) for name in names]


@dataclass(frozen=True)
class _Traits:
    vendors: frozenset[str]
    stack: frozenset[str]
    infrastructure: frozenset[str]

    @classmethod
    def of(cls, assets: Sequence[Mapping[str, Any]]) -> _Traits:
        return cls(
            frozenset(_company(v) for a in assets if a.get("category") in ("application", None) and (v := _text(a.get("vendor")))),
            frozenset(_product(_text(a.get("name"))) for a in assets if a.get("category") in _STACK) - {""},
            frozenset(w for a in assets if a.get("category") in _SHARED for k in ("serial", "dependency") if (w := plain(_text(a.get(k))))),
        )

    @property
    def missing(self) -> tuple[int, ...]:
        """Which of vendor, stack and infrastructure are not registered."""
        return tuple(n for n, known in enumerate((self.vendors, self.stack, self.infrastructure)) if not known)

    def common(self, other: _Traits) -> tuple[bool, bool, bool]:
        return bool(self.vendors & other.vendors), bool(self.stack & other.stack), bool(self.infrastructure & other.infrastructure)


def _proposal(
    name: str,
    traits: Mapping[str, _Traits],
    own: Sequence[Mapping[str, Any]],
    needs: Set[tuple[str, str]],
    unseen: Mapping[str, Sequence[int]],
) -> Proposal:
    common = {other: traits[name].common(traits[other]) for other in traits if other != name}
    similar = tuple(other for other, shared in common.items() if sum(shared) >= 2)
    vendor, stack, infrastructure = (any(shared[n] for shared in common.values()) for n in range(3))
    healths = [a["health"] for a in own if a.get("health")]
    needed = any(plain(name) in dependency for system, dependency in needs if system != name)
    value = sum((Decimal(a["original_value"]) for a in own if a.get("original_value") is not None), Decimal(0))
    verdict: Verdict = "keep"
    if healths and all(h == "sick" for h in healths) and not needed:
        verdict = "stop"
    elif similar:
        verdict = "merge"
    elif unseen:
        verdict = "unknown"
    reason = _unseen(name, unseen) if verdict == "unknown" else _reason(verdict, similar, common)
    return Proposal(name, similar, vendor, stack, infrastructure, verdict, reason, value)


def _unseen(name: str, unseen: Mapping[str, Sequence[int]]) -> Words:
    """Return what the register lacks for a judgement: of the system itself, else of which others."""
    if name in unseen:
        lacking = [_TRAITS[n] for n in unseen[name]]
        return Words(
            f"资产登记中没有该系统的{'、'.join(w.zh for w in lacking)}", f"the register has no {', '.join(w.en for w in lacking)} of it"
        )
    return Words(
        f"资产登记中下列系统的资料不全，不能比较：{'、'.join(unseen)}",
        f"the register says too little of other systems to compare with: {', '.join(unseen)}",
    )


def _reason(verdict: Verdict, similar: Sequence[str], common: Mapping[str, tuple[bool, bool, bool]]) -> Words:
    if verdict == "stop":
        return Words(
            "登记的资产均带病运转且没有其他系统依赖，宜停用或者另行立项改造",
            "all its assets run sick and no other system depends on it: retire it, or propose a renewal",
        )
    if verdict == "keep":
        return Words("与其他系统没有两项以上的共同条件", "it shares no two conditions with another system")
    parts = [(other, [n for n, shared in zip(_TRAITS, common[other], strict=True) if shared]) for other in similar]
    zh = "；".join(f"与“{other}”的{'、'.join(n.zh for n in shared)}相同" for other, shared in parts)
    en = "; ".join(f"same {', '.join(n.en for n in shared)} as {other!r}" for other, shared in parts)
    return Words(zh, en)


def answer_rows(found: Sequence[Proposal], decided: Sequence[Mapping[str, Any]] = ()) -> list[dict[str, Any]]:
    """Return the proposals as rows of the answer `consolidation`; what somebody has `decided` on a system stands as it is.

    A system that cannot be judged has no row until somebody decides.
    """
    done = {_text(row.get("system")): dict(row) for row in decided}
    rows = [done.pop(p.system) if p.system in done else _answer_row(p) for p in found if p.system in done or p.verdict != "unknown"]
    return [*rows, *done.values()]


def _answer_row(proposal: Proposal) -> dict[str, Any]:
    row = {
        "system": Words.of(proposal.system),
        "similar": Words("、".join(proposal.similar), ", ".join(proposal.similar)) if proposal.similar else None,
        "same_vendor": proposal.same_vendor,
        "same_stack": proposal.same_stack,
        "shared": proposal.shared_infrastructure,
        "decision": proposal.verdict,
        "reason": Words(f"{MARK.zh}{proposal.reason.zh}", f"{MARK.en}{proposal.reason.en}"),
    }
    return {k: v for k, v in row.items() if v is not None}


def _company(name: str) -> str:
    return plain(_COMPANY.sub("", name.strip()))


def _product(name: str) -> str:
    return plain(_VERSION.sub("", name))


def _text(value: Any) -> str:
    return value.zh if isinstance(value, Words) else str(value or "")
