"""The home of pydantic: plain data validated against a model. Imported only where a file is read that is not compiled yet."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast, get_type_hints

import annotated_types
from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, TypeAdapter, ValidationError, create_model
from pydantic_core import CoreSchema, core_schema

from drafter.library.shape import Model, NotValid

M = TypeVar("M", bound=Model)
_UNDER_WAY: list[type[Model]] = []


def validate(kind: type[M], data: Any) -> M:
    """Return the model that plain data holds. Raises NotValid with every fault."""
    try:
        read: M = _adapter(cast(Any, kind)).validate_python(data)
    except ValidationError as problem:
        raise NotValid(problem.errors()) from None
    return read


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def schema_of(kind: type[Model], handler: GetCoreSchemaHandler) -> CoreSchema:
    """Return how pydantic validates a model: as it is, or from a mapping of its fields, no others. A model within itself can only be as it is."""
    if kind in _UNDER_WAY:
        return core_schema.is_instance_schema(kind)
    _UNDER_WAY.append(kind)
    try:
        fields = handler.generate_schema(_twin(cast(Any, kind)))
    finally:
        _UNDER_WAY.remove(kind)

    def take(value: Any, inner: Callable[[Any], Any]) -> Any:
        if isinstance(value, kind):
            return value
        read = inner(value)
        made = kind(**{name: getattr(read, name) for name in read.model_fields_set})
        made.check()
        return made

    return core_schema.no_info_wrap_validator_function(take, fields)


@cache
def _twin(kind: Any) -> type[BaseModel]:
    """Return the pydantic model with the fields of one of ours."""
    hints = get_type_hints(kind, localns=vars(annotated_types), include_extras=True)
    fields: dict[str, Any] = {
        name: (hints[name], Field(... if name in kind._needed else getattr(kind, name), alias=kind._written.get(name)))
        for name in kind._fields
    }
    config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)
    return create_model(kind.__name__, __config__=config, **fields)
