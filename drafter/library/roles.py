"""What the program itself looks at in an answer set, by role: roles.yaml names the question or fact that plays each role in a library.

Texts, conditions, rules and forms name their questions themselves; what is here is only what no content asks for: the parties of a cover, the
tables that budgets, charts and traces are computed from, what decides how a program goes on.
"""

from __future__ import annotations

from drafter.language import Words
from drafter.records import dataclass

ROLES_FILE = "roles.yaml"


@dataclass(frozen=True, slots=True)
class Role:
    """What plays a role: what it is for, of which types it may be and, where it is a table, which columns are looked at by name."""

    what: Words
    types: tuple[str, ...]
    columns: tuple[str, ...] = ()


_TEXT, _DATE, _MONEY, _YES_NO = ("text", "longtext"), ("date",), ("money",), ("bool",)
_NUMBER, _CHOICE = ("integer", "number", "percent"), ("choice",)


def _table(zh: str, en: str, columns: str) -> Role:
    return Role(Words(zh, en), ("table",), tuple(columns.split()))


ROLES: dict[str, Role] = {
    # cover, heads of forms, file properties
    "contract_no": Role(Words("封面和表头的合同编号", "the contract number of cover and forms"), ("text", "code")),
    "project_name": Role(Words("封面和表头的项目名称", "the project name of cover and forms"), _TEXT),
    "party_a": Role(Words("封面上的甲方", "the buyer of the cover"), ("party",)),
    "party_b": Role(Words("封面上的乙方", "the supplier of the cover"), ("party",)),
    "party_b_uscc": Role(Words("乙方的统一社会信用代码", "the supplier's credit code"), ("uscc",)),
    "sign_date": Role(Words("文件的日期", "the day documents are dated"), _DATE),
    "proposal_date": Role(Words("项目建议书所看的日期", "the day a proposal looks at things"), _DATE),
    "service_start": Role(Words("服务期的第一天", "the first day of the Service Term"), _DATE),
    "service_end": Role(Words("服务期的最后一天", "the last day of the Service Term"), _DATE),
    "term_months": Role(Words("服务期的月数", "the months of the Service Term"), _NUMBER),
    "coverage": Role(Words("服务时段", "the hours of service"), _CHOICE),
    # how the program goes on
    "position_preset": Role(Words("立场档位", "which positions are taken"), _CHOICE),
    "bilingual_output": Role(Words("是否附英文参考文本，随版本而定", "whether two languages are printed, which the edition says"), _YES_NO),
    "is_classified": Role(Words("是否涉密：涉密的不处理、不公告", "whether it is a state secret, which is neither processed nor published"), _YES_NO),
    "redact_items": Role(Words("公告时隐去的内容", "what is withheld from publication"), ("list",)),
    "forms_selected": Role(Words("生成哪些阶段的表单", "the phases whose forms are made"), ("multichoice",)),
    # what follows from answers: registers, budget, charts, traces
    "assets": _table("资产清单", "the asset register", "asset_no category name qty parent_system class in_scope purchase_date original_value warranty_end eol_date"),
    "systems": _table("纳入运维的系统", "the systems in scope", "name class"),
    "consolidation": _table("整合分析", "which systems to keep, merge or stop", "system similar same_vendor same_stack shared decision reason"),
    "staff_posts": _table("岗位配置", "the staffing plan", "post name persons person_months rate key qualification"),
    "key_personnel": _table("关键人员", "the key personnel", "name role min_qualification"),
    "budget_lines": _table("预算明细", "the budget lines", "part item qty unit_price amount source last_year yearly"),
    "workload_lines": _table("工作量测算", "the workload", "work volume hours day_rate source"),
    "market_quotes": _table("市场询价", "the market quotes", "supplier amount similar"),
    "sepa_items": _table("运维与升级改造判定", "what is maintenance and what an upgrade", "item decision route"),
    "budget_amount": Role(Words("批复的预算", "the approved budget"), _MONEY),
    "previous_price": Role(Words("上一年的价款", "last year's price"), _MONEY),
    "build_investment": Role(Words("建设总投入", "the spending on construction"), _MONEY),
    "budget_difference_reason": Role(Words("各方法结果不同的原因", "why the methods of a budget differ"), _TEXT),
    "vat_rate_service": Role(Words("服务的税率", "the VAT rate of services"), _NUMBER),
    "last_incidents": _table("上一周期的事件", "the Incidents of the last period", "priority before count in_time"),
    "timetable": _table("进度安排", "the timetable", "step start finish"),
    "requirements": _table("需求", "the needs", "system description catalogue_code kpi_code"),
    "service_catalog": _table("服务目录", "the Service Catalogue", "code category item fixed"),
    "kpi_table": _table("考核指标", "the indicators", "code indicator"),
    "price_lines": _table("分项价格", "the price lines", "code item amount_incl year"),
    "raci": _table("职责矩阵", "the responsibility matrix", "activity leading executive basis"),
    # the payments
    "price_total_incl": Role(Words("合同总价", "the Contract Price"), _MONEY),
    "first_period_start": Role(Words("首个付款周期的第一天", "the first day of the first payment period"), _DATE),
    "pay_cycle": Role(Words("付款周期", "the payment period"), _CHOICE),
    "advance_pct": Role(Words("预付款比例", "the share paid in advance"), _NUMBER),
    "final_pct": Role(Words("尾款比例", "the share of the final instalment"), _NUMBER),
}  # fmt: skip
