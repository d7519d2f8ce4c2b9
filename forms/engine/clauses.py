"""The legal text of a form: ``clauses.toml`` beside its ``form.py``, versioned, read once (OP-3)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from app.archive.press import Section
from forms.engine.document import Clause, Notice

_KEYS = {"version", "title", "section", "clause", "notice", "text"}


@dataclass(frozen=True, slots=True)
class Clauses:
    """The text of one form. ``sections`` are read on the display; ``clauses`` are numbered from 1 in their order.

    ``text`` holds single sentences by key (``clauses.text["declaration"]``); a missing key is a ``KeyError``.
    """

    version: str
    title: str
    sections: tuple[Section, ...] = ()
    clauses: tuple[Clause, ...] = ()
    notice: Notice | None = None
    text: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@lru_cache(maxsize=64)
def load_clauses(package: str) -> Clauses:
    """The clauses of a form's package (pass ``__package__``). ``ValueError`` names the package and the faulty key."""
    raw = resources.files(package).joinpath("clauses.toml").read_bytes().decode("utf-8")
    data = tomllib.loads(raw)
    unknown = sorted(set(data) - _KEYS)
    if unknown:
        raise ValueError(f"{package}/clauses.toml: unknown key {unknown[0]}")
    try:
        return _clauses(data)
    except (KeyError, TypeError) as fault:
        raise ValueError(f"{package}/clauses.toml: missing or wrong key {fault}") from fault


def _clauses(data: dict[str, Any]) -> Clauses:
    notice = data.get("notice")
    return Clauses(
        version=str(data["version"]),
        title=str(data["title"]),
        sections=tuple(Section(s["id"], s["title"], tuple(s["paragraphs"])) for s in data.get("section", ())),
        clauses=tuple(
            Clause(number, c["title"], tuple(c["paragraphs"]), tuple(c.get("items", ())))
            for number, c in enumerate(data.get("clause", ()), 1)
        ),
        notice=Notice(notice["title"], tuple(notice["paragraphs"])) if notice else None,
        text=MappingProxyType({str(key): str(value) for key, value in data.get("text", {}).items()}),
    )
