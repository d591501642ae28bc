"""LibreOffice is called hardened: no fetch, no endless run, no file that is none; and it is said when it is missing."""

from __future__ import annotations

import tempfile
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from drafter.errors import FileError, MissingTool
from drafter.ooxml.archive import safe_open
from drafter.ooxml.container import pack
from drafter.writers.pdf.office import convert, office
from tests.tools import ROOT, need, refused

HOUSE = ROOT / "templates/contract/contract.docx"


def with_remote_image(port: int) -> bytes:
    """Return a Word file with a picture that stands on a server."""
    parts = safe_open(HOUSE)
    relation = (
        '<Relationship Id="rIdFar" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        f'Target="http://127.0.0.1:{port}/far.png" TargetMode="External"/></Relationships>'
    )
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(b"</Relationships>", relation.encode())
    picture = (
        '<w:p xmlns:v="urn:schemas-microsoft-com:vml" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:r><w:pict>'
        '<v:shape style="width:99pt;height:99pt"><v:imagedata r:id="rIdFar"/></v:shape></w:pict></w:r></w:p>'
    )
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b"<w:body>" + picture.encode(), 1)
    return pack(parts)


def test_nothing_is_fetched() -> None:
    need(office(), "LibreOffice")
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        assert convert(with_remote_image(server.server_port), "pdf").startswith(b"%PDF")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert not asked


def test_a_time_limit_ends_the_whole_group(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    need(office(), "LibreOffice")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with refused(FileError, "libreoffice"):
        convert(HOUSE.read_bytes(), "pdf", seconds=0)
    assert not [line for line in running() if str(tmp_path) in line]


def running() -> list[str]:
    """Return the command lines of all processes."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            found.append(path.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"))
    return found


@pytest.mark.parametrize("data", [b"", b"hello", b"{\\rtf1 hello}", b"<html><body>hello</body></html>"])
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    need(office(), "LibreOffice")
    with refused(FileError, "unsafe-file"):
        convert(data, "pdf")


def test_a_missing_program_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with refused(MissingTool, "libreoffice") as caught:
        convert(HOUSE.read_bytes(), "pdf")
    assert "libreoffice-writer" in caught.value.findings[0].remedy.en
