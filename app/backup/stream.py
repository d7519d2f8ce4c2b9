"""An encrypted stream in a file: frames of AES-GCM that cannot be reordered, cut short or mixed with another's."""

from __future__ import annotations

import os
import secrets
import struct
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.common.errors import Refused

MAGIC = b"GTS1"
FRAME_BYTES = 1 << 20
"""The most that one frame holds; what is written is gathered up to it."""
_PREFIX_BYTES = 8
_HEAD = struct.Struct(">BI")
_MORE, _LAST = 0, 1


class Sealing:
    """Writes a stream with ``key`` (32 bytes) to an open file; ``finish`` makes it whole and durable."""

    def __init__(self, out: BinaryIO, key: bytes) -> None:
        self._out = out
        self._cipher = AESGCM(key)
        self._prefix = secrets.token_bytes(_PREFIX_BYTES)
        self._count = 0
        self._waiting = bytearray()
        out.write(MAGIC + self._prefix)

    def write(self, content: bytes | memoryview) -> None:
        """Add ``content``."""
        self._waiting += content
        while len(self._waiting) >= FRAME_BYTES:
            self._frame(bytes(self._waiting[:FRAME_BYTES]), _MORE)
            del self._waiting[:FRAME_BYTES]

    def finish(self) -> None:
        """Write what waits and the end; a stream without its end is refused when it is read."""
        self._frame(bytes(self._waiting), _LAST)
        self._waiting.clear()
        self._out.flush()
        os.fsync(self._out.fileno())

    def _frame(self, content: bytes, kind: int) -> None:
        nonce = self._prefix + struct.pack(">I", self._count)
        head = _HEAD.pack(kind, len(content) + 16)
        self._out.write(head + self._cipher.encrypt(nonce, content, head))
        self._count += 1


class Opening:
    """Reads such a stream with a buffer, in lines or blocks. Refused: ``backup.file_altered``."""

    def __init__(self, source: BinaryIO, key: bytes) -> None:
        self._source = source
        self._cipher = AESGCM(key)
        start = source.read(len(MAGIC) + _PREFIX_BYTES)
        if len(start) != len(MAGIC) + _PREFIX_BYTES or not start.startswith(MAGIC):
            raise Refused("backup.file_altered")
        self._prefix = start[len(MAGIC) :]
        self._count = 0
        self._ended = False
        self._buffer = bytearray()

    def _more(self) -> bool:
        if self._ended:
            return False
        head = self._source.read(_HEAD.size)
        if len(head) != _HEAD.size:
            raise Refused("backup.file_altered")
        kind, size = _HEAD.unpack(head)
        if not 16 <= size <= FRAME_BYTES + 16:
            raise Refused("backup.file_altered")
        nonce = self._prefix + struct.pack(">I", self._count)
        try:
            self._buffer += self._cipher.decrypt(nonce, self._source.read(size), head)
        except (InvalidTag, ValueError) as error:
            raise Refused("backup.file_altered") from error
        self._count += 1
        if kind == _LAST:
            self._ended = True
            if self._source.read(1):
                raise Refused("backup.file_altered")
        return True

    def line(self) -> bytes:
        """The next line without its end. Refused: ``backup.file_altered`` when there is none."""
        start = 0
        while True:
            place = self._buffer.find(b"\n", start)
            if place >= 0:
                found = bytes(self._buffer[:place])
                del self._buffer[: place + 1]
                return found
            start = len(self._buffer)
            if not self._more():
                raise Refused("backup.file_altered")

    def blocks(self, size: int) -> Iterator[bytes]:
        """The next ``size`` bytes in pieces. Refused: ``backup.file_altered`` when there are fewer."""
        while size > 0:
            if not self._buffer and not self._more():
                raise Refused("backup.file_altered")
            piece = bytes(self._buffer[:size])
            del self._buffer[: len(piece)]
            size -= len(piece)
            if piece:
                yield piece

    def ends(self) -> bool:
        """Whether nothing follows."""
        while not self._buffer and self._more():
            pass
        return not self._buffer
