"""Agreements (templates/<id>/agreement.yaml) and forms (templates/forms/<code>.yaml), read and validated."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from drafter.agreements.schema import Agreement
from drafter.errors import ContentError, Finding, error
from drafter.library.compiled import compiled
from drafter.library.schema import Form
from drafter.library.shelf import Shelf
from drafter.library.validated import read_model

Forms = Mapping[str, Form]


@lru_cache(maxsize=8)
def load_agreement(identifier: str, folder: Path) -> Agreement:
    """Return an agreement of a templates folder. Raises ContentError when there is none of that name or it is malformed."""
    agreement, findings = _agreements(folder).get(identifier) or read_agreement(identifier, folder)
    if agreement is None:
        raise ContentError(findings)
    return agreement


@lru_cache(maxsize=4)
def _agreements(root: Path) -> dict[str, tuple[Agreement | None, list[Finding]]]:
    """Return every agreement there is, with what was wrong."""
    files = sorted(root.glob("*/agreement.yaml"))
    return compiled("agreements", files, lambda: {path.parent.name: read_agreement(path.parent.name, root) for path in files})


@lru_cache(maxsize=4)
def load_forms(folder: Path) -> Forms:
    """Return every form of a templates folder by code. Raises ContentError."""
    forms, findings = compiled("forms", [folder / "forms"], lambda: _packed(*read_forms(folder)))
    if findings:
        raise ContentError(findings)
    return forms


def _packed(forms: Forms, findings: list[Finding]) -> tuple[Forms, list[Finding]]:
    return Shelf(forms), findings


def read_agreement(identifier: str, folder: Path) -> tuple[Agreement | None, list[Finding]]:
    """Return the agreement, or None, with what was wrong."""
    path = folder / identifier / "agreement.yaml"
    if not identifier.replace("-", "").isalnum() or not path.is_file():
        known = ", ".join(sorted(p.parent.name for p in folder.glob("*/agreement.yaml")))
        return None, [
            error("agreement", f"没有名为 {identifier!r} 的文书，现有：{known}", f"no agreement {identifier!r}; there are {known}")
        ]
    try:
        text = path.read_text(encoding="utf-8")
        return read_model(Agreement, text, f"{identifier}/agreement.yaml", lambda data: _with_companion(data, identifier, folder))
    except ContentError as problem:
        return None, list(problem.findings)


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
        form, wrong = _form(path)
        findings += wrong
        if form is not None:
            forms[form.code] = form
    return forms, findings


def _form(path: Path) -> tuple[Form | None, list[Finding]]:
    return read_model(Form, path.read_text(encoding="utf-8"), f"forms/{path.name}", lambda data: {**data, "code": path.stem})
