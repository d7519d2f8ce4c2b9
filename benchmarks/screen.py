"""A screen without glass (Xvfb) whose pixels are read from its memory: what is drawn is seen without asking anybody."""

from __future__ import annotations

import contextlib
import mmap
import os
import shutil
import signal
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType

WIDE, HIGH = 1366, 768
COLOURS, SHARE = 12, 0.2
"""A painted window: letters have many shades, and a fifth of the screen is more than a picture that says "loading"."""
LOOK_SECONDS = 0.005
STEP_ACROSS, STEP_DOWN = 5, 6
PATIENCE = 60.0


class Screen:
    """An X server of the measurement's own, with a session bus; both end with the ``with`` block."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        reader, writer = os.pipe()
        command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{WIDE}x{HIGH}x24", "-nolisten", "tcp", "-br",
                   "-noreset", "-fbdir", self._folder.name]  # fmt: skip
        self._server = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as said:
            self._display = f":{said.readline().strip()}"
        self._bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"], stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert self._bus.stdout is not None  # noqa: S101 - opened with a pipe
        self._address = self._bus.stdout.readline().strip()
        self._file = (Path(self._folder.name) / "Xvfb_screen0").open("rb")
        self._memory = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ)
        head = struct.unpack(">25I", self._memory[:100])
        self._line, self._pixels = head[12], head[0] + head[19] * 12

    def __enter__(self) -> Screen:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._memory.close()
        self._file.close()
        for process in (self._bus, self._server):
            process.terminate()
            process.wait()
        self._folder.cleanup()

    def painted(self) -> bool:
        """Whether a window with something in it is to be seen."""
        seen: dict[int, int] = {}
        for row in range(0, HIGH, STEP_DOWN):
            start = self._pixels + row * self._line
            for pixel in memoryview(self._memory[start : start + WIDE * 4]).cast("I")[::STEP_ACROSS]:
                seen[pixel] = seen.get(pixel, 0) + 1
        places = -(-WIDE // STEP_ACROSS) * -(-HIGH // STEP_DOWN)
        return (
            len(seen) >= COLOURS and sum(count for pixel, count in seen.items() if pixel & 0xFFFFFF) >= SHARE * places
        )

    def start(self, command: Sequence[str], environment: Mapping[str, str]) -> float:
        """Milliseconds from exec to the first painted window; the program is ended then, with all that it began."""
        with self.shown(command, environment) as (taken, _):
            return taken

    @contextlib.contextmanager
    def shown(self, command: Sequence[str], environment: Mapping[str, str]) -> Iterator[tuple[float, int]]:
        """Milliseconds from exec to the first painted window, and the leader of the program's group of processes.

        At the end of the block the program is ended, with all that it began. Without a window: RuntimeError.
        """
        given = {**environment, "DISPLAY": self._display, "DBUS_SESSION_BUS_ADDRESS": self._address}
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, env=given, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        try:
            while not self.painted():
                if process.poll() is not None or time.perf_counter() - begun > PATIENCE:
                    raise RuntimeError("no window came")
                time.sleep(LOOK_SECONDS)
            yield (time.perf_counter() - begun) * 1000, process.pid
        finally:
            with contextlib.suppress(ProcessLookupError):  # it has ended by itself
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            self._cleared()

    def _cleared(self) -> None:
        """Wait until the window is gone: the next one must not be mistaken for it."""
        begun = time.perf_counter()
        while self.painted() and time.perf_counter() - begun < PATIENCE:
            time.sleep(LOOK_SECONDS)


def available() -> bool:
    """Whether a screen can be had here."""
    return shutil.which("Xvfb") is not None and shutil.which("dbus-daemon") is not None
