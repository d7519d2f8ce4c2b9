"""A secret wrapped by a passphrase: argon2id makes the key, AES-GCM seals and authenticates."""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import asdict, dataclass

from app.common.errors import Refused

_SALT_BYTES = 16
_NONCE_BYTES = 12
_MOST_MEMORY_KIB = 1024 * 1024
_MOST_ITERATIONS = 20
_MOST_LANES = 16


@dataclass(frozen=True, slots=True)
class Argon2Costs:
    """What one argon2id hash costs: memory in KiB, passes, lanes. Shipped is the second choice of RFC 9106."""

    memory_kib: int = 64 * 1024
    iterations: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        lowest = self.memory_kib >= 8 * self.lanes and self.iterations >= 1 and self.lanes >= 1
        highest = (
            self.memory_kib <= _MOST_MEMORY_KIB and self.iterations <= _MOST_ITERATIONS and self.lanes <= _MOST_LANES
        )
        if not (lowest and highest):
            raise ValueError("argon2 costs out of bounds")


def wrap(secret: bytes, passphrase: str, purpose: str, costs: Argon2Costs) -> bytes:
    """``secret`` as a JSON file that only ``passphrase`` opens; ``purpose`` and the costs are authenticated."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt = secrets.token_bytes(_SALT_BYTES)
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = AESGCM(_key(passphrase, salt, costs)).encrypt(nonce, secret, _context(purpose, costs))
    content = {
        "format": 1,
        "purpose": purpose,
        "argon2id": asdict(costs),
        "salt": _text(salt),
        "nonce": _text(nonce),
        "sealed": _text(sealed),
    }
    return (json.dumps(content, indent=2) + "\n").encode()


def unwrap(content: bytes, passphrase: str, purpose: str) -> bytes:
    """The secret in ``content``. Refused: ``keys.passphrase_wrong``, ``keys.damaged`` (not a wrap of this purpose)."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        fields = json.loads(content)
        if fields["format"] != 1 or fields["purpose"] != purpose:
            raise Refused("keys.damaged")
        costs = Argon2Costs(**fields["argon2id"])
        salt, nonce, sealed = (base64.b64decode(fields[name], validate=True) for name in ("salt", "nonce", "sealed"))
        if len(nonce) != _NONCE_BYTES or len(salt) != _SALT_BYTES:
            raise Refused("keys.damaged")
    except (ValueError, KeyError, TypeError) as error:
        raise Refused("keys.damaged") from error
    try:
        return AESGCM(_key(passphrase, salt, costs)).decrypt(nonce, sealed, _context(purpose, costs))
    except InvalidTag as error:
        raise Refused("keys.passphrase_wrong", field="passphrase") from error


def _key(passphrase: str, salt: bytes, costs: Argon2Costs) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(passphrase.encode(), salt, costs.iterations, costs.memory_kib, costs.lanes, 32, Type.ID)


def _context(purpose: str, costs: Argon2Costs) -> bytes:
    return f"guitai/wrap/1/{purpose}/{costs.memory_kib}/{costs.iterations}/{costs.lanes}".encode()


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()
