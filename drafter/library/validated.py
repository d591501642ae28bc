"""Content files as models: every fault against the schema with its file, line and remedy, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from drafter.causes import told
from drafter.errors import Finding, Place, error
from drafter.language import Words
from drafter.library.shape import Model, NotValid
from drafter.library.yamlfile import YamlProblem, line_of, load_yaml

M = TypeVar("M", bound=Model)
Steps = tuple[str | int, ...]

_FAULTS = {  # what pydantic calls them -> Chinese, filled with the context of the fault; its English is used as it is
    "missing": "缺少必填项",
    "extra_forbidden": "不认识的项",
    "literal_error": "应为 {expected} 之一",
    "enum": "应为 {expected} 之一",
    "string_type": "应为文本",
    "string_pattern_mismatch": "格式不符，应符合 {pattern}",
    "string_too_short": "至少 {min_length} 个字符",
    "string_too_long": "至多 {max_length} 个字符",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "float_type": "应为数字",
    "float_parsing": "应为数字",
    "decimal_type": "应为数字",
    "decimal_parsing": "应为数字",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "list_type": "应为列表",
    "tuple_type": "应为列表",
    "dict_type": "应为映射",
    "model_type": "应为映射",
    "model_attributes_type": "应为映射",
    "date_from_datetime_parsing": "应为日期，例如 2027-03-02",
    "date_type": "应为日期，例如 2027-03-02",
    "too_short": "至少 {min_length} 项",
    "too_long": "至多 {max_length} 项",
    "greater_than": "应大于 {gt}",
    "greater_than_equal": "不应小于 {ge}",
    "less_than": "应小于 {lt}",
    "less_than_equal": "不应大于 {le}",
}


def validate(kind: type[M], data: Any) -> M:
    """Return the model that plain data holds. Raises NotValid with every fault."""
    from drafter.library.validator import validate

    return validate(kind, data)


def faults(
    problem: NotValid,
    file: str,
    text: str,
    path: Steps = (),
    first_line: int = 1,
    code: str = "schema",
    guide: str = "docs/clauses.md",
) -> list[Finding]:
    """Return what is wrong in a YAML text whose part at `path` does not fit its model. `guide` says where the format is described."""
    remedy = (f"格式见 {guide}", f"see {guide} for the format")
    return [_fault(e, (*path, *e["loc"]), file, text, first_line, code, remedy) for e in problem.faults]


def _fault(e: Any, where: Steps, file: str, text: str, first_line: int, code: str, remedy: tuple[str, str]) -> Finding:
    dotted = ".".join(map(str, where))
    words = told(e["ctx"]["error"]) if e["type"] == "value_error" else Words(_chinese(e), e["msg"])
    zh, en = (f"{dotted}：{words.zh}", f"{dotted}: {words.en}") if dotted else (words.zh, words.en)
    return error(code, zh, en, remedy, Place(file, line_of(text, where, first_line)))


def _chinese(e: Any) -> str:
    context = {name: str(said).replace(" or ", "、").replace(", ", "、") for name, said in (e.get("ctx") or {}).items()}
    return _FAULTS.get(e["type"], "不符合要求").format_map(context)


def read_model(
    kind: type[M], text: str, file: str, complete: Callable[[dict[str, Any]], dict[str, Any]] = dict
) -> tuple[M | None, list[Finding]]:
    """Return the model that a YAML mapping holds, completed by what is known besides, or None, with what was wrong."""
    try:
        data = load_yaml(text, file)
        if not isinstance(data, dict):
            return None, [error("schema", "应为映射", "a mapping was expected", place=Place(file, 1))]
        return validate(kind, complete(data)), []
    except YamlProblem as problem:
        return None, [problem.finding]
    except NotValid as problem:
        return None, faults(problem, file, text)


def read_models(kind: type[M], text: str, file: str) -> tuple[tuple[M, ...], list[Finding]]:
    """Return the models in a YAML list that can be read, with what was wrong in the others."""
    found: list[M] = []
    findings: list[Finding] = []
    try:
        rows = load_yaml(text, file) or []
        if not isinstance(rows, list):
            return (), [error("schema", "应为列表", "a list was expected", place=Place(file, 1))]
        for number, row in enumerate(rows):
            try:
                found.append(validate(kind, row))
            except NotValid as problem:
                findings += faults(problem, file, text, (number,))
    except YamlProblem as problem:
        findings.append(problem.finding)
    return tuple(found), findings
