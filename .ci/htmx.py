"""Build hook: puts htmx, as the package django-htmx carries it, among the static files of the desk. It is never committed; pages work without it."""

from __future__ import annotations

from importlib.metadata import files
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SCRIPT = "static/django_htmx/htmx-4.min.js"


class Htmx(BuildHookInterface):  # type: ignore[type-arg]
    """Fetches the script, for the wheel and for an editable install alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        target = Path(self.root) / "web/static/htmx.js"
        found = next(file for file in files("django-htmx") or () if str(file).endswith(SCRIPT))
        target.write_bytes(Path(str(found.locate())).read_bytes())
        build_data["artifacts"].append("/web/static/htmx.js")
