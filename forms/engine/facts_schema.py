"""The JSON schema of a form's facts, from their dataclass: names, types and meaning travel with the document (AR-1).

It describes what ``app.common.values.plain`` makes of the facts: dates and amounts as text, sets as sorted lists.
"""

from __future__ import annotations

import dataclasses
import inspect
import json
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, Final

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_PLAIN: Final[dict[object, dict[str, Any]]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    bytes: {"type": "string", "pattern": "^([0-9a-f]{2})*$"},
    Decimal: {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    type(None): {"type": "null"},
}


@lru_cache(maxsize=64)
def schema_of(kind: type) -> bytes:
    """The schema of the dataclass ``kind`` as UTF-8 JSON; always the same bytes. ValueError: a type it cannot tell."""
    definitions: dict[str, Any] = {}
    root = _dataclass(kind, definitions)
    definitions.pop(kind.__name__)
    whole = {"$schema": DIALECT, **root, **({"$defs": definitions} if definitions else {})}
    return (json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _dataclass(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"title": kind.__name__, "type": "object", "additionalProperties": False}
    definitions[kind.__name__] = told
    text = kind.__doc__ or ""
    # a dataclass without a docstring gets its signature as one
    if text and not text.startswith(f"{kind.__name__}("):
        told["description"] = inspect.cleandoc(text)
    hints = typing.get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind)]
    told["properties"] = {name: _schema(hints[name], definitions) for name in names}
    told["required"] = sorted(names)
    return told


def _schema(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if hint in _PLAIN:
        return {**_PLAIN[hint]}
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [_schema(one, definitions) for one in inner]}
    if origin is typing.Literal:
        return {"enum": list(inner)}
    if origin in (tuple, list, set, frozenset):
        return _array(origin, inner, definitions)
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _schema(inner[1], definitions)}
    return _class(hint, definitions)


def _class(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        if hint.__name__ not in definitions:
            _dataclass(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    raise ValueError(f"no schema for {hint!r}")


def _array(origin: type, inner: tuple[Any, ...], definitions: dict[str, Any]) -> dict[str, Any]:
    if origin is tuple and not (len(inner) == 2 and inner[1] is Ellipsis):
        items = [_schema(one, definitions) for one in inner]
        return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
    told: dict[str, Any] = {"type": "array", "items": _schema(inner[0], definitions)}
    if origin in (set, frozenset):
        told["uniqueItems"] = True
    return told
