"""Which gateway this computer sends messages by; one file in the branch's folder, encrypted under the branch's key.

The key comes out of the operating system's keyring with the branch's own secret, as that of the branch's seal does: a
program in the background can read it without asking anybody for a passphrase.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.common.clock import Clock
from app.common.errors import Refused
from app.gateways.messages.file_drop import FileDrop
from app.gateways.messages.http_gateway import LEAST_SECRET, GatewayAddress, HttpGateway
from app.gateways.messages.port import Gateway
from app.storage.durable import write_durable

FILE = "messages.gateway"
PURPOSE = "messages/gateway"
"""The name of the key among the branch's (``BranchKeys.purpose``)."""
_CONTEXT = b"guitai/messages/1"
_NONCE_BYTES = 12
_KEY_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(frozen=True, slots=True)
class GatewaySettings:
    """A ``folder``, or an ``address`` with what it admits us by; with neither nothing is sent. Never printed whole."""

    folder: str = ""
    address: str = ""
    key_name: str = ""
    secret: str = field(default="", repr=False)
    root: str = field(default="", repr=False)

    @property
    def told(self) -> str:
        """What is set, without a secret."""
        return self.address or (f"folder {Path(self.folder).name}" if self.folder else "none")

    def gateway(self, clock: Clock) -> Gateway | None:
        """The gateway; None when none is set. Refused: ``messages.gateway_*``."""
        if self.folder:
            return FileDrop(Path(self.folder))
        if not self.address:
            return None
        address = GatewayAddress.parse(self.address, self.root)
        if not _KEY_NAME.fullmatch(self.key_name) or len(self.secret) < LEAST_SECRET:
            raise Refused("messages.gateway_secret", field="secret")
        return HttpGateway(address, self.key_name, self.secret, clock)


def save(folder: Path, key: bytes, settings: GatewaySettings) -> None:
    """Keep the settings in the branch's ``folder``, durable before it returns. Refused: ``storage.write_failed``."""
    nonce = os.urandom(_NONCE_BYTES)
    content = json.dumps(asdict(settings)).encode()
    write_durable(folder / FILE, nonce + AESGCM(key).encrypt(nonce, content, _CONTEXT))


def load(folder: Path, key: bytes) -> GatewaySettings:
    """The settings; none are set where there is no file. Refused: ``messages.gateway_damaged``."""
    try:
        data = (folder / FILE).read_bytes()
    except FileNotFoundError:
        return GatewaySettings()
    except OSError:
        raise Refused("messages.gateway_damaged") from None
    try:
        told = json.loads(AESGCM(key).decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], _CONTEXT))
        return GatewaySettings(**{str(name): str(value) for name, value in told.items()})
    except (InvalidTag, ValueError, TypeError, AttributeError):
        raise Refused("messages.gateway_damaged") from None
