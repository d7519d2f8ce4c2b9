"""What the command line needs of the program's wiring (it is put together above the business: forms are in it)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from app.archive.press import Press
from app.branch.moving import Move, Moved
from app.branch.seal import Token
from app.branch.settings import BranchSettings
from app.common.actor import Actor
from app.common.clock import Clock
from app.counter.services import Services
from app.stations.invitation import Invitation
from app.storage.keys import SecretStore
from app.storage.mark import BranchMark
from app.storage.row_copy import Progress
from app.storage.upgrades import StationProgram
from app.upgrade.domain import Outlook, Since, Tell, Upgraded


class Wiring(Protocol):
    """Makes and opens branches with everything in place."""

    def create(
        self, folder: Path, settings: BranchSettings, clock: Clock | None = None, *, station: str = ""
    ) -> tuple[Services, str]:
        """Make a branch, its certificate and its recovery passphrase (given once), and open it.

        ``station``: the name of this counter, when it is another than the wiring's own.
        ``clock``: another than the wiring's own, for a sample branch in which things happened before.
        """
        ...

    def open(self, folder: Path, *, exclusive: bool = True, settled: bool = True) -> Services:
        """Open a branch; ``settled=False`` one whose state was put back. Refused: see ``open_branch``."""
        ...

    def join(self, folder: Path, invitation: Invitation) -> None:
        """Make ``folder`` a station of the invitation's branch. Refused: see ``app.stations.joining.join``."""
        ...

    def renew_station(self, folder: Path, owner: str) -> str:
        """Give the station of ``folder`` a new credential; its name. Refused: see ``app.stations.joining.renew``."""
        ...

    def move(self, actor: Actor, move: Move, *, station: str, progress: Progress) -> Moved:
        """Move a branch to a branch server; ``station``: this counter's name there. Refused: see ``move_branch``."""
        ...

    def upgrade(self, folder: Path, *, owner: str, backup_to: Path | None, tell: Tell) -> Upgraded:
        """Upgrade a branch to this program's schema. Refused: see ``app.upgrade.upgrading.upgrade``."""
        ...

    def upgrade_status(self, folder: Path) -> tuple[Outlook, tuple[StationProgram, ...]]:
        """How it stands with the schema, and the programs of the stations. Refused: see ``look``."""
        ...

    def go_back(self, folder: Path, *, confirmed: int, owner: str, tell: Tell) -> tuple[Since, Path]:
        """Put the backup from before an upgrade back. Refused: see ``app.upgrade.going_back.go_back``."""
        ...

    def secret(self, folder: Path, mark: BranchMark) -> bytes:
        """The branch's secret as this computer has it, perhaps in a file in ``folder``. Refused: ``keys.*``."""
        ...

    def new_store(self, folder: Path, settings: BranchSettings) -> SecretStore:
        """Where a branch that comes to this computer keeps its secret. Refused: ``keys.passphrase_needed``."""
        ...

    def recovery_sheet(self, settings: BranchSettings, passphrase: str) -> bytes:
        """The sheet for the general manager's safe as PDF; kept nowhere."""
        ...

    def use_certificate(self, folder: Path, pkcs12: bytes, password: str) -> None:
        """Seal with another certificate from now on. Refused: ``signing.*``."""
        ...

    def use_token(self, folder: Path, token: Token, roots: Sequence[bytes]) -> None:
        """Seal with a key on a token from now on; ``roots``: DER. Refused: ``signing.*``."""
        ...

    def use_timestamps(self, folder: Path, tsa: str, roots: Sequence[bytes] = ()) -> None:
        """Stamp by another service from now on: an address, ``local`` or ``none``. Refused: ``signing.*``."""
        ...

    def press_alone(self, roots: Sequence[bytes]) -> Press:
        """A press without a branch, that only checks; signatures are traced to ``roots`` (DER)."""
        ...
