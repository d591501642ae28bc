"""From need to price: each requirement followed to its catalogue item, its indicator, the post that does it and the line that pays for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from drafter.expressions.formula import PRIORITIES
from drafter.language import Words
from drafter.patterns import regex
from drafter.questionnaire.situation import Situation
from drafter.records import dataclass

Row = Mapping[str, Any]

USED = ("requirements", "service_catalog", "kpi_table", "staff_posts", "price_lines", "budget_lines")
_NAMES = regex(r"[^、,，;；/]+")
_ASIDE = regex(r"（[^）]*）|\([^)]*\)")
_CODES = regex(r"[^\s、,，;；/]+")
NOTHING = Words("—", "—")
_SHOWN = 2  # price lines named
_LINKS = {  # the links of the chain and what is said when one is missing
    "catalogue": Words("无服务目录项目", "no item of the catalogue"),
    "kpi": Words("无服务级别或者考核指标", "no Service Level or indicator"),
    "post": Words("无承担岗位", "no post"),
    "price": Words("无预算或者价格项目", "no budget or price line"),
}


@dataclass(frozen=True)
class Traced:
    """A need with what it leads to; nothing where a link is missing."""

    number: int
    need: Row
    found: Mapping[str, Words]  # link -> what it is

    @property
    def gaps(self) -> tuple[Words, ...]:
        """What is missing."""
        return tuple(words for link, words in _LINKS.items() if link not in self.found)

    @property
    def row(self) -> dict[str, Any]:
        """The need as a row of a printed table."""
        gap = Words("；".join(g.zh for g in self.gaps), "; ".join(g.en for g in self.gaps)) if self.gaps else NOTHING
        links = {link: self.found.get(link, NOTHING) for link in _LINKS}
        return {
            "no": Words.of(str(self.number)),
            "need": self.need.get("description"),
            "system": self.need.get("system"),
            **links,
            "gap": gap,
        }


def trace(situation: Situation) -> list[Traced] | None:
    """Return every need with what it leads to, or None while the needs are not answered."""
    needs = situation.rows("requirements")
    if not needs:
        return None
    return [_follow(number, need, situation) for number, need in enumerate(needs, 1)]


def _follow(number: int, need: Row, situation: Situation) -> Traced:
    codes = _codes(need.get("catalogue_code"))
    items = [r for r in situation.rows("service_catalog") if _code(r) in codes]
    found = {
        "catalogue": _listed(_named(_code(r), r.get("item")) for r in items),
        "kpi": _indicators(_codes(need.get("kpi_code")), situation),
        "post": _listed(p for r in items if (p := _post(r, situation)) is not None),
        "price": _prices(items, codes, situation),
    }
    return Traced(number, need, {link: words for link, words in found.items() if words is not None})


def _codes(value: Any) -> list[str]:
    return _CODES.findall(value.zh if isinstance(value, Words) else str(value or ""))


def _code(row: Row) -> str:
    return next(iter(_codes(row.get("code"))), "")


def _named(code: str, item: Any) -> Words:
    words = Words.of(item) if isinstance(item, (str, Words)) else Words("", "")
    return Words(f"{code} {words.zh}".strip(), f"{code} {words.en}".strip())


def _indicators(codes: Iterable[str], situation: Situation) -> Words | None:
    table = {_code(r): r.get("indicator") for r in situation.rows("kpi_table")}
    return _listed(_named(code, table.get(code)) for code in codes if code in table or code in PRIORITIES)


def _post(item: Row, situation: Situation) -> Words | None:
    """Return the posts for an item of the catalogue that the staffing plan has: 应用工程师（政务服务） is a post of 应用工程师."""
    category = situation.library.catalogue.categories.get(str(item.get("category")))
    role = category.post if category is not None else None
    wanted = situation.value(role) if role is not None and role in situation.library.questions else None
    names = set(_NAMES.findall(wanted.zh)) if isinstance(wanted, Words) else set()
    posts = [r["post"] for r in situation.rows("staff_posts") if isinstance(r.get("post"), Words)]
    found = (post for post in posts if {post.zh.strip(), _ASIDE.sub("", post.zh).strip()} & names)
    return _listed(Words(_ASIDE.sub("", post.zh).strip(), _ASIDE.sub("", post.en).strip()) for post in found)


def _prices(items: list[Row], codes: list[str], situation: Situation) -> Words | None:
    """Return the price lines that bear the code; else the budget lines of the part that pays for the category; else, for what is included in
    the fixed price, the price lines of its category."""
    prices = situation.rows("price_lines")
    lines = [r for r in prices if set(_codes(r.get("code"))) & set(codes)]
    if not lines:
        parts = {part for item in items for part in situation.library.catalogue.parts(str(item.get("category")))}
        lines = [r for r in situation.rows("budget_lines") if r.get("part") in parts]
    if not lines:
        kinds = {item.get("category") for item in items if item.get("fixed") is True}
        alike = {_code(r) for r in situation.rows("service_catalog") if r.get("category") in kinds}
        lines = [r for r in prices if set(_codes(r.get("code"))) & alike]
    found = list(dict.fromkeys(Words.of(r["item"]) for r in lines if isinstance(r.get("item"), (str, Words))))
    shown = _listed(found[:_SHOWN])
    if shown is None or len(found) <= _SHOWN:
        return shown
    return Words(f"{shown.zh}等{len(found)}项", f"{shown.en}; {len(found)} lines in all")


def _listed(words: Iterable[Words]) -> Words | None:
    """Return the words one after another, each once; None when there are none."""
    found = list(dict.fromkeys(words))
    return Words("；".join(w.zh for w in found), "; ".join(w.en for w in found)) if found else None
