"""Codes: what is made of digits and letters and is no number."""

from __future__ import annotations

from typing import Any

from drafter.language import Language, Words
from drafter.types.kind import Spec, ValueType
from drafter.values.reading import codes

CREDIT_CODE = {"type": "string", "minLength": 18}


class CreditCode(ValueType):
    """A unified social credit code."""

    title = Words("统一社会信用代码（18位）", "a unified social credit code (18 characters)")
    examples = ("91350100M000100Y43",)

    def read(self, raw: Any, spec: Spec) -> str:
        return codes.credit_code(raw)

    def show(self, value: str, spec: Spec, language: Language) -> str:
        return value

    def schema(self, spec: Spec) -> dict[str, Any]:
        return CREDIT_CODE
