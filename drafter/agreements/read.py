"""Agreements (templates/<id>/agreement.yaml) and forms (templates/forms/<code>.yaml), read and validated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from drafter.agreements.schema import Agreement
from drafter.errors import ContentError, Finding, Place, error
from drafter.library.schema import Form, Model
from drafter.library.yamlfile import YamlProblem, line_of, load_yaml
from drafter.resources import templates_dir

M = TypeVar("M", bound=Model)
Forms = Mapping[str, Form]


@lru_cache(maxsize=8)
def load_agreement(identifier: str = "contract", folder: Path | None = None) -> Agreement:
    """Return an agreement. Raises ContentError when there is none of that name or it is malformed."""
    agreement, findings = read_agreement(identifier, folder or templates_dir())
    if agreement is None:
        raise ContentError(findings)
    return agreement


@lru_cache(maxsize=4)
def load_forms(folder: Path | None = None) -> Forms:
    """Return every form by code. Raises ContentError."""
    forms, findings = read_forms(folder or templates_dir())
    if findings:
        raise ContentError(findings)
    return forms


def read_agreement(identifier: str, folder: Path) -> tuple[Agreement | None, list[Finding]]:
    """Return the agreement, or None, with what was wrong."""
    path = folder / identifier / "agreement.yaml"
    if not identifier.replace("-", "").isalnum() or not path.is_file():
        known = ", ".join(sorted(p.parent.name for p in folder.glob("*/agreement.yaml")))
        return None, [
            error("agreement", f"没有名为 {identifier!r} 的文书，现有：{known}", f"no agreement {identifier!r}; there are {known}")
        ]
    return _read(path, f"{identifier}/agreement.yaml", Agreement, {}, lambda data: _with_companion(data, identifier, folder))


def _with_companion(data: dict[str, Any], identifier: str, folder: Path) -> dict[str, Any]:
    """Return an agreement with the one it stands beside, whose facts are its own too. Raises ContentError."""
    if (name := data.get("beside")) is None:
        return data
    companion, findings = read_agreement(str(name), folder) if name != identifier else (None, [])
    if companion is None:
        raise ContentError(findings or [error("agreement", "不能与自身并列", "cannot stand beside itself")])
    own = {row.get("id") for row in data.get("facts") or []}
    return {**data, "companion": companion, "facts": [*(f for f in companion.facts if f.id not in own), *(data.get("facts") or [])]}


def read_forms(folder: Path) -> tuple[Forms, list[Finding]]:
    """Return every readable form by code, with what was wrong in the others."""
    forms: dict[str, Form] = {}
    findings: list[Finding] = []
    for path in sorted((folder / "forms").glob("*.yaml")):
        form, wrong = _read(path, f"forms/{path.name}", Form, {"code": path.stem})
        findings += wrong
        if form is not None:
            forms[form.code] = form
    return forms, findings


def _read(
    path: Path, name: str, kind: type[M], extra: dict[str, str], complete: Callable[[dict[str, Any]], dict[str, Any]] = dict
) -> tuple[M | None, list[Finding]]:
    text = path.read_text(encoding="utf-8")
    try:
        return kind.model_validate(complete({**load_yaml(text, name), **extra})), []
    except ContentError as problem:
        return None, list(problem.findings)
    except YamlProblem as problem:
        return None, [problem.finding]
    except ValidationError as problem:
        return None, [
            error(
                "schema",
                f"{'.'.join(map(str, e['loc']))}：{e['msg']}",
                f"{'.'.join(map(str, e['loc']))}: {e['msg']}",
                ("格式见 docs/clauses.md", "see docs/clauses.md for the format"),
                Place(name, line_of(text, e["loc"])),
            )
            for e in problem.errors()
        ]
    except TypeError:
        return None, [error("schema", "应为映射", "a mapping was expected", place=Place(name, 1))]
