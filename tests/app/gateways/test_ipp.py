"""What a printing system answers: read as it is meant, and garbage is no answer."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.gateways import ipp
from app.gateways.ipp import NoAnswer, Operation, ask
from tests.threads import PATIENCE, ended

END = b"\x03"


def attribute(tag: int, name: str, value: bytes) -> bytes:
    key = name.encode()
    return bytes([tag]) + struct.pack(">H", len(key)) + key + struct.pack(">H", len(value)) + value


def answer(*groups: bytes, status: int = 0) -> bytes:
    return struct.pack(">BBHI", 2, 0, status, 1) + b"".join(groups) + END


def printer(name: str, state: int, *reasons: str) -> bytes:
    parts = [
        attribute(0x42, "printer-name", name.encode()),
        attribute(0x23, "printer-state", bytes([0, 0, 0, state])),
        attribute(0x22, "printer-is-accepting-jobs", b"\x01"),
        *(attribute(0x44, "" if n else "printer-state-reasons", text.encode()) for n, text in enumerate(reasons)),
        attribute(0x13, "printer-dns-sd-name", b""),
    ]
    return b"\x04" + b"".join(parts)


def test_each_object_of_an_answer_has_its_attributes_with_all_their_values() -> None:
    said = b"\x01" + attribute(0x47, "attributes-charset", b"utf-8")
    found = ipp._objects(answer(said, printer("前台", 3, "none"), printer("back", 5, "paused", "media-empty-error")))
    assert found == [
        {"printer-name": ("前台",), "printer-state": (3,), "printer-is-accepting-jobs": (1,),
         "printer-state-reasons": ("none",)},
        {"printer-name": ("back",), "printer-state": (5,), "printer-is-accepting-jobs": (1,),
         "printer-state-reasons": ("paused", "media-empty-error")},
    ]  # fmt: skip


def test_an_object_that_is_not_there_is_nothing_and_any_other_failure_no_answer() -> None:
    assert ipp._objects(answer(status=ipp.NOT_FOUND)) == []
    with pytest.raises(NoAnswer):
        ipp._objects(answer(status=0x0500))


def _whole(connection: socket.socket) -> bytes:
    """One request to its end: who answers and hangs up before is met by a broken pipe."""
    heard = b""
    while piece := connection.recv(65536):
        heard += piece
        head, end, body = heard.partition(b"\r\n\r\n")
        wanted = [line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
        if end and len(body) >= int(wanted[0].partition(b":")[2]):
            break
    return heard


@contextmanager
def server(path: Path, reply: bytes) -> Iterator[list[bytes]]:
    """A server on a socket of its own that says ``reply`` once; what it was asked."""
    heard: list[bytes] = []
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.settimeout(PATIENCE)
        listening.bind(str(path))
        listening.listen(1)

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                heard.append(_whole(connection))
                connection.sendall(reply)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield heard
        finally:
            ended(thread)


def http_reply(body: bytes, status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: application/ipp\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def test_a_question_goes_over_the_server_s_own_socket_too(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with server(path, http_reply(answer(b"\x02" + attribute(0x23, "job-state", b"\x00\x00\x00\x09")))) as heard:
        about = [("job-uri", "ipp://localhost/jobs/7")]
        assert ask(str(path), Operation.JOB, about, ("job-state",)) == [{"job-state": (9,)}]
    (question,) = heard
    assert question.startswith(b"POST / HTTP/1.1\r\n")
    assert b"ipp://localhost/jobs/7" in question


@pytest.mark.parametrize(
    "reply",
    [b"", b"nonsense", http_reply(b""), http_reply(b"\x02\x00\x00\x00"), http_reply(answer()[:-1]),
     http_reply(answer(), "401 Unauthorized"), http_reply(answer(b"\x02" + b"\x44\x00\xff"))],
)  # fmt: skip
def test_whatever_else_is_said_is_no_answer(tmp_path: Path, reply: bytes) -> None:
    path = tmp_path / "s"
    with server(path, reply), pytest.raises(NoAnswer):
        ask(str(path), Operation.PRINTERS, (), ("printer-name",))


def test_nobody_there_is_no_answer(tmp_path: Path) -> None:
    for address in (str(tmp_path / "nothing"), "127.0.0.1:1", "nonsense", ""):
        with pytest.raises(NoAnswer):
            ask(address, Operation.PRINTERS, (), ())


@given(st.binary(max_size=200))
@settings(max_examples=200)
def test_garbage_of_any_kind_is_read_to_its_end_or_refused(garbage: bytes) -> None:
    body = answer(b"\x02" + attribute(0x23, "job-state", b"\x00\x00\x00\x09"))[:-1] + garbage
    try:
        found = ipp._objects(body)
    except (NoAnswer, ValueError, struct.error, IndexError):
        return
    assert found[0]["job-state"][0] == 9
