"""Other formats through pandoc (it comes with pypandoc_binary). Its one home."""

from __future__ import annotations

import tempfile
from pathlib import Path

from drafter.drafting import Draft
from drafter.errors import MissingTool, error
from drafter.writers.html import html_bytes


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
            what = " ".join(str(problem).split())[:300]
            raise MissingTool(error("pandoc", f"pandoc 转换失败：{what}", f"pandoc failed: {what}")) from None
        return out.read_bytes()
