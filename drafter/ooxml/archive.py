"""The container coming in: a zip, checked before a byte is unpacked. What goes out is packed in container.py."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from drafter.causes import told
from drafter.errors import FileError, Place, error
from drafter.files import LARGEST, read_file
from drafter.patterns import regex

MOST_ENTRIES = 2_000
LARGEST_RATIO = 200  # an honest document.xml packs 10 to 30 times
SMALL = 1024 * 1024  # below this no ratio is suspicious
LARGEST_UNPACKED = 1024 * 1024 * 1024  # a contract of ours with 100,000 assets has some 700 MB, packed 47 times, with a tag every 13 bytes
HONEST_RATIO = 80  # of a whole that unpacks to more than LARGEST
FEWEST_BYTES = 8  # for each tag, where there are more than MANY_TAGS: what a tag takes in memory is not of the file's size
MANY_TAGS = 4_000_000
_FIRST = "[Content_Types].xml"
_MAIN, _RELATIONS = "word/document.xml", "_rels/.rels"
_XML = (".xml", ".rels", ".vml")
_DECLARED = regex(r"^<\?xml[^>]*\?>")
_UTF16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_AGAIN = ("用 Word 另存一次", "save it again in Word")
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)
_PACKING = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # all that the Open Packaging Conventions allow


def safe_open(path: Path) -> dict[str, bytes]:
    """Return the parts of a Word file by name. Raises FileError for anything that is not a sound one.

    Checked before a byte is unpacked: magic number, number of entries, names, sizes and ratios, encryption; and of XML parts
    that they are sound, not endless and declare no document type. Parts in UTF-16 come out in UTF-8, and the body as word/document.xml
    whatever the file calls it.
    """
    return safe_parts(read_file(path), str(path))


def safe_parts(data: bytes, name: str) -> dict[str, bytes]:
    """Return the parts of a Word file given as bytes. Raises FileError."""
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        _refuse(
            name,
            "是加密的或旧格式（.doc）文件",
            "is encrypted or in the old .doc format",
            ("另存为不加密的 .docx", "save it as .docx without a password"),
        )
    if len(data) > LARGEST:
        _refuse(name, f"超过{LARGEST >> 20}MB", f"is larger than {LARGEST >> 20} MB")
    if data[:4] != b"PK\x03\x04":
        _refuse(name, "不是 Word 文件（.docx）", "is not a Word file (.docx)", ("另存为 .docx", "save it as .docx"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_entries(archive, name, len(data))
            parts = {info.filename: _unpack(archive, info) for info in archive.infolist() if not info.is_dir()}
    except _DAMAGED:
        _refuse(name, "已损坏", "is damaged", ("重新取得该文件", "get the file again"))
    if _FIRST not in parts:
        _refuse(name, f"缺少 {_FIRST}", f"has no {_FIRST}")
    _check_texts(parts, name)
    return _at_home(parts, name)


def _check_texts(parts: dict[str, bytes], name: str) -> None:
    """Refuse XML that is not sound, and put what is in UTF-16 into UTF-8."""
    tags = size = 0
    for part in [p for p in parts if p.lower().endswith(_XML)]:
        parts[part] = _checked_xml(parts[part], part, name)
        tags, size = tags + parts[part].count(b"<"), size + len(parts[part])
        if tags > MANY_TAGS and tags * FEWEST_BYTES > size:
            _refuse(name, f"标记过密：{size}字节中有{tags}个", f"has more tags than any text needs: {tags} in {size} bytes")


def _utf8(content: bytes) -> bytes:
    """Return XML in UTF-8 when it is in UTF-16, the other encoding that the Open Packaging Conventions allow."""
    coding = _UTF16.get(content[:2])
    if coding is None:
        return content
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + _DECLARED.sub("", content.decode(coding)).encode("utf-8")


def _at_home(parts: dict[str, bytes], name: str) -> dict[str, bytes]:
    """Return the parts with the body under its usual name; Word on the web calls it word/document2.xml.

    Word shows what the relationship leads to. Two bodies are refused, for we might read one and the user be shown the other.
    """
    found = {t.removeprefix("/").removeprefix("./") for t in _mains(parts.get(_RELATIONS, b""))}
    main = next(iter(found), "")
    if main not in parts or not main.startswith("word/"):
        _refuse(name, "缺少 Word 正文", "has no Word document in it", ("另存为 .docx", "save it as .docx"))
    if main == _MAIN and len(found) == 1:
        return parts
    if len(found) > 1 or _MAIN in parts or "/" in main[5:]:
        _refuse(name, "有两份正文", "has two bodies", _AGAIN)
    names = {main: _MAIN, f"word/_rels/{main[5:]}.rels": f"word/_rels/{_MAIN[5:]}.rels"}
    parts = {names.get(part, part): content for part, content in parts.items()}
    for part in (_FIRST, _RELATIONS):
        parts[part] = parts[part].replace(main.encode("utf-8"), _MAIN.encode())
    return parts


def _mains(relations: bytes) -> list[str]:
    """Return where the relationships to a body lead; of sound XML, or of nothing."""
    found: list[str] = []

    def start(tag: str, said: dict[str, str]) -> None:
        if tag.endswith(" Relationship") and said.get("Type", "").endswith("/relationships/officeDocument"):
            found.append(said.get("Target", ""))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    if relations:
        parser.Parse(relations, True)
    return found


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return a part; never more of it than it says, for `ZipFile.read` unpacks all there is before it looks at the size."""
    with archive.open(info) as file:
        return file.read(info.file_size + 1)


def not_xml(problem: Exception, place: str) -> FileError:
    """Return the error of a part that a parser refuses."""
    what = str(getattr(problem, "msg", "") or problem).strip()
    why = told(problem)
    zh, en = f"内容不是合法的 XML：{why.zh}", f"not sound XML: {why.en}"
    if "depth" in what:
        zh, en = "内容嵌套过深", "nested too deeply"
    elif "huge" in what:
        zh, en = "含有过长的文字", "has a text that is too long"
    return FileError(error("xml", zh, en, _AGAIN, Place(place)))


def _checked_xml(content: bytes, part: str, name: str) -> bytes:
    """Return XML in UTF-8. Refuse what is broken or declares a document type, in whatever encoding; without one there are no entities."""

    def doctype(*_: object) -> None:
        _refuse(name, f"{part} 含有文档类型声明", f"{part} declares a document type or entities")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(content, True)
        return _utf8(content)
    except (expat.ExpatError, LookupError, ValueError) as problem:
        why = told(problem)
        _refuse(name, f"{part} 不是合法的 XML：{why.zh}", f"{part} is not sound XML: {why.en}", _AGAIN)


def _check_entries(archive: zipfile.ZipFile, name: str, packed: int) -> None:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        _refuse(name, f"包含{len(entries)}个部件，超过{MOST_ENTRIES}", f"has {len(entries)} parts, above {MOST_ENTRIES}")
    if len({e.filename.lower() for e in entries}) != len(entries):
        _refuse(name, "有重名部件", "has two parts of the same name")
    unpacked = sum(e.file_size for e in entries)
    most = LARGEST_UNPACKED if unpacked <= HONEST_RATIO * packed else LARGEST
    if unpacked > most:
        _refuse(name, f"解压后超过{most >> 20}MB", f"unpacks to more than {most >> 20} MB")
    for entry in entries:
        _check_entry(entry, name)


def _check_entry(entry: zipfile.ZipInfo, name: str) -> None:
    part = entry.filename
    if entry.flag_bits & 1:
        _refuse(name, "已加密", "is encrypted")
    if entry.compress_type not in _PACKING:
        _refuse(name, f"{part} 的压缩方式不允许", f"{part} is packed in an unlawful way")
    if not part or part.startswith("/") or ".." in part.split("/") or "\\" in part or "\x00" in part:
        _refuse(name, f"部件名不合法：{part!r}", f"a part has an unlawful name: {part!r}")
    if entry.file_size > SMALL and entry.file_size > LARGEST_RATIO * max(entry.compress_size, 1):
        _refuse(name, f"{part} 压缩比异常", f"{part} is packed beyond reason")


def _refuse(name: str, zh: str, en: str, remedy: tuple[str, str] = ("", "")) -> NoReturn:
    raise FileError(error("unsafe-file", zh, en, remedy, Place(name)))
