"""The rules of the library evaluated on a situation: consistency and compliance, as of its signing date."""

from __future__ import annotations

from datetime import date

from drafter.assembly.fill import Filler
from drafter.errors import Finding, Place, error, warning
from drafter.expressions import ExpressionError, evaluate, holds, is_unknown
from drafter.language import LANGUAGES, Words
from drafter.library import Library
from drafter.library.body import parse_line
from drafter.library.citation import citation, instrument_of
from drafter.library.parameters import Parameter
from drafter.library.schema import Rule
from drafter.model import Text
from drafter.questionnaire.situation import Situation
from drafter.types import show_value
from drafter.values.dates import long_date


def apply_rules(situation: Situation) -> list[Finding]:
    """Return the findings of every rule that fires; a rule whose answers are missing stays silent."""
    findings = _profile(situation)
    for rule in situation.rules:
        findings += situation.made(("rule", rule.group, rule.id), _applied, rule, situation)
    findings += _uncertain(situation)
    order = {"error": 0, "warning": 1, "info": 2}
    return sorted(findings, key=lambda f: order[f.severity])


def _applied(rule: Rule, situation: Situation) -> list[Finding]:
    """Return the finding of a rule that fires, or of one that cannot be computed."""
    if not _in_force(rule, situation.library, situation.signed):
        return []
    try:
        value = evaluate(rule.when, situation)
    except ExpressionError as problem:
        return [error(rule.id, f"规则无法计算：{problem.zh}", f"the rule cannot be computed: {problem.en}")]
    if is_unknown(value) or not value:
        return []
    return [Finding(rule.severity, rule.id, _message(rule, situation), _basis(rule, situation.library), Place(path=_names(rule)))]


def _uncertain(situation: Situation) -> list[Finding]:
    """Return a warning for every number of law that was asked for although none is known for the signing date."""
    return [_not_known(situation.library.parameters[name], name, day) for name, day in situation.uncertain.items()]


def _not_known(parameter: Parameter, name: str, day: date) -> Finding:
    label, found = parameter.label, parameter.at(day)
    zh = f"{label.zh}（{name}）没有{long_date(day, 'zh')}的值，"
    en = f"There is no value of {name} ({label.en}) for {long_date(day, 'en')}; "
    if found.value is None:
        zh, en = f"{zh}与它有关的规则和默认值没有计算。", f"{en}rules and defaults that hang on it were not computed."
    else:
        shown = {n: show_value(found.value, parameter.kind, n) for n in LANGUAGES}
        zh, en = f"{zh}暂按最近的值{shown['zh']}计算，请核对。", f"{en}the latest, {shown['en']}, was taken: check it."
    remedy = (
        "在答卷中填写当期的数值，或者在 clause_library/parameters/ 中补入",
        "answer the present value, or enter it in clause_library/parameters/",
    )
    return warning("parameter", zh, en, remedy, Place(path=name))


def _profile(situation: Situation) -> list[Finding]:
    """Return the error of a profile that may not be used for this project, else which other one is proposed for it."""
    profile = situation.profile
    if profile.refuse_when is not None and profile.refuse is not None and holds(profile.refuse_when, situation) is True:
        return [Finding("error", "profile", profile.refuse)]
    for name, other in situation.agreement.profiles.items():
        if other is not profile and other.proposed is not None and holds(other.proposed.when, situation) is True:
            remedy = Words(f"采用时写 profile: {name} 或 --profile {name}", f"to take it write profile: {name}, or --profile {name}")
            return [Finding("info", "profile-proposed", other.proposed.because, remedy)]
    return []


def _in_force(rule: Rule, library: Library, signed: date | None) -> bool:
    """Return whether any of the rule's sources is in force on the signing date; a rule of pure logic always is."""
    instruments = [i for key in rule.law if (i := instrument_of(key, library)) is not None]
    if not instruments or signed is None:
        return True
    return any(
        (i.in_force_from is None or i.in_force_from <= signed) and (i.in_force_to is None or signed <= i.in_force_to) for i in instruments
    )


def _basis(rule: Rule, library: Library) -> Words:
    cited = [citation(key, library, confirm=True) for key in rule.law]
    if not cited:
        return Words("", "")
    return Words("依据：" + "、".join(c.zh for c in cited), "basis: " + "; ".join(c.en for c in cited))


def _message(rule: Rule, situation: Situation) -> Words:
    texts = []
    for language in LANGUAGES:
        filler = Filler(situation, language, {})
        texts.append("".join(i.text for i in filler.fill(parse_line(rule.message[language])) if isinstance(i, Text)))
    return Words(*texts)


def _names(rule: Rule) -> str:
    return ", ".join(sorted(rule.when.names))
