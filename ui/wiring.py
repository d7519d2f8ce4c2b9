"""Puts a branch together with its press, for windows and command line alike. No Qt here.

A real branch asks for its passphrase where there is no keyring (``GUITAI_PASSPHRASE`` for automation).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from app.branch.opened import (
    BranchSettings,
    OpenBranch,
    init_branch,
    new_store,
    open_branch,
    standard_store,
    system_actor,
)
from app.branch.seal import SealKey, load_seal, save_seal
from app.common.clock import Clock, SystemClock
from app.common.errors import Refused
from app.counter.services import Services, services_of
from app.policy.loader import load_policy
from forms import catalogue
from forms.engine.keys import SigningKeys, make_sample_certificate
from forms.engine.press import FormPress, press_document
from ui.passphrase import ask_passphrase, new_passphrase

POLICY_FILE = "policy.toml"
"""A branch's own policy in its folder; without it the shipped one holds."""


class ProgramWiring:
    """Makes and opens branches with policy, press and keys in place; ``station`` names this counter."""

    def __init__(
        self, *, station: str = "01", clock: Clock | None = None, passphrase: Callable[[], str] | None = None
    ) -> None:
        self.station = station
        self.clock = clock or SystemClock()
        self._passphrase = passphrase or ask_passphrase
        self._new_passphrase = passphrase or new_passphrase

    def create(self, folder: Path, settings: BranchSettings, clock: Clock | None = None) -> tuple[Services, str]:
        """Make a branch with a certificate of its own; gives its services and the recovery passphrase, shown once.

        ``clock``: another than this wiring's own, for a sample branch in which things happened before.
        """
        clock = clock or self.clock
        store = new_store(folder, settings, self._new_passphrase)
        branch = init_branch(folder, settings, store, clock, station=self.station)
        pkcs12, password = make_sample_certificate(settings.name)
        keys = SigningKeys.from_pkcs12(pkcs12, password)
        save_seal(folder, branch.keys.purpose("seal"), SealKey(pkcs12, password, keys.roots))
        recovery, branch.recovery = branch.recovery or "", None
        return self._services(branch, clock), recovery

    def open(self, folder: Path, *, exclusive: bool = True) -> Services:
        """Open a branch. Refused: what ``open_branch``, ``load_policy`` and ``load_seal`` say."""
        branch = open_branch(
            folder, standard_store(self._passphrase), self.clock, station=self.station, exclusive=exclusive
        )
        try:
            return self._services(branch, self.clock)
        except BaseException:
            branch.close()
            raise

    def use_certificate(self, folder: Path, pkcs12: bytes, password: str) -> None:
        """Seal with another certificate from now on; what older ones sealed can still be checked.

        A sample form is sealed and checked first, so that no document is ever sealed in vain; the change is audited.
        Refused: ``signing.key_unreadable``, ``signing.key_unsuitable``, ``signing.key_fails`` (expired, not for
        signing, issuer's root not in the file), what opening the branch says.
        """
        keys = SigningKeys.from_pkcs12(pkcs12, password)
        press = FormPress(keys, keys.roots, self.clock)
        contents = catalogue.form("contents")
        if not press.check(press.seal(press_document(contents.build(contents.sample())), None)).genuine:
            raise Refused("signing.key_fails")
        with open_branch(folder, standard_store(self._passphrase), self.clock, station=self.station) as branch:
            secret = branch.keys.purpose("seal")
            roots = tuple(sorted({*load_seal(folder, secret).roots, *keys.roots}))
            fingerprint = hashlib.sha256(pkcs12).hexdigest()
            with branch.db.write(system_actor(self.station)) as tx:
                tx.audit("branch.certificate", "branch", branch.settings.branch_id, after={"pkcs12": fingerprint})
            save_seal(folder, secret, SealKey(pkcs12, password, roots))

    def _services(self, branch: OpenBranch, clock: Clock) -> Services:
        own = branch.folder / POLICY_FILE
        policy = load_policy(own if own.is_file() else None)
        seal = load_seal(branch.folder, branch.keys.purpose("seal"))
        keys = SigningKeys.from_pkcs12(seal.pkcs12, seal.password)
        return services_of(branch, FormPress(keys, seal.roots, clock), policy, clock)
