"""Names of files as they are kept: without folders, without anything invisible."""

from __future__ import annotations

import unicodedata
from typing import Final

MOST: Final = 120


def plain(name: str) -> str:
    """The last part of a name, in one line; ``scan`` when nothing is left."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(c for c in last if not unicodedata.category(c).startswith(("C", "Zl", "Zp"))).strip()
    return shown[:MOST] or "scan"
