"""What the branch signs with: its key (a PKCS#12 with its password, or a token with its PIN) and its timestamps.

All of it lies in one file, encrypted under the branch's own key. Roots of earlier certificates stay, so that what they
sealed can still be checked after the certificate was changed.
"""

from __future__ import annotations

import base64
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.common.errors import Refused
from app.storage.durable import write_durable

SEAL_FILE = "seal.key"
_NONCE_BYTES = 12
_CONTEXT = b"guitai/seal/1"


@dataclass(frozen=True, slots=True)
class Token:
    """A key on a token or in a security module, by PKCS#11: the library, the token's label, the labels in it."""

    module: str
    label: str
    pin: str = field(repr=False)
    certificate: str
    key: str


@dataclass(frozen=True, slots=True)
class Timestamps:
    """The branch's timestamp service: a ``url`` (RFC 3161), or its own with the key in ``pkcs12``; else none."""

    url: str = ""
    pkcs12: bytes = field(default=b"", repr=False)
    password: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """``none``, ``local`` or the address."""
        return self.url or ("local" if self.pkcs12 else "none")


@dataclass(frozen=True, slots=True)
class SealKey:
    """The signing key: PKCS#12 bytes and password, or a ``token``; the roots (DER) of all certificates ever used."""

    pkcs12: bytes = field(repr=False)
    password: str = field(repr=False)
    roots: tuple[bytes, ...] = ()
    timestamps: Timestamps = Timestamps()
    token: Token | None = None


def save_seal(folder: Path, key: bytes, seal: SealKey) -> None:
    """Write the signing key, encrypted under ``key`` (32 bytes); durable before it returns."""
    told: dict[str, Any] = {
        "pkcs12": _text(seal.pkcs12),
        "password": seal.password,
        "roots": [_text(root) for root in seal.roots],
        "tsa": {
            "url": seal.timestamps.url,
            "pkcs12": _text(seal.timestamps.pkcs12),
            "password": seal.timestamps.password,
        },
        "token": None if seal.token is None else asdict(seal.token),
    }
    nonce = os.urandom(_NONCE_BYTES)
    write_durable(folder / SEAL_FILE, nonce + AESGCM(key).encrypt(nonce, json.dumps(told).encode(), _CONTEXT))


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def load_seal(folder: Path, key: bytes) -> SealKey:
    """Read the signing key back. Refused: ``branch.no_seal``, ``branch.seal_damaged``."""
    try:
        data = (folder / SEAL_FILE).read_bytes()
    except OSError:
        raise Refused("branch.no_seal") from None
    try:
        told = json.loads(AESGCM(key).decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], _CONTEXT))
    except (InvalidTag, ValueError):
        raise Refused("branch.seal_damaged") from None
    # a file of an earlier version says nothing of timestamps and tokens
    tsa, token = told.get("tsa", {}), told.get("token")
    return SealKey(
        base64.b64decode(told["pkcs12"]),
        told["password"],
        tuple(base64.b64decode(root) for root in told["roots"]),
        Timestamps(tsa.get("url", ""), base64.b64decode(tsa.get("pkcs12", "")), tsa.get("password", "")),
        None if token is None else Token(**token),
    )
