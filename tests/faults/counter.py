"""The test's side of a counter that faults are done to: starts it, calls it, puts its processes under a tracer."""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PATIENCE = 60
"""Seconds without a word after which a process is given up; no test waits for time to pass."""
WRITES = (
    "write,writev,pwrite64,pwritev,fsync,fdatasync,sync_file_range,fallocate,ftruncate,rename,renameat,renameat2,"
    "unlink,unlinkat,mkdir,mkdirat"
)
"""The calls by which a process changes what is on the disk."""


class TracerMissing(RuntimeError):
    """There is nothing to inject faults with here; it says why."""


def find_tracer() -> str:
    """The path of strace, when it may be used. Raises ``TracerMissing``."""
    found = shutil.which("strace")
    if found is None:
        raise TracerMissing("strace is not installed (Debian: apt-get install strace)")
    probe = [found, "-qq", "-f", "-e", "inject=fsync:error=EIO:when=1", "-e", "trace=fsync", "-o", "/dev/null", "true"]
    done = subprocess.run(probe, capture_output=True, check=False)
    if done.returncode:
        raise TracerMissing("this sandbox does not let strace trace: " + done.stderr.decode(errors="replace").strip())
    return found


@dataclass(slots=True)
class Call:
    """A process that tells a story. ``acks``: what it has acknowledged; ``heard``: everything it said."""

    connection: socket.socket
    pid: int = 0
    ended: int | None = None
    """A handle of the process that can be read from when it is dead."""
    heard: list[dict[str, Any]] = field(default_factory=list)
    tracer: subprocess.Popen[bytes] | None = None
    _rest: bytes = b""

    def hear(self) -> dict[str, Any] | None:
        """The next that it says; None when it is dead."""
        while b"\n" not in self._rest:
            try:
                part = self.connection.recv(1 << 16)
            except ConnectionResetError:
                part = b""
            if not part:
                return None
            self._rest += part
        line, _, self._rest = self._rest.partition(b"\n")
        told: dict[str, Any] = json.loads(line)
        self.heard.append(told)
        return told

    def say(self, **told: Any) -> None:
        """Tell it to go on."""
        with contextlib.suppress(BrokenPipeError):
            self.connection.sendall(json.dumps(told).encode() + b"\n")

    def until(self, *names: str) -> dict[str, Any] | None:
        """What it says until it says one of these; None when it died before."""
        while (told := self.hear()) is not None:
            if not told.keys().isdisjoint((*names, "crashed", "stopped")):
                return told
        return None

    @property
    def acks(self) -> list[dict[str, Any]]:
        """The acknowledged steps."""
        return [told for told in self.heard if "ack" in told]

    def trace(self, strace: str, inject: str = "", out: str = "/dev/null") -> None:
        """Put the process, which waits, under the tracer; ``inject`` as in strace's own option."""
        command = [strace, "-f", "-p", str(self.pid), "-e", f"trace={WRITES}", "-o", out]
        command += ["-e", f"inject={WRITES}:{inject}"] if inject else []
        self.tracer = subprocess.Popen(command, stderr=subprocess.PIPE)
        assert self.tracer.stderr is not None
        said = self.tracer.stderr.readline()
        if b"attached" not in said:
            raise TracerMissing(said.decode(errors="replace").strip())

    def let_go(self) -> None:
        """Take the tracer away; the process goes on without faults."""
        tracer, self.tracer = self.tracer, None
        if tracer is not None:
            tracer.send_signal(signal.SIGINT)
            tracer.communicate(timeout=PATIENCE)

    def close(self) -> None:
        """End what is left of it, and wait until it holds nothing any more."""
        self.let_go()
        self.connection.close()
        if self.ended is not None:
            if not select.select([self.ended], [], [], PATIENCE)[0]:
                signal.pidfd_send_signal(self.ended, signal.SIGKILL)
            os.close(self.ended)
            self.ended = None


class Counter:
    """The counter's program, waiting to tell stories in processes of its own."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="guitai-faults-"))
        self._address = str(self.folder / "counter")
        command = [sys.executable, "-B", "-m", "tests.faults.worker", self._address]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE)
        assert self._process.stdout is not None
        if self._process.stdout.readline() != b"ready\n":
            raise RuntimeError("the counter does not start")

    @contextlib.contextmanager
    def call(self, **asked: Any) -> Iterator[Call]:
        """A new process that waits to be told to begin (``say()``)."""
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(PATIENCE)
        connection.connect(self._address)
        call = Call(connection)
        try:
            call.say(**asked)
            first = call.hear()
            assert first is not None
            call.pid = first["pid"]
            call.ended = os.pidfd_open(call.pid)
            yield call
        finally:
            call.close()

    def tell(self, folder: Path, story: str, start: int = 0, stop: int | None = None, **more: Any) -> Any:
        """A process that will tell a story in the branch ``folder``; see :mod:`tests.faults.worker`."""
        standard = {"do": "tell", "press": "plain", "run": 0, "states": False, "hold": False}
        return self.call(folder=str(folder), story=story, start=start, stop=stop, **{**standard, **more})

    def check(
        self, folder: Path, story: str = "", start: int | None = None, stop: int | None = None, press: str = "plain"
    ) -> list[dict[str, Any]]:
        """What a fresh process finds in the branch; with ``start`` also after it has told the story on."""
        asked = {"story": story, "start": start, "stop": stop, "press": press, "run": 1}
        with self.call(do="check", folder=str(folder), **asked) as call:
            call.say()
            while call.hear() is not None:
                pass
            return call.heard[1:]

    def stop(self) -> None:
        """End the program."""
        self._process.terminate()
        self._process.communicate(timeout=PATIENCE)
        shutil.rmtree(self.folder, ignore_errors=True)
