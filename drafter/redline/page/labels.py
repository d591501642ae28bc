"""What kinds of change and properties are called, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from drafter.language import Language, Words
from drafter.redline.revisions.change import CHANGE_KINDS, KIND_OF_MARK, Kind
from drafter.redline.revisions.listed import Revision

KINDS: dict[Kind, Words] = {kind: told.label for kind, told in CHANGE_KINDS.items()}
_MOVED_AND_CHANGED = Words("移动并修改", "moved and changed")
_PARTS = {"header": Words("页眉", "Header"), "footer": Words("页脚", "Footer"), "comments": Words("批注", "Comments")}
RISKS = {"high": Words("高", "high"), "medium": Words("中", "medium"), "low": Words("低", "low"), "none": Words("无", "none")}


def kind_of(revision: Revision) -> Words:
    """Return what a change is called by its kind; a move within which words were edited says so."""
    return _MOVED_AND_CHANGED if revision.edited else KINDS[revision.kind]


def sign_of(mark: str, language: Language) -> str:
    """Return what the page says in the place of a change that is not one of words, by the name of its mark."""
    told = CHANGE_KINDS[KIND_OF_MARK.get(mark, "table-format")]  # other marks stand elsewhere, save in files that break the schema
    return (told.on_page or told.label)[language]


def clause_name(revision: Revision, names: Mapping[str, str], language: Language) -> str:
    """Return what the clause of a change is called, or the part of the file that it stands in; nothing before the first clause."""
    if revision.clause:
        return names.get(revision.clause, revision.clause.partition("\t")[0])
    part = revision.part.removeprefix("word/").rstrip("0123456789.xml")
    return _PARTS[part][language] if part in _PARTS else ""
