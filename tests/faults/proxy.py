"""The network between a counter and its branch server: breaks off, stalls and goes away at a message of one's choice.

Speaks just enough of PostgreSQL's protocol to tell one message of the counter from the next.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

CUT_BEFORE: Final = "cut before a message"
CUT_AFTER: Final = "cut before its answer"
COMMIT_UNSENT: Final = "cut before COMMIT"
COMMIT_UNANSWERED: Final = "cut after COMMIT, before its answer"
STALL: Final = "answer held back"
KINDS: Final = (CUT_BEFORE, CUT_AFTER, COMMIT_UNSENT, COMMIT_UNANSWERED, STALL)
_STALL_SECONDS: Final = 0.3
_STARTUP: Final = 196608
_COMMIT: Final = b"COMMIT\0"


class Cut(Exception):
    """The line is broken here."""


@dataclass(slots=True)
class Plan:
    """At the ``when``-th message (for the commits: at the first commit) ``kind`` happens, once; then ``after`` does."""

    kind: str
    when: int = 1
    after: Callable[[], None] = lambda: None
    seen: int = 0
    done: bool = False

    def meets(self, payload: bytes) -> bool:
        """Whether this message is the one."""
        if self.done:
            return False
        if self.kind in (COMMIT_UNSENT, COMMIT_UNANSWERED):
            self.done = _COMMIT in payload
        else:
            self.seen += 1
            self.done = self.seen >= self.when
        return self.done


@dataclass(slots=True)
class Pair:
    """One connection of the counter with that of the proxy to the server."""

    front: socket.socket
    back: socket.socket
    answered: threading.Event = field(default_factory=threading.Event)
    mute: bool = False
    stall: threading.Event = field(default_factory=threading.Event)

    def cut(self) -> None:
        """Break it at both ends."""
        for end in (self.front, self.back):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


class Proxy:
    """A port of this computer that leads to the server's port ``to``."""

    def __init__(self, to: int) -> None:
        self._to = to
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._plan: Plan | None = None
        self._lock = threading.Lock()
        self._pairs: list[Pair] = []
        self.gone = False
        threading.Thread(target=self._accept, daemon=True).start()

    def arm(self, plan: Plan | None) -> None:
        """Let this happen next; None: nothing."""
        with self._lock:
            self._plan = plan

    def go_away(self) -> None:
        """No way to the server any more: what is connected breaks, what comes is turned away."""
        self.gone = True
        for pair in self._pairs:
            pair.cut()

    def come_back(self) -> None:
        """The way is open again."""
        self.gone = False

    def close(self) -> None:
        """Take the port away."""
        self.go_away()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                front, _ = self._listener.accept()
            except OSError:
                return
            try:
                if self.gone:
                    raise ConnectionError
                back = socket.create_connection(("127.0.0.1", self._to))
            except OSError:
                front.close()
                continue
            for end in (front, back):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            pair = Pair(front, back)
            pair.stall.set()
            self._pairs.append(pair)
            threading.Thread(target=self._forth, args=(pair,), daemon=True).start()
            threading.Thread(target=self._back, args=(pair,), daemon=True).start()

    def _forth(self, pair: Pair) -> None:
        try:
            self._begin(pair)
            while True:
                head = _exactly(pair.front, 5)
                payload = _exactly(pair.front, struct.unpack("!I", head[1:])[0] - 4)
                self._message(pair, head + payload)
        except (Cut, OSError):
            pair.cut()

    def _begin(self, pair: Pair) -> None:
        """The messages before the first that names its kind: wishes for protection, then the startup."""
        while True:
            head = _exactly(pair.front, 8)
            size, code = struct.unpack("!II", head)
            pair.back.sendall(head + _exactly(pair.front, size - 8))
            if code == _STARTUP or code >> 16 == 3:
                return

    def _message(self, pair: Pair, message: bytes) -> None:
        with self._lock:
            plan = self._plan if self._plan is not None and self._plan.meets(message) else None
        if plan is None:
            pair.back.sendall(message)
            return
        if plan.kind in (CUT_BEFORE, COMMIT_UNSENT):
            plan.after()
            raise Cut
        if plan.kind == STALL:
            pair.stall.clear()
            threading.Timer(_STALL_SECONDS, pair.stall.set).start()
            pair.back.sendall(message)
            return
        pair.mute = True
        pair.answered.clear()
        pair.back.sendall(message)
        # only a message that ends a round is answered at once; after the others there is nothing to wait for
        if message[:1] in (b"Q", b"S", b"p"):
            pair.answered.wait(5)
        plan.after()
        raise Cut

    def _back(self, pair: Pair) -> None:
        try:
            while part := pair.back.recv(1 << 16):
                if pair.mute:
                    pair.answered.set()
                    continue
                pair.stall.wait(5)
                pair.front.sendall(part)
        except OSError:
            pass
        pair.answered.set()
        pair.cut()


def _exactly(connection: socket.socket, size: int) -> bytes:
    parts = b""
    while len(parts) < size:
        part = connection.recv(size - len(parts))
        if not part:
            raise Cut
        parts += part
    return parts
