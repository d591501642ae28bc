"""Other formats through pandoc (it comes with pypandoc_binary). Its one home."""

from __future__ import annotations

import tempfile
from pathlib import Path

from drafter.drafting import Draft
from drafter.errors import MissingTool, error
from drafter.writers.html import html_bytes

_OTHERWISE = ("改用 docx、html 或 md", "use docx, html or md")


def convert(draft: Draft, target: str) -> bytes:
    """Return the draft in one of pandoc's output formats, made from the HTML page. Raises MissingTool."""
    try:
        import pypandoc
    except ImportError:
        raise MissingTool(
            error("pandoc", "没有安装 pypandoc_binary", "pypandoc_binary is not installed", ("pip install pypandoc_binary",) * 2)
        ) from None
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        try:
            pypandoc.convert_text(html_bytes(draft).decode("utf-8"), target, format="html", outputfile=str(out), extra_args=["--sandbox"])
        except (RuntimeError, OSError) as problem:
            raise MissingTool(error("pandoc", f"pandoc 不能转换为 {target}", f"pandoc cannot write {target}", _OTHERWISE)) from problem
        return out.read_bytes()
