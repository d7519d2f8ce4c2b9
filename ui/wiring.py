"""Puts a branch together with its press, for windows and command line alike. No Qt here.

A real branch asks for its passphrase where there is no keyring (``GUITAI_PASSPHRASE`` for automation).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.archive.press import Press
from app.branch.making import init_branch
from app.branch.opened import OpenBranch, new_store, open_branch, standard_store, system_actor
from app.branch.seal import SealKey, Timestamps, Token, load_seal, save_seal
from app.branch.settings import BranchSettings
from app.common.actor import Actor
from app.common.clock import Clock, SystemClock
from app.common.errors import Refused
from app.counter.services import Services, backup_policy, policy_today, services_of
from app.policy.composing import Base
from app.policy.values import Policy
from app.storage.keys import BranchKeys, SecretStore
from app.storage.mark import BranchMark, read_mark
from app.upgrade.note import NOTE_FILE
from forms import catalogue
from forms.engine.keys import SigningKeys, make_sample_certificate
from forms.engine.page_reader import Recogniser
from forms.engine.press import FormPress, press_document
from ui.passphrase import ask_passphrase, new_passphrase

if TYPE_CHECKING:
    from pyhanko.sign.timestamps import TimeStamper

    from app.branch.moving import Move, Moved
    from app.stations.invitation import Invitation
    from app.storage.row_copy import Progress
    from app.storage.upgrades import StationProgram
    from app.upgrade.domain import Outlook, Since, Tell, Upgraded
    from app.upgrade.upgrading import Wanted


class ProgramWiring:
    """Makes and opens branches with policy, press and keys in place; ``station`` names this counter."""

    def __init__(
        self, *, station: str = "01", clock: Clock | None = None, passphrase: Callable[[], str] | None = None
    ) -> None:
        self.station = station
        self.clock = clock or SystemClock()
        self._passphrase = passphrase or ask_passphrase
        self._new_passphrase = passphrase or new_passphrase

    def create(
        self, folder: Path, settings: BranchSettings, clock: Clock | None = None, *, station: str = ""
    ) -> tuple[Services, str]:
        """Make a branch with a certificate of its own; gives its services and the recovery passphrase, shown once.

        ``clock``: another than this wiring's own, for a sample branch in which things happened before.
        """
        clock = clock or self.clock
        store = new_store(folder, settings, self._new_passphrase)
        branch = init_branch(folder, settings, store, clock, station=station or self.station)
        pkcs12, password = make_sample_certificate(settings.name)
        keys = SigningKeys.from_pkcs12(pkcs12, password)
        save_seal(folder, branch.keys.purpose("seal"), SealKey(pkcs12, password, keys.roots))
        recovery, branch.recovery = branch.recovery or "", None
        return self._services(branch, clock), recovery

    def open(self, folder: Path, *, exclusive: bool = True, settled: bool = True) -> Services:
        """Open a branch; ``settled=False`` one whose state was put back, to acknowledge that.

        Refused: what ``open_branch``, ``policy_today`` and ``load_seal`` say; a damaged, missing or rolled-back
        database with the newest good backup (``backup.start_*``) where there is one.
        """
        try:
            branch = open_branch(
                folder, standard_store(self._passphrase), self.clock, station=self.station, exclusive=exclusive,
                settled=settled,
            )  # fmt: skip
        except Refused as refused:
            raise self._explained(refused, folder) from refused
        try:
            if exclusive and settled and (folder / NOTE_FILE).exists():
                _finish_upgrade(branch)
            return self._services(branch, self.clock)
        except BaseException:
            branch.close()
            raise

    def _explained(self, refused: Refused, folder: Path) -> Refused:
        from app.backup import startup

        if not startup.concerns(refused):
            return refused
        try:
            mark = read_mark(folder)
            keys = BranchKeys.derive(self.secret(folder, mark), mark.branch_id)
            return startup.explained(refused, folder, backup_policy(folder), mark.branch_id, keys)
        except Refused:
            return refused

    def join(self, folder: Path, invitation: Invitation) -> None:
        """Make ``folder`` a station of the invitation's branch. Refused: what ``joining.join`` says."""
        from app.stations.joining import join

        named = BranchSettings(invitation.branch_id, "", "", "", "", "", invitation.sample)
        join(folder, invitation, self.new_store(folder, named), self.clock)

    def renew_station(self, folder: Path, owner: str) -> str:
        """Give the station of ``folder`` a new credential; its name. Refused: what ``joining.renew`` says."""
        from app.stations.joining import renew

        store = standard_store(self._passphrase)(folder, read_mark(folder))
        return renew(folder, store, owner, self.clock)

    def move(self, actor: Actor, move: Move, *, station: str, progress: Progress) -> Moved:
        """Move a branch to a branch server; ``station``: this counter's name there, else the wiring's own.

        Refused: what ``move_branch`` says.
        """
        from app.branch.moving import move_branch

        stores = standard_store(self._passphrase)
        return move_branch(actor, move, stores, self.clock, station=station or self.station, progress=progress)

    def upgrade(self, folder: Path, *, owner: str, backup_to: Path | None, tell: Tell) -> Upgraded:
        """Upgrade a branch to this program's schema. Refused: what ``upgrading.upgrade`` says."""
        from app.upgrade.upgrading import upgrade

        return upgrade(self._wanted(folder, owner, backup_to), standard_store(self._passphrase), self.clock, tell)

    def upgrade_status(self, folder: Path) -> tuple[Outlook, tuple[StationProgram, ...]]:
        """How it stands with the schema, and the programs of the stations. Refused: what ``look`` says."""
        from app.storage.upgrades import programs
        from app.upgrade.upgrading import look

        stores = standard_store(self._passphrase)
        with open_branch(folder, stores, self.clock, station=self.station, exclusive=False, any_schema=True) as branch:
            found = look(branch)
            if found.needed:
                return found, ()
            with branch.db.read() as connection:
                return found, programs(connection)

    def go_back(self, folder: Path, *, confirmed: int, owner: str, tell: Tell) -> tuple[Since, Path]:
        """Put the backup from before an upgrade back. Refused: what ``going_back.go_back`` says."""
        from app.upgrade.going_back import go_back

        stores = standard_store(self._passphrase)
        return go_back(self._wanted(folder, owner, None), stores, self.clock, confirmed=confirmed, tell=tell)

    def look_back(self, folder: Path) -> Since:
        """What going back to before an upgrade would lose. Refused: what ``going_back.look_back`` says."""
        from app.upgrade.going_back import look_back

        stores = standard_store(self._passphrase)
        with open_branch(folder, stores, self.clock, station=self.station, settled=False, any_schema=True) as branch:
            return look_back(branch)

    def _wanted(self, folder: Path, owner: str, backup_to: Path | None) -> Wanted:
        from app.upgrade.upgrading import Wanted

        return Wanted(folder, backup_policy(folder), self.station, owner, backup_to)

    def secret(self, folder: Path, mark: BranchMark) -> bytes:
        """The branch's secret as this computer has it. Refused: ``keys.*``."""
        return standard_store(self._passphrase)(folder, mark).load()

    def new_store(self, folder: Path, settings: BranchSettings) -> SecretStore:
        """Where a branch that comes to this computer keeps its secret. Refused: ``keys.passphrase_needed``."""
        return new_store(folder, settings, self._new_passphrase)

    def recovery_sheet(self, settings: BranchSettings, passphrase: str) -> bytes:
        """The sheet for the general manager's safe as PDF; kept nowhere."""
        from app.onboarding.facts import BranchFacts
        from forms.recovery_sheet.sheet import RecoveryFacts, pressed

        branch = BranchFacts(settings.company, settings.name, settings.address, settings.telephone)
        return pressed(RecoveryFacts(branch, settings.branch_id, passphrase, self.clock.now()))

    def use_certificate(self, folder: Path, pkcs12: bytes, password: str) -> None:
        """Seal with another certificate from now on; what older ones sealed can still be checked.

        A sample form is sealed and checked first, so that no document is ever sealed in vain; the change is audited.
        Refused: ``signing.key_unreadable``, ``signing.key_unsuitable``, ``signing.key_fails`` (expired, not for
        signing, issuer's root not in the file), what opening the branch says.
        """
        keys = SigningKeys.from_pkcs12(pkcs12, password)
        self._try(FormPress(keys, keys.roots, self.clock))
        told = {"pkcs12": hashlib.sha256(pkcs12).hexdigest()}
        self._change(
            folder, keys.roots, lambda seal: replace(seal, pkcs12=pkcs12, password=password, token=None),
            "branch.certificate", told,
        )  # fmt: skip

    def use_token(self, folder: Path, token: Token, roots: Sequence[bytes]) -> None:
        """Seal with a key on a token from now on; its PIN is kept like the password of a PKCS#12.

        A sample form is sealed and checked first; the change is audited. ``roots``: certificates (DER) that the token's
        own is traced to. Refused: ``signing.key_unreadable``, ``signing.key_fails``, what opening the branch says.
        """
        self._try(FormPress(_token_keys(token), roots, self.clock))
        told = {"module": token.module, "token": token.label, "certificate": token.certificate}
        self._change(
            folder, roots, lambda seal: replace(seal, pkcs12=b"", password="", token=token),
            "branch.certificate", told,
        )  # fmt: skip

    def use_timestamps(self, folder: Path, tsa: str, roots: Sequence[bytes] = ()) -> None:
        """Stamp by ``tsa`` from now on: the address of a service (RFC 3161), ``local`` for one's own, or ``none``.

        A sample form is stamped and checked first; the change is audited. The own service's key is made once and kept.
        Refused: ``signing.timestamp_url``, ``signing.timestamp_failed``, ``signing.timestamp_untrusted`` (its root is
        not among ``roots``, DER), what opening the branch says.
        """
        with self._opened(folder) as branch:
            old = load_seal(folder, branch.keys.purpose("seal"))
            timestamps = _timestamps(tsa, old.timestamps, branch.settings.name)
        stamper = _stamper(timestamps, self.clock)
        if stamper is not None:
            roots = (*roots, *getattr(stamper, "roots", ()))
            keys = SigningKeys.from_pkcs12(*make_sample_certificate("sample"))
            press = FormPress(keys, (*old.roots, *roots), self.clock, stamper)
            if not press.check(press.stamp(_sample(press))).genuine:
                raise Refused("signing.timestamp_untrusted")
        self._change(
            folder, roots, lambda seal: replace(seal, timestamps=timestamps), "branch.timestamps",
            {"service": timestamps.name},
        )  # fmt: skip

    def press_alone(self, roots: Sequence[bytes]) -> Press:
        """A press without a branch, that checks signatures against ``roots`` (DER) and seals nothing."""
        return FormPress(None, tuple(roots), self.clock)

    def _try(self, press: FormPress) -> None:
        if not press.check(_sample(press)).genuine:
            raise Refused("signing.key_fails")

    def _opened(self, folder: Path) -> OpenBranch:
        return open_branch(folder, standard_store(self._passphrase), self.clock, station=self.station)

    def _change(
        self, folder: Path, roots: Sequence[bytes], change: Callable[[SealKey], SealKey], act: str, told: dict[str, str]
    ) -> None:
        """Keep ``change`` of the branch's signing key, audited, with the roots of both the old and the new."""
        with self._opened(folder) as branch:
            secret = branch.keys.purpose("seal")
            changed = change(load_seal(folder, secret))
            with branch.db.write(system_actor(branch.station)) as tx:
                tx.audit(act, "branch", branch.settings.branch_id, after=told)
            save_seal(folder, secret, replace(changed, roots=tuple(sorted({*changed.roots, *roots}))))

    def renewed(self, services: Services) -> Services:
        """The same branch by the policy of this day: other services when another version has come into force (RA-3).

        Refused: ``policy.*``.
        """
        policy = policy_today(services.branch, self.clock)
        if policy.digest == services.policy.digest:
            return services
        return services_of(services.branch, services.press, policy, self.clock, Recogniser())

    def _services(self, branch: OpenBranch, clock: Clock) -> Services:
        policy = _policy_to_open_with(branch, clock)
        seal = load_seal(branch.folder, branch.keys.purpose("seal"))
        press = FormPress(_keys(seal), seal.roots, clock, _stamper(seal.timestamps, clock))
        return services_of(branch, press, policy, clock, Recogniser())


def _finish_upgrade(branch: OpenBranch) -> None:
    from app.upgrade.upgrading import finish

    finish(branch)


def _policy_to_open_with(branch: OpenBranch, clock: Clock) -> Policy:
    """The policy of this day; what the branch began with when versions were altered outside, so that it can be checked.

    Nobody can begin a case by that, and whoever signs in at a window is told. Refused: other ``policy.*``.
    """
    try:
        return policy_today(branch, clock)
    except Refused as refused:
        if refused.code != "policy.version_altered":
            raise
        return Base(branch.folder).policy()


def _keys(seal: SealKey) -> SigningKeys | None:
    """The keys to seal with; None when they lie on a token that is not there: the branch opens, and seals nothing."""
    if seal.token is None:
        return SigningKeys.from_pkcs12(seal.pkcs12, seal.password)
    try:
        return _token_keys(seal.token)
    except Refused:
        return None


def _token_keys(token: Token) -> SigningKeys:
    return SigningKeys.from_pkcs11(token.module, token.label, token.pin, token.certificate, token.key)


def _timestamps(tsa: str, old: Timestamps, branch_name: str) -> Timestamps:
    """The service that ``tsa`` names; the key of one's own is made when it is first wanted, and kept ever after."""
    from forms.engine.timestamps import make_local_service, need_url

    if tsa == "none":
        return replace(old, url="", pkcs12=b"", password="")
    if tsa != "local":
        return Timestamps(need_url(tsa))
    return old if old.name == "local" else Timestamps("", *make_local_service(branch_name))


def _stamper(timestamps: Timestamps, clock: Clock) -> TimeStamper | None:
    if timestamps.name == "none":
        return None
    from forms.engine.timestamps import HttpTimeStamper, LocalTimeStamper

    if timestamps.url:
        return HttpTimeStamper(timestamps.url)
    return LocalTimeStamper(timestamps.pkcs12, timestamps.password, clock)


def _sample(press: FormPress) -> bytes:
    contents = catalogue.form("contents")
    return press.seal(press_document(contents.build(contents.sample())), None)
