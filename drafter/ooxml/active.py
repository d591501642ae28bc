"""What in a Word file does more than show text: macros, controls, templates and pictures from outside, fields that fetch or run.

Nothing of it is ever run or fetched here; it is reported, and macros are taken out on request.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html import unescape

from drafter.errors import FileError, Finding, Place, error, warning
from drafter.ooxml.package import TYPES, Package, part_of_relations
from drafter.patterns import regex

_MACRO_PARTS = regex(r"(?i)(?:.*/)?(?:vbaProject[^/]*\.bin|vbaData\.xml)$")
_BESIDE = regex(r"(?i)word/customizations\.xml$|word/attachedToolbars\.bin$|userCustomization/|customUI/")  # keys and buttons for macros
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_WITHOUT = {  # content types that allow macros, and the same without
    "application/vnd.ms-word.document.macroEnabled.main+xml": f"{_WORD}document.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": f"{_WORD}template.main+xml",
}
_CODE = regex(  # where a field begins, a piece of the code of one, the code of a simple one
    rb"""(fldCharType\s*=\s*["']begin)|<(?:\w+:)?(?:instrText|delInstrText)\b[^<>]*>([^<]*)<|\binstr\s*=\s*["']([^"'<]*)["']"""
)
_FETCHES = (b"DDE", b"INCLUDETEXT", b"INCLUDEPICTURE", b"DATABASE", b"MACROBUTTON", b"IMPORT", b"LINK")
_FETCH = regex(r"\0\s*(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|DATABASE|MACROBUTTON|IMPORT|LINK)\b", re.IGNORECASE)
_SHOWN = 120  # characters of where a relationship leads
_OUTSIDE = {
    "attachedTemplate": ("文件外的模板", "a template outside the file"),
    "image": ("文件外的图片", "a picture outside the file"),
    "oleObject": ("文件外的对象", "an object outside the file"),
    "frame": ("文件外的框架", "a frame outside the file"),
    "subDocument": ("文件外的子文档", "a subdocument outside the file"),
    "aFChunk": ("文件外的并入内容", "content outside the file that is merged in"),
    "mailMergeSource": ("邮件合并的数据源", "a source for mail merge"),
    "mailMergeHeaderSource": ("邮件合并的数据源", "a source for mail merge"),
}
_INSIDE = (
    (re.compile(r"(?i)word/activeX/[^/]+\.xml$"), "active-control", "ActiveX 控件", "an ActiveX control"),
    (re.compile(r"(?i)word/embeddings/[^/]+$"), "active-object", "嵌入的对象或文件", "an embedded object or file"),
    (re.compile(r"(?i)(?:.*/)?[^/]+\.(?:exe|dll|com|scr|bat|cmd|ps1|vbs|js|jar|lnk|hta|msi)$"), "active-program", "程序文件", "a program"),
)  # fmt: skip


def active_content(package: Package) -> tuple[Finding, ...]:
    """Return a warning for all that a file would run, fetch or merge in when it is opened, and for programs in it."""
    macros = (warning("active-macros", "含有宏", "has macros", ("不需要时去掉", "drop them if you need none"), Place(package.file)),)
    found = (*(macros if has_macros(package) else ()), *_inside(package), *_relations(package), *_fields(package))
    return tuple(dict.fromkeys(found))


def has_macros(package: Package) -> bool:
    """Say whether a file has macros, or says that it may have."""
    types = package[TYPES] if TYPES in package.parts else b""
    return any(map(_MACRO_PARTS.match, package.parts)) or any(kind.encode() in types for kind in _WITHOUT)


def without_macros(package: Package) -> Package:
    """Return a file without its macros, and without the keys and buttons that call them; all else keeps its bytes."""
    if not has_macros(package):
        return package
    kept = package.without({part for part in package.parts if _MACRO_PARTS.match(part) or _BESIDE.match(part)})
    for entry in kept.edit(TYPES):
        if (kind := entry.get("ContentType", "")) in _WITHOUT:
            entry.set("ContentType", _WITHOUT[kind])
    return kept


def check_ending(package: Package, name: str) -> None:
    """Check that a file with macros is not written under an ending that Word opens only without. Raises FileError."""
    ending = posixpath.splitext(name.lower())[1]
    if ending in (".docx", ".dotx") and has_macros(package):
        remedy = ("去掉宏，或存为 .docm", "drop the macros, or write to a .docm")
        raise FileError(
            error("macros", f"文件含有宏，不能存为 {ending}", f"the file has macros and cannot be a {ending}", remedy, Place(name))
        )


def field_codes(content: bytes) -> bytes:
    """Return the codes of the fields of a part, each after a NUL, without parsing it: a code may be cut into pieces anywhere."""
    return b"".join(b"\0" if begin else b"\0" + simple if simple else piece for begin, piece, simple in _CODE.findall(content))


def _inside(package: Package) -> Iterator[Finding]:
    for part in sorted(package.parts):
        for pattern, code, zh, en in _INSIDE:
            if pattern.match(part):
                yield warning(code, f"含有{zh}", f"has {en}", place=Place(package.file, path=part))


def _relations(package: Package) -> Iterator[Finding]:
    for name in sorted(p for p in package.parts if p.endswith(".rels")):
        for _, relation in package.every_relation(part_of_relations(name)):
            if relation.external and relation.kind != "hyperlink":
                zh, en = _OUTSIDE.get(relation.kind, (f"文件外的内容（{relation.kind}）", f"something outside the file ({relation.kind})"))
                target = relation.target[:_SHOWN]
                yield warning("active-outside", f"引用{zh}：{target}", f"refers to {en}: {target}", place=Place(package.file, path=name))
            elif relation.kind == "aFChunk":
                zh, en = "含有打开时才并入、比对读不到的内容", "has content that is merged in on opening, and that no comparison reads"
                again = ("用 Word 另存一次", "save it again in Word")
                yield warning("active-chunk", zh, en, again, place=Place(package.file, path=relation.target))


def _fields(package: Package) -> Iterator[Finding]:
    """Yield the fields that run or fetch; the code of a field may be cut into pieces anywhere."""
    folder = package.main.rpartition("/")[0] + "/"
    for part in sorted(p for p in package.parts if p.startswith(folder) and p.endswith(".xml")):
        codes = field_codes(package[part])
        if any(word in codes.upper() for word in _FETCHES):
            for word in sorted({w.upper() for w in _FETCH.findall(unescape(codes.decode("utf-8", "replace")))}):
                zh, en = f"含有会运行或取用外部内容的域：{word}", f"has a field that runs or fetches: {word}"
                yield warning("active-field", zh, en, place=Place(package.file, path=part))
