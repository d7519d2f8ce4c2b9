"""Custody of the branch's keys: one random master secret, the keys derived from it, and where the secret lies (SE-1).

The database key, the key of the document files and the key of the audit chain are derived by HKDF from the master
secret, so one secret is kept and one recovered. It lies in the operating system's keyring, or wrapped by a passphrase,
or, for a sample branch only, plainly in the branch folder. A recovery wrap is always written beside it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.common.errors import Refused
from app.storage.durable import write_durable
from app.storage.wrap import Argon2Costs, unwrap, wrap

MASTER_BYTES = 32
WRAP_FILE = "key.wrap"
RECOVERY_FILE = "recovery.wrap"
SAMPLE_FILE = "sample.key"
CREDENTIAL_WRAP_FILE = "station.wrap"
CREDENTIAL_SAMPLE_FILE = "sample.station"
DOCUMENTS_WRAP_FILE = "documents.wrap"
MIN_PASSPHRASE = 12
_RECOVERY_GROUPS = 8
_SERVICE = "guitai-branch"

REAL_BACKENDS = frozenset(
    {
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
    }
)
"""Back ends that do keep a secret. Everything else is refused: some known ones write plain text silently."""


class StoreKind(StrEnum):
    """Where the master secret lies."""

    KEYRING = "keyring"
    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a store
    SAMPLE = "sample"


@dataclass(frozen=True, slots=True)
class BranchKeys:
    """The keys of one branch, 32 bytes each. Never printed."""

    database: bytes = field(repr=False)
    blobs: bytes = field(repr=False)
    audit: bytes = field(repr=False)
    _master: bytes = field(repr=False)
    _branch_id: str = ""

    @classmethod
    def derive(cls, master: bytes, branch_id: str) -> BranchKeys:
        """The keys that belong to ``master`` (32 bytes) in the branch ``branch_id``."""
        if len(master) != MASTER_BYTES:
            raise ValueError("a master secret has 32 bytes")
        return cls(
            _derive(master, branch_id, "database"),
            _derive(master, branch_id, "blobs"),
            _derive(master, branch_id, "audit"),
            master,
            branch_id,
        )

    def purpose(self, name: str) -> bytes:
        """Another 32-byte key for ``name`` (``seal``: the passphrase of the branch's signing key)."""
        return _derive(self._master, self._branch_id, f"purpose/{name}")

    @property
    def master(self) -> bytes:
        """The master secret itself: for handing the branch on to another station, wrapped."""
        return self._master

    def check(self) -> str:
        """A value (hex) that tells the right key from a wrong one and gives nothing of it away."""
        return hmac.new(self.purpose("check"), self._branch_id.encode(), hashlib.sha256).hexdigest()


def _derive(master: bytes, branch_id: str, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt=branch_id.encode(), info=f"guitai/{purpose}/1".encode()).derive(master)


_DOCUMENTS = "/documents"


def documents_entry(station: str) -> str:
    """Under which name a secret store keeps what ``station`` signs in to the store of documents with."""
    return f"{station}{_DOCUMENTS}"  # no station is called so: a name has no slash


class SecretStore(Protocol):
    """Keeps the master secret of one branch."""

    @property
    def kind(self) -> StoreKind:
        """Which sort of store this is; written to ``branch.toml``."""
        ...

    def save(self, master: bytes) -> None:
        """Keep the secret and prove that it can be read back. Refused: ``keys.exists``."""
        ...

    def load(self) -> bytes:
        """The secret. Refused: ``keys.missing`` and what the store says."""
        ...

    def keep_credential(self, station: str, password: str) -> None:
        """Keep what this station signs in to the branch server with, in place of an earlier one."""
        ...

    def credential(self, station: str) -> str:
        """That password. Refused: ``keys.credential_missing`` and what the store says."""
        ...

    def forget(self, station: str = "") -> None:
        """Remove the secret (an initialisation that failed), with the credential of ``station`` when named."""
        ...


class KeyringBackend(Protocol):
    """What is used of a keyring back end."""

    def get_password(self, service: str, username: str) -> str | None:
        """The stored text."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Store the text."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Remove the text."""
        ...


def real_keyring() -> KeyringBackend | None:
    """The best keyring of this machine that is on the list of real ones and works, or None."""
    from keyring.backend import get_all_keyring

    usable: list[Any] = [backend for backend in get_all_keyring() if _class_of(backend) in REAL_BACKENDS]
    best: KeyringBackend | None = max(usable, key=lambda backend: backend.priority, default=None)
    return best


def _class_of(backend: object) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


class KeyringStore:
    """The secret in the operating system's keyring."""

    kind = StoreKind.KEYRING

    def __init__(
        self, branch_id: str, backend: KeyringBackend | None = None, *, allowed: Collection[str] = REAL_BACKENDS
    ) -> None:
        self._branch_id = branch_id
        self._backend = backend
        self._allowed = allowed

    def _keyring(self) -> KeyringBackend:
        backend = self._backend or real_keyring()
        if backend is None or _class_of(backend) not in self._allowed:
            raise Refused("keys.no_keyring")
        return backend

    def save(self, master: bytes) -> None:
        """Keep the secret and read it back. Refused: ``keys.no_keyring``, ``keys.exists``, ``keys.keyring_failed``."""
        backend = self._keyring()
        text = base64.b64encode(master).decode()
        if self._read(backend) is not None:
            raise Refused("keys.exists")
        try:
            backend.set_password(_SERVICE, self._branch_id, text)
        except Exception as error:
            # back ends raise errors of their own, of D-Bus, of the system: to the branch all mean the same
            raise Refused("keys.keyring_failed") from error
        if self._read(backend) != text:
            raise Refused("keys.keyring_failed")

    def load(self) -> bytes:
        """The secret. Refused: ``keys.no_keyring``, ``keys.keyring_failed``, ``keys.missing``, ``keys.damaged``."""
        text = self._read(self._keyring())
        if text is None:
            raise Refused("keys.missing")
        return _master(text)

    def keep_credential(self, station: str, password: str) -> None:
        """An entry of its own. Refused: ``keys.no_keyring``, ``keys.keyring_failed``."""
        backend = self._keyring()
        try:
            backend.set_password(_SERVICE, self._entry(station), password)
        except Exception as error:
            raise Refused("keys.keyring_failed") from error
        if self._read(backend, station) != password:
            raise Refused("keys.keyring_failed")

    def credential(self, station: str) -> str:
        """The password. Refused: ``keys.no_keyring``, ``keys.keyring_failed``, ``keys.credential_missing``."""
        found = self._read(self._keyring(), station)
        if found is None:
            raise Refused("keys.credential_missing")
        return found

    def _entry(self, station: str) -> str:
        return f"{self._branch_id}/station/{station}" if station else self._branch_id

    def _read(self, backend: KeyringBackend, station: str = "") -> str | None:
        try:
            return backend.get_password(_SERVICE, self._entry(station))
        except Exception as error:
            raise Refused("keys.keyring_failed") from error

    def forget(self, station: str = "") -> None:
        """Remove the secret from the keyring."""
        backend = self._keyring()
        for name in {"", station, documents_entry(station) if station else ""}:
            if self._read(backend, name) is not None:
                backend.delete_password(_SERVICE, self._entry(name))


class PassphraseStore:
    """The secret in ``key.wrap`` (0600), wrapped by a passphrase of at least twelve characters."""

    kind = StoreKind.PASSPHRASE

    def __init__(self, folder: Path, passphrase: str, costs: Argon2Costs | None = None) -> None:
        self._path = folder / WRAP_FILE
        self._folder = folder
        self._passphrase = passphrase
        self._costs = costs or Argon2Costs()

    def save(self, master: bytes) -> None:
        """Wrap and keep the secret. Refused: ``keys.passphrase_weak``, ``keys.exists``."""
        if len(self._passphrase) < MIN_PASSPHRASE:
            raise Refused("keys.passphrase_weak", field="passphrase", limit=MIN_PASSPHRASE)
        if self._path.exists():
            raise Refused("keys.exists")
        write_durable(self._path, wrap(master, self._passphrase, "passphrase", self._costs))

    def load(self) -> bytes:
        """The secret. Refused: ``keys.missing``, ``keys.passphrase_wrong``, ``keys.damaged``."""
        return unwrap(_read_file(self._path), self._passphrase, "passphrase")

    def keep_credential(self, station: str, password: str) -> None:
        """In ``station.wrap``, under the same passphrase. Refused: ``storage.write_failed``."""
        content = wrap(password.encode(), self._passphrase, f"station/{station}", self._costs)
        write_durable(self._credential(station), content)

    def _credential(self, station: str) -> Path:
        return self._folder / (DOCUMENTS_WRAP_FILE if station.endswith(_DOCUMENTS) else CREDENTIAL_WRAP_FILE)

    def credential(self, station: str) -> str:
        """The password. Refused: ``keys.credential_missing``, ``keys.passphrase_wrong``, ``keys.damaged``."""
        if not self._credential(station).exists():
            raise Refused("keys.credential_missing")
        return unwrap(_read_file(self._credential(station)), self._passphrase, f"station/{station}").decode()

    def forget(self, station: str = "") -> None:
        """Remove the files."""
        self._path.unlink(missing_ok=True)
        if station:
            self._credential(station).unlink(missing_ok=True)
            self._credential(documents_entry(station)).unlink(missing_ok=True)


class SampleStore:
    """The secret in plain text in the folder of a branch that is marked as a sample; never of a real one."""

    kind = StoreKind.SAMPLE

    def __init__(self, folder: Path, *, sample: bool) -> None:
        self._path = folder / SAMPLE_FILE
        self._credential = folder / CREDENTIAL_SAMPLE_FILE
        self._sample = sample

    def _need_sample(self) -> None:
        if not self._sample:
            raise Refused("keys.sample_key_on_real_branch")

    def save(self, master: bytes) -> None:
        """Keep the secret. Refused: ``keys.sample_key_on_real_branch``, ``keys.exists``."""
        self._need_sample()
        if self._path.exists():
            raise Refused("keys.exists")
        note = "The key of a SAMPLE branch with invented clients, kept in plain text. Never enter real clients here."
        content = {"note": note, "key": base64.b64encode(master).decode()}
        write_durable(self._path, (json.dumps(content, indent=2) + "\n").encode())

    def load(self) -> bytes:
        """The secret. Refused: ``keys.sample_key_on_real_branch``, ``keys.missing``, ``keys.damaged``."""
        self._need_sample()
        try:
            return _master(str(json.loads(_read_file(self._path))["key"]))
        except (ValueError, KeyError, TypeError) as error:
            raise Refused("keys.damaged") from error

    def keep_credential(self, station: str, password: str) -> None:
        """In ``sample.station``. Refused: ``keys.sample_key_on_real_branch``, ``storage.write_failed``."""
        self._need_sample()
        content = {"note": "The password of a station of a SAMPLE branch on its server, kept in plain text."}
        if self._credential.exists():
            content = self._kept()
        write_durable(self._credential, (json.dumps({**content, station: password}, indent=2) + "\n").encode())

    def credential(self, station: str) -> str:
        """The password. Refused: ``keys.sample_key_on_real_branch``, ``keys.credential_missing``, ``keys.damaged``."""
        self._need_sample()
        if not self._credential.exists():
            raise Refused("keys.credential_missing")
        try:
            return self._kept()[station]
        except KeyError as error:
            raise Refused("keys.credential_missing") from error

    def _kept(self) -> dict[str, str]:
        try:
            return {str(name): str(text) for name, text in json.loads(_read_file(self._credential)).items()}
        except (ValueError, AttributeError) as error:
            raise Refused("keys.damaged") from error

    def forget(self, station: str = "") -> None:
        """Remove the files."""
        self._path.unlink(missing_ok=True)
        if station:
            self._credential.unlink(missing_ok=True)


def _read_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Refused("keys.missing") from error
    except OSError as error:
        raise Refused("keys.damaged") from error


def _master(text: str) -> bytes:
    try:
        master = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Refused("keys.damaged") from error
    if len(master) != MASTER_BYTES:
        raise Refused("keys.damaged")
    return master


def new_master() -> bytes:
    """A fresh master secret, 32 bytes from the system."""
    return secrets.token_bytes(MASTER_BYTES)


def write_recovery(folder: Path, master: bytes, costs: Argon2Costs | None = None) -> str:
    """Write ``recovery.wrap`` and give the recovery passphrase: eight groups of five digits (about 132 bits).

    It is shown once, to be written down and locked away by the general manager; the program does not keep it.
    """
    passphrase = "-".join(f"{secrets.randbelow(100_000):05d}" for _ in range(_RECOVERY_GROUPS))
    write_durable(folder / RECOVERY_FILE, wrap(master, _digits(passphrase), "recovery", costs or Argon2Costs()))
    return passphrase


def read_recovery(folder: Path, passphrase: str) -> bytes:
    """The master secret by the recovery passphrase; blanks and hyphens do not count.

    Refused: ``keys.missing``, ``keys.recovery_wrong``, ``keys.damaged``.
    """
    try:
        return unwrap(_read_file(folder / RECOVERY_FILE), _digits(passphrase), "recovery")
    except Refused as refusal:
        if refusal.code == "keys.passphrase_wrong":
            raise Refused("keys.recovery_wrong", field="recovery") from refusal
        raise


def _digits(passphrase: str) -> str:
    return "".join(character for character in passphrase if character.isdigit())


PassphrasePrompt = Callable[[], str]
"""Asks for the passphrase of the branch, by window, prompt or environment; called only when it is needed."""
