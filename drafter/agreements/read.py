"""Agreements (templates/<id>/agreement.yaml) and forms (templates/forms/<code>.yaml), read and validated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from drafter.agreements.schema import Agreement, Labels
from drafter.errors import ContentError, Finding, Place, error
from drafter.language import Words
from drafter.library.compiled import compiled
from drafter.library.schema import Form
from drafter.library.shelf import Shelf
from drafter.library.validated import read_model

LABELS = "labels.yaml"
Forms = Mapping[str, Form]


@lru_cache(maxsize=16)
def load_agreement(identifier: str, *folders: Path) -> Agreement:
    """Return an agreement of templates folders, the first of which goes before the others. Raises ContentError."""
    agreement, findings = _agreements(folders).get(identifier) or read_agreement(identifier, *folders)
    if agreement is None:
        raise ContentError(findings)
    return agreement


@lru_cache(maxsize=4)
def _agreements(folders: tuple[Path, ...]) -> dict[str, tuple[Agreement | None, list[Finding]]]:
    """Return every agreement there is, with what was wrong."""
    files = sorted(file for folder in folders for file in (*folder.glob("*/agreement.yaml"), folder / LABELS))
    return compiled("agreements", files, lambda: {name: read_agreement(name, *folders) for name in agreements_in(*folders)})


def agreements_in(*folders: Path) -> list[str]:
    """Return the names of the agreements there are."""
    return sorted({path.parent.name for folder in folders for path in folder.glob("*/agreement.yaml")})


@lru_cache(maxsize=4)
def load_forms(*folders: Path) -> Forms:
    """Return every form of templates folders by code. Raises ContentError."""
    forms, findings = compiled("forms", [folder / "forms" for folder in folders], lambda: _packed(*read_forms(*folders)))
    if findings:
        raise ContentError(findings)
    return forms


def _packed(forms: Forms, findings: list[Finding]) -> tuple[Forms, list[Finding]]:
    return Shelf(forms), findings


def read_agreement(identifier: str, *folders: Path) -> tuple[Agreement | None, list[Finding]]:
    """Return the agreement, or None, with what was wrong."""
    path = next((p for folder in folders if (p := folder / identifier / "agreement.yaml").is_file()), None)
    if not identifier.replace("-", "").isalnum() or path is None:
        known = agreements_in(*folders)
        zh, en = f"没有名为 {identifier!r} 的文书，现有：{'、'.join(known)}", f"no agreement {identifier!r}; there are {', '.join(known)}"
        return None, [error("agreement", zh, en)]
    labels, findings = _labels(folders)
    try:
        text = path.read_text(encoding="utf-8")
        complete = partial(_completed, identifier=identifier, labels=labels, folders=folders)
        agreement, wrong = read_model(Agreement, text, named(path, folders), complete)
        return agreement, [*findings, *wrong]
    except UnicodeDecodeError:
        return None, [error("schema", "不是 UTF-8 文本", "not UTF-8 text", place=Place(named(path, folders)))]
    except ContentError as problem:
        return None, list(problem.findings)


def named(path: Path, folders: Sequence[Path]) -> str:
    """Return how messages name a file: as it stands in the templates folder, in one of one's own with that folder."""
    at = next(n for n, folder in enumerate(folders) if path.is_relative_to(folder))
    name = path.relative_to(folders[at]).as_posix()
    return name if at == len(folders) - 1 else f"templates/{name}"


def _labels(folders: Sequence[Path]) -> tuple[dict[str, Words], list[Finding]]:
    """Return the words that Word templates print, which every agreement has unless it says otherwise, with what was wrong."""
    found: dict[str, Words] = {}
    findings: list[Finding] = []
    for path in (folder / LABELS for folder in reversed(folders)):
        if path.is_file():
            labels, wrong = read_model(Labels, path.read_text(encoding="utf-8"), named(path, folders), lambda data: {"labels": data})
            found |= labels.labels if labels is not None else {}
            findings += wrong
    return found, findings


def _completed(data: dict[str, Any], *, identifier: str, labels: dict[str, Words], folders: Sequence[Path]) -> dict[str, Any]:
    """Return an agreement with the words all have, and with the one it stands beside, whose facts are its own too. Raises ContentError."""
    if (said := data.get("id", identifier)) != identifier:
        zh, en = f"id 为 {said}，文件夹名为 {identifier}", f"its id is {said}, the name of its folder {identifier}"
        raise ContentError(
            error("agreement", zh, en, ("删去 id，或者改成文件夹的名称", "take `id` out, or make it the name of the folder"))
        )
    own = data.get("labels")
    data = {**data, "id": identifier, "labels": {**labels, **own} if isinstance(own, dict) else labels if own is None else own}
    if (name := data.get("beside")) is None:
        return data
    companion, findings = read_agreement(str(name), *folders) if name != identifier else (None, [])
    if companion is None:
        raise ContentError(findings or [error("agreement", "不能与自身并列", "cannot stand beside itself")])
    defined = {row.get("id") for row in data.get("facts") or []}
    return {**data, "companion": companion, "facts": [*(f for f in companion.facts if f.id not in defined), *(data.get("facts") or [])]}


def read_forms(*folders: Path) -> tuple[Forms, list[Finding]]:
    """Return every readable form by code, with what was wrong in the others."""
    forms: dict[str, Form] = {}
    findings: list[Finding] = []
    for path in form_files(*folders).values():
        form, wrong = read_model(Form, path.read_text(encoding="utf-8"), named(path, folders), partial(_coded, path.stem))
        findings += wrong
        if form is not None:
            forms[form.code] = form
    return forms, findings


def form_files(*folders: Path) -> dict[str, Path]:
    """Return the file of each form, in the order of their codes."""
    found = {path.stem: path for folder in reversed(folders) for path in (folder / "forms").glob("*.yaml")}
    return dict(sorted(found.items()))


def _coded(code: str, data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "code": code}
