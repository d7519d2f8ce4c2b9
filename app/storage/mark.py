"""``branch.toml``: what must be known before a branch can be opened. It holds no secret."""

from __future__ import annotations

import base64
import hmac
import json
import secrets
import tomllib
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.common.errors import Refused
from app.storage.durable import write_durable
from app.storage.keys import BranchKeys, StoreKind

MARK_FILE = "branch.toml"
_FORMAT = 1
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class ServerPlace:
    """A branch server as one station sees it; the station's password is not here but in the secret store.

    ``address``: without password; ``station``: this counter's name; ``documents``: the place of the document files,
    empty for the folder's own; ``root_sha256``: of the server's root certificate beside the mark, empty without one;
    ``password``: whether the station signs in with one.
    """

    address: str
    station: str
    documents: str = ""
    root_sha256: str = ""
    password: bool = True


@dataclass(frozen=True, slots=True)
class BranchMark:
    """The folder's mark. ``key_check`` tells the right key from a wrong one.

    ``sealed_place`` is the sealed ``ServerPlace`` of a branch server, empty for the embedded database.
    """

    branch_id: str
    sample: bool
    store: StoreKind
    key_check: str
    sealed_place: str

    @classmethod
    def of(
        cls, branch_id: str, sample: bool, store: StoreKind, place: ServerPlace | None, keys: BranchKeys
    ) -> BranchMark:
        """The mark of a new branch."""
        return cls(branch_id, sample, store, keys.check(), "" if place is None else _seal(place, branch_id, keys))

    @property
    def server(self) -> bool:
        """Whether the database is on a server."""
        return bool(self.sealed_place)

    def fits(self, keys: BranchKeys) -> bool:
        """Whether these are the keys of this branch."""
        return hmac.compare_digest(self.key_check, keys.check())

    def kept_in(self, store: StoreKind) -> BranchMark:
        """The same branch with its secret kept elsewhere."""
        return replace(self, store=store)

    def place(self, keys: BranchKeys) -> ServerPlace | None:
        """Where the branch server is, or None for the embedded database. Refused: ``branch.mark_damaged``."""
        if not self.sealed_place:
            return None
        try:
            raw = base64.b64decode(self.sealed_place, validate=True)
            cipher = AESGCM(keys.purpose("server-place"))
            told = cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], self.branch_id.encode())
            return ServerPlace(**json.loads(told))
        except (ValueError, TypeError, InvalidTag) as error:
            raise Refused("branch.mark_damaged") from error


def _seal(place: ServerPlace, branch_id: str, keys: BranchKeys) -> str:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    told = json.dumps(asdict(place)).encode()
    sealed = AESGCM(keys.purpose("server-place")).encrypt(nonce, told, branch_id.encode())
    return base64.b64encode(nonce + sealed).decode()


def write_mark(folder: Path, mark: BranchMark) -> None:
    """Write ``branch.toml``, wholly or not at all."""
    lines = [
        "# How to open this branch. Do not edit: a changed line is refused, and none of them is a secret.",
        f"format = {_FORMAT}",
        f"branch_id = {json.dumps(mark.branch_id)}",
        f"sample = {'true' if mark.sample else 'false'}",
        f"key_store = {json.dumps(mark.store.value)}",
        f"key_check = {json.dumps(mark.key_check)}",
        f"server = {json.dumps(mark.sealed_place)}",
    ]
    write_durable(folder / MARK_FILE, ("\n".join(lines) + "\n").encode())


def read_mark(folder: Path) -> BranchMark:
    """The mark of the branch in ``folder``. Refused: ``branch.not_found``, ``branch.mark_damaged``."""
    try:
        content = tomllib.loads((folder / MARK_FILE).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise Refused("branch.not_found") from error
    except (OSError, ValueError) as error:
        raise Refused("branch.mark_damaged") from error
    texts = [content.get(name) for name in ("branch_id", "key_store", "key_check", "server")]
    branch_id, store, key_check, server = (text if isinstance(text, str) else None for text in texts)
    sample = content.get("sample")
    if (
        branch_id is None or key_check is None or server is None or store not in set(StoreKind)
        or not isinstance(sample, bool) or content.get("format") != _FORMAT
    ):  # fmt: skip
        raise Refused("branch.mark_damaged")
    return BranchMark(branch_id, sample, StoreKind(store), key_check, server)
