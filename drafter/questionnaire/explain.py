"""Why a clause is in the contract, or why not, in words and with the answers that decided it."""

from __future__ import annotations

from drafter.expressions import Unknown, decide, is_unknown
from drafter.language import Language, Words
from drafter.library.schema import Position
from drafter.questionnaire.situation import Situation
from drafter.types import show_value

ORIGIN = {
    "answered": Words("您的答案", "your answer"),
    "default": Words("默认值", "default"),
    "fact": Words("由答案推得", "follows from the answers"),
    "law": Words("法律规定", "set by law"),
    "missing": Words("尚未回答", "not answered"),
    "open": Words("待定", "not yet known"),
}
NEED = {
    "mandatory": Words("必备条款", "mandatory clause"),
    "conditional": Words("有条件条款", "conditional clause"),
    "optional": Words("可选条款", "optional clause"),
}
POSITION_NAMES: dict[Position, Words] = {
    "preferred": Words("首选文本", "the preferred text"),
    "fallback": Words("备选文本", "the fallback text"),
    "brief": Words("简版文本", "the brief text"),
}
_VERDICT: dict[bool | None, Words] = {
    True: Words("在合同中", "in the contract"),
    False: Words("不在合同中", "not in the contract"),
    None: Words("尚不确定（草稿中先列入）", "not yet decided (a draft prints it)"),
}


def why(clause: str, situation: Situation) -> list[Words]:
    """Return the explanation as lines: verdict, need and profile, condition, deciding answers, position."""
    head = situation.library.clauses[clause].head
    answer: bool | Unknown = situation.included(clause)
    verdict = _VERDICT[None if is_unknown(answer) else bool(answer)]
    lines = [Words(f"{head.title.zh}（{clause}）：{verdict.zh}", f"{head.title.en} ({clause}): {verdict.en}")]
    lines.append(_profile(clause, situation))
    if head.when is not None:
        lines += _condition(clause, situation)
    elif situation.taken(clause):
        lines.append(Words("没有适用条件，总是适用", "it has no condition and always applies"))
    if answer is not False:
        position = situation.position(clause)
        name = POSITION_NAMES[position]
        lines.append(Words(f"采用{name.zh}", f"printed in {name.en}"))
        if position == "brief" and situation.shortens(clause):
            assert situation.profile.shortened is not None
            lines.append(situation.profile.shortened.because)
    return lines


def _profile(clause: str, situation: Situation) -> Words:
    need, label = NEED[situation.library.clauses[clause].head.need], situation.profile.label
    if clause in situation.answers.include:
        return Words(f"{need.zh}，由答卷的 include 列入", f"{need.en}, asked for under `include`")
    if situation.taken(clause):
        return Words(f"{need.zh}，{label.zh}包括它", f"{need.en}, part of the profile {label.en}")
    how = Words("可在答卷的 include 中列入", "name it under `include` to have it")
    return Words(f"{need.zh}，{label.zh}不包括它（{how.zh}）", f"{need.en}, not part of the profile {label.en} ({how.en})")


def _condition(clause: str, situation: Situation) -> list[Words]:
    when = situation.library.clauses[clause].head.when
    assert when is not None
    decision = decide(when, situation)
    state = {True: Words("成立", "holds"), False: Words("不成立", "does not hold")}
    verdict = Words("尚不能判断", "cannot be decided yet") if is_unknown(decision.answer) else state[bool(decision.answer)]
    lines = [Words(f"适用条件：{when.source}，{verdict.zh}", f"condition: {when.source}; it {verdict.en}")]
    for name in (*decision.because, *decision.missing):
        lines.append(Words(_answer(name, situation, "zh"), _answer(name, situation, "en")))
    return lines


def _answer(name: str, situation: Situation, language: Language) -> str:
    kind, origin = situation.kind(name), situation.origin(name)
    value = situation.value(name)
    shown = "?" if is_unknown(value) else show_value(value, kind, language)
    return f"  {kind.label[language]} {name} = {shown} ({ORIGIN[origin][language]})"
