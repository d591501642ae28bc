"""Where the content is: in the checkout, or inside the installed wheel."""

from __future__ import annotations

from pathlib import Path


def content_dir() -> Path:
    """Return the folder that holds clause_library/ and templates/.

    A wheel carries both under drafter/_content; a checkout has them beside the package.
    """
    package = Path(__file__).resolve().parent
    packaged = package / "_content"
    return packaged if packaged.is_dir() else package.parent


def library_dir() -> Path:
    """Return the clause_library/ folder."""
    return content_dir() / "clause_library"


def templates_dir() -> Path:
    """Return the templates/ folder."""
    return content_dir() / "templates"


def samples_dir() -> Path:
    """Return the samples/ folder."""
    return content_dir() / "samples"
