"""Small values every capability shares: ids, clean text, masked numbers, canonical JSON."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import secrets
import time
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from app.common.errors import Refused


def new_id() -> str:
    """A fresh id: 32 hex digits, the first 12 the time in milliseconds so that rows lie in order of making."""
    return f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(10)}"


_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def clean_text(text: str, *, field: str, limit: int = 200, required: bool = True, lines: bool = False) -> str:
    """``text`` as it is stored: NFC, outer blanks off, otherwise exactly what was typed.

    Refused: ``text.required``, ``text.too_long`` (limit in characters), ``text.invisible`` (control, format,
    private-use or unassigned characters, so also right-to-left overrides; ``position`` counts from 1).
    ``lines`` lets line feeds through.
    """
    value = unicodedata.normalize("NFC", text).strip()
    if not value:
        if required:
            raise Refused("text.required", field=field)
        return ""
    if len(value) > limit:
        raise Refused("text.too_long", field=field, limit=limit, length=len(value))
    for position, character in enumerate(value, 1):
        if lines and character == "\n":
            continue
        if unicodedata.category(character) in _INVISIBLE:
            raise Refused("text.invisible", field=field, position=position, character=f"U+{ord(character):04X}")
    return value


def mask_paper(number: str) -> str:
    """An identity number with all but the first four and the last three characters hidden (SE-1)."""
    return number[:4] + "*" * max(len(number) - 7, 4) + number[-3:] if len(number) > 7 else "*" * len(number)


def mask_mobile(number: str) -> str:
    """A mobile number with its four middle digits hidden (SE-1)."""
    return f"{number[:3]}****{number[-4:]}" if len(number) >= 8 else "*" * len(number)


def mask_account(number: str) -> str:
    """A bank account or card with all but the last four digits hidden (SE-1)."""
    return "*" * max(len(number) - 4, 4) + number[-4:] if len(number) > 4 else "*" * len(number)


def plain(value: Any) -> Any:
    """``value`` in terms of JSON: dataclasses as objects, dates as ISO text, Decimal as text, sets sorted."""
    match value:
        case Enum():
            told: Any = value.value
        case datetime() | date():
            told = value.isoformat()
        case Decimal():
            told = str(value)
        case bytes():
            told = value.hex()
        case dict():
            told = {str(key): plain(item) for key, item in value.items()}
        case set() | frozenset():
            told = sorted(plain(item) for item in value)
        case list() | tuple():
            told = [plain(item) for item in value]
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            told = {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
        case _:
            told = value
    return told


def canonical_json(value: Any) -> str:
    """The one JSON text of ``value``: sorted keys, no blanks, characters as they are."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(value: Any) -> str:
    """SHA-256 (hex) of the canonical JSON of ``value``: what a signature or an approval is bound to."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()
