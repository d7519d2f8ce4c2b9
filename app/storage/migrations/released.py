"""The migrations that have been released, and are never changed again: branches have been made by them.

``python -m app.storage.migrations.write_next release VERSION`` adds a line; a test compares the digests.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Release:
    """``program``: the version of the first program with this schema. ``sha256``: of what the migration consists of."""

    program: str
    sha256: str


def digest(revision: str) -> str:
    """SHA-256 of a migration's file and of the file that sees to its rows."""
    files = [*sorted((HERE / "versions").glob(f"v{revision}_*.py")), *sorted((HERE / "fill").glob(f"v{revision}.py"))]
    if not files:
        raise LookupError(f"there is no migration {revision}")
    return hashlib.sha256(b"\0".join(file.read_bytes().replace(b"\r\n", b"\n") for file in files)).hexdigest()


RELEASED: dict[str, Release] = {
    "0001": Release("0.2.0", "9d3ebd5d998c99cc76e8acd364434e01e651a06dc0ad43889c4d85960f3fede5"),
}
