"""A folder of content of one's own, laid over the shipped library: what both define is as the own folder says, all else of both stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from drafter.errors import Finding, Place, error
from drafter.library.library import Library, terms_of
from drafter.library.schema import ELEMENTS, NO_ELEMENTS, Questionnaire, Section, Term
from drafter.library.shelf import Over

OWN = "clause_library/"  # how the files of an own folder are named: as they stand in it; shipped ones are named without
_ALSO_READ = frozenset({"holidays"})  # folders whose files other readers take, each under any name
_LITTER = (".", "~", "Thumbs.db", "desktop.ini")  # what file managers and editors leave behind


def elements_in(folder: Path) -> tuple[str, ...]:
    """Return the elements of a library: the shipped ones in their order, then every other folder that is there."""
    found = {path.name for path in folder.iterdir() if path.is_dir()} if folder.is_dir() else set()
    others = sorted(name for name in found - NO_ELEMENTS - set(ELEMENTS) if not name.startswith(_LITTER))
    return tuple(e for e in ELEMENTS if e in found) + tuple(others)


def laid_over(below: Library, own: Library) -> Library:
    """Return one library of two."""
    merged = replace(
        below,
        clauses={**below.clauses, **own.clauses},
        passages={**below.passages, **own.passages},
        questions=Over(own.questions, below.questions),
        questionnaire=_questionnaire(below.questionnaire, own.questionnaire),
        terms=_terms(below, own),
        rules=Over(own.rules, below.rules),
        instruments=Over(own.instruments, below.instruments),
        articles=Over(own.articles, below.articles),
        dates={**below.dates, **own.dates},
        parameters=Over(own.parameters, below.parameters),
        roles={**below.roles, **own.roles},
        catalogue=below.catalogue.with_own(own.catalogue),
        elements=tuple(dict.fromkeys([*below.elements, *own.elements])),
        homes=Over(own.homes, below.homes),
        sources=Over(own.sources, below.sources),
        findings=(*below.findings, *own.findings),
        own_folder=own.folder,
    )
    _worked_out(merged, below, own)
    return merged


def _worked_out(merged: Library, below: Library, own: Library) -> None:
    """Put into the library what follows from its texts, as far as it is known of the two: no text is parsed again."""
    from hashlib import sha256

    known = vars(merged)  # where cached properties keep their values
    known["version"] = sha256(f"{below.version}\x00{own.version}".encode()).hexdigest()[:12]
    if not own.terms:
        known["clause_terms"] = {**below.clause_terms, **terms_of(own.clauses.values(), merged.terms)}


def _questionnaire(below: Questionnaire, own: Questionnaire) -> Questionnaire:
    """Return the sections of both: to one of the same id the own questions are added, in their order; a question named anew moves."""
    moved = {name for section in own.sections for name in section.questions}
    mine = {section.id: section for section in own.sections}
    sections = [_joined(section, moved, mine.pop(section.id, None)) for section in below.sections]
    return Questionnaire(
        sections=[*sections, *mine.values()],
        minimal=list(dict.fromkeys([*below.minimal, *own.minimal])),
        tables=list(dict.fromkeys([*below.tables, *own.tables])),
    )


def _joined(section: Section, moved: set[str], own: Section | None) -> Section:
    kept = [name for name in section.questions if name not in moved]
    if own is None:
        return Section(id=section.id, title=section.title, questions=kept, topics=section.topics)
    return Section(id=section.id, title=own.title, questions=[*kept, *own.questions], topics=[*section.topics, *own.topics])


def _terms(below: Library, own: Library) -> tuple[Term, ...]:
    mine = {term.zh: term for term in own.terms}
    return (*(mine.pop(term.zh, term) for term in below.terms), *mine.values())


def files_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield every file below a folder with its name there, in order, but what file managers and editors leave behind."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and not path.name.startswith(_LITTER):
            yield path.relative_to(folder).as_posix(), path


def unread(folder: Path, read: Iterable[str], below: Path) -> Iterator[Finding]:
    """Yield an error for every file of an own folder that nothing reads: it would be missing, and nobody would miss it."""
    taken = {name.removeprefix(OWN) for name in read}
    for name, _ in files_in(folder):
        if name not in taken and not _stands_for(name, below):
            remedy = (
                "条款写在 <要素>/<条款>.md，问题写在 <要素>/questions*.yaml，规则写在 rules/*.yaml；否则移出该文件夹",
                "clauses go into <element>/<clause>.md, questions into <element>/questions*.yaml, rules into rules/*.yaml; or take it out of the folder",
            )
            yield error(
                "unread",
                "没有读取该文件：名称或者位置不对",
                "this file is not read: its name or place is not one of content",
                remedy,
                Place(OWN + name),
            )


def _stands_for(name: str, below: Path) -> bool:
    """Return whether a file stands in the place of a shipped one, or is read whatever its name."""
    return (below / name).is_file() or name.partition("/")[0] in _ALSO_READ
