"""Puts a branch together with its press, for windows and command line alike. No Qt here.

A real branch asks for its passphrase where there is no keyring (``GUITAI_PASSPHRASE`` for automation).
"""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable
from pathlib import Path

from forms.engine.press import FormPress
from forms.engine.signing_keys import SigningKeys, make_sample_certificate

from app.branch.services import Services, services_of
from app.common.clock import Clock, SystemClock
from app.common.errors import Refused
from app.policy.loader import load_policy
from app.storage.branch import BranchSettings, OpenBranch, init_branch, new_store, open_branch, standard_store
from app.storage.durable import write_durable

SEAL_FILE = "seal.p12"
POLICY_FILE = "policy.toml"


def ask_passphrase() -> str:
    """The passphrase of a real branch: from the environment, else typed. Refused: ``keys.passphrase_needed``."""
    given = os.environ.get("GUITAI_PASSPHRASE", "")
    if given:
        return given
    if not sys.stdin.isatty():
        raise Refused("keys.passphrase_needed", field="passphrase")
    return getpass.getpass("Passphrase of the branch: ")


class ProgramWiring:
    """Makes and opens branches with policy, press and keys in place; ``station`` names this counter."""

    def __init__(
        self, *, station: str = "01", clock: Clock | None = None, passphrase: Callable[[], str] = ask_passphrase
    ) -> None:
        self.station = station
        self.clock = clock or SystemClock()
        self._passphrase = passphrase

    def create(self, folder: Path, settings: BranchSettings) -> tuple[Services, str]:
        """Make a branch with its own certificate; gives its services and the recovery passphrase, shown once."""
        branch = init_branch(
            folder, settings, new_store(folder, settings, self._passphrase), self.clock, station=self.station
        )
        pkcs12 = make_sample_certificate(settings.name, _seal_password(branch))
        write_durable(folder / SEAL_FILE, pkcs12)
        recovery, branch.recovery = branch.recovery or "", None
        return self._services(branch), recovery

    def open(self, folder: Path, *, exclusive: bool = True) -> Services:
        """Open a branch. Refused: what ``open_branch`` and the policy's loader say, ``branch.no_seal``."""
        branch = open_branch(
            folder, standard_store(self._passphrase), self.clock, station=self.station, exclusive=exclusive
        )
        try:
            return self._services(branch)
        except BaseException:
            branch.close()
            raise

    def _services(self, branch: OpenBranch) -> Services:
        own = branch.folder / POLICY_FILE
        policy = load_policy(own if own.is_file() else None)
        try:
            pkcs12 = (branch.folder / SEAL_FILE).read_bytes()
        except OSError:
            raise Refused("branch.no_seal") from None
        keys = SigningKeys.from_pkcs12(pkcs12, _seal_password(branch))
        return services_of(branch, FormPress(keys, keys.trust_roots), policy, self.clock)


def _seal_password(branch: OpenBranch) -> str:
    return branch.keys.purpose("seal").hex()
