"""Traceability: every need leads to a catalogue item, an indicator, a post and a price, or a final of the proposal is refused."""

from __future__ import annotations

from drafter.errors import Finding, error
from drafter.language import Words
from drafter.questionnaire.situation import Situation
from drafter.questionnaire.trace import Traced, trace

_REMEDY = (
    "补全需求的目录编号和对应指标，使服务目录、人员配置、价格清单或者预算明细有相应项目",
    "give the need its catalogue code and indicator, and have a catalogue item, a post and a price or budget line for it",
)


def check_trace(situation: Situation) -> list[Finding]:
    """Return an error for every need that does not map through to its price, and one when there is no need at all."""
    traced = trace(situation)
    if traced is None:
        zh, en = "没有列出运维需求，无法追溯到服务、人员和价格", "no needs are stated, so nothing leads to services, staff and price"
        return [error("trace", zh, en, ("填写 requirements", "answer `requirements`"))]
    return [_gap(one) for one in traced if one.gaps]


def _gap(one: Traced) -> Finding:
    need = Words.of(one.need.get("description", ""))
    zh, en = "、".join(g.zh for g in one.gaps), ", ".join(g.en for g in one.gaps)
    return error("trace", f"需求{one.number}“{need.zh}”：{zh}", f'need {one.number} "{need.en}": {en}', _REMEDY)
