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
from pathlib import Path

from drafter.drafting import Draft
from drafter.errors import FileError, MissingTool, error
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


def pdf_bytes(draft: Draft, template: Path | None = None) -> bytes:
    """Return the draft as PDF, laid out from its Word file. Raises MissingTool, FileError."""
    from drafter.writers.docx.write import docx_bytes

    return convert(docx_bytes(draft, template), "pdf")


def office() -> str | None:
    """Return the LibreOffice program, if there is one."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(docx: bytes, target: str, seconds: int = SECONDS) -> bytes:
    """Return a Word file converted by LibreOffice to `target` (pdf, txt:Text, ...). Raises MissingTool, FileError."""
    program = office()
    if program is None:
        raise MissingTool(
            error(
                "libreoffice",
                "没有找到 LibreOffice",
                "LibreOffice was not found",
                ("安装 libreoffice-writer，或改用 docx、html、md", "install libreoffice-writer, or choose docx, html or md"),
            )
        )
    safe_parts(docx, "in.docx")
    with tempfile.TemporaryDirectory(prefix="drafter-office-") as name:
        folder = Path(name)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        (folder / "in.docx").write_bytes(docx)
        command = [
            program, "--headless", "--norestore", "--nolockcheck", "--nodefault", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--infilter=MS Word 2007 XML", "--convert-to", target, "--outdir", (folder / "out").as_uri(), (folder / "in.docx").as_uri(),
        ]  # fmt: skip
        _run(command, seconds, folder)
        made = sorted((folder / "out").glob("in.*")) if (folder / "out").is_dir() else []
        if not made or not made[0].stat().st_size:
            raise FileError(error("libreoffice", "LibreOffice 没有生成文件", "LibreOffice produced no file"))
        return made[0].read_bytes()


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
