"""Just enough of the Internet Printing Protocol (RFC 8010) to ask CUPS what it has and what became of a job.

``lpstat`` says the same for a finished, a cancelled and an aborted job, in the language of the system; the protocol
says which. Only questions are asked here: documents go by ``lp``, which knows of servers, passwords and encryption.
"""

from __future__ import annotations

import http.client
import socket
import struct
import sys
from collections.abc import Iterator, Sequence
from enum import IntEnum

MOST_BYTES = 4_000_000
"""An answer longer than this is none."""
WAIT_SECONDS = 5

Value = int | str
Attributes = dict[str, tuple[Value, ...]]


class Operation(IntEnum):
    """The questions that are asked."""

    JOB = 0x0009  # Get-Job-Attributes
    PRINTERS = 0x4002  # CUPS-Get-Printers


NOT_FOUND = 0x0406
_GROUP_END, _OPERATION = 3, 1
_INTEGER, _BOOLEAN, _ENUM = 0x21, 0x22, 0x23
_NAME, _KEYWORD, _URI, _CHARSET, _LANGUAGE = 0x42, 0x44, 0x45, 0x47, 0x48
_TEXTS = range(0x40, 0x4A)


class NoAnswer(Exception):
    """The server cannot be asked, or what it says is not IPP."""


def ask(server: str, operation: Operation, about: Sequence[tuple[str, str]], wanted: Sequence[str]) -> list[Attributes]:
    """Ask ``server`` (``host:port`` or the path of its socket) and give the attributes of each object in the answer.

    ``about``: URIs by attribute name. Empty when the server knows no such object; ``NoAnswer`` when it says nothing.
    """
    question = _question(operation, about, wanted)
    connection = _Local(server) if server.startswith("/") else http.client.HTTPConnection(server, timeout=WAIT_SECONDS)
    try:
        connection.request("POST", "/", question, {"Content-Type": "application/ipp", "Host": "localhost"})
        answer = connection.getresponse()
        body = answer.read(MOST_BYTES)
        if answer.status != http.client.OK:
            raise NoAnswer
        return _objects(body)
    except (OSError, http.client.HTTPException, ValueError, struct.error, IndexError) as fault:
        raise NoAnswer from fault
    finally:
        connection.close()


class _Local(http.client.HTTPConnection):
    """HTTP over the server's own socket."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=WAIT_SECONDS)
        self._path = path

    def connect(self) -> None:
        if sys.platform == "win32":
            raise OSError("Windows has no such socket")  # nobody answers there: the spooler is asked another way
        else:
            self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self.sock.settimeout(WAIT_SECONDS)
            self.sock.connect(self._path)


def _question(operation: Operation, about: Sequence[tuple[str, str]], wanted: Sequence[str]) -> bytes:
    head = struct.pack(">BBHIB", 2, 0, operation, 1, _OPERATION)
    parts = [_attribute(_CHARSET, "attributes-charset", "utf-8"), _attribute(_LANGUAGE, _OWN_LANGUAGE, "en")]
    parts += [_attribute(_URI, name, uri) for name, uri in about]
    parts.append(_attribute(_NAME, "requesting-user-name", "guitai"))
    for place, name in enumerate(wanted):
        parts.append(_attribute(_KEYWORD, "" if place else "requested-attributes", name))
    return head + b"".join(parts) + bytes([_GROUP_END])


_OWN_LANGUAGE = "attributes-natural-language"


def _attribute(tag: int, name: str, value: str) -> bytes:
    key, content = name.encode(), value.encode()
    return struct.pack(f">BH{len(key)}sH{len(content)}s", tag, len(key), key, len(content), content)


def _objects(body: bytes) -> list[Attributes]:
    status = struct.unpack_from(">H", body, 2)[0]
    if status == NOT_FOUND:
        return []
    if status >= 0x0100:  # anything but success
        raise NoAnswer
    found: list[Attributes] = []
    for group, name, value in _read(body):
        if not name:
            if group != _OPERATION:
                found.append({})
        elif group != _OPERATION and value is not None:
            found[-1][name] = (*found[-1].get(name, ()), value)
    return found


def _read(body: bytes) -> Iterator[tuple[int, str, Value | None]]:
    """(group, name, value) of each value; (group, "", None) where a group begins. Unknown kinds of values are None."""
    place, group, name = 8, 0, ""
    while (tag := body[place]) != _GROUP_END:
        place += 1
        if tag < 0x10:
            group, name = tag, ""
            yield group, "", None
            continue
        key, place = _piece(body, place)
        content, place = _piece(body, place)
        name = key.decode() or name
        yield group, name, _value(tag, content)


def _piece(body: bytes, place: int) -> tuple[bytes, int]:
    size = struct.unpack_from(">H", body, place)[0]
    start, end = place + 2, place + 2 + size
    if end > len(body):
        raise ValueError("the answer breaks off")
    return body[start:end], end


def _value(tag: int, content: bytes) -> Value | None:
    if tag in (_INTEGER, _ENUM):
        return int.from_bytes(content, "big", signed=True)
    if tag == _BOOLEAN:
        return content[0]
    return content.decode() if tag in _TEXTS else None
