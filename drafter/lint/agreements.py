"""Checks of one agreement: its outline, profiles, annexes, rules and facts, and the texts around its clauses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from drafter.agreements.schema import Profile
from drafter.errors import Finding, Place, error
from drafter.language import LANGUAGES
from drafter.lint.names import Names


def check_agreement(names: Names) -> Iterator[Finding]:
    """Yield every finding about an agreement."""
    agreement, place = names.agreement, Place(names.file)
    yield from _outline(names, place)
    for name, profile in agreement.profiles.items():
        yield from _profile(name, profile, names, place)
    for fact in agreement.facts:
        yield from names.expression(fact.expr, place)
    for code in (c for c in (*agreement.annexes, *agreement.forms) if c not in names.forms):
        remedy = (f"编写 templates/forms/{code}.yaml 或删去", f"write templates/forms/{code}.yaml or take it out")
        yield error("outline", f"没有附件 {code}", f"there is no annex {code}", remedy, place)
    groups = {rule.group for rule in names.library.rules.values()}
    for group in sorted(set(agreement.rules) - groups):
        remedy = (f"现有：{'、'.join(sorted(groups))}", f"there are {', '.join(sorted(groups))}")
        yield error("rules", f"没有规则组 {group}", f"there are no rules {group}", remedy, place)
    yield from _texts(names, place)


def _profile(name: str, profile: Profile, names: Names, place: Place) -> Iterator[Finding]:
    shortened = profile.shortened.clauses if profile.shortened else []
    for clause in sorted({*profile.only, *shortened} - set(names.agreement.clauses)):
        yield error(
            "outline", f"版本 {name} 中的 {clause} 不在大纲中", f"{clause} of the profile {name} is not in the outline", place=place
        )
    for clause in shortened:
        if clause in names.library.texts and "brief" not in names.library.texts[clause].positions():
            zh, en = f"版本 {name} 缩短的 {clause} 没有 brief 文本", f"{clause}, which the profile {name} shortens, has no brief text"
            yield error("outline", zh, en, ("补写 brief 文本，或从列表删去", "write one, or take it off the list"), place)
    for condition in (profile.refuse_when, *(said.when for said in (profile.proposed, profile.shortened) if said is not None)):
        if condition is not None:
            yield from names.expression(condition, place)


def _outline(names: Names, place: Place) -> Iterator[Finding]:
    for clause, times in Counter(names.agreement.clauses).items():
        if clause not in names.library.texts:
            remedy = ("编写该条款或从大纲删去", "write it or take it out")
            yield error("outline", f"没有条款 {clause}", f"there is no clause {clause}", remedy, place)
        if times > 1:
            yield error("outline", f"{clause} 在大纲中出现{times}次", f"{clause} stands {times} times in the outline", place=place)
    if not names.agreement.profiles:
        yield error("outline", "没有版本", "there is no profile", ("在 profiles 中至少写一个", "write one under `profiles`"), place)


def _texts(names: Names, place: Place) -> Iterator[Finding]:
    """Yield findings about the cover and the words that the Word template prints, and what dates the document."""
    agreement = names.agreement
    dated = agreement.dated or names.library.role("sign_date")
    names.used.add(dated)
    if dated and names.kind(dated) != "date":
        zh, en = f"dated 所指的 {dated} 不是日期", f"`dated` names {dated}, which is not a date"
        yield error("unknown-name", zh, en, place=place)
    for words in (*(line.text for line in agreement.cover), *agreement.labels.values()):
        for language in LANGUAGES:
            yield from names.text(words[language], place)
