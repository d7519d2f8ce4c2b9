"""Where the branch's signing key lies: a PKCS#12 and its password, encrypted under the branch's own key.

Roots of earlier certificates stay, so that what they sealed can still be checked after the certificate was changed.
"""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.common.errors import Refused
from app.storage.durable import write_durable

SEAL_FILE = "seal.key"
_NONCE_BYTES = 12
_CONTEXT = b"guitai/seal/1"


@dataclass(frozen=True, slots=True)
class SealKey:
    """The signing key: PKCS#12 bytes, their password, and the roots (DER) of all certificates ever used here."""

    pkcs12: bytes = field(repr=False)
    password: str = field(repr=False)
    roots: tuple[bytes, ...] = ()


def save_seal(folder: Path, key: bytes, seal: SealKey) -> None:
    """Write the signing key, encrypted under ``key`` (32 bytes); durable before it returns."""
    told = {
        "pkcs12": base64.b64encode(seal.pkcs12).decode(),
        "password": seal.password,
        "roots": [base64.b64encode(root).decode() for root in seal.roots],
    }
    nonce = os.urandom(_NONCE_BYTES)
    write_durable(folder / SEAL_FILE, nonce + AESGCM(key).encrypt(nonce, json.dumps(told).encode(), _CONTEXT))


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
    roots = tuple(base64.b64decode(root) for root in told["roots"])
    return SealKey(base64.b64decode(told["pkcs12"]), told["password"], roots)
