"""A gateway on this computer, in a thread: it checks signatures, knows ids, and misbehaves as it is told to."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast

from app.gateways.messages.http_gateway import signature

SECRET = "geheim-0123456789"
KEY = "branch-01"


@dataclass
class Provider:
    """What the gateway has and how it behaves: ``trouble`` is used up call by call, then all is well."""

    trouble: list[str] = field(default_factory=list)
    states: dict[str, str] = field(default_factory=dict)
    sent: Counter[str] = field(default_factory=Counter)
    texts: dict[str, str] = field(default_factory=dict)
    nonces: set[str] = field(default_factory=set)
    posts: int = 0
    asks: int = 0
    key: str = KEY

    def next_trouble(self) -> str:
        return self.trouble.pop(0) if self.trouble else ""

    def take(self, said: dict[str, str]) -> str:
        """Send a message to the network, unless its id is known; gives its state."""
        if said["id"] not in self.states:
            self.sent[said["mobile"]] += 1
            self.texts[said["id"]] = said["text"]
            self.states[said["id"]] = "accepted"
        return self.states[said["id"]]


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def log_message(self, *args: Any) -> None:
        """Quiet."""

    def _genuine(self, body: bytes) -> bool:
        head, provider = self.headers, self.server.provider
        nonce = head.get("X-Guitai-Nonce", "")
        wanted = signature(
            SECRET.encode(), self.command, self.path, head.get("X-Guitai-Time", ""), nonce, body
        )  # fmt: skip
        fresh = nonce not in provider.nonces
        provider.nonces.add(nonce)
        return fresh and head.get("X-Guitai-Signature") == wanted and head.get("X-Guitai-Key") == provider.key

    def _say(self, status: int, said: dict[str, Any]) -> None:
        content = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        provider, said = self.server.provider, json.loads(body)
        provider.posts += 1
        if not self._genuine(body) or self.headers.get("Idempotency-Key") != said["id"]:
            self._say(401, {})
            return
        trouble = provider.next_trouble()
        if trouble in ("silent-before", "silent-after", "cut"):
            if trouble != "silent-before":
                provider.take(said)
            self._vanish(cut=trouble == "cut")
        elif trouble == "500-before":
            self._say(500, {"error": "oops"})
        elif trouble == "502-after":
            provider.take(said)
            self._say(502, {})
        elif trouble == "busy":
            self._say(429, {})
        elif trouble == "refused":
            self._say(422, {"id": said["id"], "error": "no such number"})
        else:
            self._say(202, {"id": said["id"], "state": provider.take(said)})

    def _vanish(self, *, cut: bool) -> None:
        """No answer, or half of one."""
        if cut:
            self.wfile.write(b'HTTP/1.1 202 Accepted\r\nContent-Length: 90\r\n\r\n{"id": "')
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)
        else:
            self.server.over.wait(10)
        self.close_connection = True

    def do_GET(self) -> None:
        provider = self.server.provider
        provider.asks += 1
        if not self._genuine(b""):
            self._say(403, {})
            return
        message_id = self.path.rsplit("/", 1)[1]
        trouble = provider.next_trouble() if message_id else ""
        if trouble == "cannot":
            self._say(501, {})
        elif trouble == "page":
            self._say(404, {"error": "a proxy's own page"})
        elif trouble == "500-before":
            self._say(500, {})
        elif not message_id:
            self._say(200, {})
        elif message_id in provider.states:
            self._say(200, {"id": message_id, "state": provider.states[message_id]})
        else:
            self._say(404, {"id": message_id, "state": "unknown"})


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    provider: Provider
    over: threading.Event

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is part of the game."""


@contextmanager
def running(certificate: tuple[Path, Path] | None = None) -> Iterator[tuple[Provider, str]]:
    """A gateway and its address; with ``certificate`` (PEM files of it and its key) it speaks TLS."""
    server = _Server(("127.0.0.1", 0), _Handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        # the handshake belongs to the thread of the connection: one that breaks off must not hold up the others
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.provider, server.over = Provider(), threading.Event()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), name="gateway")
    thread.start()
    try:
        scheme, port = "https" if certificate else "http", cast(tuple[str, int], server.server_address)[1]
        yield server.provider, f"{scheme}://{'localhost' if certificate else '127.0.0.1'}:{port}/sms"
    finally:
        server.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
