"""Contract and proposal drafting from a clause library.

The functions named here are the public interface for scripts and notebooks, described with examples in docs/api.md. They are loaded when they
are first used: importing drafter takes no time. Three have an object in their name - `review_contract`, `estimate_budget`, `fill_forms` -
because `drafter.review`, `drafter.budget` and `drafter.forms` are packages.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from drafter.api import (
        accept,
        compare,
        draft,
        estimate_budget,
        fill_forms,
        inspect,
        list_changes,
        load_content,
        needs,
        publish,
        read_answers,
        reject,
        reply,
        review_contract,
        verify,
    )
    from drafter.errors import AnswerError, ContentError, DrafterError, FileError, MissingTool, NotFinal, TemplateError

__all__ = [
    "AnswerError",
    "ContentError",
    "DrafterError",
    "FileError",
    "MissingTool",
    "NotFinal",
    "TemplateError",
    "accept",
    "compare",
    "draft",
    "estimate_budget",
    "fill_forms",
    "inspect",
    "list_changes",
    "load_content",
    "needs",
    "publish",
    "read_answers",
    "reject",
    "reply",
    "review_contract",
    "verify",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'drafter' has no attribute {name!r}")
    return getattr(import_module("drafter.api" if name[0].islower() else "drafter.errors"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
