"""PDF through LibreOffice: one hardened call, its one home.

LibreOffice unhardened fetches remote images and embeds local files, takes anything for a document, and exits 0 when it fails. So: only
sound Word files, read as nothing else, a throwaway profile with macros and remote content off, proxies that lead nowhere, a time limit on
the whole process group, and a look whether a file came out.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from drafter.errors import DrafterError, FileError, MissingTool, error
from drafter.ooxml.archive import safe_parts

SECONDS = 240
_NOWHERE = "http://127.0.0.1:9"
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def office() -> str | None:
    """Return the LibreOffice program, if there is one."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(docx: bytes, target: str, seconds: int = SECONDS) -> bytes:
    """Return a Word file converted by LibreOffice to `target` (pdf, txt:Text, ...). Raises MissingTool, FileError."""
    made = convert_all([docx], target, seconds)[0]
    if isinstance(made, DrafterError):
        raise made
    return made


def convert_all(files: Sequence[bytes], target: str, seconds: int = SECONDS) -> list[bytes | DrafterError]:
    """Return Word files converted by one LibreOffice, in order, with the error instead of a file that failed. Raises MissingTool.

    A file that brings the program down is found by converting the rest alone: the others still come out.
    """
    program = _program()
    made: list[bytes | DrafterError | None] = [_refused(docx) for docx in files]
    while waiting := [number for number, result in enumerate(made) if result is None]:
        problem = _converted(program, files, waiting, target, seconds, made)
        first = next((number for number in waiting if made[number] is None), None)
        if first is not None:  # it stopped here
            made[first] = problem or FileError(error("libreoffice", "LibreOffice 没有生成文件", "LibreOffice produced no file"))
    return [result for result in made if result is not None]


def _program() -> str:
    program = office()
    if program is None:
        remedy = ("安装 libreoffice-writer，或改用 docx、html、md", "install libreoffice-writer, or choose docx, html or md")
        raise MissingTool(error("libreoffice", "没有找到 LibreOffice", "LibreOffice was not found", remedy))
    return program


def _refused(docx: bytes) -> DrafterError | None:
    try:
        safe_parts(docx, "in.docx")
    except DrafterError as problem:
        return problem
    return None


def _converted(
    program: str, files: Sequence[bytes], numbers: Sequence[int], target: str, seconds: int, made: list[bytes | DrafterError | None]
) -> DrafterError | None:
    """Convert files by their numbers and put what comes out into `made`; return why it stopped, if it did."""
    with tempfile.TemporaryDirectory(prefix="drafter-office-") as name:
        folder = Path(name)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        sources = [folder / f"{number}.docx" for number in numbers]
        for number, source in zip(numbers, sources, strict=True):
            source.write_bytes(files[number])
        command = [
            program, "--headless", "--norestore", "--nolockcheck", "--nodefault", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--infilter=MS Word 2007 XML", "--convert-to", target, "--outdir", (folder / "out").as_uri(), *(s.as_uri() for s in sources),
        ]  # fmt: skip
        problem: DrafterError | None = None
        try:
            _run(command, seconds * len(numbers), folder)
        except FileError as stopped:
            problem = stopped
        for number in numbers:
            out = next((folder / "out").glob(f"{number}.*"), None) if (folder / "out").is_dir() else None
            if out is not None and out.stat().st_size:
                made[number] = out.read_bytes()
        return problem


def page_count(docx: bytes) -> int:
    """Return how many pages LibreOffice lays a Word file out on. Raises MissingTool, FileError."""
    return len(re.findall(rb"/Type\s*/Page[^s]", convert(docx, "pdf")))


def _run(command: list[str], seconds: int, folder: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if "proxy" not in k.lower()} | {
        "HOME": str(folder),
        "http_proxy": _NOWHERE,
        "https_proxy": _NOWHERE,
    }
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, env=environment
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise FileError(error("libreoffice", f"LibreOffice 超过{seconds}秒未完成", f"LibreOffice did not finish in {seconds} s")) from None
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
