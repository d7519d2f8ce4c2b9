"""Options and arguments that many commands have, and how they are read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.common.errors import Refused

if TYPE_CHECKING:
    from app.common.actor import Actor
    from app.counter.services import Services

Folder = Annotated[Path, typer.Option("--dir", help="The branch's folder.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def read_day(text: str) -> date:
    """A day as it is typed: ``2026-11-22``. Refused: ``reports.day``."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("reports.day") from None


def id_of_client(services: Services, actor: Actor, number: str) -> str:
    """The id of the client with this number. Refused: ``clients.unknown``."""
    hit = next((hit for hit in services.clients.find(actor, number) if number in (hit.number, hit.id)), None)
    if hit is None:
        raise Refused("clients.unknown")
    return hit.id
