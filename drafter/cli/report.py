"""How the command line talks: the user's language, findings, JSON."""

from __future__ import annotations

import json
import locale
import os
from collections.abc import Iterable
from typing import Any

import click

from drafter.errors import Finding
from drafter.language import Language, Words


def ui_language() -> Language:
    """Return the user's language: DRAFTER_LANG (zh or en), else the locale; Chinese unless the locale is English."""
    chosen = os.environ.get("DRAFTER_LANG", "").lower()[:2]
    if chosen in ("zh", "en"):
        return "zh" if chosen == "zh" else "en"
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    return "en" if name.lower().startswith("en") else "zh"


def say(zh: str, en: str, err: bool = False) -> None:
    """Print one line in the user's language."""
    click.echo(Words(zh, en)[ui_language()], err=err)


def print_json(data: Any) -> None:
    """Print data as JSON."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def print_findings(findings: Iterable[Finding], err: bool = False, as_json: bool = False) -> None:
    """Print findings, one a line, or as a JSON list."""
    language = ui_language()
    if as_json:
        print_json([f.data(language) for f in findings])
        return
    for finding in findings:
        click.echo(finding.line(language), err=err)
