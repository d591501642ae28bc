"""The language that the command line speaks."""

from __future__ import annotations

import locale
import os

from drafter.language import Language


def ui_language() -> Language:
    """Return the user's language: DRAFTER_LANG (zh or en), else the locale; Chinese unless the locale is English."""
    chosen = os.environ.get("DRAFTER_LANG", "").lower()[:2]
    if chosen in ("zh", "en"):
        return "zh" if chosen == "zh" else "en"
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    return "en" if name.lower().startswith("en") else "zh"
