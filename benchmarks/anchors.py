"""Which ways of marking a provision in a Word file survive other programs: each program opens a file with every kind of mark and saves it.

    python -m benchmarks.anchors [--node FOLDER] [--keep FOLDER]

`--node` names a folder in which the npm packages docx, docxmlater and docx4js are installed; programs that are missing are left out and named.
Prints a Markdown table: for each mark what is left (`whole`, `lost`, or what became of it), and how often the words stand in the file.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = f"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>
{"".join(f'<Override PartName="{part}" ContentType="application/vnd.openxmlformats-officedocument.{kind}+xml"/>' for part, kind in [
    ("/word/document.xml", "wordprocessingml.document.main"), ("/word/styles.xml", "wordprocessingml.styles"),
    ("/word/settings.xml", "wordprocessingml.settings"), ("/docProps/custom.xml", "custom-properties"),
    ("/customXml/itemProps1.xml", "customXmlProperties"),
])}</Types>"""  # fmt: skip
_PACKAGE = f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="{_REL}/custom-properties" Target="docProps/custom.xml"/></Relationships>"""
_DOCUMENT_RELS = f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{_REL}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="{_REL}/settings" Target="settings.xml"/>
<Relationship Id="rId3" Type="{_REL}/customXml" Target="../customXml/item1.xml"/></Relationships>"""
_ITEM_RELS = f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{_REL}/customXmlProps" Target="itemProps1.xml"/></Relationships>"""
_STYLES = f"""<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="MarkStyle"><w:name w:val="Mark Style"/><w:basedOn w:val="Normal"/></w:style></w:styles>"""
_SETTINGS = f'<w:settings xmlns:w="{W}"><w:docVars><w:docVar w:name="mark" w:val="mark-docvar"/></w:docVars></w:settings>'
_CUSTOM = """<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
 xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2"
 name="mark"><vt:lpwstr>mark-property</vt:lpwstr></property></Properties>"""
_ITEM = '<mark xmlns="urn:example:mark">mark-store</mark>'
_ITEM_PROPS = """<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"
 ds:itemID="{6F2D4B1A-93C5-4C0E-8B7A-0C5E1D2F3A4B}"><ds:schemaRefs><ds:schemaRef ds:uri="urn:example:mark"/></ds:schemaRefs></ds:datastoreItem>"""


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _paragraph(text: str, before: str = "", after: str = "", properties: str = "", attributes: str = "") -> str:
    return f"<w:p{attributes}>{properties}{before}{_run(text)}{after}</w:p>"


def _control(tag: str, number: int, content: str) -> str:
    return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/><w:id w:val="{number}"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def _bookmark(name: str, number: int) -> tuple[str, str]:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>', f'<w:bookmarkEnd w:id="{number}"/>'


def _field(code: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return mark("begin") + f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>' + mark("separate") + result + mark("end")


def _body() -> Iterator[str]:
    yield _control("mark-block", 101, _paragraph("Block one") + _paragraph("Block two"))
    yield _paragraph("Between blocks")
    yield _control("mark-empty-first", 102, "<w:p/>" + _paragraph("Empty first one") + _paragraph("Empty first two"))
    yield "<w:p>" + _control("mark-inline", 103, _run("Inline heading")) + "</w:p>"
    yield _paragraph("Heading with bookmark", *_bookmark("mark_bookmark", 1))
    start, end = _bookmark("mark_long_bookmark", 2)
    yield _paragraph("Long bookmark one", before=start) + _paragraph("Long bookmark two", after=end)
    yield _paragraph("Point bookmark", before="".join(_bookmark("mark_point_bookmark", 3)))
    yield f"<w:p>{_field('ADDIN mark-addin', _run('Addin field'))}</w:p>"
    yield f"<w:p>{_field('DOCVARIABLE mark-docvariable', _run('Variable field'))}</w:p>"
    yield _paragraph("Hidden mark", before="<w:r><w:rPr><w:vanish/></w:rPr><w:t>mark-hidden</w:t></w:r>")
    yield _paragraph("Styled paragraph", properties='<w:pPr><w:pStyle w:val="MarkStyle"/></w:pPr>')
    yield _paragraph("Paragraph id", attributes=' w14:paraId="1A2B3C4D"')


WORDS = [
    "Block one", "Block two", "Between blocks", "Empty first one", "Empty first two", "Inline heading", "Heading with bookmark",
    "Long bookmark one", "Long bookmark two", "Point bookmark", "Addin field", "Variable field", "Hidden mark", "Styled paragraph", "Paragraph id",
]  # fmt: skip


def write_marked(path: Path) -> None:
    """Write a valid Word file that carries every kind of mark."""
    document = (
        f'<w:document xmlns:w="{W}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14">'
        f'<w:body>{"".join(_body())}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>'
    )
    parts = {
        "[Content_Types].xml": _TYPES, "_rels/.rels": _PACKAGE, "word/document.xml": document, "word/_rels/document.xml.rels": _DOCUMENT_RELS,
        "word/styles.xml": _STYLES, "word/settings.xml": _SETTINGS, "docProps/custom.xml": _CUSTOM, "customXml/item1.xml": _ITEM,
        "customXml/itemProps1.xml": _ITEM_PROPS, "customXml/_rels/item1.xml.rels": _ITEM_RELS,
    }  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def _plain(xml: str) -> str:
    return re.sub(r"<[^>]+>", "", xml)


def _range(document: str, name: str) -> str:
    """Return the words between the start and the end of a bookmark, or that it is lost."""
    start = re.search(rf'<w:bookmarkStart\b[^>]*w:name="{name}"[^>]*/>', document)
    if start is None:
        return "lost"
    number = re.search(r'w:id="(\d+)"', start[0])
    end = re.search(rf'<w:bookmarkEnd\b[^>]*w:id="{number[1]}"[^>]*/>', document[start.end() :]) if number else None
    return _plain(document[start.end() : start.end() + end.start()]) if end else "no end"


def _told(found: str, expected: str) -> str:
    return "whole" if found == expected else found or "kept, around nothing"


def _control_state(document: str, tag: str, words: list[str]) -> str:
    if f'"{tag}"' not in document:
        repeated = max(document.count(f">{w}<") for w in words)
        return "lost" if repeated <= 1 else f"lost, words {repeated} times"
    match = re.search(rf'<w:tag w:val="{tag}"/>.*?<w:sdtContent>(.*?)</w:sdtContent>', document, re.DOTALL)
    inside = _plain(match[1]) if match else ""
    return _told(inside, "".join(words))


def survey(path: Path) -> dict[str, str]:
    """Return what became of each mark in a file, by mark."""
    with zipfile.ZipFile(path) as archive:
        parts = {n: archive.read(n).decode("utf-8", "replace") for n in archive.namelist() if n.endswith((".xml", ".rels"))}
    document, everything = parts.get("word/document.xml", ""), "".join(parts.values())
    return {
        "block control": _control_state(document, "mark-block", ["Block one", "Block two"]),
        "block control, first paragraph empty": _control_state(document, "mark-empty-first", ["Empty first one", "Empty first two"]),
        "control in a line": _control_state(document, "mark-inline", ["Inline heading"]),
        "bookmark in a paragraph": _told(_range(document, "mark_bookmark"), "Heading with bookmark"),
        "bookmark over two paragraphs": _told(_range(document, "mark_long_bookmark"), "Long bookmark oneLong bookmark two"),
        "bookmark around nothing": "whole" if "mark_point_bookmark" in document else "lost",
        "ADDIN field": "whole" if "mark-addin" in document else "lost",
        "DOCVARIABLE field": "whole" if "mark-docvariable" in document else "lost",
        "hidden text": "whole" if "mark-hidden" in document and "w:vanish" in document else "lost",
        "paragraph style": "whole" if "Mark Style" in everything else "lost",
        "w14:paraId": "whole" if "1A2B3C4D" in document else "lost",
        "custom XML part": "whole" if "mark-store" in everything else "lost",
        "custom property": "whole" if "mark-property" in everything else "lost",
        "document variable": "whole" if "mark-docvar" in parts.get("word/settings.xml", "") else "lost",
        "words that stand more than once": ", ".join(f"{w} x{n}" for w in WORDS if (n := document.count(f">{w}<")) > 1) or "none",
        "words that are gone": ", ".join(w for w in WORDS if w not in _plain(document)) or "none",
    }


def _libreoffice(*steps: str) -> Callable[[Path, Path], None]:
    def convert(source: Path, target: Path) -> None:
        current = source
        with tempfile.TemporaryDirectory() as folder:
            for number, ending in enumerate(steps):
                out = Path(folder) / str(number)
                command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", ending]
                subprocess.run([*command, "--outdir", str(out), str(current)], check=True, capture_output=True, timeout=180)
                current = next(out.iterdir())
            shutil.copy(current, target)

    return convert


def _python_docx(source: Path, target: Path) -> None:
    import docx

    docx.Document(str(source)).save(str(target))


def _pandoc(source: Path, target: Path) -> None:
    import pypandoc

    pypandoc.convert_file(str(source), "docx", outputfile=str(target))


def _aspose_foss(source: Path, target: Path) -> None:
    import aspose.words_foss as words  # type: ignore[import-not-found]

    words.Document(str(source)).save(str(target), words.SaveFormat.DOCX)


_NODE = {
    "docx": "const d=require('docx');d.patchDocument({outputType:'nodebuffer',data:fs.readFileSync(a),patches:{}}).then(b=>fs.writeFileSync(z,b))",
    "docxmlater": "const {Document}=require('docxmlater');Document.load(a).then(d=>d.save(z))",
    "docx4js": "require('docx4js').default.load(a).then(d=>d.save(z))",
}


def _node(package: str, folder: Path) -> Callable[[Path, Path], None]:
    def convert(source: Path, target: Path) -> None:
        script = f"const fs=require('fs');const [a,z]=process.argv.slice(1);{_NODE[package]}"
        done = subprocess.run(["node", "-e", script, str(source), str(target)], cwd=folder, capture_output=True, text=True, check=False)
        if not target.exists():
            raise RuntimeError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "no file came out")

    return convert


def _text_and_styles(source: Path, target: Path) -> None:
    """Leave what an editor keeps that knows paragraphs, styles and words only."""
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w") as out:
        document = archive.read("word/document.xml").decode()
        kept = re.sub(r"</?w:(?:sdt|sdtContent|bookmarkStart|bookmarkEnd)\b[^>]*>|<w:sdtPr>.*?</w:sdtPr>", "", document)
        kept = re.sub(r"<w:r>(?:(?!</w:r>).)*?(?:instrText|fldChar|vanish).*?</w:r>", "", kept).replace(' w14:paraId="1A2B3C4D"', "")
        dropped = {"customXml/item1.xml", "customXml/itemProps1.xml", "customXml/_rels/item1.xml.rels", "docProps/custom.xml"}
        for name in archive.namelist():
            if name not in dropped | {"word/document.xml", "word/settings.xml"}:
                out.writestr(name, archive.read(name))
        out.writestr("word/document.xml", kept)
        out.writestr("word/settings.xml", f'<w:settings xmlns:w="{W}"/>')


def programs(node: Path | None) -> Iterator[tuple[str, Callable[[Path, Path], None] | None]]:
    """Yield the programs by name and version; None where one is not installed."""
    office = shutil.which("soffice")
    name = subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True).stdout.split()[1] if office else "-"
    for ways in (["docx"], ["odt", "docx"], ["doc", "docx"], ["rtf", "docx"]):
        yield f"LibreOffice {name}, {' and '.join(ways)}", _libreoffice(*ways) if office else None
    for package, convert in (("python-docx", _python_docx), ("pypandoc_binary", _pandoc), ("aspose-words-foss", _aspose_foss)):
        try:
            yield f"{package} {version(package)}", convert
        except PackageNotFoundError:
            yield package, None
    for package in _NODE:
        manifest = node / "node_modules" / package / "package.json" if node else None
        if node and manifest and manifest.exists():
            found = re.search(r'"version":\s*"([^"]+)"', manifest.read_text(encoding="utf-8"))
            yield f"{package} {found[1] if found else ''} (npm)", _node(package, node)
        else:
            yield f"{package} (npm)", None
    yield "only words and styles kept", _text_and_styles


def main() -> None:
    """Run every program there is and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--node", type=Path)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        source = folder / "marked.docx"
        write_marked(source)
        columns: dict[str, dict[str, str]] = {"as written": survey(source)}
        for number, (name, convert) in enumerate(programs(options.node)):
            if convert is None:
                print(f"not installed: {name}", file=sys.stderr)
                continue
            target = folder / f"{number}.docx"
            try:
                convert(source, target)
                columns[name] = survey(target)
            except Exception as problem:  # a program that fails is a line of the table
                columns[name] = {"words that are gone": f"fails: {str(problem)[:80]}"}
        print("| program | " + " | ".join(columns["as written"]) + " |\n|---" * 1 + "|---" * len(columns["as written"]) + "|")
        for name, row in columns.items():
            print(f"| {name} | " + " | ".join(row.get(mark, "-") for mark in columns["as written"]) + " |")


if __name__ == "__main__":
    main()
