"""The complete set of a project in one folder: contract, proposal, budget, forms by phase, deadlines, calendar, and a page that lists it all.

Each item is made on its own and remembered with a digest of all it was made from; run again, only what is missing or changed is made.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from drafter import __version__
from drafter.content import Content
from drafter.drafting import LANGUAGES_OF
from drafter.errors import DrafterError, Finding, error
from drafter.files import write_whole
from drafter.forms.selection import project
from drafter.language import Edition
from drafter.overwriting import replace_whole
from drafter.packs.contents import pack_items
from drafter.packs.index import index_page
from drafter.packs.items import Files, Item, Made
from drafter.packs.making import Maker, Result, Run, attempt, by_item, here, tasks_of
from drafter.packs.paper import pdf_item
from drafter.progress import ProgressCallback
from drafter.questionnaire.answers import AnswerSet, answers_data

STATE = ".pack.json"
INDEX = "index.html"


def make_pack(
    content: Content, answers: AnswerSet, folder: Path, edition: Edition, tell: ProgressCallback, run: Run = here, *, pdf: bool = False, force: bool = False
) -> tuple[list[Made], list[Finding]]:  # fmt: skip
    """Make the pack, and return what became of each item, and which files somebody had changed. Raises FileError when the folder cannot be written, ContentError.

    `pdf` adds a PDF beside every Word file. `run` says where the items are made, and in which order they get finished; what stands in the folder in the end is the same.
    A file that somebody changed is kept beside the one that is made in its place, unless `force` lets it go.
    """
    filling = project(content, answers, edition)
    items = list(pack_items(answers, filling, edition, folder))
    maker = Maker(content, answers, edition, folder, _source(content, answers, edition))
    maker.knows(items)
    state = _read_state(folder)
    digests = {item.key: sha256(f"{maker.source}|{item.key}".encode()).hexdigest()[:24] for item in items}
    done = {item.key: Made(item, "unchanged", list(state[item.key]["files"])) for item in items if _stands(item, folder, digests, state)}
    tell("start", {"documents": len(items) + pdf})
    for made in done.values():
        tell("unchanged", {"item": made.item.key, "files": made.files})
    waiting = [item for item in items if item.key not in done]
    for item, result in by_item(waiting, run(maker, tasks_of(waiting))):
        made = done[item.key] = _written(item, result, folder, digests[item.key], state, force)
        tell(made.status, {"item": item.key, "files": made.files})
        _remember(state, folder)
    in_order = [done[item.key] for item in items]
    if pdf:
        in_order.append(_on_paper(folder, state, edition, force))
        tell(in_order[-1].status, {"item": in_order[-1].item.key, "files": in_order[-1].files})
        _remember(state, folder)
    index: Files = [(Path(INDEX), index_page(in_order, filling, LANGUAGES_OF[edition][0]).encode("utf-8"))]
    names, kept = _put(index, folder, state.get(INDEX, {}).get("files", {}), force)
    state[INDEX] = {"digest": "", "files": names}
    _remember(state, folder)
    return in_order, [*(f for made in in_order for f in made.findings if f.code == "kept"), *kept]


def _on_paper(folder: Path, state: dict[str, Any], edition: Edition, force: bool) -> Made:
    item, digest = pdf_item(folder, state, edition)
    if _stands(item, folder, {item.key: digest}, state):
        return Made(item, "unchanged", list(state[item.key]["files"]))
    return _written(item, attempt(item), folder, digest, state, force)


def _remember(state: Mapping[str, Any], folder: Path) -> None:
    write_whole(folder / STATE, json.dumps(state, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8"))


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
    files[INDEX] = index_page(done, filling, LANGUAGES_OF[edition][0]).encode("utf-8")
    return files, [finding for made in done for finding in made.findings]


def _stands(item: Item, folder: Path, digests: Mapping[str, str], state: Mapping[str, Any]) -> bool:
    """Say whether an item was made of the same before and all its files are there."""
    known = state.get(item.key, {"files": {}})
    return known.get("digest") == digests[item.key] and known["files"] and all((folder / name).is_file() for name in known["files"])


def _written(item: Item, result: Result, folder: Path, digest: str, state: dict[str, Any], force: bool) -> Made:
    """Write the files of an item, and remember them with what they were made from."""
    known = state.get(item.key, {"files": {}})
    if isinstance(result, Exception):
        state[item.key] = {"digest": "", "files": known["files"]}
        return Made(item, "failed", findings=_findings_of(result))
    files, findings = result
    names, kept = _put(files, folder, known["files"], force)
    wrong = any(f.severity == "error" for f in findings)
    state[item.key] = {"digest": "" if wrong else digest, "files": names}
    return Made(item, "made", list(names), [*findings, *kept])


def _put(files: Files, folder: Path, known: Mapping[str, str], force: bool) -> tuple[dict[str, str], list[Finding]]:
    """Write files into the pack; return the SHA-256 of each by its name, and which earlier ones somebody had changed. `known`: those written last."""
    kept = [replace_whole(folder / name, data, force, known.get(name.as_posix(), "")) for name, data in files]
    return {name.as_posix(): sha256(data).hexdigest() for name, data in files}, [finding for finding in kept if finding is not None]


def _findings_of(problem: Exception) -> list[Finding]:
    if isinstance(problem, DrafterError):
        return list(problem.findings)
    what = f"{type(problem).__name__}: {problem}"[:300]
    return [error("internal", f"内部错误：{what}", f"internal error: {what}")]


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
