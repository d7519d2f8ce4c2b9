"""What a document says, and what facts must be found in it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from app.common.clock import branch_time
from forms import catalogue
from forms.contents.form import DIGITS_SHOWN
from forms.engine.document import Document
from forms.shared_blocks import form_date


def texts(value: Any) -> Iterator[str]:
    """Every text in a block or document, in order."""
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from texts(item)


def said(document: Document) -> str:
    """All that the document says, one text a line."""
    return "\n".join(texts(document))


def printed(form_id: str, facts: Any) -> Iterator[tuple[str, str]]:
    """Every fact that is text or a time, as (path, how a form writes it); empty ones are left out."""
    titles = {section.id: section.title for section in catalogue.sections(form_id)}
    yield from _leaves("", facts, titles)


def _leaves(path: str, value: Any, titles: dict[str, str]) -> Iterator[tuple[str, str]]:
    if isinstance(value, datetime):
        yield path, branch_time(value)
    elif isinstance(value, date):
        yield path, form_date(value)
    elif isinstance(value, str):
        if path.endswith(".section_id"):
            yield path, titles[value]
        elif path.endswith(".content_sha256"):
            yield path, value[:DIGITS_SHOWN]
        elif value:
            yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _leaves(f"{path}[{index}]", item, titles)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from _leaves(f"{path}.{field.name}", getattr(value, field.name), titles)
