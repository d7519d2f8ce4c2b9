"""A gateway of text messages by HTTP: every request signed, every message under its own id.

POST {path}            {"id", "mobile", "text"}, with the header Idempotency-Key: ID
GET  {path}/{id}       what became of it
GET  {path}/           whether our signature is good

Headers of every request: X-Guitai-Key (the name of the key), X-Guitai-Time (seconds since 1970), X-Guitai-Nonce (32
hex digits, never the same twice), X-Guitai-Signature: HMAC-SHA256 in hex over method, path, time, nonce and the SHA-256
(hex) of the body, each in a line of its own. Answers are JSON: {"id", "state"}, with the state "accepted", "delivered",
"failed" or "unknown". Only "unknown" with status 404 says that it never had the id, nothing else is taken for that.
See docs/admin.md.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import http.client
import json
import secrets
import socket
import ssl
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from app.common.clock import Clock
from app.common.errors import Refused
from app.gateways.messages.port import Answer, Outgoing, Receipt, Told
from app.storage.address import is_here

WAIT_SECONDS = 20.0
"""So long a gateway is waited for, to connect and between two pieces of an answer."""
MOST_BYTES = 65_536
"""A longer answer says nothing."""
LEAST_SECRET = 16
_STATES = {"accepted": Answer.ACCEPTED, "delivered": Answer.DELIVERED, "failed": Answer.FAILED}
_DENIED = frozenset({401, 403})
_WAIT = frozenset({408, 425, 429})
_UNABLE = frozenset({405, 410, 501})


@dataclass(frozen=True, slots=True)
class GatewayAddress:
    """Where a gateway is. ``root``: the certificate (PEM) that its own comes from; empty: who the computer trusts."""

    host: str
    port: int
    path: str
    tls: bool
    root: str = field(default="", repr=False)

    @classmethod
    def parse(cls, text: str, root: str = "") -> GatewayAddress:
        """An address as typed. Refused: ``messages.gateway_address`` (no ``https`` and not this computer, a login)."""
        wrong = Refused("messages.gateway_address", field="address")
        try:
            parts = urlsplit(text)
            port = parts.port
        except ValueError:
            raise wrong from None
        host, tls = parts.hostname or "", parts.scheme == "https"
        plain = text.isascii() and text.isprintable() and " " not in text and "@" not in parts.netloc
        if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment or not plain:
            raise wrong
        if not tls and not is_here(host):
            raise wrong
        return cls(host, port or (443 if tls else 80), parts.path.rstrip("/"), tls, root)

    def __str__(self) -> str:
        """The address as typed."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}{self.path}"


class HttpGateway:
    """The gateway. ``wait_seconds``: as ``WAIT_SECONDS``, shorter in tests."""

    def __init__(
        self, address: GatewayAddress, key_name: str, secret: str, clock: Clock, *, wait_seconds: float = WAIT_SECONDS
    ) -> None:
        self._address = address
        self._key_name = key_name
        self._secret = secret.encode()
        self._clock = clock
        self._wait = wait_seconds

    @property
    def name(self) -> str:
        """The host's name and that of the key: another account at the same gateway is another gateway."""
        return f"{self._address.host}:{self._address.port} {self._key_name}"[:80]

    def hand_over(self, message: Outgoing) -> Told:
        """Post the message under its id."""
        content = {"id": message.id, "mobile": message.mobile, "text": message.text}
        try:
            status, said = self._call("POST", "", json.dumps(content).encode(), message.id)
        except _NotSent as fault:
            return Told(Answer.NOT_TAKEN, fault.reason)
        except _NoAnswer:
            return Told(Answer.UNSURE, "messages.gateway_unsure")
        return _taken(status, said, message.id)

    def ask(self, message_id: str) -> Told:
        """Ask after the message."""
        try:
            status, said = self._call("GET", f"/{message_id}")
        except (_NotSent, _NoAnswer) as fault:
            return Told(Answer.UNSURE, fault.reason)
        if status in _DENIED:
            return Told(Answer.UNSURE, "messages.gateway_denied")
        if status in _UNABLE:
            return Told(Answer.CANNOT_TELL, "messages.gateway_cannot_tell")
        told = _told(said, message_id) if status == 200 else None
        if told is not None:
            return told
        if status == 404 and said.get("id") == message_id and said.get("state") == "unknown":
            return Told(Answer.UNKNOWN)
        return Told(Answer.UNSURE, "messages.gateway_unsure")

    def receipts(self) -> Iterable[Receipt]:
        """None: it is asked for each message."""
        return ()

    def read(self, tokens: Iterable[str]) -> None:
        """Nothing is to be done."""

    def check(self) -> Told:
        """Ask for nothing in particular, signed."""
        try:
            status, _ = self._call("GET", "/")
        except (_NotSent, _NoAnswer) as fault:
            return Told(Answer.UNSURE, fault.reason)
        if status in _DENIED:
            return Told(Answer.FAILED, "messages.gateway_denied")
        return Told(Answer.ACCEPTED) if status < 300 else Told(Answer.UNSURE, "messages.gateway_unsure")

    def _call(self, method: str, below: str, body: bytes = b"", key: str = "") -> tuple[int, dict[str, Any]]:
        path = self._address.path + below or "/"
        connection = self._connection()
        try:
            try:
                connection.connect()
            except (OSError, http.client.HTTPException) as fault:
                raise _NotSent(fault) from fault  # not a byte of the message has left
            try:
                with _no_longer_than(connection, self._wait * 2):
                    connection.request(method, path, body or None, self._headers(method, path, body, key))
                    answer = connection.getresponse()
                    content = answer.read(MOST_BYTES + 1)
            except (OSError, http.client.HTTPException, ValueError) as fault:
                raise _NoAnswer from fault
            return answer.status, _object(content)
        finally:
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        place = self._address
        if not place.tls:
            return http.client.HTTPConnection(place.host, place.port, timeout=self._wait)
        trusted = ssl.create_default_context(cadata=place.root or None)
        trusted.minimum_version = ssl.TLSVersion.TLSv1_2
        return http.client.HTTPSConnection(place.host, place.port, timeout=self._wait, context=trusted)

    def _headers(self, method: str, path: str, body: bytes, key: str) -> dict[str, str]:
        moment, nonce = str(int(self._clock.now().timestamp())), secrets.token_hex(16)
        headers = {
            "Content-Type": "application/json; charset=utf-8", "Accept": "application/json", "Connection": "close",
            "X-Guitai-Key": self._key_name, "X-Guitai-Time": moment, "X-Guitai-Nonce": nonce,
            "X-Guitai-Signature": signature(self._secret, method, path, moment, nonce, body),
        }  # fmt: skip
        return {**headers, "Idempotency-Key": key} if key else headers


@contextmanager
def _no_longer_than(connection: http.client.HTTPConnection, seconds: float) -> Iterator[None]:
    """Cut an answer off that comes drop by drop: each drop would begin the waiting anew."""

    def cut() -> None:
        with contextlib.suppress(OSError):
            if connection.sock is not None:
                connection.sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()


def signature(secret: bytes, method: str, path: str, moment: str, nonce: str, body: bytes) -> str:
    """What a request is signed with."""
    signed = "\n".join((method, path, moment, nonce, hashlib.sha256(body).hexdigest()))
    return hmac.new(secret, signed.encode(), hashlib.sha256).hexdigest()


def _taken(status: int, said: dict[str, Any], message_id: str) -> Told:
    """What the answer to a message that was posted says."""
    if status in _DENIED:
        return Told(Answer.NOT_TAKEN, "messages.gateway_denied")
    if status in _WAIT:
        return Told(Answer.NOT_TAKEN, "messages.gateway_busy")
    told = _told(said, message_id) if status in (200, 201, 202, 409) else None
    if told is not None:
        return told
    if status == 422 and said.get("id") == message_id:
        return Told(Answer.FAILED, "messages.gateway_refused")
    # also a success without the id, and whatever stands between us and the gateway: nobody knows
    return Told(Answer.UNSURE, "messages.gateway_unsure")


class _NotSent(Exception):
    """No connection: the gateway cannot have anything of it. ``reason``: why, as a code."""

    def __init__(self, fault: Exception) -> None:
        untrusted = isinstance(fault, ssl.SSLCertVerificationError)
        self.reason = "messages.gateway_untrusted" if untrusted else "messages.gateway_away"


class _NoAnswer(Exception):
    """Something may have arrived; no answer came, or half of one."""

    reason = "messages.gateway_away"


def _told(said: dict[str, Any], message_id: str) -> Told | None:
    """The answer, when it is about this message and says something."""
    answer = _STATES.get(str(said.get("state")))
    if answer is None or said.get("id") != message_id:
        return None
    return Told(answer, "messages.undelivered" if answer is Answer.FAILED else "")


def _object(content: bytes) -> dict[str, Any]:
    if len(content) > MOST_BYTES:
        return {}
    try:
        said = json.loads(content)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


__all__ = ["GatewayAddress", "HttpGateway", "signature"]
