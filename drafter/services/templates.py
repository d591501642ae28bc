"""Word templates: checked, and the house template to begin one's own with."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Literal

from drafter.content import Content
from drafter.errors import Finding
from drafter.services.files import Upload


def shipped_templates(content: Content) -> list[Path]:
    """Return the Word templates of the content."""
    return sorted(path for folder in content.template_folders for path in folder.glob("*/*.docx"))


def check(content: Content, template: Path) -> list[Finding]:
    """Return every finding about a Word template; a file that is no Word file gives one. Raises ContentError."""
    from drafter.lint.template import check_template

    return check_template(template, content)


def check_upload(content: Content, file: Upload, agreement: str) -> list[Finding]:
    """Return every finding about a Word template that came as bytes, for an agreement; each names the file as it was called. Raises ContentError."""
    from drafter.lint.template import check_template

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "template.docx")
        path.write_bytes(file.data)
        found = check_template(path, content, agreement)
    return [replace(finding, place=replace(finding.place, file=finding.place.file.replace(str(path), file.name))) for finding in found]


def house_template(agreement: Literal["contract", "proposal"] = "contract", *, compact: bool = False, brief: bool = False) -> bytes:
    """Return the house template, to be changed in Word: `compact` for two languages side by side, `brief` for short contracts."""
    from drafter.writers.docx import house, house_proposal

    return house_proposal.proposal_template(compact) if agreement == "proposal" else house.house_template(compact, brief)
