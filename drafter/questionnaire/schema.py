"""The JSON Schema of an answer set."""

from __future__ import annotations

from typing import Any

from drafter.agreements.schema import Agreement
from drafter.library import Library
from drafter.library.schema import POSITIONS
from drafter.questionnaire.answers import VERSION
from drafter.types import value_schema

DIALECTS = {"2020-12": "https://json-schema.org/draft/2020-12/schema", "draft-07": "http://json-schema.org/draft-07/schema#"}


def answer_schema(library: Library, *agreements: Agreement, dialect: str = "2020-12") -> dict[str, Any]:
    """Return the JSON Schema of answer sets for any of the agreements: every variable with title, help and type.

    It takes whatever a reader may take; what a value means is for the reader to say. Nothing in it differs from one dialect to the other but its name:
    ajv in strict mode and form generators take draft-07.
    """
    properties = {}
    for name, question in library.questions.items():
        if question.computed is not None:
            continue
        help_text = question.help or question.ask or question.label
        properties[name] = {
            **value_schema(question),
            "title": f"{question.label.zh} / {question.label.en}",
            "description": f"{help_text.zh}\n{help_text.en}",
        }
    return {
        "$schema": DIALECTS[dialect],
        "title": "drafter answer set",
        "type": "object",
        "properties": {
            "drafter": {"enum": [VERSION, str(VERSION)]},
            "agreement": {"enum": [a.id for a in agreements]},
            "profile": {"enum": list(dict.fromkeys(profile for a in agreements for profile in a.profiles))},
            "include": {"type": "array", "items": {"enum": list(library.clauses)}},
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
