"""The JSON Schema of an answer set."""

from __future__ import annotations

from typing import Any

from drafter.agreements.schema import Agreement
from drafter.library import Library
from drafter.library.schema import POSITIONS
from drafter.questionnaire.answers import VERSION
from drafter.types import value_schema


def answer_schema(library: Library, *agreements: Agreement) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of answer sets for any of the agreements: every variable with title, help and type."""
    properties = {}
    for name, question in library.questions.items():
        help_text = question.help or question.ask or question.label
        properties[name] = {
            **value_schema(question),
            "title": f"{question.label.zh} / {question.label.en}",
            "description": f"{help_text.zh}\n{help_text.en}",
        }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "drafter answer set",
        "type": "object",
        "properties": {
            "drafter": {"const": VERSION},
            "agreement": {"enum": [a.id for a in agreements]},
            "profile": {"enum": list(dict.fromkeys(profile for a in agreements for profile in a.profiles))},
            "include": {"type": "array", "items": {"enum": list(library.clauses)}, "uniqueItems": True},
            "positions": {
                "type": "object",
                "propertyNames": {"enum": list(library.clauses)},
                "additionalProperties": {"enum": list(POSITIONS)},
            },
            "answers": {"type": "object", "properties": properties, "additionalProperties": False},
        },
        "required": ["answers"],
        "additionalProperties": False,
    }
