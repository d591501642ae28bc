"""Where the rows of a form come from: a table question, or one of the row sources below."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from drafter.assembly.contract import Contract
from drafter.content import Content
from drafter.errors import ContentError, Finding
from drafter.expressions import Field, holds, is_unknown, split_fields
from drafter.forms.wording import Texts
from drafter.language import Words
from drafter.library.compiled import compiled
from drafter.library.schema import Asked, Condition, Model, Option, Text
from drafter.library.validated import read_models
from drafter.patterns import regex
from drafter.questionnaire.derived import SOURCES as DERIVED
from drafter.questionnaire.derived import Source
from drafter.questionnaire.estimates import HUNDRED, CostLine, asset_lines, estimates, upgrades
from drafter.questionnaire.situation import RowScope
from drafter.records import dataclass

STANDARDS = "standards.yaml"
KINDS = (
    Option(id="technical", label=Words("技术", "technical")),
    Option(id="service", label=Words("服务", "service")),
    Option(id="security", label=Words("安全", "security")),
)
_PARTS = regex(r"[、,，;；]\s*")


@dataclass(frozen=True)
class Rows:
    """Rows with what is known of their columns. None: not answered yet."""

    rows: list[dict[str, Any]] | None
    columns: Mapping[str, Asked] = field(default_factory=dict)


class Standard(Model):
    """A standard that acceptance looks at, or one for every row of a table."""

    kind: Literal["technical", "service", "security"]
    item: Text
    standard: Text
    ref: str  # the clause, paragraph or annex that sets it; without it in the contract there is no such standard
    when: Condition | None = None
    rows_from: str | None = None


def rows_of(name: str, contract: Contract, content: Content) -> Rows:
    """Return the rows of a table question or row source. Raises ContentError."""
    if name in SOURCES:
        return SOURCES[name](contract, content)
    return _of_question(name, contract)


def _of_question(name: str, contract: Contract) -> Rows:
    question = contract.situation.library.questions[name]
    value = contract.situation.value(name)
    return Rows(None if is_unknown(value) else list(value), {c.id: c for c in question.columns})


def _rows_of_role(role: str, contract: Contract) -> Rows:
    """Return the rows of the table question that plays a role; none where the library has no such question."""
    name = contract.situation.library.role(role)
    return _of_question(name, contract) if name in contract.situation.library.questions else Rows(None)


# --- persons ---------------------------------------------------------------------------------------------------------------------------


def _staff(contract: Contract, content: Content) -> Rows:
    """Return one row for every person of the staffing plan and every key person beside it; of a post not filled yet one without a name."""
    posts, key = (contract.situation.of(n) for n in ("staff_posts", "key_personnel"))
    columns = _rows_of_role("staff_posts", contract).columns
    rows = [person for post in ([] if is_unknown(posts) else posts) for person in _persons(post)]
    named = {row["name"].zh for row in rows if row.get("name") is not None}
    rows += [
        {"name": one.get("name"), "post": one.get("role"), "key": True, "qualification": one.get("min_qualification")}
        for one in ([] if is_unknown(key) else key)
        if one.get("name") is not None and one["name"].zh not in named
    ]
    return Rows(rows or None, columns)


def _persons(post: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    name = post.get("name")
    zh, en = ([n for n in _PARTS.split(name[language]) if n] if isinstance(name, Words) else [] for language in ("zh", "en"))
    for number in range(max(int(post.get("persons") or 1), len(zh))):
        found = Words(zh[number], en[number] if len(en) == len(zh) else zh[number]) if number < len(zh) else None
        yield {**{k: v for k, v in post.items() if k != "name"}, "name": found}


# --- standards -------------------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def load_standards(folder: Path) -> tuple[Standard, ...]:
    """Return the standards acceptance looks at. Raises ContentError."""
    standards, findings = compiled("standards", [folder / STANDARDS], lambda: read_standards(folder))
    if findings:
        raise ContentError(findings)
    return standards


def read_standards(folder: Path) -> tuple[tuple[Standard, ...], list[Finding]]:
    """Return the standards that can be read, with what was wrong in the others."""
    text = (folder / STANDARDS).read_text(encoding="utf-8") if (folder / STANDARDS).is_file() else "[]"
    return read_models(Standard, text, STANDARDS)


def _standards(contract: Contract, content: Content) -> Rows:
    """Return one row for every technical, service and security standard of this contract, with the article that sets it."""
    said = _said(contract, content)
    rows = [
        row
        for standard in content.stacked(load_standards, lambda standard: (standard.kind, standard.item.zh))
        if _stands(standard, contract, said)
        for row in _of_standard(standard, contract, content)
    ]
    return Rows(rows, {"kind": Asked(label=Words("类别", "Kind"), type="choice", options=list(KINDS))})


def _said(contract: Contract, content: Content) -> dict[str, set[str]]:
    """Return the names of the answers that each clause states in this contract; what A-SLA states counts for all."""
    level = content.forms.get("A-SLA")
    shared = names_in([row for table in level.annexed for row in table.rows]) if level else set()
    found: dict[str, set[str]] = {}
    for provision in contract.provisions:
        items = [p.item for p in next(iter(provision.paragraphs.values()))]
        names = {n for item in items for p in item.pieces if isinstance(p, Field) for n in p.expression.names}
        found[provision.clause.id] = shared | names | {n for item in items if item.when is not None for n in item.when.names}
    return found


def names_in(value: Any) -> set[str]:
    """Return the names that the fields in texts of the content use."""
    if isinstance(value, str):
        return {n for p in split_fields(value) if isinstance(p, Field) for n in p.expression.names}
    if isinstance(value, Words):
        return names_in(value.zh) | names_in(value.en)
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {name for item in inner for name in names_in(item)}


def _stands(standard: Standard, contract: Contract, said: Mapping[str, set[str]]) -> bool:
    target = standard.ref.partition(".")[0]
    targets = next(iter(contract.fillers.values())).targets
    if target not in targets or (standard.when is not None and holds(standard.when, contract.situation) is False):
        return False
    used = names_in(standard.standard) - {"row"}
    return target not in said or used <= said[target]


def _of_standard(standard: Standard, contract: Contract, content: Content) -> Iterator[dict[str, Any]]:
    source = rows_of(standard.rows_from, contract, content) if standard.rows_from else Rows([{}])
    texts = Texts(contract, content.forms, STANDARDS, source.columns)
    for row in source.rows or []:
        scope = RowScope(row, contract.situation)
        yield {
            "kind": standard.kind,
            "item": texts.of(standard.item, scope),
            "standard": texts.of(standard.standard, scope),
            "reference": texts.reference(standard.ref),
        }


# --- control points --------------------------------------------------------------------------------------------------------------------


def _control_points(contract: Contract, content: Content) -> Rows:
    """Return the gates of all three phases, as the checklist of control points lists them."""
    gates = content.forms.get("F-GATES")
    texts = Texts(contract, content.forms, "F-GATES")
    rows = [row for table in (gates.tables if gates else []) for row in table.rows]
    return Rows([{k: texts.of(Words.of(v)) for k, v in row.items()} for row in rows])


# --- the budget ------------------------------------------------------------------------------------------------------------------------


def _budget_items(contract: Contract, content: Content) -> Rows:
    """Return the budget lines without what was decided to be an upgrade, as the item structure counts them."""
    lines = _rows_of_role("budget_lines", contract)
    elsewhere = {item["item"].zh for item in upgrades(contract.situation)}
    return Rows([r for r in lines.rows or [] if r["item"].zh not in elsewhere], lines.columns)


def _asset_estimates(contract: Contract, content: Content) -> Rows:
    """Return one row for every asset that a rate applies to; before there is any, one for every kind of rate."""
    rows = [
        {
            "asset_kind": line.label,
            "asset_value": line.base,
            "rate": _factor(line, "rate") * HUNDRED,
            "factor": _factor(line, "class") * _factor(line, "age") * _factor(line, "hours"),
            "outside": _factor(line, "outside_warranty") * HUNDRED,
            "asset_source": line.source,
        }
        for line in asset_lines(contract.situation)
    ]
    return Rows(rows or [{"asset_kind": kind.label, "asset_source": kind.source} for kind in content.library.rates.assets.values()])


def _factor(line: CostLine, name: str) -> Decimal:
    return next(f.value for f in line.factors if f.name == name)


def _labour_estimates(contract: Contract, content: Content) -> Rows:
    """Return the posts that have a rate, with what is added to it."""
    posts, labour = _rows_of_role("staff_posts", contract), content.library.rates.labour
    vat = contract.situation.of("vat_rate_service")
    added = {"overhead": labour.overhead_pct, "vat": None if is_unknown(vat) else vat, "labour_source": labour.source}
    return Rows([{**p, **added} for p in posts.rows or [] if p.get("rate") is not None] or None, posts.columns)


def _quote_estimates(contract: Contract, content: Content) -> Rows:
    """Return the quotes as a row: how many count, and their mean."""
    survey = {"survey": Words("《需求调查与询价记录》", "Market survey record")}
    found = next((e for e in estimates(contract.situation) if e.id == "quotes"), None)
    if found is None:
        return Rows([survey])
    return Rows([{**survey, "quote_sources": sum(line.counted for line in found.lines), "quote_mean": found.total}])


def _derived(source: Source) -> Callable[[Contract, Content], Rows]:
    """Return a row source of proposals as one of forms."""

    def rows(contract: Contract, content: Content) -> Rows:
        made = source.make(contract.situation)
        return Rows(made.rows, made.columns)

    return rows


SOURCES: dict[str, Callable[[Contract, Content], Rows]] = {
    "staff": _staff, "standards": _standards, "control_points": _control_points, "budget_items": _budget_items, "asset_estimates": _asset_estimates,
    "labour_estimates": _labour_estimates, "quote_estimates": _quote_estimates,
}  # fmt: skip
SOURCES |= {name: _derived(source) for name, source in DERIVED.items()}
