"""The complete set of a project in one folder: contract, proposal, budget, forms by phase, deadlines, calendar, and a page that lists it all.

Each item is made on its own and remembered with a digest of all it was made from; run again, only what is missing or changed is made.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from drafter import __version__
from drafter.budget import estimates, reconcile
from drafter.content import Content
from drafter.drafting import LANGUAGES_OF, draft_contract
from drafter.errors import DrafterError, Finding, error, warning
from drafter.expressions import is_unknown
from drafter.files import write_whole
from drafter.forms.deadlines import deadline_form, deadlines
from drafter.forms.fill import Filling, fill_forms
from drafter.forms.selection import chosen_codes, created, hours, project, years
from drafter.language import Edition, Language, Words
from drafter.packs.forms import form_files
from drafter.packs.index import index_page
from drafter.packs.items import Files, Item, Made, project_name
from drafter.progress import ProgressCallback
from drafter.questionnaire.answers import AnswerSet, answers_data, for_agreement

STATE = ".pack.json"
PHASES = {
    0: Words("控制点", "Control points"), 1: Words("1-规划和准备", "1-Planning"), 2: Words("2-实施", "2-Implementation"),
    3: Words("3-绩效评价和持续改进", "3-Evaluation"),
}  # fmt: skip
_DOCUMENTS, _DEADLINES = Words("文书", "Documents"), Words("期限", "Deadlines")
_NAMES = {"deadlines": Words("期限总表", "deadlines"), "budget": Words("运维预算测算", "Budget estimate")}


def make_pack(content: Content, answers: AnswerSet, folder: Path, edition: Edition, tell: ProgressCallback) -> list[Made]:
    """Make the pack, and return what became of each item. Raises FileError when the folder cannot be written, ContentError."""
    filling = project(content, answers, edition)
    items = list(pack_items(answers, filling, edition, folder))
    source = _source(content, answers, edition)
    state = _read_state(folder)
    done: list[Made] = []
    tell("start", {"documents": len(items)})
    for item in items:
        made = _one(item, folder, source, state)
        done.append(made)
        tell("failed" if made.status == "failed" else made.status, {"item": item.key, "files": made.files})
        write_whole(folder / STATE, json.dumps(state, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8"))
    write_whole(folder / "index.html", index_page(done, filling, LANGUAGES_OF[edition][0]).encode("utf-8"))
    return done


def pack_files(content: Content, answers: AnswerSet, edition: Edition) -> tuple[dict[str, bytes], list[Finding]]:
    """Return every file of a pack by its name in the folder, and what was found. Raises DrafterError for what cannot be made."""
    filling = project(content, answers, edition)
    files: dict[str, bytes] = {}
    done: list[Made] = []
    for item in pack_items(answers, filling, edition):
        made, findings = item.make()
        named = {path.as_posix(): data for path, data in made}
        done.append(Made(item, "made", list(named), findings))
        files |= named
    files["index.html"] = index_page(done, filling, LANGUAGES_OF[edition][0]).encode("utf-8")
    return files, [finding for made in done for finding in made.findings]


def _one(item: Item, folder: Path, source: str, state: dict[str, Any]) -> Made:
    digest = sha256(f"{source}|{item.key}".encode()).hexdigest()[:24]
    known = state.get(item.key, {"files": {}})
    if known.get("digest") == digest and known["files"] and all((folder / name).is_file() for name in known["files"]):
        return Made(item, "unchanged", list(known["files"]))
    try:
        files, findings = item.make()
    except DrafterError as problem:
        state[item.key] = {"digest": "", "files": known["files"]}
        return Made(item, "failed", findings=list(problem.findings))
    except Exception as problem:  # one item that meets a mistake of ours does not keep the others from being made
        state[item.key] = {"digest": "", "files": known["files"]}
        what = f"{type(problem).__name__}: {problem}"[:300]
        return Made(item, "failed", findings=[error("internal", f"内部错误：{what}", f"internal error: {what}")])
    written: dict[str, str] = {}
    for name, data in files:
        path = _where(folder, name, data, known["files"].get(name.as_posix(), ""))
        if path != name:
            findings = [*findings, _kept(name, path)]
        write_whole(folder / path, data)
        written[path.as_posix()] = sha256(data).hexdigest()
    wrong = any(f.severity == "error" for f in findings)
    state[item.key] = {"digest": "" if wrong else digest, "files": written}
    return Made(item, "made", list(written), findings)


def _where(folder: Path, name: Path, data: bytes, ours: str) -> Path:
    """Return where a file is written: in its place, or beside what somebody has written into it since we made it."""
    path = folder / name
    if not path.is_file():
        return name
    stands = sha256(path.read_bytes()).hexdigest()
    if stands in (ours, sha256(data).hexdigest()):
        return name
    number = 2
    while (folder / (new := name.with_stem(f"{name.stem}-{number}"))).exists():
        number += 1
    return new


def _kept(name: Path, new: Path) -> Finding:
    zh, en = f"{name} 已被改动，保留不动；新的在 {new.name}", f"{name} was changed by hand and is kept; the new one is {new.name}"
    return warning("kept", zh, en)


def _source(content: Content, answers: AnswerSet, edition: Edition) -> str:
    """Return what everything in a pack is made from, as a digest."""
    library = content.library
    digest = sha256(f"{__version__}|{library.version}|{edition}|".encode())
    digest.update(json.dumps(answers_data(answers, library), ensure_ascii=False, sort_keys=True, default=str).encode())
    for name, path in content.files():
        if name.startswith(("templates/", "clause_library/holidays/")):
            digest.update(path.name.encode() + b"\x00" + path.read_bytes())
    return digest.hexdigest()


def _read_state(folder: Path) -> dict[str, Any]:
    """Return what was made before; a record that cannot be read is none."""
    try:
        data = json.loads((folder / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    good = isinstance(data, dict) and all(isinstance(v, dict) and isinstance(v.get("files"), dict) for v in data.values())
    return data if good else {}


def pack_items(answers: AnswerSet, filling: Filling, edition: Edition, folder: Path | None = None) -> Iterator[Item]:
    """Yield the items of a pack in the order they are listed. A calendar in `folder` is gone on with: its events move, none is doubled."""
    language = LANGUAGES_OF[edition][0]
    for identifier in filling.content.family(answers.agreement):
        title = _title(filling.content, identifier, language)
        yield Item(identifier, title, _DOCUMENTS, partial(_document, filling.content, identifier, title, answers, edition))
    if estimates(filling.contract.situation):
        yield Item("budget", _NAMES["budget"][language], _DOCUMENTS, partial(_budget, filling, language))
    for phase, code in sorted((_phase(c, filling), c) for c in chosen_codes(filling)):
        yield Item(code, f"{code} {filling.forms[code].title[language]}", PHASES[phase], partial(_form, code, phase, filling, edition))
    yield Item("deadlines", _NAMES["deadlines"][language], _DEADLINES, partial(_dates, filling, edition, folder))


def _title(content: Content, identifier: str, language: Language) -> str:
    try:
        return content.agreement(identifier).title[language]
    except DrafterError:
        return identifier  # what is wrong with it is said when it is made


def _phase(code: str, filling: Filling) -> int:
    """Return the folder of a form: that of its first phase, or beside the folders where it is of all. Annexes that are written in later are
    of that phase."""
    phases = filling.forms[code].phase
    if code.startswith("A-"):
        return next((p for p in phases if p > 1), phases[0])
    return 0 if len(phases) == 3 else phases[0]


def _document(content: Content, identifier: str, title: str, answers: AnswerSet, edition: Edition) -> tuple[Files, list[Finding]]:
    from drafter.writers.docx.write import docx_bytes

    draft = draft_contract(content, for_agreement(answers, identifier, content), edition)
    return [(Path(f"{title}.docx"), docx_bytes(draft))], [f for f in draft.findings if f.severity != "info"]


def _budget(filling: Filling, language: Language) -> tuple[Files, list[Finding]]:
    from drafter.writers.budget_xlsx import budget_workbook

    found = estimates(filling.contract.situation)
    compared = reconcile(found, filling.contract.situation)
    book = budget_workbook(found, compared, filling.content.library.rates, language)
    return [(Path(f"{_NAMES['budget'][language]}.xlsx"), book)], [f for f in compared.findings if f.severity != "info"]


def _form(code: str, phase: int, filling: Filling, edition: Edition) -> tuple[Files, list[Finding]]:
    filled, findings = fill_forms(filling, [code])
    language = LANGUAGES_OF[edition][0]
    folder = Path() if phase == 0 else Path(PHASES[phase][language])
    return [(folder / name, data) for name, data in form_files(filling, filled, edition, ("docx", "xlsx"))], findings


def _dates(filling: Filling, edition: Edition, folder: Path | None) -> tuple[Files, list[Finding]]:
    from drafter.writers.calendar import calendar_ics
    from drafter.writers.forms_docx import form_docx
    from drafter.writers.forms_xlsx import forms_xlsx

    languages = LANGUAGES_OF[edition]
    form, name = deadline_form(filling), _NAMES["deadlines"][languages[0]]
    sheet = forms_xlsx([form], languages, filling.calendar, years(filling), hours(filling))
    signed = filling.contract.situation.value("sign_date")
    before = folder / f"{name}.ics" if folder else None
    dates = calendar_ics(
        deadlines(filling),
        languages,
        project_name(filling, languages[0]),
        None if is_unknown(signed) else signed,
        before.read_bytes() if before and before.is_file() else b"",
    )
    document = form_docx(form, languages, filling.content, created(filling))
    return [(Path(f"{name}.xlsx"), sheet), (Path(f"{name}.docx"), document), (Path(f"{name}.ics"), dates)], []
