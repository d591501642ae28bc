"""What changed beside the text of two Word files and changes what is printed or said: Word can track none of it, so it is named."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape

from drafter.errors import Finding, Place, warning
from drafter.language import Words
from drafter.ooxml.active import field_codes
from drafter.ooxml.bound import Control, controls
from drafter.ooxml.names import Element, T, W, is_on, local_name, value_of
from drafter.ooxml.package import Package
from drafter.ooxml.text import squeezed

_SWITCHES = {
    "evenAndOddHeaders": Words("奇偶页不同的页眉页脚", "different headers on odd and even pages"),
    "mirrorMargins": Words("对称页边距", "mirrored margins"),
    "gutterAtTop": Words("装订线在上", "the gutter at the top"),
    "bookFoldPrinting": Words("书籍折页", "printing as a book fold"),
    "bookFoldRevPrinting": Words("反向书籍折页", "printing as a reverse book fold"),
    "printTwoOnOne": Words("拼页", "two pages on a sheet"),
}
_NOTES = {
    "footnotePr": (Words("脚注的编号格式或者位置", "how footnotes are numbered or where they stand"), "decimal", "pageBottom"),
    "endnotePr": (Words("尾注的编号格式或者位置", "how endnotes are numbered or where they stand"), "lowerRoman", "docEnd"),
}
_BUILT_IN = {"title": "title", "subject": "subject", "author": "creator", "keywords": "keywords", "comments": "description"}
_FIELD = re.compile(r'\s*(?:(?:DOCPROPERTY|DOCVARIABLE)\s+(?:"([^"]+)"|(\S+))|(TITLE|SUBJECT|AUTHOR|KEYWORDS|COMMENTS)\b)', re.IGNORECASE)
_PARA_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_UNTRACKED = Words("Word 无法以修订标注", "which Word cannot track")
_REMEDY = ("接受后以修订稿为准，请另行核对", "what the revised file has holds; check it apart")


def beside_text(old: Package, new: Package) -> tuple[Finding, ...]:
    """Return a warning for each kind of thing that changed beside the text, and for bound words that a file does not show as Word will."""
    told = (*_settings(old, new), *_properties(old, new), *_kept(old, new), *_comments(old, new))
    changed = [warning("beside-text", f"{w.zh}，{_UNTRACKED.zh}", f"{w.en}, {_UNTRACKED.en}", _REMEDY, Place(new.file)) for w in told]
    return (*changed, *_stores(old), *_stores(new))


def _changed(name: Words, before: object, after: object) -> Words:
    return Words(f"{name.zh}有变化（{before or '无'} → {after or '无'}）", f"{name.en} changed ({before or 'none'} → {after or 'none'})")


# settings


def _settings(old: Package, new: Package) -> Iterator[Words]:
    before, after = old.root_of_kind("settings"), new.root_of_kind("settings")
    for tag, name in _SWITCHES.items():
        was, now = (is_on(root.find(W + tag)) if root is not None else False for root in (before, after))
        if was != now:
            on, off = Words("启用", "turned on"), Words("关闭", "turned off")
            yield Words(f"{name.zh}已{(on if now else off).zh}", f"{name.en} was {(on if now else off).en}")
    for tag, (name, numbers, place) in _NOTES.items():
        was, now = (_notes(root, tag, numbers, place) for root in (before, after))  # type: ignore[assignment]
        if was != now:
            yield _changed(name, was, now)


def _notes(settings: Element | None, tag: str, numbers: str, place: str) -> str:
    """Return how notes are numbered and where they stand, with what holds where nothing is said."""
    said = settings.find(W + tag) if settings is not None else None
    defaults = {"pos": place, "numFmt": numbers, "numStart": "1", "numRestart": "continuous"}
    return " ".join(value_of(said, W + name) or standard for name, standard in defaults.items())


# properties that fields show


def _properties(old: Package, new: Package) -> Iterator[Words]:
    shown = _shown(old) | _shown(new)
    if not shown:
        return
    before, after = _values(old), _values(new)
    for name in sorted(shown):
        if before.get(name, "") != after.get(name, ""):
            yield _changed(
                Words(f"域所显示的文档属性“{name}”", f"the property “{name}”, which a field shows,"), before.get(name), after.get(name)
            )


def _shown(package: Package) -> set[str]:
    """Return the names of properties that fields show, in small letters."""
    codes = (unescape(code) for part in package.stories() for code in field_codes(package[part]).decode("utf-8", "replace").split("\0"))
    return {next(name for name in match.groups() if name).lower() for code in codes if (match := _FIELD.match(code))}


def _values(package: Package) -> dict[str, str]:
    """Return the properties and variables of a file by name, in small letters."""
    found: dict[str, str] = {}
    for part in ("docProps/app.xml", "docProps/core.xml", "docProps/custom.xml"):
        for one in package.root(part) if part in package.parts else ():
            found[(one.get("name") or local_name(one)).lower()] = "".join(map(str, one.itertext()))
    settings = package.root_of_kind("settings")
    for variable in settings.iter(W + "docVar") if settings is not None else ():
        found[variable.get(W + "name", "").lower()] = variable.get(W + "val", "")
    return found | {name: found.get(kept.lower(), "") for name, kept in _BUILT_IN.items()}


# content controls


def _kept(old: Package, new: Package) -> Iterator[Words]:
    """Yield the dates and ticks of controls that changed where their words did not."""
    before: dict[str, list[Control]] = defaultdict(list)
    after: dict[str, list[Control]] = defaultdict(list)
    for found, package in ((before, old), (after, new)):
        for control in controls(package):
            found[control.name].append(control)
    for name in before.keys() & after.keys():
        for was, now in zip(before[name], after[name], strict=False):
            if was.kept != now.kept and was.words == now.words:
                yield _changed(Words(f"内容控件“{name}”所记的值", f"what the content control “{name}” keeps"), was.kept, now.kept)


def _stores(package: Package) -> Iterator[Finding]:
    for control in controls(package):
        if control.stored is not None and squeezed(control.stored) != squeezed(control.words):
            yield warning(
                "bound-store",
                f"内容控件“{control.name}”在正文中是“{control.words}”，所绑定的数据是“{control.stored}”：Word 打开后显示后者",
                f"the content control “{control.name}” says “{control.words}”, the data it is bound to “{control.stored}”, which is what Word shows",
                ("用 Word 打开并另存后再比对", "open and save it in Word, then compare"),
                Place(package.file),
            )


# comments


def _comments(old: Package, new: Package) -> Iterator[Words]:
    before, after = _said(old), _said(new)
    changed = [key for key in before.keys() & after.keys() if before[key] != after[key]]
    if changed:
        names = sorted({author for author, _, _ in changed})
        zh, en = "、".join(names), ", ".join(names)
        yield Words(f"{len(changed)} 条批注的文字或者状态有变化（{zh}）", f"the words or state of {len(changed)} comments changed ({en})")


def _said(package: Package) -> dict[tuple[str, str, str], tuple[str, str]]:
    """Return the words of every comment and whether it is resolved, by author, date and id."""
    root, states = package.root_of_kind("comments"), package.root_of_kind("commentsExtended")
    done = {e.get(_W15 + "paraId", ""): e.get(_W15 + "done", "0") for e in (states if states is not None else ())}
    found: dict[tuple[str, str, str], tuple[str, str]] = {}
    for comment in root if root is not None else ():
        lines = list(comment.iter(W + "p"))
        last = lines[-1].get(_PARA_ID, "") if lines else ""
        words = "\n".join("".join(t.text or "" for t in line.iter(T)) for line in lines)
        found[comment.get(W + "author", ""), comment.get(W + "date", ""), comment.get(W + "id", "")] = words, done.get(last, "0")
    return found
