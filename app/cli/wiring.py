"""What the command line needs of the program's wiring (it is put together above the business: forms are in it)."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from app.branch.opened import BranchSettings
from app.common.clock import Clock
from app.counter.services import Services


class Wiring(Protocol):
    """Makes and opens branches with everything in place."""

    def create(self, folder: Path, settings: BranchSettings, clock: Clock | None = None) -> tuple[Services, str]:
        """Make a branch, its certificate and its recovery passphrase (given once), and open it.

        ``clock``: another than the wiring's own, for a sample branch in which things happened before.
        """
        ...

    def open(self, folder: Path, *, exclusive: bool = True) -> Services:
        """Open a branch. Refused: see ``open_branch``."""
        ...

    def use_certificate(self, folder: Path, pkcs12: bytes, password: str) -> None:
        """Seal with another certificate from now on. Refused: ``signing.*``."""
        ...
