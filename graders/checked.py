"""Plain values from a file into nouns, with every field checked: pydantic reads, and the nouns themselves are plain dataclasses.

So whoever only grades needs no pydantic: a student's kit has none.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import TypeAdapter
from pydantic_core import SchemaValidator

T = TypeVar("T")
_STRICT = {"strict": True, "allow_inf_nan": False, "extra_fields_behavior": "forbid"}


def read(noun: type[T], values: Any) -> T:
    """The noun of these values: mappings become nouns, unknown keys are errors, and no value is bent into another type.

    Raises pydantic's ValidationError.
    """
    made: T = _reader(noun).validator.validate_python(values)
    return made


def read_json(noun: type[T], text: str | bytes) -> T:
    """The noun that the JSON text holds. Raises pydantic's ValidationError."""
    made: T = _reader(noun).validator.validate_json(text)
    return made


def json_of(noun: Any) -> str:
    """The noun as a JSON text, with its line end."""
    return _reader(type(noun)).adapter.dump_json(noun, indent=1).decode() + "\n"


def json_schema(noun: type) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `json_of` writes."""
    schema = _reader(noun).adapter.json_schema(mode="serialization")
    for page in (schema, *schema.get("$defs", {}).values()):
        page["additionalProperties"] = False
    return schema


class _Reader:
    """What pydantic makes of a noun."""

    def __init__(self, noun: Any) -> None:
        self.adapter: TypeAdapter[Any] = TypeAdapter(noun)
        self.validator = SchemaValidator(_strict(self.adapter.core_schema))


_reader: Callable[[Any], _Reader] = functools.cache(_Reader)


def _strict(schema: Any) -> Any:
    """The schema with strict fields in every dataclass, each of which may come as a mapping."""
    if isinstance(schema, list | tuple):
        return type(schema)(_strict(item) for item in schema)
    if not isinstance(schema, dict):
        return schema
    strict = {key: _strict(value) for key, value in schema.items() if key not in ("serialization", "metadata")}
    if schema.get("type") == "dataclass":
        strict |= {"strict": False, "config": _STRICT}
    return strict
